"""The register as CSV, XLSX and JSON: row by row, so memory stays flat whatever the number of rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import IO

from prasan.agencies.exports.table import COLUMNS, Record, cells, records
from prasan.agencies.fields import Level
from prasan.files import sheets

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


def _write_sheet(file: IO[bytes], kind: str, rows: Iterable[Record]) -> None:
    sheets.write(
        file,
        kind,
        [column.header for column in COLUMNS],
        map(cells, rows),
        title=_SHEET,
        widths=[_WIDTHS.get(column.key, sheets.WIDTH) for column in COLUMNS],
    )


def write_csv(file: IO[bytes], rows: Iterable[Record]) -> None:
    _write_sheet(file, "csv", rows)


def write_xlsx(file: IO[bytes], rows: Iterable[Record]) -> None:
    _write_sheet(file, "xlsx", rows)


def write_json(file: IO[bytes], rows: Iterable[Record]) -> None:
    """A list of objects, one a line; names and shapes as in `fields`, absent keys for what is not there."""
    file.write(b"[")
    for number, record in enumerate(rows):
        file.write(b",\n" if number else b"\n")
        file.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace"))
    file.write(b"\n]\n")


Writer = Callable[[IO[bytes], Iterable[Record]], None]
WRITERS: dict[str, Writer] = {"csv": write_csv, "xlsx": write_xlsx, "json": write_json}
CONTENT_TYPES = {**sheets.TYPES, "json": "application/json; charset=utf-8"}


def write(file: IO[bytes], format_: str, level: Level, day: date | None = None) -> None:
    """The register as it goes out at `level`, today or at the end of `day`, in one of `WRITERS`."""
    WRITERS[format_](file, records(level, day))
