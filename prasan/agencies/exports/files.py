"""The register as CSV, XLSX and JSON: row by row, so memory stays flat whatever the number of rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import islice
from typing import IO

import xlsxwriter

from prasan.agencies.exports.table import COLUMNS, Cell, Record, cells, records
from prasan.agencies.fields import Level

BOM = b"\xef\xbb\xbf"
_CHUNK = 500
# What a spreadsheet takes for a formula when it stands first in a cell (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# A date in the file that is not the day of the export, so that the same data give the same bytes.
_MADE = datetime(2000, 1, 1)
_SHEET = "ทะเบียนหน่วยงาน"
_WIDTHS = {
    "name": 40,
    "address": 28,
    "affiliation": 28,
    "email": 28,
    "website": 28,
    "contacts": 40,
    "missions": 40,
}


def guarded(cell: Cell) -> Cell:
    """A text that would be a formula gets an apostrophe in front; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def write_csv(file: IO[bytes], rows: Iterable[Record]) -> None:
    """UTF-8 with BOM, comma, CRLF (RFC 4180): spreadsheets open it without a question."""
    file.write(BOM)
    iterator = iter(rows)
    _csv_lines(file, [[column.header for column in COLUMNS]])
    while chunk := list(islice(iterator, _CHUNK)):
        _csv_lines(file, ([guarded(cell) for cell in cells(record)] for record in chunk))


def _csv_lines(file: IO[bytes], lines: Iterable[list[Cell]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    file.write(text.getvalue().encode())


def write_xlsx(file: IO[bytes], rows: Iterable[Record]) -> None:
    """One sheet; texts are written as texts, never as numbers, links or formulas."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"title": _SHEET, "created": _MADE})
    sheet = book.add_worksheet(_SHEET)
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 1)
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, _WIDTHS.get(column.key, 16))
        sheet.write_string(0, number, column.header, bold)
    for line, record in enumerate(rows, 1):
        for number, cell in enumerate(cells(record)):
            if isinstance(cell, str) and cell:
                sheet.write_string(line, number, str(guarded(cell)))
            elif cell is not None and cell != "":
                sheet.write_number(line, number, cell)
    book.close()


def write_json(file: IO[bytes], rows: Iterable[Record]) -> None:
    """A list of objects, one a line; names and shapes as in `fields`, absent keys for what is not there."""
    file.write(b"[")
    for number, record in enumerate(rows):
        file.write(b",\n" if number else b"\n")
        file.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace"))
    file.write(b"\n]\n")


Writer = Callable[[IO[bytes], Iterable[Record]], None]
WRITERS: dict[str, Writer] = {"csv": write_csv, "xlsx": write_xlsx, "json": write_json}
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}


def write(file: IO[bytes], format_: str, level: Level, day: date | None = None) -> None:
    """The register as it goes out at `level`, today or at the end of `day`, in one of `WRITERS`."""
    WRITERS[format_](file, records(level, day))
