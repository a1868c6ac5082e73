"""Sound or film, playable or not; in words that say what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from prasan.files import kinds
from prasan.news.recordings.containers import boxes, ebml, sounds
from prasan.news.recordings.containers.wrong import BrokenError, UnplayableError
from prasan.ui.refusal import Refused

_BROKEN = "เปิดไฟล์นี้ไม่ได้ ไฟล์ขาดหรือเสียหาย เปิดดูในเครื่องของท่านก่อน แล้วบันทึกหรือส่งใหม่"
_HEVC = (
    "คลิปนี้เข้ารหัสแบบ {} ซึ่งเบราว์เซอร์ส่วนใหญ่เล่นไม่ได้ ตั้งกล้องของโทรศัพท์เป็น “เข้ากันได้มากที่สุด” (H.264) แล้วถ่ายใหม่ "
    "หรือส่งออกคลิปเป็น MP4 แบบ H.264 แล้วส่งอีกครั้ง"
)
_OTHER = "ไฟล์นี้เข้ารหัสแบบ {} ซึ่งเบราว์เซอร์เล่นไม่ได้ ส่งออกวิดีโอเป็น MP4 (H.264 และ AAC) หรือเสียงเป็น MP3 แล้วส่งอีกครั้ง"
_PLACE = "ไฟล์ OGG นี้บอกตำแหน่งที่บันทึกไว้ข้างใน ส่งออกเป็น MP3 หรือ M4A แล้วส่งอีกครั้ง"
_NO_KIND = "ไฟล์นี้ไม่ใช่เสียงหรือวิดีโอที่ระบบรับ รับเสียง MP3 M4A OGG WAV และวิดีโอ MP4 WebM MOV"
_NO_TRACK = "ไฟล์นี้ไม่มีทั้งภาพและเสียง เลือกไฟล์ใหม่"


@dataclass(frozen=True, slots=True)
class Found:
    """`content_type` as it is served: a MOV that browsers play is an MP4 to them; `seconds` where known."""

    content_type: str
    is_film: bool
    seconds: float | None


def examine(file: IO[bytes], size: int) -> Found:
    """What the bytes are, whatever the name says. Raises `Refused` with what to do about it."""
    kind = kinds.sniff(file)
    try:
        return _found(file, size, kind)
    except BrokenError as error:
        raise Refused(_BROKEN) from error
    except UnplayableError as error:
        name = str(error)
        raise Refused((_HEVC if name.startswith(("HEVC", "Dolby V")) else _OTHER).format(name)) from error


def _found(file: IO[bytes], size: int, kind: str) -> Found:
    if kind in {kinds.MP4, kinds.MOV, kinds.M4A}:
        played = boxes.handlers(boxes.tracks(file, size))
        return _of(b"vide" in played, b"soun" in played, kinds.MP4, kinds.M4A, boxes.seconds(file, size))
    if kind == kinds.WEBM:
        picture, sound = ebml.codings(file, size)
        return _of(picture, sound, kinds.WEBM, "audio/webm", ebml.seconds(file, size))
    if kind == kinds.WAV:
        return Found(kind, False, sounds.wav_seconds(file, size))
    if kind == kinds.OGG:
        if not sounds.check_ogg(file, size):
            raise Refused(_PLACE)
        return Found(kind, False, None)
    if kind == kinds.MP3:
        return Found(kind, False, None)
    raise Refused(_NO_KIND)


def _of(has_picture: bool, has_sound: bool, film: str, sound: str, seconds: float | None) -> Found:
    if not has_picture and not has_sound:
        raise Refused(_NO_TRACK)
    return Found(film if has_picture else sound, has_picture, seconds)


def make_safe(file: IO[bytes], size: int) -> Found:
    """What `examine` finds, once all that playing does not need is overwritten in `file` (open for both)."""
    found = examine(file, size)
    try:
        _blank(file, size, found.content_type)
        file.flush()
        return examine(file, size)
    except BrokenError as error:
        raise Refused(_BROKEN) from error


def _blank(file: IO[bytes], size: int, content_type: str) -> None:
    if content_type in {kinds.MP4, kinds.M4A}:
        boxes.blank(file, size)
    elif content_type in {kinds.WEBM, "audio/webm"}:
        ebml.blank(file, size)
    elif content_type == kinds.WAV:
        sounds.blank_wav(file, size)
    elif content_type == kinds.MP3:
        sounds.blank_mp3(file, size)
