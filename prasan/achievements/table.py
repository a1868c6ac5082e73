"""Achievements as a sheet. What goes out comes in again unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from prasan.achievements.models import AchievementVersion
from prasan.achievements.models.version import AchievementVersionQuerySet
from prasan.achievements.names import agencies_of
from prasan.agencies.fields import Level as Reach
from prasan.files import sheets
from prasan.thai import dates

HEADER = ("ชื่อผลงาน", "ประเภท", "ระดับ", "โรงเรียน/หน่วยงาน", "ผู้มอบ", "วันที่ได้รับ", "ปีการศึกษา", "รายละเอียด")
FOR_STAFF = ("ชื่อนักเรียน", "วันที่ให้ความยินยอม", "วิธีให้ความยินยอม", "ผู้รับความยินยอม", "สถานะ")
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
    """CSV or XLSX of achievements."""
    sheets.write(file, kind, header, rows, title="ผลงาน", widths=[50, *[20] * (len(header) - 1)])
