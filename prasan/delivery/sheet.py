"""A list as a file that opens in a spreadsheet program, with nothing in it that such a program would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import IO

import xlsxwriter

Cell = str | int
# What a spreadsheet program takes for a formula (OWASP, CSV injection).
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write(file: IO[bytes], kind: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """`kind` is a key of `TYPES`; CSV begins with the mark by which Excel knows UTF-8."""
    _WRITERS[kind](file, headers, rows)


def _csv(file: IO[bytes], headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(headers)
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    text.detach()


def _xlsx(file: IO[bytes], headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet("การส่ง")
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 1)
    for number, header in enumerate(headers):
        sheet.set_column(number, number, 22)
        sheet.write_string(0, number, header, bold)
    for line, row in enumerate(rows, 1):
        for number, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(line, number, cell)
            elif cell:
                sheet.write_string(line, number, str(_guarded(cell)))
    book.close()


_WRITERS = {"csv": _csv, "xlsx": _xlsx}


def _guarded(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_STARTS) else cell
