"""Judges every row of a book: error, doubtful, changed, unchanged or new
(domain: "What an import says of a row")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from prasan.agencies.collecting import collector_paused
from prasan.agencies.fields import BY_KEY
from prasan.agencies.importing.columns import left_out
from prasan.agencies.importing.comparing import changes
from prasan.agencies.importing.dating import COUNTS, STATISTICS, Ages, why_older
from prasan.agencies.importing.drafts import Draft, Drafter
from prasan.agencies.importing.judged import Candidate, JudgedRow, Problem, Question
from prasan.agencies.importing.matching import index_register
from prasan.agencies.importing.place_cells import Locator
from prasan.agencies.importing.plan import HIDDEN, Plan, plan_sheet
from prasan.agencies.importing.reading import NOT_EXCEL, Book, Sheet, read_book
from prasan.agencies.importing.recognising import Recognised, Recogniser, surely
from prasan.agencies.importing.refusal import RefusedFile
from prasan.agencies.importing.rows import Sieve
from prasan.agencies.importing.scope import Scopes, home_provinces
from prasan.agencies.importing.side_by_side import with_tables_apart
from prasan.agencies.importing.snapshot import Known, OfficeNames, RegisterSnapshot
from prasan.agencies.importing.values import LATEST_YEAR
from prasan.thai import dates, names

OUTCOMES = ("new", "changed", "unchanged", "doubtful", "error")
_STEP = 500
_NO_TABLE = "ไม่พบตารางหน่วยงานในไฟล์นี้: ต้องมีหัวคอลัมน์ชื่อหน่วยงานหรือชื่อสถานศึกษา และมีแถวข้อมูลใต้หัวตาราง"
_ONLY_HIDDEN = "ไม่พบตารางหน่วยงานในแผ่นงานที่มองเห็น และแผ่นงาน “{}” ซ่อนไว้: เลิกซ่อนใน Excel แล้วบันทึกใหม่ จากนั้นส่งอีกครั้ง"

Progress = Callable[[int, int], None]
Choices = Mapping[tuple[str, int], Mapping[str, Any]]


@dataclass(slots=True)
class Judgement:
    """`plans` are the sheets that gave rows, `left_out` (sheet, why) the others; `reason` Thai if refused.

    `notices`: Thai sentences on the whole file, for whoever is about to propose it.
    """

    status: str
    reason: str | None = None
    encoding: str | None = None
    plans: list[Plan] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    rows: list[JudgedRow] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """{outcome: rows}, every outcome named."""
        counted = Counter(row.outcome for row in self.rows)
        return {outcome: counted[outcome] for outcome in OUTCOMES}


def judge_file(path: Path, *, filename: str = "", **more: Any) -> Judgement:
    """`read_book`, then `judge` with the same arguments; a file that cannot be taken is a judgement too."""
    try:
        book = with_tables_apart(read_book(path, filename))
    except RefusedFile as refused:
        return Judgement("refused", refused.reason_th)
    return judge(book, **more)


def judge(
    book: Book,
    *,
    register: RegisterSnapshot,
    office: OfficeNames,
    mapping: Mapping[str, Mapping[str, str]] | None = None,
    memory: Mapping[str, str] | None = None,
    choices: Choices | None = None,
    default_source: tuple[str, str] | None = None,
    progress: Progress | None = None,
) -> Judgement:
    """Every row of data, in the order of the file.

    `mapping` {sheet: {index of column from 0 as text: target or ""}}, among them a hidden sheet that a person
    wants taken; `memory` {heading: target or ""};
    `choices` {(sheet, row): choice} as `RowChoice` has them; `default_source` (text, ISO date) of the data:
    the date gives way to a "ข้อมูล ณ …" in the sheet. `progress(done, total)` is called every 500 rows.
    """
    judgement = _plan(book, mapping or {}, memory or {})
    if not judgement.plans:
        return _without_table(book, judgement)
    judge = _Judge(register, office, choices or {}, default_source, progress)
    judgement.rows = judge.rows(judgement.plans)
    judgement.notices += judge.ages.notices()
    return judgement if judgement.rows else _without_table(book, judgement)


def _without_table(book: Book, judgement: Judgement) -> Judgement:
    """Text that is called a workbook and has no table is rather no table at all; a table may be hidden."""
    hidden = [name for name, note in judgement.left_out if note == HIDDEN]
    reason = NOT_EXCEL if book.is_misnamed else _ONLY_HIDDEN.format(hidden[0]) if hidden else _NO_TABLE
    return Judgement("refused", reason, book.encoding, left_out=judgement.left_out)


def _plan(book: Book, mapping: Mapping[str, Mapping[str, str]], memory: Mapping[str, str]) -> Judgement:
    judgement = Judgement("ok", encoding=book.encoding, notices=list(book.notices))
    for sheet in book.sheets:
        plan = plan_sheet(sheet, mapping.get(sheet.name), memory) if _has_cells(sheet) else None
        if plan and not plan.note:
            judgement.plans.append(plan)
            judgement.notices += left_out(plan.columns)
        elif plan and plan.note:
            judgement.left_out.append((sheet.name, plan.note))
    return judgement


def _has_cells(sheet: Sheet) -> bool:
    return any(cell.strip() for row in sheet.rows for cell in row)


class _Judge:
    def __init__(
        self,
        register: RegisterSnapshot,
        office: OfficeNames,
        choices: Choices,
        default_source: tuple[str, str] | None,
        progress: Progress | None,
    ) -> None:
        self._by_id = {known.id: known for known in register}
        self._dropped = register.dropped
        self._index = index_register(register)
        self._scopes = Scopes(office)
        self._locator = Locator(home_provinces(office))
        self._choices = choices
        self._source = default_source
        self._this_year = _year_of(default_source)
        self.ages = Ages()
        self._progress = progress or (lambda done, total: None)

    def rows(self, plans: list[Plan]) -> list[JudgedRow]:
        with collector_paused():
            return self._rows(plans)

    def _rows(self, plans: list[Plan]) -> list[JudgedRow]:
        total = 2 * sum(len(plan.sheet.rows) for plan in plans)
        drafts = list(self._counted(self._drafts(plans), 0, total))
        taken = (
            {known.id for draft in drafts if (known := surely(self._index, draft.identity))}
            if self._by_id
            else set()
        )
        recogniser = Recogniser(self._index, frozenset(taken))
        judged = (self._judged(draft, recogniser) for draft in drafts)
        rows = list(self._counted(judged, len(drafts), 2 * len(drafts)))
        self._progress(total, total)
        return rows

    def _counted(self, items: Iterator[Any], before: int, total: int) -> Iterator[Any]:
        for number, item in enumerate(items, before):
            if number % _STEP == 0:
                self._progress(number, total)
            yield item

    def _drafts(self, plans: list[Plan]) -> Iterator[Draft]:
        for plan in plans:
            choices = {
                row: choice for (sheet, row), choice in self._choices.items() if sheet == plan.sheet.name
            }
            drafter = Drafter(plan, self._locator, self._scopes, choices, self._this_year)
            for row in Sieve(plan.header, plan.columns, dict(plan.context)).data(plan.sheet.rows):
                yield drafter.draft(row)

    def _judged(self, draft: Draft, recogniser: Recogniser) -> JudgedRow:
        found = recogniser.recognise(draft) if not draft.errors else Recognised()
        known = self._settled(draft, found)
        if known and self._dropped:
            self._drop_again(draft, known)
        values = draft.values
        self._decide_scope(draft, known)
        row = JudgedRow(
            draft.plan.sheet.name, draft.number, "new", values["scope"], values.get("name", ""), values,
            repairs=draft.repairs, skipped=bool(draft.choice.get("skip")), source=self._source_of(draft.plan),
        )  # fmt: skip
        if known:
            row.match, row.match_id = known.name, known.id
            row.changes = changes(values, known)
        row.questions, row.problems = (
            found.questions,
            draft.errors + found.errors + draft.problems + found.problems,
        )
        if row.problems or draft.doubts or known:
            self._ask(draft, known, row)
        row.outcome = _outcome(row, has_error=bool(draft.errors or found.errors))
        return row

    def _settled(self, draft: Draft, found: Recognised) -> Known | None:
        """A person's word on which agency this is outweighs every question about it."""
        chosen = self._by_id.get(draft.choice.get("same_as", 0))
        if chosen is None:
            return found.known
        found.questions, found.problems, found.errors = (), (), ()
        name = draft.values.get("name")
        is_typed = "name" in (draft.choice.get("values") or ())
        if name and not is_typed and names.variants_key(name) != names.variants_key(chosen.name):
            draft.values["other_names"] = [*draft.values.get("other_names", ()), name]
            draft.values["name"] = chosen.name
        return chosen

    def _drop_again(self, draft: Draft, known: Known) -> None:
        """What a person took the same row without in an earlier import is left out again, unasked."""
        key, name = draft.identity.key, draft.values.get("name", "")
        again = [p for p in draft.problems if p.field and (key, p.field, p.message) in self._dropped]
        draft.problems = tuple(problem for problem in draft.problems if problem not in again)
        draft.repairs += [f"ไม่เอา{problem.column or 'ค่าหนึ่ง'} ตามที่ตัดสินไว้ในการนำเข้าก่อน" for problem in again]
        if name != known.name and (key, "name", name) in self._dropped:
            draft.values["name"] = known.name
            draft.repairs.append(f"ใช้ชื่อในทะเบียน “{known.name}” ตามที่ตัดสินไว้ในการนำเข้าก่อน")

    def _decide_scope(self, draft: Draft, known: Known | None) -> None:
        values = draft.values
        register = known.values if known else {}
        kind = draft.kind.code if draft.kind.is_sure else register.get("kind") or draft.kind.code
        said = values.get("scope")
        decision = self._scopes.decide(
            said=said, affiliation=values.get("affiliation", ""), kind=kind, known=register.get("scope")
        )
        values["scope"], values["kind"] = decision.scope, kind
        if decision.reason:
            draft.repairs.append(decision.reason)

    def _ask(self, draft: Draft, known: Known | None, row: JudgedRow) -> None:
        """All that a person must decide of the row before it can be taken."""
        choice = draft.choice
        is_decided = bool(choice.get("new") or choice.get("same_as"))
        if not is_decided:
            self._ask_of_closing(draft, known, row)
        elif choice.get("new"):
            _note_former_names(draft)
        row.questions += tuple(_question_of(problem, draft) for problem in draft.problems)
        if known and row.changes:
            _ask_of_held(known, row)
            row.is_older = self.ages.look(draft.plan, known, row.changes)
            if not choice.get("older"):
                _ask_of_age(draft, known, row)
        if row.match is None and row.questions and row.questions[0].candidates:
            row.match = row.questions[0].candidates[0].name if row.questions[0].candidates[0].id else None

    def _ask_of_closing(self, draft: Draft, known: Known | None, row: JudgedRow) -> None:
        candidates = (Candidate(known.id, known.name, ""),) if known else ()
        is_settled = known is not None and not row.changes
        for doubt in draft.doubts:
            if not is_settled:
                question = Question(doubt.kind, doubt.message, candidates, ("notes",), doubt.guess)
                _add(row, question, Problem(draft.plan.headings.get("notes"), doubt.message, "notes"))
        if known and known.closed_on and (row.changes or not _tells_of_closing(draft, known)):
            day = dates.short(dates.parse(known.closed_on))
            message = f"ทะเบียนบันทึกว่า “{known.name}” ปิดเมื่อ {day}: ยังใช้ข้อมูลแถวนี้หรือไม่"
            _add(row, Question("closed", message, candidates), Problem(None, message))

    def _source_of(self, plan: Plan) -> tuple[str, str] | None:
        if self._source is None:
            return None
        text, day = self._source
        return text, plan.as_of or day


def _year_of(source: tuple[str, str] | None) -> int:
    """The year in which the file is judged, in พ.ศ."""
    return date.fromisoformat(source[1]).year + dates.BE if source else LATEST_YEAR


def _question_of(problem: Problem, draft: Draft) -> Question:
    if problem.field != "place":
        return Question("value", problem.message, (), (problem.field or "",))
    guess = {"place": draft.guesses[0].code} if draft.guesses else {}
    candidates = tuple(Candidate(None, place.name, place.label) for place in draft.guesses[:5])
    return Question("place", problem.message, candidates, ("place",), guess)


def _note_former_names(draft: Draft) -> None:
    """A row taken as it is keeps the former name that its note tells of, so that it is found by it."""
    for doubt in draft.doubts:
        for name in doubt.guess.get("other_names", ()):
            draft.values["other_names"] = [*draft.values.get("other_names", ()), name]


def _tells_of_closing(draft: Draft, known: Known) -> bool:
    """Whether the row itself says so, or a person took a row of this name after the closing."""
    says = "closed_on" in draft.values or any(doubt.kind == "closed" for doubt in draft.doubts)
    return says or known.settled.get(draft.identity.key, "") >= (known.closed_on or "")


def _add(row: JudgedRow, question: Question, problem: Problem) -> None:
    row.questions += (question,)
    row.problems += (problem,)


def _ask_of_age(draft: Draft, known: Known, row: JudgedRow) -> None:
    message = why_older(draft.values, row.changes, draft.plan, known)
    if message is None:
        return
    headings = draft.plan.headings
    column = next((headings[key] for key in ("academic_year", *COUNTS) if key in headings), None)
    _add(row, Question("older", message, (), STATISTICS), Problem(column, message, "academic_year"))


def _ask_of_held(known: Known, row: JudgedRow) -> None:
    held = [key for key in row.changes if key in known.held]
    if held:
        labels = " ".join(BY_KEY[key].label for key in held)
        message = f"{labels} อยู่ระหว่างเสนอใน{known.held[held[0]]}: รอผลก่อน หรือรับแถวโดยไม่เอาค่านี้"
        _add(row, Question("held", message, (), tuple(held)), Problem(None, message, held[0]))


def _outcome(row: JudgedRow, *, has_error: bool) -> str:
    if has_error:
        return "error"
    if row.questions:
        return "doubtful"
    if row.match_id is None:
        return "new"
    return "changed" if row.changes else "unchanged"
