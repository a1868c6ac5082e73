"""Texts to be posted or handed over: LINE, Facebook, the hub of สพฐ."""

from __future__ import annotations

import re

from prasan.news.texts.told import Told, in_digits, shortened
from prasan.thai import dates
from prasan.thai.text import normalise

LONGEST_LINE = 5000
"""UTF-16 units of a text message of LINE (Messaging API reference, Text message)."""
LINE_LETTERS = 400
"""Of the story: more is not read in a chat."""
LONGEST_FACEBOOK = 63_206
"""Letters of a post."""
_NO_HASHTAG = re.compile(r"[^0-9A-Za-z_ก-๎]")


def line(story: Told, *, thai_digits: bool = False) -> str:
    """Headline, the beginning of the story, and where to read on."""
    body = shortened(" ".join(story.paragraphs()), LINE_LETTERS)
    parts = [normalise(story.title), body, *_read_on(story, "อ่านข่าวเต็มและภาพทั้งหมด")]
    return _fitting(parts, LONGEST_LINE, thai_digits)


def facebook(story: Told, *, thai_digits: bool = False) -> str:
    """The whole story, and tags by which the office's posts are found."""
    parts = [normalise(story.title), *story.paragraphs(), *_read_on(story, "อ่านข่าวและดูภาพทั้งหมด")]
    if story.prepared_by:
        parts.append(f"ผู้จัดทำ {story.prepared_by}")
    tags = [tag for tag in (hashtag(story.called), "#ข่าวการศึกษา") if tag != "#"]
    return f"{_fitting(parts, LONGEST_FACEBOOK, thai_digits)}\n\n{' '.join(tags)}"


def hub(story: Told, *, thai_digits: bool = False) -> str:
    """What the form of the news hub of สพฐ. asks for, a labelled line each, to be copied."""
    lines = [
        ("หัวข้อข่าว", normalise(story.title)),
        ("หน่วยงาน", story.office),
        ("วันที่จัดกิจกรรม", dates.long(story.held_on) if story.held_on else ""),
        ("วันที่เผยแพร่", dates.long(story.published_on) if story.published_on else ""),
        ("สถานที่", normalise(story.place)),
        ("เนื้อข่าว", "\n".join(story.paragraphs())),
        ("ภาพประกอบ", "\n".join(f"{i}. {normalise(caption)}" for i, caption in enumerate(story.captions, 1))),
        ("ผู้จัดทำ", " ".join(filter(None, (story.prepared_by, story.phone and f"โทร. {story.phone}")))),
        ("ลิงก์ข่าว", story.url),
    ]
    return in_digits("\n\n".join(f"{label}:\n{text}" for label, text in lines if text), thai=thai_digits)


def hashtag(name: str) -> str:
    """#สพประยองเขต2: signs and blanks would end it."""
    return f"#{_NO_HASHTAG.sub('', normalise(name))}"


def _read_on(story: Told, label: str) -> list[str]:
    return [f"{label}\n{story.url}"] if story.url else []


def _fitting(parts: list[str], most: int, thai_digits: bool) -> str:
    """All parts, the longest of them shortened until a message takes it."""
    whole = in_digits("\n\n".join(parts), thai=thai_digits)
    over = _units(whole) - most
    if over <= 0:
        return whole
    longest = max(range(len(parts)), key=lambda i: len(parts[i]))
    shorter = shortened(parts[longest], max(len(parts[longest]) - over - 1, 20))
    return _fitting([*parts[:longest], shorter, *parts[longest + 1 :]], most, thai_digits)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
