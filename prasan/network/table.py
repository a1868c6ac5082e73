"""The network as a sheet, for staff alone: personal data. What goes out comes in again unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from prasan.agencies.importing.reading import Book
from prasan.files import sheets
from prasan.network.fields import FIELDS
from prasan.network.held import as_text, values_of, with_all
from prasan.network.importing.judging import Judgement
from prasan.network.models import NetworkMember
from prasan.network.models.member import MemberQuerySet

_CHUNK = 500
Line = Sequence[str]
HEADER = [field.label for field in FIELDS]


def lines(members: MemberQuerySet) -> Iterator[list[str]]:
    """A line a member, in the order of the form; dates as Thai papers write them."""
    for member in with_all(members).iterator(_CHUNK):
        yield line(member)


def line(member: NetworkMember) -> list[str]:
    values = values_of(member)
    return [_cell(field.key, field.type, values[field.key]) for field in FIELDS]


def _cell(key: str, type_: str, value: object) -> str:
    if type_ == "phones" and isinstance(value, list):
        return ", ".join(value)
    return as_text(key, value)


def write(file: IO[bytes], format_: str, rows: Iterable[Line], header: Line = HEADER) -> None:
    """CSV or XLSX of the network."""
    sheets.write(file, format_, header, rows, title="เครือข่าย", widths=[18] * len(header))


def rest_of(judgement: Judgement, book: Book) -> tuple[list[str], list[list[str]]]:
    """Heading and lines of what was not taken, as it was sent, with why: to be mended and sent again. Sheets
    of other columns follow one another under their own headings."""
    header: list[str] = ["ต้องแก้", "แถวเดิม"]
    rows: list[list[str]] = []
    for plan in judgement.plans:
        left = [
            row
            for row in judgement.rows
            if row.sheet == plan.sheet.name and row.outcome in ("doubtful", "error")
        ]
        if not left:
            continue
        own = ["ต้องแก้", "แถวเดิม", *(heading.text for heading in plan.header.headings)]
        if len(header) == 2:
            header = own
        else:
            rows.append(own)
        cells = next(sheet.rows for sheet in book.sheets if sheet.name == plan.sheet.name)
        for row in left:
            why = " · ".join(problem.message for problem in row.problems)
            rows.append([why, str(row.row), *(_text(cell) for cell in cells[row.row - 1])])
    return header, rows


def _text(cell: str) -> str:
    return cell.replace("\x00", "")
