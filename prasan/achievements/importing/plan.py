"""Which column of a sheet of achievements is what."""

from __future__ import annotations

import re

from prasan.achievements.importing.cleaners import CLEANERS
from prasan.achievements.importing.meanings import REPEATED, meaning
from prasan.agencies.importing.cells import plain, remembering
from prasan.agencies.importing.columns import Column
from prasan.agencies.importing.headers import Header, find_header, without_header
from prasan.agencies.importing.plan import HIDDEN, fill_down
from prasan.agencies.importing.reading import Sheet
from prasan.network.importing.plan import Plan

NO_HEADER = "ไม่พบหัวตารางที่บอกชื่อผลงานและโรงเรียน"
_SAMPLE, _LOOKED_AT = 100, 2000
_NEEDED = frozenset({"name", "agencies", "code"})
_SAID_YEAR = re.compile(r"ปี(?:การศึกษา)?\s*(?:\d/)?(25\d\d)")


def plan_sheet(sheet: Sheet) -> Plan:
    """A sheet without a column for what it is, or for whose it is, gives no rows."""
    header = find_header(sheet, meaning) or without_header(sheet)
    fill_down(sheet, header)
    columns = _columns(sheet, header)
    taken = tuple(
        (c.index, c.target, remembering(CLEANERS[c.target], c.heading.text, c.target))
        for c in columns
        if c.target
    )
    targets = {column.target for column in columns}
    is_table = "name" in targets and bool(targets & (_NEEDED - {"name"}))
    note = HIDDEN if sheet.is_hidden else None if is_table else NO_HEADER
    return Plan(sheet, header, columns, taken, note)


def _columns(sheet: Sheet, header: Header) -> list[Column]:
    columns = []
    for heading in header.headings:
        target = meaning(heading.group, heading.label) if heading.label else None
        samples = _samples(sheet, header, heading.index)
        columns.append(Column(heading.index, heading, target or "", "heading" if target else "", samples))
    _first_of_each(columns)
    _name_somehow(columns)
    return columns


def _samples(sheet: Sheet, header: Header, index: int) -> tuple[str, ...]:
    rows = sheet.rows[header.bottom + 1 : header.bottom + 1 + _LOOKED_AT]
    cells = (row[index].strip() for row in rows if index < len(row))
    return tuple(cell[:200] for cell in cells if cell)[:_SAMPLE]


def _first_of_each(columns: list[Column]) -> None:
    """Of two columns for one value the one that says anything, then the left one."""
    taken: set[str] = set()
    for column in sorted(columns, key=lambda c: (not c.samples, c.index)):
        if column.target in taken and column.target not in REPEATED:
            column.target = ""
        taken.add(column.target)


def _name_somehow(columns: list[Column]) -> None:
    """In a list of results รายการแข่งขัน is what was won, not a detail of it."""
    if any(column.target == "name" for column in columns):
        return
    for column in columns:
        if column.target == "details" and "รายการ" in column.heading.label:
            column.target = "name"
            return


def year_around(plan: Plan) -> int | None:
    """The one academic year that the sheet's name and the lines above its table name."""
    above = (cell for row in plan.sheet.rows[: max(plan.header.top, 0)] for cell in row if cell)
    years = {int(y) for text in (plan.sheet.name, *above) for y in _SAID_YEAR.findall(plain(text))}
    return years.pop() if len(years) == 1 else None
