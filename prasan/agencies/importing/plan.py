"""How the rows of one sheet are read: worked out once from its header, columns and notes around the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from prasan.agencies.importing.cells import Cell, Cleaner, plain, remembering
from prasan.agencies.importing.cleaners import CLEANERS
from prasan.agencies.importing.columns import Column, map_columns
from prasan.agencies.importing.headers import Header, find_header, without_header
from prasan.agencies.importing.name_cells import name_of
from prasan.agencies.importing.reading import Sheet
from prasan.agencies.importing.scope import Kind, kind_of_sheet
from prasan.thai import dates, places

_LINES_BELOW = 20
_SAMPLE = 200
HIDDEN = "ซ่อนไว้ในไฟล์ จึงไม่นำเข้า"
NO_HEADER = "ไม่พบหัวตารางที่บอกชื่อหน่วยงาน"


@dataclass(frozen=True, slots=True)
class Plan:
    """`cells` (index, target, cleaner); `place` {part: index}; `address` (index, heading).

    `headings` {target: text}; `context` {target: text} holds for every row that doesn't say. `note` says why
    a sheet gives no rows, None if it does. `as_of` an ISO date; `academic_year` in พ.ศ., as written outside
    the table, whether or not it can be right.
    """

    sheet: Sheet
    header: Header
    columns: list[Column]
    cells: tuple[tuple[int, str, Callable[[str], Cell]], ...]
    place: Mapping[str, int]
    address: tuple[tuple[int, str], ...]
    headings: Mapping[str, str]
    context: Mapping[str, str]
    kind: Kind | None
    note: str | None
    as_of: str | None
    academic_year: int | None

    @property
    def mapping(self) -> dict[str, str]:
        """{heading: target}, without columns that are no field."""
        return {c.heading.text: c.target for c in self.columns if c.target}

    @property
    def header_row(self) -> int | None:
        """As the spreadsheet counts; the lowest of several."""
        return self.header.bottom + 1 if self.header.bottom >= 0 else None


def plan_sheet(sheet: Sheet, corrections: Mapping[str, str] | None, memory: Mapping[str, str]) -> Plan:
    """`corrections` None: nobody said anything of this sheet; one that is hidden then gives no rows."""
    header = find_header(sheet) or without_header(sheet)
    fill_down(sheet, header)
    columns = map_columns(sheet, header, corrections=corrections or {}, memory=memory)
    targets = {column.target: column for column in columns if column.target}
    kind = _kind(sheet, columns)
    return Plan(
        sheet,
        header,
        columns,
        tuple(
            (c.index, c.target, remembering(_cleaner(c, kind), c.heading.text, c.target))
            for c in columns
            if c.target in CLEANERS
        ),
        {c.target: c.index for c in targets.values() if c.target in _PLACES},
        tuple((c.index, c.heading.label) for c in columns if c.target == "address"),
        {target: column.heading.text for target, column in reversed(targets.items())},
        _context(sheet, targets.keys()),
        kind,
        _note(sheet, targets.keys(), corrections),
        _as_of(sheet, header),
        _academic_year(sheet, header),
    )


def _note(sheet: Sheet, targets: Iterable[str], corrections: Mapping[str, str] | None) -> str | None:
    if sheet.is_hidden and corrections is None:
        return HIDDEN
    return None if "name" in targets else NO_HEADER


_MOST_MERGED = 500


def fill_down(sheet: Sheet, header: Header) -> None:
    """Cells merged over several rows of one column say the same of each of them."""
    for top, left, bottom, right in sheet.merged:
        is_below = top > header.bottom and bottom - top <= _MOST_MERGED
        if left == right and is_below and top < len(sheet.rows) and left < len(sheet.rows[top]):
            for row in sheet.rows[top + 1 : bottom + 1]:
                row.extend("" for _ in range(left + 1 - len(row)))
                row[left] = row[left] or sheet.rows[top][left]


_PLACES = (
    "subdistrict",
    "district",
    "province",
    "place",
    "postal_code",
    "latitude",
    "longitude",
    "coordinates",
)


def _cleaner(column: Column, kind: Kind | None) -> Cleaner:
    if column.target == "name" and kind == Kind("school", True):
        return name_of(is_school=True)
    return CLEANERS[column.target]


def _kind(sheet: Sheet, columns: list[Column]) -> Kind | None:
    name = next((column for column in columns if column.target == "name"), None)
    if name is None:
        return None
    targets = [column.target for column in columns]
    return kind_of_sheet(sheet.name, name.heading.label, targets, map(plain, name.samples[:_SAMPLE]))


_DISTRICT = re.compile(r"(?:อำเภอ|อ\.)?\s*(?P<name>[ก-๎]{2,})")


def _context(sheet: Sheet, targets: Iterable[str]) -> dict[str, str]:
    """A sheet called by a district is about that district, if its rows don't say."""
    found = _DISTRICT.fullmatch(plain(sheet.name))
    if "district" in targets or "place" in targets or not found:
        return {}
    match = places.find(district=found["name"])
    return {"district": found["name"]} if match.code or match.how == "ambiguous" else {}


_AS_OF = re.compile(
    r"(?:ข้อมูล\s*|(?<![ก-๎]))ณ\s*(?:วันที่)?\s*"
    r"(?P<date>\d{1,2}\s*(?:[ก-๎][ก-๎.]+|[/.\-]\s*\d{1,2}\s*[/.\-])\s*(?:พ\.\s?ศ\.\s*)?\d{2,4}|\d{4}-\d\d-\d\d)(?!\d)"
)
_YEAR = re.compile(r"ปีการศึกษา\s*(?:\d/)?(\d{4})")


def _around(sheet: Sheet, header: Header) -> Iterable[str]:
    """The name of the sheet, and the texts above its table and at its end."""
    above = sheet.rows[: max(header.top, 0)]
    below = sheet.rows[max(header.bottom + 1, len(sheet.rows) - _LINES_BELOW) :]
    texts = (cell for row in (*above, *below) if row.count("") >= len(row) - 3 for cell in row if cell)
    return map(plain, (sheet.name, *texts))


def _as_of(sheet: Sheet, header: Header) -> str | None:
    for text in _around(sheet, header):
        if found := _AS_OF.search(text):
            try:
                return dates.parse(found["date"]).isoformat()
            except dates.DateError:
                continue
    return None


def _academic_year(sheet: Sheet, header: Header) -> int | None:
    years = {int(found[1]) for text in _around(sheet, header) if (found := _YEAR.search(text))}
    return years.pop() if len(years) == 1 else None
