"""Is what a row brings older than what the register says? (manual job A, step 5.6: เป็นปัจจุบัน)

Only what the sheet says of itself counts: "ข้อมูล ณ …", an academic year in its title or in a column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from prasan.agencies.importing.plan import Plan
from prasan.agencies.importing.snapshot import Known
from prasan.thai import dates

COUNTS = ("pupils", "teachers", "rooms")
STATISTICS = (*COUNTS, "academic_year")
_LOOK = "ดูว่าเป็นไฟล์ล่าสุดหรือไม่ก่อนเสนอ"


def why_older(values: Mapping[str, Any], changed: Mapping[str, Any], plan: Plan, known: Known) -> str | None:
    """What to ask if the row's counts are of an earlier year than those of the register, else None.

    Whoever says only a day, or only an academic year, may mean the same: an academic year reaches into the
    next calendar year, so what is not surely older is not asked about.
    """
    if changed.keys().isdisjoint(STATISTICS):
        return None
    mine, my_day = values.get("academic_year"), None if "academic_year" in values else plan.as_of
    theirs = known.values.get("academic_year")
    their_day = None if theirs else max(_days(known, changed.keys() & set(COUNTS)), default=None)
    if mine is None and my_day is None or theirs is None and their_day is None:
        return None
    if not _is_earlier(mine, my_day, theirs, their_day):
        return None
    return f"จำนวนในแถวนี้เป็น{_said(mine, my_day)} ทะเบียนมี{_said(theirs, their_day)} ซึ่งใหม่กว่า"


def _is_earlier(mine: int | None, my_day: str | None, theirs: int | None, their_day: str | None) -> bool:
    """Of two years, of two days by their years, of a day that lies before the other's academic year began, or
    of an academic year that was over before the other's day."""
    if theirs is not None:
        return (mine if mine is not None else _year_of(my_day)) < theirs
    return (mine + 1 if mine is not None else _year_of(my_day)) < _year_of(their_day)


def _year_of(day: str | None) -> int:
    return date.fromisoformat(day).year + dates.BE if day else 0


def _said(year: int | None, day: str | None) -> str:
    return f"ของปีการศึกษา {year}" if day is None else f"ข้อมูล ณ {dates.short(date.fromisoformat(day))}"


@dataclass(slots=True)
class Ages:
    """Counts, sheet by sheet, the rows that would change something newer than the sheet says it is."""

    _by_day: Counter[tuple[str, str]] = field(default_factory=Counter)
    _by_year: Counter[tuple[str, int]] = field(default_factory=Counter)

    def look(self, plan: Plan, known: Known, changed: Mapping[str, Any]) -> bool:
        """Whether the row is such a one."""
        if plan.as_of and any(day > plan.as_of for day in _days(known, changed)):
            self._by_day[plan.sheet.name, plan.as_of] += 1
        elif plan.academic_year and known.values.get("academic_year", 0) > plan.academic_year:
            self._by_year[plan.sheet.name, plan.academic_year] += 1
        else:
            return False
        return True

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


def _days(known: Known, changed: Iterable[str]) -> list[str]:
    """ISO dates of the values that would change: of their source, else since when they stand; and the last
    day on which somebody said that all of them are right."""
    anywhere = known.sources.get("*")
    found = [known.sources.get(key, anywhere) for key in changed if key in known.values]
    days = [source[1] if source else known.since for source in found]
    return [day for day in (*days, known.verified_on) if day]
