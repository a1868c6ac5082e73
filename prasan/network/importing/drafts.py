"""One row of a sheet as values of a member, before it is compared with anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from prasan.agencies.importing.judged import Problem
from prasan.agencies.importing.rows import DataRow
from prasan.network.fields import FIELDS
from prasan.network.importing.cleaners import NO_NAME
from prasan.network.importing.plan import Plan
from prasan.network.importing.words import kind_of
from prasan.network.models.member import Kind
from prasan.thai.names import variants_key

_DATES = frozenset(spec.key for spec in FIELDS if spec.type == "date")
_LISTS = frozenset({"phones", "groups"})
_PARTS = ("title", "first_name", "last_name")
FROM_SHEET = "ตามแผ่นงานที่นำเข้า"


@dataclass(slots=True)
class Draft:
    """`values` only what the row says; `problems` by which it can be taken without that value; `error` why
    it cannot be taken at all."""

    plan: Plan
    row: int
    values: dict[str, Any] = field(default_factory=dict)
    repairs: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    error: Problem | None = None

    @property
    def name(self) -> str:
        return str(self.values.get("name", ""))


def draft(plan: Plan, row: DataRow, *, today: date) -> Draft:
    made = Draft(plan, row.number)
    for index, target, clean in plan.cells:
        text = row.cells[index] if index < len(row.cells) else ""
        if text.strip():
            _take(made, target, clean(text))
    _context(made, row.context)
    _name(made)
    _consent(made, today)
    _term(made)
    return made


def _take(made: Draft, target: str, cell: Any) -> None:
    made.repairs += cell.repairs
    if cell.problems and target in ("name", "first_name"):
        made.error = cell.problems[0]
        return
    made.problems += cell.problems
    for key, value in cell.values.items():
        if key in _LISTS:
            held = made.values.setdefault(key, [])
            held += [one for one in value if one not in held]
        elif key == "notes" and key in made.values:
            made.values[key] += f"\n{value}"
        else:
            made.values.setdefault(key, date.fromisoformat(value) if key in _DATES else value)


def _context(made: Draft, context: Mapping[str, str]) -> None:
    """What a heading between the rows says of those below it."""
    for key, text in context.items():
        if key == "school_group" and text.startswith("กลุ่มเครือข่าย"):
            made.values.setdefault("groups", [text])
        elif key in ("school_group", "district"):
            made.values.setdefault(key, text)


def _name(made: Draft) -> None:
    title, first, last = (str(made.values.pop(part, "")) for part in _PARTS)
    if "name" not in made.values and first:
        made.values["name"] = f"{title}{first} {last}".strip()
    elif title and made.name and not made.name.startswith(title):
        made.values["name"] = f"{title}{made.name}"
    if not made.name and made.error is None:
        made.error = Problem(made.plan.heading("name") or made.plan.heading("first_name"), NO_NAME, "name")


def _consent(made: Draft, today: date) -> None:
    values = made.values
    said = values.pop("consent_said", False)
    on = values.get("consent_on")
    if on and on > today:
        del values["consent_on"]
        _problem(made, "consent_on", "วันที่ให้ความยินยอมยังมาไม่ถึง: ตรวจปีอีกครั้ง")
    elif not on and (said or "consent_how" in values) and not _is_said(made):
        _problem(made, "consent_on", "บอกว่ายินยอมแต่ไม่บอกวันที่: กรอกวันที่ให้ความยินยอม")
    if "consent_on" not in values:
        values.pop("consent_how", None)
        values.pop("consent_taken_by", None)


def _is_said(made: Draft) -> bool:
    """A date that cannot be read is said already."""
    return any(problem.field in ("consent_on", "consent") for problem in made.problems)


def _term(made: Draft) -> None:
    start, end = made.values.get("term_from"), made.values.get("term_to")
    if start and end and end < start:
        del made.values["term_to"]
        _problem(made, "term_to", "วาระสิ้นสุดอยู่ก่อนวันเริ่ม: ตรวจปีอีกครั้ง")


def _problem(made: Draft, key: str, message: str) -> None:
    heading = made.plan.heading(key) or made.plan.heading(key.partition("_")[0])
    made.problems.append(Problem(heading, message, key))


def complete(made: Draft, scopes: Mapping[str, str]) -> None:
    """What a new member needs and the row does not say, each said as a repair. `scopes` {organisation as
    `names.variants_key`: internal or external}."""
    values = made.values
    if "kind" not in values:
        scope = scopes.get(variants_key(values.get("organisation", "")))
        values["kind"] = scope or _guessed_kind(values)
        made.repairs.append(f"ประเภท: ไม่ได้บอก จึงจัดเป็น{Kind(values['kind']).label}")
    if "consent_on" in values and "consent_how" not in values:
        values["consent_how"] = FROM_SHEET
        made.repairs.append(f"วิธีให้ความยินยอม: ไม่ได้บอก จึงบันทึกว่า{FROM_SHEET}")
    _channel(made)


def _guessed_kind(values: Mapping[str, Any]) -> str:
    said = [values.get("post", ""), values.get("organisation", ""), *values.get("groups", ())]
    found = next((kind for text in said if text and (kind := kind_of(text))), None)
    return found if found and found != Kind.INTERNAL else Kind.EXTERNAL


def _channel(made: Draft) -> None:
    values = made.values
    ways = [way for key, way in (("phones", "โทรศัพท์"), ("line", "LINE")) if values.get(key)]
    if "channel" not in values:
        values["channel"] = "handover" if values.get("how") or (ways and not values.get("email")) else "email"
        if values["channel"] == "handover" and not values.get("how"):
            made.repairs.append(f"ช่องทางรับข่าว: ไม่มีอีเมล จึงให้เจ้าหน้าที่ส่งมอบทาง{ways[0]}")
    if values["channel"] == "handover" and not values.get("how"):
        values["how"] = ways[0] if ways else "เจ้าหน้าที่ส่งมอบ"
    if values["channel"] == "email" and not values.get("email"):
        made.repairs.append("ช่องทางรับข่าว: ยังไม่มีอีเมล จึงยังไม่ได้รับข่าว")
