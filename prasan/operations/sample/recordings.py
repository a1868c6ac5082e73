"""One sound and one film of the sample office: a chime, a film of drawn frames. Nobody is in them.

`film.mp4` was recorded by a browser from a canvas on which code drew; it is ours.
"""

from __future__ import annotations

import io
import math
import wave
from datetime import datetime
from pathlib import Path

from django.core.files.base import ContentFile

from prasan.accounts.models import User
from prasan.news.models import StoryVersion
from prasan.news.recordings import adding
from prasan.news.recordings.adding import Said
from prasan.news.states import Children

_RATE = 8000
_NOTES = (523.25, 659.25, 783.99, 1046.5)
_NOTE_SECONDS = 0.6
_CAPTIONS = """WEBVTT

00:00.000 --> 00:02.000
ภาพวาด: เส้นกระจูดห้าเส้นค่อย ๆ ยาวลงมา

00:02.000 --> 00:04.000
ดวงอาทิตย์ขึ้นเหนือแนวเขา ไม่มีเสียงพูด
"""


def add_film(version: StoryVersion, by: User, at: datetime) -> None:
    data = (Path(__file__).parent / "film.mp4").read_bytes()
    recording = adding.add(version, uploaded=ContentFile(data, name="กระจูด.mp4"), by=by, at=at)
    said = Said(
        title="กระจูดกับแสงเช้า (ภาพวาดเคลื่อนไหว)",
        people="ภาพวาดเส้นกระจูด แนวเขา และดวงอาทิตย์ ไม่มีคนในภาพ",
        held_on=at.date(),
        place="โรงเรียนชุมชนบ้านวังจันทร์",
        children=Children.NONE,
    )
    adding.describe(recording, said=said, by=by, at=at)
    adding.caption(recording, data=_CAPTIONS.encode(), by=by, at=at)
    adding.set_poster(recording, photo=version.photos.first(), by=by, at=at)


def add_sound(version: StoryVersion, by: User, at: datetime) -> None:
    recording = adding.add(version, uploaded=ContentFile(chime(), name="สัญญาณเปิดประชุม.wav"), by=by, at=at)
    said = Said(
        title="สัญญาณเปิดประชุม (เสียงสังเคราะห์)",
        people="เสียงระฆังสี่เสียงไล่จากต่ำไปสูง ไม่มีเสียงพูด",
        held_on=at.date(),
        place="หอประชุมสำนักงาน",
        children=Children.NONE,
        transcript="เสียงระฆังสี่เสียงไล่จากต่ำไปสูง ยาวราวสองวินาที ไม่มีเสียงพูด",
    )
    adding.describe(recording, said=said, by=by, at=at)


def chime() -> bytes:
    """Four notes that fade, as a WAV of some 40 kB."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, _RATE, 0, "NONE", ""))
        file.writeframes(
            b"".join(_sample(note, at) for note in _NOTES for at in range(int(_RATE * _NOTE_SECONDS)))
        )
    return out.getvalue()


def _sample(note: float, at: int) -> bytes:
    loud = 9000 * math.exp(-at / _RATE * 5)
    return round(loud * math.sin(2 * math.pi * note * at / _RATE)).to_bytes(2, "little", signed=True)
