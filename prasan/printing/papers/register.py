"""ทะเบียนข้อมูลพื้นฐานของหน่วยงานภายในและภายนอก (the manual's quality standard), on A4 across.

A register of any size is a row of files of at most MOST_ROWS each, so memory stays flat.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from prasan.printing.compile import pdf
from prasan.printing.joiners import Literal
from prasan.printing.papers.parts import count_of, ensure_fits, first_number, in_parts, label
from prasan.thai import dates, digits

MOST_ROWS = 1000
LONGEST_KEPT = 600
"""Letters of a row that is kept on one page."""
TITLE = "ทะเบียนข้อมูลพื้นฐานของหน่วยงานภายในและภายนอก"
COLUMNS = ["ที่", "ชื่อ", "ประเภท/สังกัด", "ที่ตั้ง", "โทรศัพท์", "อีเมล", "ผู้บริหาร", "ข้อมูล ณ"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An agency as its consented version says it; "" where nothing may be shown or is known."""

    scope: str
    """หน่วยงานภายใน, หน่วยงานภายนอก: the first heading."""
    district: str
    """อำเภอแกลง; "" for none."""
    name: str
    kind: str
    place: str
    phone: str
    email: str
    head: str
    as_of: date | None


@dataclass(frozen=True, kw_only=True)
class Register:
    """What all parts say of themselves."""

    office: str
    as_of: date
    source: str
    total: int
    """Rows of all parts together."""
    meaning: str = ""
    """What "ข้อมูล ณ" of the whole and of each row says, in words."""


def register(
    about: Register,
    entries: Sequence[Entry],
    *,
    timestamp: int,
    part: int = 1,
    fonts_dir: Path | None = None,
    thai_digits: bool = False,
) -> bytes:
    """One part as PDF; entries in their order, so that a scope and in it a district stand together.

    Raises compile.PrintError; ValueError for more than MOST_ROWS entries.
    """
    ensure_fits(entries, MOST_ROWS)
    return pdf(
        "register", _data(about, entries, part), title=f"{TITLE} {about.office}{_of_parts(about, part)}",
        timestamp=timestamp, fonts_dir=fonts_dir, thai_digits=thai_digits,
    )  # fmt: skip


def register_parts(
    about: Register,
    entries: Iterable[Entry],
    *,
    timestamp: int,
    fonts_dir: Path | None = None,
    thai_digits: bool = False,
) -> Iterator[bytes]:
    """Every part in turn; `entries` may be an iterator of `about.total` rows. An empty one has one part."""
    for part, rows in in_parts(entries, about.total, MOST_ROWS):
        yield register(
            about, rows, timestamp=timestamp, part=part, fonts_dir=fonts_dir, thai_digits=thai_digits
        )


def parts(about: Register) -> int:
    return count_of(about.total, MOST_ROWS)


def _of_parts(about: Register, part: int) -> str:
    return f" {label(part, about.total, MOST_ROWS)}".rstrip()


def _data(about: Register, entries: Sequence[Entry], part: int) -> dict[str, Any]:
    shown = f"ข้อมูล ณ วันที่ {dates.long(about.as_of)}"
    source = f" · ที่มา {about.source}" if about.source else ""
    meaning = f" · “ข้อมูล ณ” คือ{about.meaning}" if about.meaning else ""
    return {
        "heading": TITLE,
        "office": about.office,
        "about": f"{shown}{source} · จำนวน {digits.group(about.total)} แห่ง{_of_parts(about, part)}{meaning}",
        "foot": f"{TITLE} {about.office} · {shown}{_of_parts(about, part)}",
        "empty": "ยังไม่มีหน่วยงานในทะเบียน",
        "columns": COLUMNS,
        "groups": _groups(entries, first=first_number(part, MOST_ROWS)),
    }


def _groups(entries: Sequence[Entry], *, first: int) -> list[dict[str, Any]]:
    groups = []
    for (scope, district), run in groupby(entries, key=lambda entry: (entry.scope, entry.district)):
        rows = [_row(entry, first + i) for i, entry in enumerate(run)]
        first += len(rows)
        name = f"{scope} · {district}" if district else scope
        groups.append({"name": name, "count": f"{digits.group(len(rows))} แห่ง", "rows": rows})
    return groups


def _row(entry: Entry, number: int) -> dict[str, Any]:
    texts = [entry.name, entry.kind, entry.place, entry.phone, Literal(entry.email), entry.head]
    as_of = dates.short(entry.as_of) if entry.as_of else ""
    return {
        "cells": [digits.group(number), *(text if text.strip() else "–" for text in texts), as_of],
        "long": sum(map(len, texts)) > LONGEST_KEPT,
    }
