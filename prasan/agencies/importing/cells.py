"""A cell as cleaned: what it gives, what was mended, why it cannot be right."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from prasan.agencies.importing.judged import Problem
from prasan.agencies.importing.reading import NO_VALUE
from prasan.thai.digits import to_arabic
from prasan.thai.text import normalise


class Doubt(NamedTuple):
    """Something a person must decide: `kind` closed or renamed; `guess` {field: value} goes with consent."""

    kind: str
    message: str
    guess: dict[str, Any]


class Cleaned(NamedTuple):
    """`values` {target or register field: value}; `repairs`, `problems`: Thai sentences, no heading."""

    values: dict[str, Any]
    repairs: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Cell(NamedTuple):
    """`Cleaned` with the heading in front of each repair and beside each problem."""

    values: dict[str, Any]
    repairs: tuple[str, ...]
    problems: tuple[Problem, ...]
    doubts: tuple[Doubt, ...]


Cleaner = Callable[[str], Cleaned]
EMPTY = Cleaned({})

_NOTHING = frozenset(
    {"", "-", "--", "---", "–", "—", "_", ".", "..", "...", "…", "*", "/", "ว่าง",
     "ไม่มี", "ไม่มีข้อมูล", "ไม่ระบุ", "ไม่ทราบ", "ไม่ปรากฏ",
     "n/a", "na", "null", "none", "nil", "undefined", "nan", "(ว่าง)", "- ไม่มี -", "-ไม่มี-", "(ไม่มี)", "?"}
)  # fmt: skip
_SPREADSHEET_ERRORS = (
    "#REF!",
    "#N/A",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
)
# An apostrophe in front is how spreadsheets, and guarded exports, mark a text as no formula.
_GUARD = re.compile(r"^['’](?=[=+\-@0-9๐-๙\t])")
# ="038000100": how CSV is made to keep a text of digits a text.
_CONSTANT = re.compile(r"^=\"([^\"=()]*)\"$")
_MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!][^<>]*>|<\s*script|javascript:|&lt;|&#\d+;", re.IGNORECASE)
_FORMULA = re.compile(r"^[\t\r ]*(?:=|[+@\-](?=.*[(!|])|[+\-]\s*[A-Za-z]+\d)")
_HARMLESS = re.compile(r"[ก-ฮเ-ไ][ก-๎]{8,}")
_LOST = "�"


def is_nothing(text: str) -> bool:
    """Whether the cell is empty in other words: "-", "ไม่มี", "n/a"."""
    return text.strip().lower() in _NOTHING


def plain(text: str) -> str:
    """The text in one spelling, Arabic digits, without the apostrophe that guards it."""
    return unguarded(to_arabic(normalise(text)))


def unguarded(text: str) -> str:
    """Without the apostrophe or the ="…" that keep a spreadsheet from reading a text as something else."""
    if text.startswith(("'", "’", "=")):
        return _GUARD.sub("", _CONSTANT.sub(r"\1", text))
    return text


def number_text(text: str) -> str:
    """Of a number that a spreadsheet saved as "21020001.0": "21020001"."""
    return re.sub(r"^(\d+)\.0+$", r"\1", plain(text))


def spoilt(text: str) -> str | None:
    """Why nothing of the cell can be taken, if so: unworked formula, error, markup, lost letters."""
    if text == NO_VALUE:
        return "ช่องนี้เป็นสูตรที่ไม่มีค่าบันทึกไว้: เปิดไฟล์ใน Excel แล้วบันทึกใหม่ หรือพิมพ์ค่าลงไปแทนสูตร"
    if text.startswith(_SPREADSHEET_ERRORS):
        return f"ช่องนี้เป็นสูตรที่คำนวณไม่ได้ ({text[:12]}): พิมพ์ค่าลงไปแทนสูตร"
    if _LOST in text:
        return f"ข้อความ “{shown(text)}” มีตัวอักษรที่เสียหาย: พิมพ์ใหม่"
    bare = unguarded(text)
    if _FORMULA.match(bare):
        return f"“{shown(text)}” เป็นสูตร ไม่ใช่ข้อความ: พิมพ์ค่าลงไปแทนสูตร"
    if _MARKUP.search(text):
        return f"“{shown(text)}” มีคำสั่งของเว็บ (HTML) ปนอยู่: พิมพ์เฉพาะข้อความ"
    return None


def shown(text: str, most: int = 60) -> str:
    """A cell's text inside a message: one line, not too long."""
    line = normalise(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"


def wrong(message: str) -> Cleaned:
    """Nothing but a problem."""
    return Cleaned({}, (), (message,))


def remembering(clean: Cleaner, heading: str, target: str) -> Callable[[str], Cell]:
    """The cleaner of one column, asked once for each distinct text; empty and spoilt cells never reach it."""
    memory: dict[str, Cell] = {}

    def remembered(text: str) -> Cell:
        found = memory.get(text)
        if found is None:
            found = memory[text] = _cell(guarded(clean, text, target), heading, target)
        return found

    return remembered


def _cell(cleaned: Cleaned, heading: str, target: str) -> Cell:
    if not cleaned.repairs and not cleaned.problems:
        return Cell(cleaned.values, (), (), cleaned.doubts)
    return Cell(
        cleaned.values,
        tuple(f"{heading}: {repair}" for repair in cleaned.repairs),
        tuple(Problem(heading, problem, target) for problem in cleaned.problems),
        cleaned.doubts,
    )


_LONGEST = {
    "email": 300,
    "personal_email": 300,
    "contact_email": 300,
    "head_since": 80,
    "head_until": 80,
    "closed_on": 80,
}
MOST_CHARACTERS = 2000


def guarded(clean: Cleaner, text: str, target: str) -> Cleaned:
    """Cleaned, unless the cell is empty in other words, spoilt, or longer than any such value can be."""
    if _HARMLESS.fullmatch(text):
        return clean(text)
    if is_nothing(text):
        return EMPTY
    if problem := spoilt(text):
        return wrong(problem)
    if len(text) > (most := _LONGEST.get(target, MOST_CHARACTERS)):
        return wrong(f"ช่องนี้ยาว {len(text):,} ตัวอักษร รับได้ไม่เกิน {most:,}")
    return clean(text)


def visible_repair(text: str, mended: str) -> tuple[str, ...]:
    """Says that text was mended, unless only blanks changed."""
    if "".join(text.split()) == "".join(mended.split()):
        return ()
    return (f"{_visible(text)} → {mended}",)


_HIDDEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


def _visible(text: str) -> str:
    return _HIDDEN.sub("␣", " ".join(text.split()))
