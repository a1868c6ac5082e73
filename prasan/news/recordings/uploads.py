"""A recording comes in pieces: each at its place, none twice, the whole proved at the end.

Where it stopped is a number in its row. A lost connection, a closed tab or a restarted office changes nothing
of that: whoever goes on asks for the number and sends from there. The bytes are written before the number is
kept, so after a power cut at most one piece comes again.
"""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from io import BytesIO

from django.db import transaction

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.files import kinds
from prasan.files.names import clean_name
from prasan.news import policies
from prasan.news.models import RecordingUpload, StoryRecording, StoryVersion
from prasan.news.recordings import adding
from prasan.news.recordings.kept import full_disk_said
from prasan.news.recordings.policies import MOST_UPLOADS, why_not_this_size
from prasan.ui.refusal import Refusal, Refused, ensure

PIECE = 4 * 1024 * 1024
"""Bytes of a piece; the last one is shorter."""
_NO_KIND = "ไฟล์นี้ไม่ใช่เสียงหรือวิดีโอที่ระบบรับ รับเสียง MP3 M4A OGG WAV และวิดีโอ MP4 WebM MOV"


@transaction.atomic
def begin(version: StoryVersion, *, name: str, size: int, by: User, at: datetime) -> RecordingUpload:
    """A new upload, or the one of the same file that was begun before. Raises `Refused`."""
    ensure(policies.why_not_edit(version, by))
    ensure(adding.why_not_one_more(version))
    if size <= 0:
        raise Refused(Refusal("ไฟล์นี้ว่างเปล่า"))
    ensure(why_not_this_size(size, is_film=True))
    plain = clean_name(name, kinds.UNKNOWN)
    if there := version.uploads.filter(name=plain, size=size, begun_by=by).first():
        return there
    if version.uploads.count() >= MOST_UPLOADS:
        raise Refused(Refusal(f"มีไฟล์ที่ส่งค้างอยู่ {MOST_UPLOADS} ไฟล์แล้ว ส่งต่อให้จบหรือทิ้งก่อน"))
    upload = RecordingUpload.objects.create(
        version=version, name=plain, size=size, begun_by=by, touched_at=at
    )
    with full_disk_said():
        upload.path.parent.mkdir(parents=True, exist_ok=True)
        upload.path.touch(mode=0o600)
    return upload


def take(upload: RecordingUpload, *, offset: int, data: bytes, sha256: str, by: User, at: datetime) -> int:
    """Write a piece where it belongs; how many bytes are there now.

    A piece from another place than where the last one ended changes nothing: the answer says where to go on.
    `sha256` of the piece, "" where the browser could not work it out. Raises `Refused`.
    """
    ensure(_why_not_go_on(upload, by))
    if offset != upload.received:
        return upload.received
    if not data or len(data) > PIECE or offset + len(data) > upload.size:
        raise Refused(Refusal("ไฟล์ที่ส่งมาไม่ตรงกับที่เริ่มไว้ เลือกไฟล์เดิม หรือทิ้งแล้วเริ่มใหม่"))
    if sha256 and hashlib.sha256(data).hexdigest() != sha256:
        return upload.received
    if offset == 0:
        _check_head(data)
    return _written(upload, offset, data, at)


def _check_head(data: bytes) -> None:
    """What is no recording is said after the first piece, not after half a gigabyte."""
    if kinds.sniff(BytesIO(data[:64])) not in kinds.RECORDINGS:
        raise Refused(Refusal(_NO_KIND))


@transaction.atomic
def _written(upload: RecordingUpload, offset: int, data: bytes, at: datetime) -> int:
    """Of two that send the same piece at once, one finds the number moved and writes nothing."""
    end = offset + len(data)
    claimed = RecordingUpload.objects.filter(pk=upload.pk, received=offset).update(
        received=end, touched_at=at
    )
    if claimed:
        with full_disk_said(), upload.path.open("r+b") as file:
            file.seek(offset)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    return RecordingUpload.objects.values_list("received", flat=True).get(pk=upload.pk)


def finish(upload: RecordingUpload, *, digest: str, by: User, at: datetime) -> StoryRecording:
    """The recording, once all of it is there and is what was sent.

    `digest`: SHA-256 over the digests (32 bytes each) of the pieces in order, "" where the browser could not
    work it out. Raises `Refused`; a file that is refused for what it is is forgotten.
    """
    ensure(_why_not_go_on(upload, by))
    if upload.received != upload.size:
        raise Refused(Refusal(f"ยังส่งไม่ครบ ได้รับแล้ว {upload.percent} จาก 100 ส่วน เลือกไฟล์เดิมเพื่อส่งต่อ"))
    if not upload.path.exists() or upload.path.stat().st_size != upload.size:
        drop(upload, by=by, at=at)
        raise Refused(Refusal("ไฟล์ที่ส่งค้างไว้ไม่อยู่แล้ว ส่งใหม่ตั้งแต่ต้น"))
    if digest and digest != digest_of(upload):
        drop(upload, by=by, at=at)
        raise Refused(Refusal("ไฟล์ที่ได้รับไม่ตรงกับไฟล์ในเครื่องของท่าน อาจเลือกคนละไฟล์ ส่งใหม่ตั้งแต่ต้น"))
    try:
        return adding.add_file(upload.version, path=upload.path, name=upload.name, by=by, at=at)
    finally:
        upload.delete()


def digest_of(upload: RecordingUpload) -> str:
    """Of what is there, as `finish` wants it."""
    whole = hashlib.sha256()
    with upload.path.open("rb") as file:
        while piece := file.read(PIECE):
            whole.update(hashlib.sha256(piece).digest())
    return whole.hexdigest()


@transaction.atomic
def drop(upload: RecordingUpload, *, by: User, at: datetime) -> None:
    """What was begun and is not wanted, with its bytes."""
    ensure(_why_not_go_on(upload, by))
    path = upload.path
    record("recording_upload_dropped", upload.version.story, by=by, at=at, received=upload.received)
    upload.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _why_not_go_on(upload: RecordingUpload, by: User) -> Refusal | None:
    if upload.begun_by_id != by.pk:
        return Refusal("ผู้ที่เริ่มส่งไฟล์นี้เท่านั้นที่ส่งต่อได้")
    return policies.why_not_edit(upload.version, by)
