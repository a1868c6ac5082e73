"""Whether a row is an agency that we have, a row that stood above, or something new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from prasan.agencies.importing.drafts import Draft
from prasan.agencies.importing.judged import Candidate, Problem, Question
from prasan.agencies.importing.matching import (
    NEAR,
    NEAR_IN_SHEET,
    Entry,
    Identity,
    Index,
    code_differs,
    index_of_rows,
    places_fit,
)
from prasan.agencies.importing.snapshot import Known
from prasan.thai import names, places

_DISTRICT = 4


@dataclass(slots=True)
class Recognised:
    """`known` if the row is surely that agency; `errors` leave no choice."""

    known: Known | None = None
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    errors: tuple[Problem, ...] = ()

    def ask(self, kind: str, message: str, entries: Iterable[Entry], column: str | None = None) -> None:
        self.questions += (Question(kind, message, tuple(map(candidate, entries))),)
        self.problems += (Problem(column, message),)

    def refuse(self, message: str, draft: Draft) -> None:
        """One code for two agencies."""
        code = "code8" if draft.identity.code8 else "code10"
        self.errors += (Problem(draft.plan.headings.get(code), message, code),)


def candidate(entry: Entry) -> Candidate:
    code = entry.identity.place
    place = places.place(code).label if code else ""
    if entry.known:
        return Candidate(entry.known.id, entry.known.name, place)
    row: Draft = entry.row
    return Candidate(None, row.values["name"], place, row.plan.sheet.name, row.number)


def surely(register: Index, who: Identity) -> Known | None:
    """The agency that a row names beyond doubt: so that a namesake nearby is another one."""
    coded = register.with_code(who)
    named = [entry for entry in register.with_name(who) if not code_differs(entry.identity, who)]
    if len(coded) == 1:
        return coded[0].known
    entry = None if coded else _exactly_placed(named, who)
    return entry.known if entry and not _may_be_another(entry) else None


def _exactly_placed(named: list[Entry], who: Identity) -> Entry | None:
    if len(named) > 1:
        named = [entry for entry in named if entry.identity.place == who.place]
    if len(named) > 1:
        named = [e for e in named if not e.is_former and e.known and not e.known.closed_on] or named
    return named[0] if len(named) == 1 else None


def _may_be_another(entry: Entry) -> bool:
    """Found by a former or other name alone, and nobody has yet said that this name is that agency."""
    return entry.is_former and entry.known is not None and entry.identity.key not in entry.known.settled


@dataclass(slots=True)
class Recogniser:
    """`taken`: ids of agencies that rows of this file surely are; `rows`: those above."""

    register: Index
    taken: frozenset[int]
    rows: Index = field(default_factory=index_of_rows)
    _row_of: dict[int, Entry] = field(default_factory=dict)

    def recognise(self, draft: Draft) -> Recognised:
        """Asks the register first, then the rows above; remembers the row."""
        who = draft.identity
        found = Recognised()
        if draft.choice.get("new"):
            self._remember(draft, found)
            return found
        self._by_register(draft, who, found)
        if not found.errors:
            self._by_rows_above(draft, who, found)
        if not found.errors and not any(question.kind == "repeated" for question in found.questions):
            self._remember(draft, found)
        return found

    def _remember(self, draft: Draft, found: Recognised) -> None:
        entry = Entry(draft.identity, None, draft)
        self.rows.add(entry)
        if found.known:
            self._row_of.setdefault(found.known.id, entry)

    def _by_register(self, draft: Draft, who: Identity, found: Recognised) -> None:
        if not self.register.by_name:
            return
        coded = self.register.with_code(who)
        if len(coded) > 1:
            labels = " และ ".join(f"“{e.known.name}”" for e in coded if e.known)
            found.refuse(f"รหัสในแถวนี้เป็นของสองหน่วยงานในทะเบียน: {labels}", draft)
        elif coded:
            self._with_code_of(draft, who, coded[0], found)
        else:
            self._with_name_of(draft, who, found)

    def _with_code_of(self, draft: Draft, who: Identity, entry: Entry, found: Recognised) -> None:
        known = entry.known
        if known is None:
            return
        if is_named(known, who):
            found.known = known
            return
        code, column = who.code8 or who.code10, _code_column(draft)
        others = [e for e in self.register.with_name(who) if e.known is not known]
        if others and others[0].known:
            message = f"รหัส {code} เป็นของ “{known.name}” ในทะเบียน แต่ชื่อนี้เป็นของ “{others[0].known.name}”"
            found.refuse(message, draft)
        elif places_fit(entry.identity.place[:_DISTRICT], who.place[:_DISTRICT]):
            found.ask(
                "renamed", f"รหัส {code} เป็นของ “{known.name}” ในทะเบียน: เปลี่ยนชื่อหรือรหัสผิด", [entry], column
            )
        else:
            message = f"รหัส {code} เป็นของ “{known.name}” ในทะเบียน ซึ่งอยู่คนละอำเภอ: ตรวจรหัส"
            found.refuse(message, draft)

    def _with_name_of(self, draft: Draft, who: Identity, found: Recognised) -> None:
        named = self.register.with_name(who)
        fitting = [entry for entry in named if not code_differs(entry.identity, who)]
        exact = _exactly_placed(fitting, who)
        if exact and exact.known and _may_be_another(exact):
            label = f"“{exact.known.name}” ในทะเบียน"
            found.ask("same", f"“{who.name}” เป็นชื่อเดิมหรือชื่ออื่นของ {label}: แห่งเดียวกันหรือไม่", [exact])
        elif exact:
            found.known = exact.known
        elif fitting:
            found.ask("same", f"มีชื่อนี้ในทะเบียน {len(fitting)} แห่ง: หมายถึงแห่งใด", fitting)
        elif named:
            known_code = named[0].identity.code8 or named[0].identity.code10
            message = f"ชื่อและที่ตั้งตรงกับทะเบียน แต่รหัสไม่ตรง (ในทะเบียน {known_code}): เป็นแห่งเดียวกันหรือไม่"
            found.ask("code", message, named, _code_column(draft))
        elif near := self._candidates(draft, who):
            found.ask("same", _maybe(near), near)

    def _candidates(self, draft: Draft, who: Identity) -> list[Entry]:
        """Agencies whose name or place is only a little different.

        Of two namesakes in two places the file may know well: one that another row surely is, is not asked.
        A slip of the pen is asked wherever the row with the right name stands.
        """
        found = [e for e in self.register.with_name_elsewhere(who) if not self._is_taken(e)]
        near = self.register.nearly_named(who, NEAR)
        found += [e for e in near if not self._is_taken(e) or _is_slip(e.identity, who)]
        if not draft.kind.is_sure:
            found += [e for e in self.register.with_name_in_other_class(who) if not self._is_taken(e)]
        return [entry for entry in found if not code_differs(entry.identity, who)]

    def _is_taken(self, entry: Entry) -> bool:
        return entry.known is not None and entry.known.id in self.taken

    def _by_rows_above(self, draft: Draft, who: Identity, found: Recognised) -> None:
        above = self._row_of.get(found.known.id) if found.known else None
        coded = self.rows.with_code(who)
        for entry in coded:
            if names.similar(entry.identity.name, who.name) < NEAR:
                code = who.code8 if who.code8 == entry.identity.code8 else who.code10
                other = f"“{entry.row.values['name']}” {_where(draft, entry)}"
                message = f"รหัส {code} ใช้กับ {other} แล้ว: รหัสหนึ่งเป็นของหน่วยงานเดียว"
                found.refuse(message, draft)
                return
        again = [above] if above else coded or self.rows.with_name(who)
        if again:
            found.ask("repeated", f"ซ้ำกับ “{again[0].row.values['name']}” {_where(draft, again[0])}", again)
        elif not found.known and not found.questions and (near := self._near_above(who)):
            found.ask(
                "repeated",
                f"คล้ายกับ “{near[0].row.values['name']}” {_where(draft, near[0])}: แห่งเดียวกันหรือไม่",
                near,
            )

    def _near_above(self, who: Identity) -> list[Entry]:
        near = self.rows.nearly_named(who, NEAR_IN_SHEET)
        return [entry for entry in near if not code_differs(entry.identity, who)]


def is_named(known: Known, who: Identity) -> bool:
    """Whether the agency has this name, now or formerly, or one that is a slip away."""
    all_names = (known.name, *known.other_names)
    return (
        any(names.variants_key(n) == who.key for n in all_names)
        or names.similar(known.name, who.name) >= NEAR
    )


def _is_slip(one: Identity, other: Identity) -> bool:
    return names.similar(one.name, other.name) >= NEAR_IN_SHEET


def _maybe(near: list[Entry]) -> str:
    labels = " หรือ ".join(f"“{e.known.name}”" for e in near[:3] if e.known)
    return f"อาจเป็น {labels} ที่มีในทะเบียนแล้ว: แห่งเดียวกันหรือไม่"


def _where(draft: Draft, entry: Entry) -> str:
    row: Draft = entry.row
    sheet = row.plan.sheet.name
    return f"แถว {row.number}" if sheet == draft.plan.sheet.name else f"แผ่นงาน “{sheet}” แถว {row.number}"


def _code_column(draft: Draft) -> str | None:
    headings = draft.plan.headings
    key = "code8" if draft.identity.code8 else "code10"
    return headings.get(key)
