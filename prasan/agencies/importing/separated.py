"""Text with separators: which one is decided on the content, as are its characters."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Literal

from prasan.agencies.importing.reader_child import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from prasan.agencies.importing.refusal import RefusedFile
from prasan.thai import charset

SEPARATORS = ",;\t|"
_LONGEST_FIELD = 1_000_000
_SAMPLE_ROWS = 200
_SAMPLE_TEXT = 200_000
_SEPARATOR_LINE = re.compile(r'"?sep=(?P<separator>[,;\t|])"?[ ]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_NO_TEXT = "ไฟล์นี้ไม่มีข้อความให้นำเข้า"
_NOT_A_TABLE = "ไฟล์นี้ไม่ใช่ตาราง: ส่งไฟล์ XLSX, XLS, ODS หรือ CSV"


def read_separated(path: Path) -> tuple[list[list[str]], str]:
    """Rows, blank ones kept so that row numbers are those a spreadsheet shows; and the encoding."""
    text, encoding = _decode(path.read_bytes())
    if not text.strip():
        raise RefusedFile(_NO_TEXT)
    separator, start = _separator(text)
    rows = _rows(text[start:] if start else text, separator)
    return rows, encoding


def _decode(data: bytes) -> tuple[str, str]:
    try:
        decoded = charset.decode(data)
    except charset.CharsetError as error:
        raise RefusedFile(error.message_th) from None
    return decoded.text, decoded.encoding


def _separator(text: str) -> tuple[str, int]:
    """The separator, and where the table starts: after a line "sep=;", which spreadsheets don't show."""
    if match := _SEPARATOR_LINE.match(text):
        return match["separator"], match.end()
    sample = text[:_SAMPLE_TEXT]
    return max(SEPARATORS, key=lambda separator: _evenness(sample, separator)), 0


def _evenness(sample: str, separator: str) -> tuple[float, int]:
    """How many rows have the commonest number of fields beyond one; more fields win a tie."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    widths: Counter[int] = Counter()
    try:
        widths.update(len(row) for row in islice(reader, _SAMPLE_ROWS) if row)
    except csv.Error:
        return 0, 0
    wide = [(count, width) for width, count in widths.items() if width > 1]
    if not wide:
        return 0, 0
    count, width = max(wide)
    return round(count / widths.total(), 2), width


def _rows(text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        return _within_limits(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        is_unclosed = "unexpected end" in str(error)
    # A quotation mark that nobody closed would swallow the rest of the file.
    quoting: Literal[0, 3] = csv.QUOTE_NONE if is_unclosed else csv.QUOTE_MINIMAL
    try:
        return _within_limits(csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting))
    except csv.Error:
        raise RefusedFile(_NOT_A_TABLE) from None


def _within_limits(lines: Iterable[list[str]]) -> list[list[str]]:
    """Stops at the first row too many, before the memory is gone."""
    rows: list[list[str]] = []
    cells = 0
    for row in lines:
        rows.append(row)
        cells += len(row)
        if len(row) > MOST_COLUMNS:
            wide = f"{len(row):,} คอลัมน์ รับได้ไม่เกิน {MOST_COLUMNS}"
            raise RefusedFile(f"ไฟล์นี้มี {wide}: ลบคอลัมน์ที่ไม่ใช้ออก")
        if cells > MOST_CELLS or len(rows) > MOST_ROWS:
            limits = f"{MOST_ROWS:,} แถว และ {MOST_CELLS:,} ช่อง"
            raise RefusedFile(f"ไฟล์นี้ใหญ่เกินไป รับได้ไม่เกิน {limits}: แบ่งเป็นหลายไฟล์แล้วส่งทีละไฟล์")
    return rows
