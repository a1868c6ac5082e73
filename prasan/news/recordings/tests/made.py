"""Recordings for tests: tones and films of a few kilobytes, drawn by code; stories that have them."""

from __future__ import annotations

import io
import struct
import wave
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from prasan.approvals.tests.build import person
from prasan.news.models import StoryRecording, StoryVersion
from prasan.news.recordings import adding
from prasan.news.recordings.adding import Said

FILES = Path(__file__).parent / "files"
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nคลองในชุมชน\n\n00:02.000 --> 00:04.000\nดวงอาทิตย์ขึ้น\n"


def film(name: str = "film.mp4") -> bytes:
    return (FILES / name).read_bytes()


def tone(seconds: float = 0.2) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(bytes(128 + 40 * (at // 10 % 2) for at in range(int(8000 * seconds))))
    return out.getvalue()


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body)) + kind + body


def track(handler: bytes, coding: bytes, *more: bytes, tables: bytes = b"") -> bytes:
    hdlr = box(b"hdlr", bytes(8), handler, bytes(13))
    stsd = box(b"stsd", bytes(4), struct.pack(">I", 1), box(coding, bytes(28)))
    return box(b"trak", box(b"mdia", hdlr, box(b"minf", box(b"stbl", stsd, tables))), *more)


def mp4(*tracks: bytes, brand: bytes = b"isom", moov: bytes = b"", after: bytes = b"") -> bytes:
    """A film that is whole as far as boxes go; nobody can play it."""
    return box(b"ftyp", brand, bytes(4)) + box(b"moov", *tracks, moov) + after


def stored(recording: StoryRecording) -> bytes:
    assert recording.file is not None
    with recording.file.file.open("rb") as file:
        return file.read()


def add(version: StoryVersion, data: bytes, name: str = "clip.mp4", by: str = "officer") -> StoryRecording:
    return adding.add(version, uploaded=ContentFile(data, name=name), by=person(by), at=timezone.now())


def described(recording: StoryRecording, *, captions: str = VTT, **said: Any) -> StoryRecording:
    """All that is asked of it before it is proposed."""
    words = {"title": "พิธีเปิด", "people": "ผู้อำนวยการกล่าวเปิดงาน", "held_on": date(2026, 11, 10)}
    by, at = person("officer"), timezone.now()
    adding.describe(recording, said=Said(**(words | {"children": "none"} | said)), by=by, at=at)
    if captions:
        adding.caption(recording, data=captions.encode(), by=by, at=at)
    return StoryRecording.objects.get(pk=recording.pk)
