"""One row of a sheet as values of an achievement, before it is compared with anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from prasan.achievements.academic_year import academic_year
from prasan.achievements.importing.cleaners import NO_TITLE
from prasan.achievements.importing.plan import year_around
from prasan.achievements.importing.schools import Schools
from prasan.achievements.importing.words import kind_of, level_in_title
from prasan.achievements.states import Kind, Level
from prasan.agencies.importing.judged import Problem
from prasan.agencies.importing.rows import DataRow
from prasan.network.importing.plan import Plan
from prasan.thai import dates

_DATES = frozenset({"awarded_on", "consent_on"})
_LISTS = frozenset({"pupils", "agencies"})
NOT_KEPT = "ไม่มีความยินยอมที่บอกวันที่ วิธี และผู้รับ จึงไม่เก็บชื่อ"
_MEDALS = frozenset({"ทอง", "เงิน", "ทองแดง"})
_CONSENT = ("consent_on", "consent_how", "consent_taken_by")


@dataclass(slots=True)
class Draft:
    """`values` what the row says, `agencies` as ids; `problems` a person must settle; `error` why it cannot
    be taken at all."""

    plan: Plan
    row: int
    values: dict[str, Any] = field(default_factory=dict)
    repairs: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    error: Problem | None = None

    @property
    def name(self) -> str:
        return str(self.values.get("name", ""))


def draft(plan: Plan, row: DataRow, schools: Schools, *, today: date) -> Draft:
    made = Draft(plan, row.number)
    for index, target, clean in plan.cells:
        text = row.cells[index] if index < len(row.cells) else ""
        if text.strip():
            _take(made, target, clean(text))
    _with_prize(made)
    if not made.name and made.error is None:
        made.error = Problem(plan.heading("name"), NO_TITLE, "name")
    _whose(made, schools)
    _kind_and_level(made)
    _days(made, today)
    _pupils(made, today)
    return made


def _take(made: Draft, target: str, cell: Any) -> None:
    made.repairs += cell.repairs
    if cell.problems and target == "name":
        made.error = cell.problems[0]
        return
    made.problems += cell.problems
    for key, value in cell.values.items():
        if key in _LISTS:
            held = made.values.setdefault(key, [])
            held += [one for one in value if one not in held]
        else:
            made.values.setdefault(key, date.fromisoformat(value) if key in _DATES else value)


def _with_prize(made: Draft) -> None:
    """What was won stands before what it was won in: "ชนะเลิศ โครงงานวิทยาศาสตร์"; a bare ทอง is a medal."""
    prize = str(made.values.pop("prize", ""))
    if prize in _MEDALS:
        prize = f"เหรียญ{prize}"
    if prize and made.name and prize not in made.name:
        made.values["name"] = f"{prize} {made.name}"


def _problem(made: Draft, key: str, message: str) -> None:
    made.problems.append(Problem(made.plan.heading(key), message, key))


def _has_problem(made: Draft, key: str) -> bool:
    return any(problem.field == key for problem in made.problems)


def _whose(made: Draft, schools: Schools) -> None:
    found = schools.whose(made.values.pop("agencies", []), made.values.pop("code", ""))
    made.repairs += found.repairs
    made.values["agencies"] = list(found.ids)
    if found.problem and not _has_problem(made, "agencies"):
        key = "agencies" if made.plan.heading("agencies") else "code"
        _problem(made, key, found.problem)


def _kind_and_level(made: Draft) -> None:
    if "kind" not in made.values:
        kind = kind_of(made.name) or Kind.AWARD
        made.values["kind"] = str(kind)
        made.repairs.append(f"ประเภท: ไม่ได้บอก จึงจัดเป็น{kind.label}")
    if "level" in made.values or _has_problem(made, "level"):
        return
    sheet = made.plan.sheet.name
    found = ((level_in_title(made.name), "ชื่อผลงาน"), (level_in_title(sheet), f"ชื่อแผ่นงาน “{sheet}” "))
    level, where = next(((level, where) for level, where in found if level), (None, ""))
    if level is None:
        _problem(made, "level", "ไม่ได้บอกระดับของผลงาน")
        return
    made.values["level"] = int(level)
    made.repairs.append(f"ระดับ: ไม่ได้บอก จึงอ่านจาก{where}ว่า{Level(level).label}")


def _days(made: Draft, today: date) -> None:
    """The day first; the year of the row, else of the day, else of the sheet."""
    day = made.values.get("awarded_on")
    if day and day > today:
        del made.values["awarded_on"]
        _problem(made, "awarded_on", f"วันที่ {dates.short(day)} ยังมาไม่ถึง: ตรวจปีอีกครั้ง")
        day = None
    year = made.values.get("academic_year")
    if year and year > dates.be_year(today):
        del made.values["academic_year"]
        _problem(made, "academic_year", f"ปีการศึกษา {year} ยังมาไม่ถึง")
        return
    if not year:
        year = academic_year(day) if day else year_around(made.plan)
    if year:
        made.values["academic_year"] = year
    elif not _has_problem(made, "awarded_on") and not _has_problem(made, "academic_year"):
        _problem(made, "academic_year", "ไม่ได้บอกวันที่หรือปีการศึกษา")


def _pupils(made: Draft, today: date) -> None:
    """Without a consent that says when, how and who took it, names are not kept, and it is said."""
    values = made.values
    if (on := values.get("consent_on")) and on > today:
        del values["consent_on"]
        _problem(made, "consent_on", "วันที่ให้ความยินยอมยังมาไม่ถึง: ตรวจปีอีกครั้ง")
    if values.get("pupils") and all(values.get(key) for key in _CONSENT):
        return
    if values.pop("pupils", None):
        heading = made.plan.heading("pupils") or "ชื่อนักเรียน"
        made.repairs.append(f"{heading}: {NOT_KEPT}")
    for key in _CONSENT:
        values.pop(key, None)
