"""The register as a table: its columns, and the rows of one level on one day.

Nothing here depends on when or by whom it is asked, nor on numbers of the database: the same consented data
give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from prasan.agencies import freshness
from prasan.agencies.days import COLUMNS as DAYS
from prasan.agencies.fields import FIELDS, Field, Kind, Level, Scope
from prasan.agencies.models import Version
from prasan.agencies.publication import published
from prasan.agencies.wording import as_text
from prasan.thai.places import Place, place

Cell = str | int | float | None
Record = dict[str, Any]
_CHUNK = 500
AS_OF = "as_of"


@dataclass(frozen=True, slots=True)
class Column:
    """`key`: the field it shows; `format` in the words of the data dictionary."""

    header: str
    key: str
    format: str
    cell: Callable[[Any], Cell]


def records(level: Level, day: date | None = None) -> Iterator[Record]:
    """What goes out at `level` of every agency open today, or at the end of `day`, in dictionary order, each
    with the day of its data (`AS_OF`, an ISO date: `freshness`)."""
    versions = Version.objects.current() if day is None else Version.objects.as_of(day)
    at = day or timezone.localdate()
    listed = versions.listed(level).filter(Q(closed_on=None) | Q(closed_on__gt=at)).in_thai_order()
    confirmed = freshness.verified_on(until=at)
    for version in listed.only("agency_id", "values", "levels", "valid_from", *DAYS).iterator(_CHUNK):
        day_of_data = freshness.as_of(version, level, confirmed.get(version.agency_id))
        yield published(version.values, version.levels, level) | {AS_OF: day_of_data.isoformat()}


def cells(record: Mapping[str, Any]) -> list[Cell]:
    """One row, beside `COLUMNS`; None where nothing is known or goes out."""
    return [column.cell(record[column.key]) if column.key in record else None for column in COLUMNS]


def _place(code: str) -> Place | None:
    try:
        return place(code)
    except KeyError:
        return None


def _subdistrict(code: str) -> str:
    found = _place(code) if len(code) == 6 else None
    return found.name if found else ""


def _district(code: str) -> str:
    found = _place(code)
    return found.district if found else ""


def _province(code: str) -> str:
    found = _place(code)
    return found.province if found else ""


def _people(people: list[dict[str, Any]]) -> str:
    return as_text("contacts", people)


_TEXT = "ข้อความ"
_FORMATS: dict[str, tuple[str, Callable[[Any], Cell]]] = {
    "text": (_TEXT, str),
    "code": ("ตัวเลขเก็บเป็นข้อความ", str),
    "email": ("ที่อยู่อีเมล", str),
    "url": ("ที่อยู่เว็บ", str),
    "line": (_TEXT, str),
    "integer": ("จำนวนเต็ม", int),
    "date": ("วันที่ ค.ศ. แบบ ปปปป-ดด-วว (ISO 8601)", str),
    "list": ("ข้อความหลายค่า คั่นด้วยจุลภาค", ", ".join),
    "phones": ("หมายเลขหลายค่า คั่นด้วยจุลภาค เก็บเป็นข้อความ", ", ".join),
    "kind": ("หนึ่งใน " + " ".join(Kind.labels), lambda code: str(Kind(code).label)),
    "scope": ("หนึ่งใน " + " ".join(Scope.labels), lambda code: str(Scope(code).label)),
    "people": ("บุคคลหลายคน คั่นด้วยอัฒภาค", _people),
}


def _columns(field: Field) -> Iterator[Column]:
    if field.type == "place":
        yield Column("ตำบล", field.key, _TEXT, _subdistrict)
        yield Column("อำเภอ", field.key, _TEXT, _district)
        yield Column("จังหวัด", field.key, _TEXT, _province)
        yield Column("รหัสที่ตั้ง", field.key, "รหัสตำบล 6 หลัก อำเภอ 4 หลัก หรือจังหวัด 2 หลัก ของกรมการปกครอง", str)
    elif field.type == "coordinates":
        yield Column("ละติจูด", field.key, "องศาทศนิยม WGS 84", lambda value: float(value[0]))
        yield Column("ลองจิจูด", field.key, "องศาทศนิยม WGS 84", lambda value: float(value[1]))
    else:
        format_, cell = _FORMATS[field.type]
        yield Column(field.label, field.key, format_, cell)


COLUMNS: tuple[Column, ...] = (
    *(column for field in FIELDS for column in _columns(field)),
    Column("ข้อมูล ณ", AS_OF, f"{_FORMATS['date'][0]}: {freshness.MEANING}", str),
)
