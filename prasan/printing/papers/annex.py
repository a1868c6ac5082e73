"""Annex of a case: what its memo sums up, agency by agency with a line for each field.

A proposal of any size is a row of files of at most MOST_AGENCIES each (`parts`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from prasan.printing.compile import pdf
from prasan.printing.joiners import Literal
from prasan.printing.papers.parts import count_of, ensure_fits, first_number, label
from prasan.thai import dates, digits

MOST_AGENCIES = 250
LONGEST_KEPT = 600
"""Letters of a line that is kept in one column; a longer one may run over."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """What an annex is called and counts; of change requests of the register unless said otherwise."""

    title: str = "เอกสารแนบ รายการที่เสนอเปลี่ยนแปลง"
    columns: tuple[str, str, str] = ("รายการ", "ข้อมูลที่เสนอ (ข้อมูลเดิม)", "เผยแพร่")
    legend: str = "เผยแพร่: ภายใน = เฉพาะสำนักงาน · เว็บ = หน้าเว็บ สมุดโทรศัพท์ และสิ่งพิมพ์ · เปิด = เว็บและข้อมูลเปิด"
    items: str = "หน่วยงาน"
    unit: str = "แห่ง"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One field: what is proposed, with the old value behind it where there was one."""

    field: str
    value: str
    """`0 3800 0009 (เดิม 0 3800 0001)`; a Literal keeps its digits."""
    publish: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One agency; `what` is proposed of it: เพิ่มหน่วยงาน, ปรับปรุงข้อมูล, ถอนออกจากทะเบียน."""

    agency: str
    what: str
    lines: Sequence[Line]


@dataclass(frozen=True, kw_only=True)
class Annexes:
    """What all annexes of a case say of themselves."""

    subject: str
    case_no: str
    round: int
    check_code: str
    printed_on: date
    agencies: int
    lines: int | None = None
    """Agencies, and fields of them, of all annexes together: the numbers of the memo. Lines are not told
    where nobody counts them."""
    wording: Wording = Wording()


def annex(
    about: Annexes,
    blocks: Sequence[Block],
    *,
    timestamp: int,
    part: int = 1,
    fonts_dir: Path | None = None,
    thai_digits: bool = True,
) -> bytes:
    """One annex as PDF; agencies are numbered through all parts.

    Raises compile.PrintError; ValueError for more than MOST_AGENCIES blocks.
    """
    ensure_fits(blocks, MOST_AGENCIES)
    return pdf(
        "annex", _data(about, blocks, part), title=f"{name_of(about, part)} {about.subject}",
        timestamp=timestamp, fonts_dir=fonts_dir, thai_digits=thai_digits,
    )  # fmt: skip


def parts(about: Annexes) -> int:
    return count_of(about.agencies, MOST_AGENCIES)


def name_of(about: Annexes, part: int) -> str:
    """As the memo names it among its annexes."""
    return f"{about.wording.title} {label(part, about.agencies, MOST_AGENCIES)}".rstrip()


def _data(about: Annexes, blocks: Sequence[Block], part: int) -> dict[str, Any]:
    first = first_number(part, MOST_AGENCIES)
    return {
        "heading": name_of(about, part),
        "subject": about.subject,
        "about": f"เรื่องที่ {about.case_no} รอบที่ {about.round} · {_extent(about, first, len(blocks))}",
        "legend": about.wording.legend,
        "empty": "ไม่มีรายการที่เสนอเปลี่ยนแปลง",
        "columns": list(about.wording.columns),
        "blocks": [_block(block, first + i) for i, block in enumerate(blocks)],
        "foot": [
            f"{about.wording.title} เรื่องที่ {about.case_no} รอบที่ {about.round} · รหัสตรวจสอบ",
            Literal(about.check_code),
            f"· พิมพ์ {dates.short(about.printed_on)}",
        ],
    }


def _extent(about: Annexes, first: int, count: int) -> str:
    """`หน่วยงาน 294 แห่ง 5,120 รายการ`, and of several parts which agencies this one holds."""
    words = about.wording
    whole = f"{words.items} {digits.group(about.agencies)} {words.unit}"
    if about.lines is not None:
        whole += f" {digits.group(about.lines)} รายการ"
    if parts(about) == 1:
        return whole
    return f"{words.unit}ที่ {digits.group(first)}–{digits.group(first + count - 1)} จาก{whole}"


def _block(block: Block, number: int) -> dict[str, Any]:
    return {
        "name": f"{digits.group(number)}. {block.agency}",
        "what": f"{block.what} {digits.group(len(block.lines))} รายการ",
        "lines": [_line(line) for line in block.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    return {"cells": [line.field, line.value, line.publish], "long": len(line.value) > LONGEST_KEPT}
