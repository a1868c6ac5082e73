"""แบบ 7.3 ทะเบียนเครือข่าย: the form of one member on A4, and the register across."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from prasan.printing.compile import pdf
from prasan.printing.joiners import Literal
from prasan.thai import dates, digits

MOST_ROWS = 500
LONGEST_KEPT = 600
"""Letters of a row that is kept on one page."""
TITLE = "ทะเบียนเครือข่ายประชาสัมพันธ์"
COLUMNS = [
    "ที่", "ชื่อ-สกุล ตำแหน่ง", "หน่วยงาน/โรงเรียน", "กลุ่มโรงเรียน/อำเภอ", "ประเภท", "โทร · LINE · อีเมล",
    "เว็บ/Facebook", "ความถนัด", "คำสั่งแต่งตั้ง", "วาระ", "ความยินยอม", "หมายเหตุ",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """Form 7.3 of one member; "" prints as a line to be written on. `kind` one of `kinds`."""

    office: str
    kinds: Sequence[str]
    state: str
    printed_on: date
    name: str
    post: str
    organisation: str
    school_group: str
    district: str
    kind: str
    groups: str
    phones: str
    line: str
    email: str
    website: str
    facebook: str
    skill: str
    order_no: str
    order_on: str
    term_from: str
    term_to: str
    channel: str
    how: str
    consent_on: str
    consent_how: str
    consent_taken_by: str
    notes: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A member in the register; "" where nothing is known."""

    name: str
    post: str
    organisation: str
    area: str
    kind: str
    phone: str
    line: str
    email: str
    web: str
    skill: str
    order: Sequence[str]
    term: Sequence[str]
    consent: Sequence[str]
    """Lines, one below the other."""
    notes: str


@dataclass(frozen=True, kw_only=True)
class Register:
    """`about`: which members ("สมาชิกทั้งหมด"); `total` of all parts together; `first` number of this part."""

    office: str
    as_of: date
    about: str
    total: int
    first: int = 1


def form(form: Form, *, timestamp: int, fonts_dir: Path | None = None, thai_digits: bool = False) -> bytes:
    """The PDF of one form. Raises compile.PrintError."""
    return pdf(
        "network_form", _form(form), title=f"แบบ 7.3 ทะเบียนเครือข่าย {form.name}",
        timestamp=timestamp, fonts_dir=fonts_dir, thai_digits=thai_digits,
    )  # fmt: skip


def _form(form: Form) -> dict[str, Any]:
    return {
        "heading": "แบบ 7.3 ทะเบียนเครือข่าย",
        "office": form.office,
        "kinds": [{"label": kind, "on": kind == form.kind} for kind in form.kinds],
        "sections": [
            {"title": title, "lines": [{"label": label, "text": text} for label, text in lines]}
            for title, lines in _sections(form)
        ],
        "signatures": ["ลงชื่อ สมาชิกเครือข่าย", "ลงชื่อ เจ้าหน้าที่ผู้บันทึก"],
        "foot": f"พิมพ์เมื่อ {dates.long(form.printed_on)} · ข้อมูลส่วนบุคคล ใช้ในราชการเท่านั้น",
    }


def _sections(form: Form) -> list[tuple[str, list[tuple[str, str]]]]:
    channel = f"{form.channel}: {form.how}" if form.how else form.channel
    return [
        ("สมาชิก", [
            ("ชื่อ-สกุล", form.name), ("ตำแหน่ง", form.post), ("หน่วยงาน/โรงเรียน", form.organisation),
            ("กลุ่มโรงเรียน", form.school_group), ("อำเภอ", form.district), ("กลุ่มเครือข่าย", form.groups),
        ]),
        ("ติดต่อ", [
            ("โทรศัพท์", form.phones), ("LINE", Literal(form.line)), ("อีเมล", Literal(form.email)),
            ("เว็บไซต์", Literal(form.website)), ("Facebook", Literal(form.facebook)), ("ช่องทางรับข่าว", channel),
        ]),
        ("ความถนัด คำสั่ง และวาระ", [
            ("ความถนัด", form.skill), ("คำสั่งแต่งตั้งเลขที่", form.order_no), ("ลงวันที่", form.order_on),
            ("วาระเริ่ม", form.term_from), ("วาระสิ้นสุด", form.term_to),
        ]),
        ("ความยินยอม", [
            ("ให้ไว้เมื่อ", form.consent_on), ("วิธี", form.consent_how), ("ผู้รับความยินยอม", form.consent_taken_by),
        ]),
        ("หมายเหตุ", [("หมายเหตุ", form.notes)]),
    ]  # fmt: skip


def register(
    about: Register,
    rows: Sequence[Row],
    *,
    timestamp: int,
    fonts_dir: Path | None = None,
    thai_digits: bool = False,
) -> bytes:
    """The register as PDF. Raises compile.PrintError; ValueError for more than MOST_ROWS rows."""
    if len(rows) > MOST_ROWS:
        raise ValueError(f"{len(rows)} rows in one part")
    return pdf(
        "network_register", _register(about, rows), title=f"{TITLE} {about.office}",
        timestamp=timestamp, fonts_dir=fonts_dir, thai_digits=thai_digits,
    )  # fmt: skip


def _register(about: Register, rows: Sequence[Row]) -> dict[str, Any]:
    shown = f"ข้อมูล ณ วันที่ {dates.long(about.as_of)}"
    return {
        "heading": f"{TITLE} (แบบ 7.3)",
        "office": about.office,
        "about": f"{shown} · {about.about} · จำนวน {digits.group(about.total)} คน",
        "foot": f"{TITLE} {about.office} · {shown} · ข้อมูลส่วนบุคคล ใช้ในราชการเท่านั้น",
        "empty": "ยังไม่มีสมาชิก",
        "columns": COLUMNS,
        "rows": [_row(row, number) for number, row in enumerate(rows, about.first)],
    }


def _row(row: Row, number: int) -> dict[str, Any]:
    reach = [row.phone, Literal(row.line), Literal(row.email)]
    cells: list[Any] = [
        [digits.group(number)], [row.name, row.post], [row.organisation], [row.area], [row.kind], reach,
        [Literal(row.web)], [row.skill], row.order, row.term, row.consent, [row.notes],
    ]  # fmt: skip
    shown = [[text for text in cell if text] or ["–"] for cell in cells]
    return {"cells": shown, "long": sum(len(text) for cell in shown for text in cell) > LONGEST_KEPT}
