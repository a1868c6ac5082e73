"""สมุดโทรศัพท์ of the agencies, letter by letter in two columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from prasan.printing.compile import pdf
from prasan.printing.joiners import Literal
from prasan.thai import dates, digits

TITLE = "สมุดโทรศัพท์"
LONGEST_KEPT = 600
_LETTER = re.compile("[ก-ฮA-Za-z0-9๐-๙]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A line of the book; "" where nothing may be shown or is known."""

    name: str
    """The part by which it is found first (บ้านนา), so that not all stand under ร."""
    phones: Sequence[str]
    detail: str = ""
    """โรงเรียน · อำเภอแกลง · ผู้บริหาร …"""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Phonebook:
    office: str
    as_of: date
    source: str


def phonebook(
    about: Phonebook,
    numbers: Sequence[Number],
    *,
    timestamp: int,
    fonts_dir: Path | None = None,
    thai_digits: bool = False,
) -> bytes:
    """The PDF; numbers in dictionary order (`thai.collation.natural_key`). Raises compile.PrintError."""
    return pdf(
        "phonebook", _data(about, numbers), title=f"{TITLE} {about.office}",
        timestamp=timestamp, fonts_dir=fonts_dir, thai_digits=thai_digits,
    )  # fmt: skip


def letter_of(name: str) -> str:
    """The letter under which a name stands: its first consonant (เกาะ → ก), a capital, 0–9 for figures."""
    found = _LETTER.search(name)
    if not found:
        return "อื่น ๆ"
    letter = digits.to_arabic(found[0]).upper()
    return "0–9" if letter.isdecimal() else letter


def _data(about: Phonebook, numbers: Sequence[Number]) -> dict[str, Any]:
    shown = f"ข้อมูล ณ วันที่ {dates.long(about.as_of)}"
    source = f" · ที่มา {about.source}" if about.source else ""
    return {
        "heading": TITLE,
        "office": about.office,
        "about": f"{shown}{source} · จำนวน {digits.group(len(numbers))} แห่ง",
        "foot": f"{TITLE} {about.office} · {shown}",
        "empty": "ยังไม่มีหน่วยงานในสมุดโทรศัพท์",
        "letters": [
            {"letter": letter, "entries": [_entry(number) for number in run]}
            for letter, run in groupby(numbers, key=lambda number: letter_of(number.name))
        ],
    }


def _entry(number: Number) -> dict[str, Any]:
    lines = [line for line in (number.detail, Literal(number.email)) if line]
    return {
        "name": number.name,
        "phones": list(number.phones) or ["–"],
        "lines": lines,
        "long": len(number.name) + sum(map(len, lines)) > LONGEST_KEPT,
    }
