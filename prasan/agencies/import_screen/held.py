"""The rows that were not taken, as a sheet to correct: it can be dropped in again as it comes back.

Each sheet of the file has one here, with what stood above its table (a "ข้อมูล ณ …" is read from there), its
headings, and one column more that says what is to be mended. Every cell is a text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from prasan.agencies.actions import imports
from prasan.agencies.import_screen.columns import book_of, plans_of
from prasan.agencies.import_screen.rows import Row
from prasan.agencies.importing.plan import Plan
from prasan.agencies.importing.reading import NO_VALUE
from prasan.agencies.importing.rows import DataRow, Sieve
from prasan.agencies.importing.targets import BY_KEY
from prasan.agencies.models import Import
from prasan.agencies.states import HELD
from prasan.files.sheets import guarded, open_book

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HEADING = "ต้องแก้"
_LONGEST_SHEET_NAME = 31
_MOST_TEXT = 32_000
_WIDTH, _WIDE = 16, 60


def write_held(file: IO[bytes], source: Import) -> int:
    """Write the workbook; returns how many rows it holds. Raises `RefusedFile`."""
    messages = _messages(source)
    book = open_book(file, HEADING)
    bold = book.add_format({"bold": True})
    written, names = 0, set[str]()
    for plan in plans_of(source, book_of(source)):
        if wanted := messages.get(plan.sheet.name):
            sheet = book.add_worksheet(_sheet_name(plan.sheet.name, names))
            written += _write_sheet(sheet, plan, wanted, bold)
    if not names:
        book.add_worksheet(HEADING)
    book.close()
    return written


def _messages(source: Import) -> dict[str, dict[int, str]]:
    """{sheet: {row: what is to be mended}}"""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for row in imports.kept_rows(source, *HELD):
        found[row["sheet"]][row["row"]] = _message(row)
    return found


def _message(row: Row) -> str:
    texts = [
        f"{problem['column']}: {problem['message']}" if problem["column"] else problem["message"]
        for problem in row["problems"]
    ]
    return "\n".join((["ข้ามไว้"] if row["skipped"] else []) + texts)


def _write_sheet(sheet: Worksheet, plan: Plan, wanted: dict[int, str], bold: Format) -> int:
    rows = [row for row in Sieve(plan.header, plan.columns).data(plan.sheet.rows) if row.number in wanted]
    context = [target for target in _context_of(rows) if target not in plan.headings]
    width = len(plan.columns) + len(context)
    sheet.set_column(0, width - 1, _WIDTH)
    sheet.set_column(width, width, _WIDE)
    line = 0
    for cells in plan.sheet.rows[: max(plan.header.top, 0)]:
        _write(sheet, line, cells)
        line += 1
    for heads in _heads(plan, context):
        _write(sheet, line, heads, bold)
        line += 1
    if plan.header.bottom >= 0:
        sheet.freeze_panes(line, 0)
    for row in rows:
        cells = [*row.cells, *[""] * (len(plan.columns) - len(row.cells))][: len(plan.columns)]
        extra = [row.context.get(target, "") for target in context]
        _write(sheet, line, [*cells, *extra, wanted[row.number]])
        line += 1
    return len(rows)


def _context_of(rows: list[DataRow]) -> list[str]:
    """What section headings said of the rows: here it stands in columns."""
    return sorted({target for row in rows for target in row.context})


def _heads(plan: Plan, context: list[str]) -> Iterator[list[str]]:
    """The headings, over two rows where they are grouped. A heading without a group stands in both, so that
    it is not taken to belong to the group on its left."""
    more = [*(_heading_of(target) for target in context), HEADING]
    if plan.header.bottom < 0:
        if context:
            yield [*[""] * len(plan.columns), *more]
        return
    headings = [column.heading for column in plan.columns]
    if any(heading.group for heading in headings):
        yield [*(heading.group or heading.label for heading in headings), *more]
    yield [*(heading.label for heading in headings), *more]


def _heading_of(target: str) -> str:
    return BY_KEY[target].label


def _write(sheet: Worksheet, line: int, cells: list[str], style: Format | None = None) -> None:
    for number, cell in enumerate(cells):
        text = "" if cell == NO_VALUE else cell[:_MOST_TEXT]
        if text:
            sheet.write_string(line, number, str(guarded(text)), style)


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that spreadsheets allow, none twice."""
    base = re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:_LONGEST_SHEET_NAME] or HEADING
    found, number = base, 2
    while found.lower() in taken:
        ending = f" {number}"
        found, number = base[: _LONGEST_SHEET_NAME - len(ending)] + ending, number + 1
    taken.add(found.lower())
    return found


def name_for(source: Import) -> str:
    """ทะเบียน.xlsx → ทะเบียน-ต้องแก้.xlsx"""
    stem: Any = source.file.name.rpartition(".")[0] or source.file.name
    return f"{stem}-{HEADING}.xlsx"
