"""From a file to sheets of text cells, whatever program saved it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prasan.agencies.importing import reader_child
from prasan.agencies.importing.refusal import RefusedFile
from prasan.agencies.importing.separated import read_separated
from prasan.agencies.importing.sniffing import sniff

NO_VALUE = reader_child.NO_VALUE
"""The text of a cell whose formula has no saved value; it can't occur otherwise: NUL is refused."""
MOST_SECONDS = 45
_CHILD = Path(reader_child.__file__)
LONGEST_NAME = 100
"""Of a sheet, in characters."""

_BROKEN = "อ่านไฟล์นี้ไม่สำเร็จ ไฟล์อาจเสียหายหรือส่งมาไม่ครบ: เปิดใน Excel แล้วบันทึกใหม่เป็น .xlsx จากนั้นส่งอีกครั้ง"
NOT_EXCEL = "ไฟล์เสียหายหรือไม่ใช่ Excel: เปิดใน Excel แล้วบันทึกใหม่เป็น .xlsx จากนั้นส่งอีกครั้ง"
_AS_TEXT = "ไฟล์ชื่อลงท้ายด้วย {suffix} แต่ข้างในเป็นข้อความธรรมดา จึงอ่านแบบ CSV: ตรวจว่าเป็นไฟล์ที่ตั้งใจส่ง"
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_HEAD = 8192
_TOO_LONG = "อ่านไฟล์นี้เกินเวลาที่กำหนด: คัดเฉพาะตารางไปไว้ในไฟล์ใหม่ หรือแบ่งเป็นหลายไฟล์"
_NOTHING = "ไฟล์นี้ไม่มีแผ่นงานที่มีข้อมูล"


@dataclass(slots=True)
class Sheet:
    """Cells as text, row by row; rows[0] is row 1 of the spreadsheet, rows may be of any length.

    `merged`: (top, left, bottom, right), counted from 0; empty where the format doesn't say.
    """

    name: str
    rows: list[list[str]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    is_hidden: bool = False


@dataclass(slots=True)
class Book:
    """`encoding` of text files: utf-8, utf-16, tis-620 or windows-874; None for workbooks.

    `notices`: Thai sentences on the file as a whole. `is_misnamed`: text in what its sender calls a workbook.
    """

    sheets: list[Sheet]
    encoding: str | None = None
    notices: list[str] = field(default_factory=list)
    is_misnamed: bool = False


def read_book(path: Path, filename: str = "") -> Book:
    """All sheets of XLSX, XLS, ODS or separated text; raises only `RefusedFile`, within a minute.

    `filename` is what the sender called it: the sheet of a text file is named after it, as spreadsheets do.
    """
    if sniff(path) == "text":
        return _read_text(path, Path(filename))
    sheets = _read_in_child(path)
    if not any(sheet.rows for sheet in sheets):
        raise RefusedFile(_NOTHING)
    return Book(sheets)


def _read_text(path: Path, called: Path) -> Book:
    is_misnamed = called.suffix.lower() in _WORKBOOKS
    if not _WORKBOOKS.isdisjoint(suffix.lower() for suffix in called.suffixes):
        _refuse_broken_workbook(path)
    text, encoding = read_separated(path)
    name = (called.stem or path.stem)[:LONGEST_NAME] or "Sheet1"
    book = Book([Sheet(name, text)], encoding, is_misnamed=is_misnamed)
    if is_misnamed:
        book.notices.append(_AS_TEXT.format(suffix=called.suffix))
    return book


def _refuse_broken_workbook(path: Path) -> None:
    """Bytes that no text has, in what its sender calls a workbook: it isn't text in another encoding."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.startswith(_UTF_16) and _NO_TEXT.search(head):
        raise RefusedFile(NOT_EXCEL)


def _read_in_child(path: Path) -> list[Sheet]:
    try:
        child = subprocess.run(
            [sys.executable, "-I", str(_CHILD), str(path)],
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RefusedFile(_TOO_LONG) from None
    messages = _messages(child.stdout)
    for message in messages:
        if "refused" in message:
            raise RefusedFile(message["refused"])
    if not messages or messages.pop() != {"done": True}:
        raise RefusedFile(_BROKEN)
    return [_sheet(message) for message in messages]


def _messages(stdout: bytes) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in stdout.splitlines()]
    except ValueError:
        return []


def _sheet(message: dict[str, Any]) -> Sheet:
    merged = [(top, left, bottom, right) for top, left, bottom, right in message["merged"]]
    return Sheet(message["name"][:LONGEST_NAME], message["rows"], merged, message["hidden"])
