"""Annex of a case: the rows that its memo sums up, in files of at most MOST_ROWS each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import ceil
from pathlib import Path
from typing import Any

from prasan.printing.compile import pdf
from prasan.printing.joiners import Literal
from prasan.printing.papers.memo import Change
from prasan.thai import dates, digits

MOST_ROWS = 1000
LONGEST_KEPT = 600
TITLE = "เอกสารแนบ รายการที่เสนอเปลี่ยนแปลง"
COLUMNS = ["ที่", "หน่วยงาน", "รายการ", "ข้อมูลเดิม", "ข้อมูลที่เสนอ", "การเผยแพร่"]


@dataclass(frozen=True, kw_only=True)
class Annexes:
    """What all annexes of a case say of themselves."""

    subject: str
    case_no: str
    round: int
    check_code: str
    printed_on: date
    total: int
    """Rows of all annexes together."""


def annex(
    about: Annexes,
    changes: Sequence[Change],
    *,
    timestamp: int,
    part: int = 1,
    fonts_dir: Path | None = None,
    thai_digits: bool = True,
) -> bytes:
    """One annex as PDF; rows are numbered through all parts.

    Raises compile.PrintError; ValueError for more than MOST_ROWS changes.
    """
    if len(changes) > MOST_ROWS:
        raise ValueError(f"{len(changes)} rows in one annex")
    return pdf(
        "annex", _data(about, changes, part), title=f"{name_of(about, part)} {about.subject}",
        timestamp=timestamp, fonts_dir=fonts_dir, thai_digits=thai_digits,
    )  # fmt: skip


def annex_parts(
    about: Annexes,
    changes: Iterable[Change],
    *,
    timestamp: int,
    fonts_dir: Path | None = None,
    thai_digits: bool = True,
) -> Iterator[bytes]:
    """Every annex in turn; `changes` may be an iterator of `about.total` rows."""
    rows = iter(changes)
    for part in range(1, parts(about) + 1):
        yield annex(
            about, list(islice(rows, MOST_ROWS)),
            timestamp=timestamp, part=part, fonts_dir=fonts_dir, thai_digits=thai_digits,
        )  # fmt: skip


def parts(about: Annexes) -> int:
    return max(1, ceil(about.total / MOST_ROWS))


def name_of(about: Annexes, part: int) -> str:
    """As the memo names it among its annexes."""
    return f"{TITLE} ส่วนที่ {part} จาก {parts(about)}" if parts(about) > 1 else TITLE


def _data(about: Annexes, changes: Sequence[Change], part: int) -> dict[str, Any]:
    first = (part - 1) * MOST_ROWS + 1
    last = first + len(changes) - 1
    rows = f"รายการที่ {digits.group(first)}–{digits.group(last)} จาก {digits.group(about.total)} รายการ"
    return {
        "heading": name_of(about, part),
        "subject": about.subject,
        "about": f"เรื่อง {about.case_no} รอบที่ {about.round}" + (f" · {rows}" if changes else ""),
        "empty": "ไม่มีรายการที่เสนอเปลี่ยนแปลง",
        "columns": COLUMNS,
        "rows": [_row(change, first + i) for i, change in enumerate(changes)],
        "foot": [
            f"{TITLE} เรื่อง {about.case_no} รอบที่ {about.round} · รหัสตรวจสอบ",
            Literal(about.check_code),
            f"· พิมพ์ {dates.short(about.printed_on)}",
        ],
    }


def _row(change: Change, number: int) -> dict[str, Any]:
    texts = [
        change.agency,
        change.field,
        change.old.strip() or "–",
        change.new.strip() or "–",
        change.publish,
    ]
    return {"cells": [digits.group(number), *texts], "long": sum(map(len, texts)) > LONGEST_KEPT}
