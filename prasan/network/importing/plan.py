"""Which column of a sheet of members is what."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from prasan.agencies.importing.cells import Cell, remembering
from prasan.agencies.importing.columns import Column
from prasan.agencies.importing.headers import Header, Heading, Meaning, find_header, without_header
from prasan.agencies.importing.plan import HIDDEN, fill_down
from prasan.agencies.importing.reading import Sheet
from prasan.agencies.importing.words import PERSON
from prasan.network.importing.cleaners import CLEANERS
from prasan.network.importing.meanings import REPEATED, meaning
from prasan.thai.digits import to_arabic
from prasan.thai.text import fold, normalise

_SAMPLE, _LOOKED_AT, _MOSTLY = 100, 2000, 0.8
NO_HEADER = "ไม่พบหัวตารางที่บอกชื่อสมาชิก"
_NAMES = frozenset({"name", "first_name"})
_CONTENT: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"^\S+@\S+\.\S+$")),
    ("website", re.compile(r"^(?:https?://|www\.)\S+", re.IGNORECASE)),
    ("phones", re.compile(r"^(?!\d{13}$)\+?[\d\s().,/\-]{8,}$")),
    ("name", PERSON),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """`cells` (index, target, cleaner) of every column that is taken; `note` why a sheet gives no rows."""

    sheet: Sheet
    header: Header
    columns: list[Column]
    cells: tuple[tuple[int, str, Callable[[str], Cell]], ...]
    note: str | None

    @property
    def mapping(self) -> dict[str, str]:
        """{heading: target}, without columns that are no field."""
        return {column.heading.text: column.target for column in self.columns if column.target}

    @property
    def header_row(self) -> int | None:
        """As the spreadsheet counts; the lowest of several."""
        return self.header.bottom + 1 if self.header.bottom >= 0 else None

    def heading(self, target: str) -> str | None:
        """What the first column of a target is called in the sheet."""
        return next((c.heading.text for c in self.columns if c.target == target), None)


_SUM = re.compile(r"^(?:ยอด|ผล)?รวม(?:ทั้งสิ้น|ทั้งหมด)?\s*[:=]?$")
_COUNTED = re.compile(r"^[\d๐-๙,]+\s*(?:คน|ราย|รายการ|รางวัล|ผลงาน|เหรียญ|แห่ง)?$")


def is_sum(cells: Sequence[str]) -> bool:
    """รวม | 12 คน: a last line that counts, whatever columns it stands in."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) > 1 and bool(_SUM.match(filled[0])) and all(map(_COUNTED.match, filled[1:]))


def plan_sheet(
    sheet: Sheet, corrections: Mapping[str, str] | None = None, memory: Mapping[str, str] | None = None
) -> Plan:
    """`corrections` {index from 0 as text: target or ""} by a person, who may want a hidden sheet so too;
    `memory` {heading as `fold` has it: target or ""}."""
    header = find_header(sheet, _meaning_with(memory or {})) or without_header(sheet)
    fill_down(sheet, header)
    columns = _columns(sheet, header, corrections or {}, memory or {})
    taken = tuple(
        (c.index, c.target, remembering(CLEANERS[c.target], c.heading.text, c.target))
        for c in columns
        if c.target
    )
    has_name = any(column.target in _NAMES for column in columns) and not _is_strange_heading(header, columns)
    is_left_out = sheet.is_hidden and corrections is None
    return Plan(sheet, header, columns, taken, HIDDEN if is_left_out else None if has_name else NO_HEADER)


def _is_strange_heading(header: Header, columns: Sequence[Column]) -> bool:
    """Where no heading was known the data begin in the first row: unless nothing in it is what its column
    holds below, for then it is a heading that nobody understands and no member."""
    read = [column for column in columns if column.how == "content" and len(column.samples) > 1]
    return header.bottom < 0 and bool(read) and not any(_fits(column) for column in read)


def _fits(column: Column) -> bool:
    pattern = dict(_CONTENT)[column.target]
    return bool(pattern.search(to_arabic(normalise(column.samples[0]))))


def _columns(
    sheet: Sheet, header: Header, corrections: Mapping[str, str], memory: Mapping[str, str]
) -> list[Column]:
    columns = []
    for heading in header.headings:
        target, how = _chosen(heading, corrections, memory)
        columns.append(
            Column(heading.index, heading, target or "", how, _samples(sheet, header, heading.index))
        )
    _first_of_each(columns)
    _whole_name(columns)
    _read_content(columns)
    return columns


def _meaning_with(memory: Mapping[str, str]) -> Meaning:
    """A heading that was remembered tells where the heading stands, as one that is known does."""
    return lambda group, label: memory.get(fold(label)) or meaning(group, label)


def _chosen(
    heading: Heading, corrections: Mapping[str, str], memory: Mapping[str, str]
) -> tuple[str | None, str]:
    """What a person said, else what was remembered, else what the words mean."""
    said = corrections.get(str(heading.index))
    if said is not None and (said == "" or said in CLEANERS):
        return said, "person"
    known = memory.get(fold(heading.text)) if heading.label else None
    if known is not None and (known == "" or known in CLEANERS):
        return known, "memory"
    target = meaning(heading.group, heading.label) if heading.label else None
    return target, "" if target is None else "heading"


def _samples(sheet: Sheet, header: Header, index: int) -> tuple[str, ...]:
    rows = sheet.rows[header.bottom + 1 : header.bottom + 1 + _LOOKED_AT]
    cells = (row[index].strip() for row in rows if index < len(row))
    return tuple(cell[:200] for cell in cells if cell)[:_SAMPLE]


def _first_of_each(columns: list[Column]) -> None:
    """Of two columns for one value the person's, the remembered, the one that says anything, the left one."""
    taken: set[str] = set()
    order = {"person": 0, "memory": 1}
    for column in sorted(columns, key=lambda c: (order.get(c.how, 2), not c.samples, c.index)):
        if column.target in taken and column.target not in REPEATED:
            column.target = ""
        taken.add(column.target)


def _whole_name(columns: list[Column]) -> None:
    """A bare ชื่อ without a column for the family name is the whole name."""
    targets = {column.target for column in columns}
    for column in columns:
        if column.target == "first_name" and column.how != "person" and "last_name" not in targets:
            column.target = "" if "name" in targets else "name"


def _read_content(columns: list[Column]) -> None:
    """What a column without a telling heading must be by its cells."""
    taken = {column.target for column in columns}
    if taken & _NAMES:
        taken.add("name")
    for column in columns:
        if column.how or not column.samples:
            continue
        texts = [to_arabic(normalise(sample)) for sample in column.samples]
        for target, pattern in _CONTENT:
            mostly = sum(bool(pattern.search(text)) for text in texts) >= _MOSTLY * len(texts)
            if mostly and (target not in taken or target in REPEATED):
                column.target, column.how = target, "content"
                taken.add(target)
                break
