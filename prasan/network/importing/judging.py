"""Judges every row of a sheet of members: error, doubtful, changed, unchanged or new (domain: "What an import
says of a row")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from prasan.agencies.importing.judged import Problem
from prasan.agencies.importing.judging import OUTCOMES
from prasan.agencies.importing.reading import Book, read_book
from prasan.agencies.importing.refusal import RefusedFile
from prasan.agencies.importing.rows import Sieve
from prasan.network.importing.drafts import Draft, complete, draft
from prasan.network.importing.matching import Index, Known, name_key
from prasan.network.importing.meanings import TARGETS
from prasan.network.importing.plan import Plan, is_sum, plan_sheet
from prasan.network.models.member import bare_name
from prasan.thai.names import variants_key

NO_TABLE = (
    "ไม่พบตารางสมาชิกในไฟล์นี้: ต้องมีหัวคอลัมน์ ชื่อ-สกุล และมีแถวข้อมูลใต้หัวตาราง "
    f"หัวคอลัมน์ที่ระบบเข้าใจ ได้แก่ {' · '.join(TARGETS.values())} และคำที่ใช้แทนกันทั่วไป"
)
_UNIONS = frozenset({"phones", "groups"})


@dataclass(slots=True)
class JudgedRow:
    """`changes` {field: new value} against what is `held` of the matched member; `values` of a new one.

    `is_mendable`: doubtful only for values that cannot be right, so that it can be taken without them.
    """

    sheet: str
    row: int
    outcome: str
    name: str
    values: Mapping[str, Any]
    changes: dict[str, Any] = field(default_factory=dict)
    held: Mapping[str, Any] = field(default_factory=dict)
    match: str | None = None
    match_id: int | None = None
    repairs: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_mendable: bool = False


@dataclass(slots=True)
class Judgement:
    """`status` ok or refused, then `reason` in Thai; `plans` are the sheets that gave rows."""

    status: str
    reason: str | None = None
    encoding: str | None = None
    plans: list[Plan] = field(default_factory=list)
    rows: list[JudgedRow] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(row.outcome for row in self.rows)
        return {outcome: counted[outcome] for outcome in OUTCOMES}


@dataclass(frozen=True, slots=True)
class Reading:
    """How the columns are read: `mapping` {sheet: {index as text: target or ""}} what a person said of this
    file, `memory` {folded heading: target or ""} of files before it."""

    mapping: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    memory: Mapping[str, str] = field(default_factory=dict)

    def plans(self, book: Book) -> list[Plan]:
        """Of every sheet that has any cells, those that give no rows too."""
        sheets = [sheet for sheet in book.sheets if any(any(row) for row in sheet.rows)]
        return [plan_sheet(sheet, self.mapping.get(sheet.name), self.memory) for sheet in sheets]


def judge_file(
    path: Path,
    *,
    filename: str,
    members: Iterable[Known],
    scopes: Mapping[str, str],
    today: date,
    reading: Reading | None = None,
) -> Judgement:
    """`scopes` {name of an agency as `names.variants_key`: internal or external}. Raises nothing."""
    try:
        book = read_book(path, filename)
    except RefusedFile as refused:
        return Judgement("refused", refused.reason_th)
    return judge(book, members=members, scopes=scopes, today=today, reading=reading)


def judge(
    book: Book,
    *,
    members: Iterable[Known],
    scopes: Mapping[str, str],
    today: date,
    reading: Reading | None = None,
) -> Judgement:
    plans = [plan for plan in (reading or Reading()).plans(book) if plan.note is None]
    drafts = [
        draft(plan, row, today=today)
        for plan in plans
        for row in Sieve(plan.header, plan.columns).data(plan.sheet.rows)
        if not is_sum(row.cells)
    ]
    if not drafts:
        return Judgement("refused", NO_TABLE, book.encoding)
    again = _same_again(drafts)
    judge = _Judge(Index.of(members), scopes, again)
    return Judgement("ok", None, book.encoding, plans, [judge.row(one) for one in drafts])


def _same_again(drafts: list[Draft]) -> dict[int, Draft]:
    """{id of a draft: the one above it that says all of it but for groups}: a person on the sheet of each of
    their groups. The groups are gathered in the upper one."""
    first: dict[tuple[str, str], Draft] = {}
    again: dict[int, Draft] = {}
    for one in drafts:
        if one.error:
            continue
        key = (name_key(one.name), str(one.values.get("email") or one.values.get("phones") or ""))
        upper = first.setdefault(key, one)
        if upper is not one and key[1] and _says_all(upper, one):
            groups = upper.values.setdefault("groups", [])
            groups += [name for name in one.values.get("groups", ()) if name not in groups]
            again[id(one)] = upper
    return again


def _says_all(upper: Draft, lower: Draft) -> bool:
    if not lower.values.get("groups") or lower.problems:
        return False
    return all(upper.values.get(key) == value for key, value in lower.values.items() if key != "groups")


class _Judge:
    def __init__(self, members: Index, scopes: Mapping[str, str], again: Mapping[int, Draft]) -> None:
        self._members, self._scopes, self._again = members, scopes, again
        self._above = Index()

    def row(self, one: Draft) -> JudgedRow:
        sheet = one.plan.sheet.name
        row = JudgedRow(
            sheet, one.row, "new", one.name, one.values, repairs=one.repairs, problems=one.problems
        )
        if one.error:
            row.outcome, row.problems = "error", [one.error, *one.problems]
            return row
        if upper := self._again.get(id(one)):
            row.outcome, row.match = "unchanged", upper.name
            row.repairs.append(f"เป็นคนเดียวกับแถว {upper.row} ของ {upper.plan.sheet.name} จึงรวมกลุ่มไว้ที่แถวนั้น")
            return row
        self._compare(one, row)
        return row

    def _compare(self, one: Draft, row: JudgedRow) -> None:
        found, above = self._members.find(one.values), self._above.find(one.values)
        where = f"แถว {one.row} ของ {one.plan.sheet.name} "
        self._above.add(Known(None, one.values, where=where))
        question = found.question
        if above.known:
            question = f"แถวนี้ซ้ำกับ{above.known.where.strip()}"
        elif above.question and not found.known:
            question = above.question
        if found.known:
            row.match, row.match_id = found.known.name, found.known.id
            row.held = found.known.values
            row.changes = changes(row.held, one.values)
            row.outcome = "changed" if row.changes else "unchanged"
            if found.known.has_left and row.changes:
                question = f"{found.known.name} ออกจากเครือข่ายแล้ว: ถามเจ้าตัวก่อนรับกลับ"
        else:
            complete(one, self._scopes)
        row.is_mendable = bool(row.problems) and not question
        if question:
            row.problems.append(Problem(None, question))
        if row.problems:
            row.outcome = "doubtful"


def changes(held: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """{field: new value} of what the row says otherwise; an empty cell takes nothing away, and telephones and
    groups are added to those there are."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        old = held.get(key)
        if key in _UNIONS:
            more = [one for one in value if one not in (old or ())]
            if more:
                found[key] = [*(old or ()), *more]
        elif value not in (None, "") and not _same(key, old, value):
            found[key] = value
    if found.keys() == {"consent_how"} or found.keys() == {"consent_taken_by"}:
        return found if held.get("consent_on") else {}
    return found


def _same(key: str, old: Any, new: Any) -> bool:
    if key == "name":
        return variants_key(str(old)) == variants_key(str(new)) or bare_name(str(old)) == str(new)
    if key == "organisation":
        return variants_key(str(old)) == variants_key(str(new))
    if key == "notes":
        return str(new) in str(old)
    return bool(old == new)
