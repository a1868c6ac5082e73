"""Is what a row brings older than what the register says? (manual job A, step 5.6: เป็นปัจจุบัน)

Only what the sheet says of itself counts: "ข้อมูล ณ …", an academic year in its title or in a column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from prasan.agencies.importing.plan import Plan
from prasan.agencies.importing.snapshot import Known
from prasan.thai import dates

COUNTS = ("pupils", "teachers", "rooms")
STATISTICS = (*COUNTS, "academic_year")
_LOOK = "ดูว่าเป็นไฟล์ล่าสุดหรือไม่ก่อนเสนอ"


def older_year(values: Mapping[str, Any], changed: Mapping[str, Any], plan: Plan, known: Known) -> int | None:
    """The academic year of the row's counts if the register has those of a later one.

    A sheet that only says a day is of that day's calendar year at the latest.
    """
    newer = known.values.get("academic_year")
    if newer is None or changed.keys().isdisjoint(STATISTICS):
        return None
    year = values.get("academic_year")
    if year is None and plan.as_of and not changed.keys().isdisjoint(COUNTS):
        year = date.fromisoformat(plan.as_of).year + dates.BE
    return year if year is not None and year < newer else None


@dataclass(slots=True)
class Ages:
    """Counts, sheet by sheet, the rows that would change something newer than the sheet says it is."""

    _by_day: Counter[tuple[str, str]] = field(default_factory=Counter)
    _by_year: Counter[tuple[str, int]] = field(default_factory=Counter)

    def look(self, plan: Plan, known: Known, changed: Mapping[str, Any]) -> None:
        if plan.as_of and any(day > plan.as_of for day in _days(known, changed)):
            self._by_day[plan.sheet.name, plan.as_of] += 1
        elif plan.academic_year and known.values.get("academic_year", 0) > plan.academic_year:
            self._by_year[plan.sheet.name, plan.academic_year] += 1

    def notices(self) -> list[str]:
        """Thai sentences on the sheets that are older than the register."""
        by_day = [
            f"แผ่นงาน “{sheet}” เป็นข้อมูล ณ {dates.short(date.fromisoformat(day))} แต่ {rows:,} แถวจะเปลี่ยนข้อมูล"
            f"ที่ทะเบียนปรับปรุงหรือยืนยันหลังวันนั้น: {_LOOK}"
            for (sheet, day), rows in self._by_day.items()
        ]
        by_year = [
            f"แผ่นงาน “{sheet}” เป็นข้อมูลปีการศึกษา {year} แต่ {rows:,} แถวจะเปลี่ยนข้อมูลของหน่วยงาน"
            f"ที่ทะเบียนมีปีการศึกษาใหม่กว่าแล้ว: {_LOOK}"
            for (sheet, year), rows in self._by_year.items()
        ]
        return by_day + by_year


def _days(known: Known, changed: Mapping[str, Any]) -> list[str]:
    """ISO dates of the values that would change: of their source, else since when they stand; and the last
    day on which somebody said that all of them are right."""
    anywhere = known.sources.get("*")
    found = [known.sources.get(key, anywhere) for key in changed if key in known.values]
    days = [source[1] if source else known.since for source in found]
    return [day for day in (*days, known.verified_on) if day]
