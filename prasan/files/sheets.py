"""Lists as files for spreadsheet programs, with nothing in them that such a program would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import IO, TYPE_CHECKING

from prasan.files.kinds import XLSX

if TYPE_CHECKING:
    from xlsxwriter import Workbook

Cell = str | int | float | None
Line = Sequence[Cell]
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}
WIDTH = 16
_BOM = b"\xef\xbb\xbf"
_CHUNK = 500
# What a spreadsheet takes for a formula when it stands first in a cell (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# A date in the file that is not the day of the export, so that the same data give the same bytes.
_MADE = datetime(2000, 1, 1)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def guarded(cell: Cell) -> Cell:
    """A text that would be a formula gets an apostrophe in front; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def write(
    file: IO[bytes],
    kind: str,
    header: Sequence[str],
    rows: Iterable[Line],
    *,
    title: str,
    widths: Sequence[int] = (),
) -> None:
    """`kind` is a key of `TYPES`; row by row, so memory stays flat. `title` names the sheet; `widths` in
    characters, WIDTH for columns without one."""
    if kind == "csv":
        _write_csv(file, header, rows)
    else:
        _write_xlsx(file, header, rows, title, widths)


def open_book(file: IO[bytes], title: str) -> Workbook:
    """An empty workbook that writes texts as texts, never as numbers, links or formulas."""
    from xlsxwriter import Workbook  # 20 MB, for those alone who write a sheet

    book = Workbook(file, _OPTIONS)
    book.set_properties({"title": title, "created": _MADE})
    return book


def _write_csv(file: IO[bytes], header: Sequence[str], rows: Iterable[Line]) -> None:
    """UTF-8 with BOM, comma, CRLF (RFC 4180): spreadsheets open it without a question."""
    file.write(_BOM)
    lines = chain([header], rows)  # headings too may be somebody's own words
    while some := list(islice(lines, _CHUNK)):
        _csv_lines(file, some)


def _csv_lines(file: IO[bytes], lines: Iterable[Line]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([guarded(cell) for cell in line] for line in lines)
    file.write(text.getvalue().encode("utf-8", "replace"))


def _write_xlsx(
    file: IO[bytes], header: Sequence[str], rows: Iterable[Line], title: str, widths: Sequence[int]
) -> None:
    book = open_book(file, title)
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 1)
    for number, label in enumerate(header):
        sheet.set_column(number, number, widths[number] if number < len(widths) else WIDTH)
        sheet.write_string(0, number, str(guarded(label)), bold)
    for line, row in enumerate(rows, 1):
        for number, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(line, number, str(guarded(cell)))
            elif cell is not None:
                sheet.write_number(line, number, cell)
    book.close()
