"""What a story says, for all texts that are made of it; and cutting a text where a reader would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from prasan.thai.digits import to_arabic, to_thai
from prasan.thai.segment import words
from prasan.thai.text import normalise


@dataclass(frozen=True, kw_only=True)
class Told:
    """A published story in plain text; "" where nothing is known."""

    office: str
    office_short: str = ""
    title: str
    body: Sequence[str]
    """Paragraphs."""
    url: str = ""
    place: str = ""
    held_on: date | None = None
    """When what it tells of happened."""
    published_on: date | None = None
    prepared_by: str = ""
    phone: str = ""
    captions: Sequence[str] = ()
    """Of the photos, in their order."""

    @property
    def called(self) -> str:
        """What the office is called in a line."""
        return self.office_short or self.office

    def paragraphs(self) -> list[str]:
        """The body in one spelling, without empty paragraphs."""
        return [text for paragraph in self.body if (text := normalise(paragraph))]


def in_digits(text: str, *, thai: bool) -> str:
    """Digits as the office has them; lines that hold an address of the web keep theirs."""
    lines = text.split("\n")
    return "\n".join(line if "://" in line else (to_thai if thai else to_arabic)(line) for line in lines)


def shortened(text: str, most: int) -> str:
    """The beginning of a text, at most `most` letters, ended at a blank or at least between words, with …"""
    if len(text) <= most:
        return text
    room = text[: most - 1]
    blank = room.rfind(" ")
    if blank > most // 2:
        return f"{room[:blank].rstrip()}…"
    kept = ""
    for word in words(text[: most + 40]):
        if len(kept) + len(word) > most - 1:
            break
        kept += word
    return f"{kept.rstrip()}…"
