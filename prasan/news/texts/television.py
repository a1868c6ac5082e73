"""บทโทรทัศน์หรือคลิป: what is seen beside what is heard, shot by shot."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prasan.news.texts.reading_time import Rate, reading_time
from prasan.news.texts.spoken import spoken
from prasan.news.texts.told import Told, in_digits
from prasan.thai.digits import to_arabic
from prasan.thai.segment import words
from prasan.thai.text import normalise

SHORTEST_SECONDS = 4.0
SHOT_SECONDS = 9.0
"""A shot is changed at the next blank after that long, so that no picture stands still too long."""
LONGEST_PHRASE = 90
_BLANK = re.compile(r"(?<!\d) (?!\d|เขต \d)")
"""A blank where the picture may change: not beside a number."""
TITLE_SECONDS, END_SECONDS = 4.0, 4.0


@dataclass(frozen=True)
class Shot:
    number: int
    picture: str
    caption: str
    """Letters on the screen; "" for none."""
    sound: str
    seconds: float


@dataclass(frozen=True)
class TelevisionScript:
    title: str
    shots: list[Shot]

    @property
    def seconds(self) -> float:
        return sum(shot.seconds for shot in self.shots)

    def text(self, *, thai_digits: bool = False) -> str:
        """The script as one text: a block a shot."""
        blocks = [f"บทโทรทัศน์/คลิป\nเรื่อง {self.title}\nความยาวประมาณ {round(self.seconds)} วินาที"]
        for shot in self.shots:
            lines = [f"ช็อตที่ {shot.number} ({round(shot.seconds)} วินาที)", f"ภาพ: {shot.picture}"]
            lines += [f"อักษร: {shot.caption}"] if shot.caption else []
            lines += [f"เสียง: {shot.sound}"] if shot.sound else []
            blocks.append("\n".join(lines))
        return in_digits("\n\n".join(blocks), thai=thai_digits)


def script(story: Told, at: Rate | None = None) -> TelevisionScript:
    """A title, the story over its photos, and an end card."""
    title = normalise(story.title)
    shots = [Shot(1, "ไตเติล ตราหรือชื่อสำนักงาน", title, "", TITLE_SECONDS)]
    for i, part in enumerate(_parts(story.paragraphs(), at)):
        seconds = reading_time(part, at).seconds
        shots.append(Shot(len(shots) + 1, _picture(story, i), "", spoken(part), max(seconds, 1.0)))
    end = " · ".join(filter(None, (story.called, story.phone and f"โทร. {story.phone}", story.url)))
    shots.append(Shot(len(shots) + 1, "ภาพปิดท้าย ชื่อสำนักงานและคิวอาร์โค้ด", end, "", END_SECONDS))
    return TelevisionScript(title, shots)


def _picture(story: Told, index: int) -> str:
    """The photos one after the other, again from the first when they are fewer than the shots."""
    if not story.captions:
        return "ภาพบรรยากาศกิจกรรม"
    at = index % len(story.captions)
    return f"ภาพที่ {at + 1} {normalise(story.captions[at])}".rstrip()


def _parts(paragraphs: list[str], at: Rate | None) -> list[str]:
    """The story in parts of about a shot: cut at blanks, in a phrase without any between words."""
    parts: list[str] = []
    for paragraph in paragraphs:
        part = ""
        for piece in _phrases(paragraph):
            part += piece
            if reading_time(part, at).seconds >= SHOT_SECONDS:
                parts.append(part.strip())
                part = ""
        if parts and reading_time(part, at).seconds < SHORTEST_SECONDS:
            parts[-1] = f"{parts[-1]} {part}".strip()
        elif part.strip():
            parts.append(part.strip())
    return parts


def _phrases(paragraph: str) -> list[str]:
    return [piece for phrase in _BLANK.split(to_arabic(paragraph)) for piece in _pieces(f"{phrase} ")]


def _pieces(phrase: str) -> list[str]:
    """A phrase whole, or a very long one in pieces that end between words."""
    if len(phrase) <= LONGEST_PHRASE:
        return [phrase]
    pieces = [""]
    for word in words(phrase):
        if len(pieces[-1]) + len(word) > LONGEST_PHRASE:
            pieces.append("")
        pieces[-1] += word
    return pieces
