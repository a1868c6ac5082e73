"""Achievements as a sheet. What goes out comes in again unchanged."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import IO

import xlsxwriter

from prasan.achievements.models import AchievementVersion
from prasan.achievements.models.version import AchievementVersionQuerySet
from prasan.achievements.names import agencies_of
from prasan.agencies.exports.files import BOM, CONTENT_TYPES, guarded
from prasan.agencies.fields import Level as Reach
from prasan.thai import dates

TYPES = {key: CONTENT_TYPES[key] for key in ("csv", "xlsx")}
HEADER = ("ชื่อผลงาน", "ประเภท", "ระดับ", "โรงเรียน/หน่วยงาน", "ผู้มอบ", "วันที่ได้รับ", "ปีการศึกษา", "รายละเอียด")
FOR_STAFF = ("ชื่อนักเรียน", "วันที่ให้ความยินยอม", "วิธีให้ความยินยอม", "ผู้รับความยินยอม", "สถานะ")
_MADE = datetime(2000, 1, 1)
_CHUNK = 500
Line = Sequence[str]


def lines(found: AchievementVersionQuerySet, reach: Reach) -> Iterator[list[str]]:
    """A line each; names of pupils, their consent and the state for staff alone (`reach` internal)."""
    keys = list(found.values_list("pk", flat=True))
    for start in range(0, len(keys), _CHUNK):
        rows = AchievementVersion.objects.in_bulk(keys[start : start + _CHUNK])
        named = agencies_of(rows.values(), reach)
        for pk in keys[start : start + _CHUNK]:
            agencies = "\n".join(one.name for one in named.get(pk, []))
            yield _line(rows[pk], agencies, is_staff=reach == Reach.INTERNAL)


def _line(version: AchievementVersion, agencies: str, *, is_staff: bool) -> list[str]:
    day, consent = version.awarded_on, version.consent_on
    line = [
        version.title, version.get_kind_display(), version.get_level_display(), agencies, version.given_by,
        dates.short(day) if day else "", str(version.academic_year), version.details,
    ]  # fmt: skip
    if not is_staff:
        return line
    return [
        *line, version.pupils, dates.short(consent) if consent else "", version.consent_how,
        version.consent_taken_by, version.get_state_display(),
    ]  # fmt: skip


def write(file: IO[bytes], kind: str, header: Line, rows: Iterable[Line]) -> None:
    """CSV (UTF-8 with BOM) or XLSX; a text that would be a formula is guarded."""
    (_csv if kind == "csv" else _xlsx)(file, header, rows)


def _csv(file: IO[bytes], header: Line, rows: Iterable[Line]) -> None:
    file.write(BOM)
    for row in (header, *rows):
        text = io.StringIO(newline="")
        csv.writer(text).writerow([guarded(cell) for cell in row])
        file.write(text.getvalue().encode())


def _xlsx(file: IO[bytes], header: Line, rows: Iterable[Line]) -> None:
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet("ผลงาน")
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 50)
    sheet.set_column(1, len(header), 20)
    bold = book.add_format({"bold": True})
    for number, label in enumerate(header):
        sheet.write_string(0, number, label, bold)
    for top, row in enumerate(rows, 1):
        for number, cell in enumerate(row):
            if cell:
                sheet.write_string(top, number, str(guarded(cell)))
    book.close()
