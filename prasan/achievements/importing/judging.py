"""Judges every row of a sheet of achievements: error, doubtful, changed, unchanged or new (domain: "What an
import says of a row")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from prasan.achievements.importing.drafts import Draft, draft
from prasan.achievements.importing.meanings import TARGETS
from prasan.achievements.importing.plan import plan_sheet
from prasan.achievements.importing.schools import Schools
from prasan.agencies.importing.judged import Problem
from prasan.agencies.importing.reading import Book, read_book
from prasan.agencies.importing.refusal import RefusedFile
from prasan.agencies.importing.rows import Sieve
from prasan.agencies.importing.snapshot import RegisterSnapshot
from prasan.network.importing.judging import JudgedRow, Judgement
from prasan.network.importing.plan import is_sum
from prasan.thai.text import fold

_NO_TABLE = (
    "ไม่พบตารางผลงานในไฟล์นี้: ต้องมีหัวคอลัมน์ ชื่อผลงาน และโรงเรียนหรือหน่วยงาน และมีแถวข้อมูลใต้หัวตาราง "
    f"หัวคอลัมน์ที่ระบบเข้าใจ ได้แก่ {' · '.join(TARGETS.values())} และคำที่ใช้แทนกันทั่วไป"
)
_ADDED_TO = frozenset({"agencies", "pupils"})
_TELLING = ("awarded_on", "given_by")


@dataclass(frozen=True, slots=True)
class Known:
    """An achievement as this room has it: `id` of its version under way, else of its public one; `values` as
    a row gives them; `held_by` the case that it is in ("เรื่องที่ 12/2569") or what it was sent in as, "" if
    it is free."""

    id: int
    values: Mapping[str, Any]
    held_by: str = ""

    @property
    def name(self) -> str:
        return str(self.values["name"])


def judge_file(
    path: Path, *, filename: str, register: RegisterSnapshot, known: Iterable[Known], today: date
) -> Judgement:
    """Raises nothing: a file that cannot be read is a refused judgement."""
    try:
        book = read_book(path, filename)
    except RefusedFile as refused:
        return Judgement("refused", refused.reason_th)
    return judge(book, register=register, known=known, today=today)


def judge(book: Book, *, register: RegisterSnapshot, known: Iterable[Known], today: date) -> Judgement:
    plans = [plan_sheet(sheet) for sheet in book.sheets if any(any(row) for row in sheet.rows)]
    plans = [plan for plan in plans if plan.note is None]
    schools = Schools(register)
    drafts = [
        draft(plan, row, schools, today=today)
        for plan in plans
        for row in Sieve(plan.header, plan.columns).data(plan.sheet.rows)
        if not is_sum(row.cells)
    ]
    if not drafts:
        return Judgement("refused", _NO_TABLE, book.encoding)
    matched = _matched(drafts, known)
    above: dict[tuple[Any, ...], Draft] = {}
    rows = [_row(one, matched, above) for one in drafts]
    return Judgement("ok", None, book.encoding, plans, rows)


def _key(values: Mapping[str, Any]) -> tuple[str, Any, Any]:
    return fold(str(values.get("name", ""))), values.get("academic_year"), values.get("level")


def _whole_key(values: Mapping[str, Any]) -> tuple[Any, ...]:
    agencies = tuple(sorted(values.get("agencies", ())))
    return *_key(values), agencies, values.get("awarded_on"), fold(str(values.get("given_by", "")))


def _matched(drafts: list[Draft], known: Iterable[Known]) -> dict[int, Known]:
    """{id of a draft: the achievement that it is}: the same title, year and level of a school in common.

    Those that agree in day and giver too come first, so that of two awards of one name each finds its own;
    what is left is the same if at most one of both differs.
    """
    index: defaultdict[tuple[str, Any, Any], list[Known]] = defaultdict(list)
    for one in known:
        index[_key(one.values)].append(one)
    found: dict[int, Known] = {}
    taken: set[int] = set()
    for most_differing in (0, 1):
        for row in drafts:
            if row.error or id(row) in found:
                continue
            fits = [one for one in index[_key(row.values)] if one.id not in taken or not most_differing]
            best = next((one for one in fits if _is_same(one, row, most_differing)), None)
            if best:
                found[id(row)] = best
                taken.add(best.id)
    return found


def _is_same(known: Known, row: Draft, most_differing: int) -> bool:
    if not set(known.values["agencies"]) & set(row.values["agencies"]):
        return False
    return sum(_differs(known.values.get(key), row.values.get(key)) for key in _TELLING) <= most_differing


def _differs(old: Any, new: Any) -> bool:
    return bool(old) and bool(new) and (fold(str(old)) != fold(str(new)))


def _row(one: Draft, matched: Mapping[int, Known], above: dict[tuple[Any, ...], Draft]) -> JudgedRow:
    row = JudgedRow(
        one.plan.sheet.name, one.row, "new", one.name, one.values, repairs=one.repairs, problems=one.problems
    )
    if one.error:
        row.outcome, row.problems = "error", [one.error, *one.problems]
        return row
    found = matched.get(id(one))
    question = _question(one, found, above)
    if found:
        row.match, row.match_id, row.held = found.name, found.id, found.values
        row.changes = changes(found.values, one.values)
        row.outcome = "changed" if row.changes else "unchanged"
        if row.changes and found.held_by and not question:
            question = f"ผลงานนี้อยู่ใน{found.held_by}: รอผลก่อน"
    if question:
        row.problems.append(Problem(None, question))
    if row.problems:
        row.outcome = "doubtful"
    return row


def _question(one: Draft, found: Known | None, above: dict[tuple[Any, ...], Draft]) -> str:
    """The same row again is asked; so is one that was found for a row above as well."""
    upper = above.setdefault(_whole_key(one.values), one)
    if upper is not one:
        return f"แถวนี้ซ้ำกับแถว {upper.row} ของ {upper.plan.sheet.name}"
    if found is None:
        return ""
    earlier = above.setdefault(("known", found.id), one)
    return "" if earlier is one else f"ทั้งแถวนี้และแถว {earlier.row} คือผลงาน “{found.name}”: เก็บแถวเดียว"


def changes(held: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """{field: new value} of what the row says otherwise; an empty cell takes nothing away, schools and pupils
    are added to those there are."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        old = held.get(key)
        if key in _ADDED_TO:
            if more := [one for one in value if one not in (old or ())]:
                found[key] = [*(old or ()), *more]
        elif value not in (None, "") and _differs_plainly(old, value):
            found[key] = value
    if "pupils" not in found:
        for key in ("consent_on", "consent_how", "consent_taken_by"):
            found.pop(key, None)
    return found


def _differs_plainly(old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return fold(old) != fold(new)
    return bool(old != new)
