"""An import from file to proposal: taken in, judged, settled, proposed, undone as one act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies import bulk, policies
from prasan.agencies.actions import change_requests
from prasan.agencies.actions.change_requests import NOBODY, Proposal
from prasan.agencies.bulk import as_json
from prasan.agencies.collecting import collector_paused
from prasan.agencies.fields import Kind, default_level
from prasan.agencies.importing import judging
from prasan.agencies.importing.answer import row_answer, summary
from prasan.agencies.importing.judged import JudgedRow
from prasan.agencies.importing.judging import Judgement
from prasan.agencies.models import ChangeRequest, ColumnMemory, Import, ImportChunk, Register
from prasan.agencies.register_snapshot import office_names, snapshot
from prasan.agencies.states import TAKEN, ImportState, RequestState, RowOutcome
from prasan.audit.actions import record
from prasan.files.actions import store
from prasan.files.kinds import ANY_KIND
from prasan.office.standing import Standing
from prasan.ui.refusal import Refusal, Refused, ensure

LEASE = timedelta(minutes=10)
SOON = timedelta(minutes=1)
"""How long an import may wait for the worker that was asked to judge it."""
LIMIT_MB = 50
Report = Callable[[int, int], None]
_OFTEN = 0.5
"""Seconds between two words of progress."""


@transaction.atomic
def take_in(uploaded: File[bytes], *, by: User, at: datetime) -> Import:
    """Keep the file whole, of whatever kind, and open an import of it; it waits to be judged."""
    ensure(policies.why_not_work_on_register(by, Standing(timezone.localdate(at))))
    attachment = store(uploaded, by=by, limit_mb=LIMIT_MB, allowed=ANY_KIND)
    source = Import.objects.create(file=attachment, by=by, created_at=at, lease_until=at + SOON)
    record("import_taken_in", source, by=by, at=at, sha256=attachment.sha256, size=attachment.size)
    return source


def judge_file(
    path: Path, name: str, *, at: datetime, source: Import | None = None, report: Report | None = None
) -> Judgement:
    """Judge a file against the register and the open requests of this moment; writes nothing.

    `source` brings along what people corrected and settled.
    """
    choices = source.choices.all() if source else []
    return judging.judge_file(
        path,
        filename=name,
        register=snapshot(),
        office=office_names(),
        mapping=source.mapping if source else {},
        memory=dict(ColumnMemory.objects.values_list("heading", "field")),
        choices={(row.sheet, row.row): row.choice for row in choices},
        default_source=(name, timezone.localdate(at).isoformat()),
        progress=report,
    )


@collector_paused()
def analyse(source: Import, *, at: datetime) -> Judgement:
    """Judge an import's file and keep the result.

    Only one worker at a time has the lease; what dies in the middle leaves the import to `wake_forgotten`.
    When people settled something meanwhile the result is dropped: they had the import judged again.
    """
    _claim(source, at)
    settled = _settled(source)  # before anything of it is used
    source.refresh_from_db()
    revision = Register.now()
    file = source.file
    judgement = judge_file(Path(file.file.path), file.name, at=at, source=source, report=_reporter(source))
    _keep(source, judgement, revision, settled)
    return judgement


def analyse_if_waiting(import_id: int, *, at: datetime) -> None:
    """As `analyse`; an import that is gone, judged or being judged needs nothing."""
    if source := Import.objects.filter(pk=import_id).first():
        with suppress(NotWaiting):
            analyse(source, at=at)


class NotWaiting(Refused):
    """Somebody else judges the import, or it is judged."""

    def __init__(self) -> None:
        super().__init__("การนำเข้านี้กำลังตรวจอยู่ หรือตรวจเสร็จแล้ว")


def wake_forgotten(*, at: datetime) -> int:
    """Ask again for what waits longer than it should, or was left by a worker that died; returns how many."""
    from prasan.agencies import tasks  # which call this module

    again = {
        ImportState.WAITING: tasks.analyse_import,
        ImportState.READING: tasks.analyse_import,
        ImportState.PROPOSING: tasks.propose_import,
    }
    with transaction.atomic():
        forgotten = list(Import.objects.filter(state__in=again, lease_until__lt=at).select_for_update())
        for source in forgotten:
            if source.state == ImportState.READING:
                source.state = ImportState.WAITING
            source.lease_until = at + SOON
            source.save(update_fields=["state", "lease_until"])
            again[ImportState(source.state)].enqueue(source.pk)
    return len(forgotten)


def _settled(source: Import) -> tuple[Any, ...]:
    """All that people said of the rows and columns, to be compared."""
    mapping = Import.objects.values_list("mapping", flat=True).get(pk=source.pk)
    choices = source.choices.order_by("sheet", "row").values_list("sheet", "row", "choice")
    return mapping, list(choices)


def _claim(source: Import, at: datetime) -> None:
    free = Q(state=ImportState.WAITING) | Q(state=ImportState.READING, lease_until__lt=at)
    claimed = Import.objects.filter(free, pk=source.pk).update(
        state=ImportState.READING, lease_until=at + LEASE, done=0, total=0, refusal=""
    )
    if not claimed:
        raise NotWaiting


def _reporter(source: Import) -> Report:
    """Progress for the screen, twice a second at most, outside any transaction of the judging; that looks at
    each row twice."""
    said = 0.0

    def report(done: int, total: int) -> None:
        nonlocal said
        if done < total and monotonic() - said < _OFTEN:
            return
        said = monotonic()
        now = {"done": done // 2, "total": total // 2, "lease_until": timezone.now() + LEASE}
        Import.objects.filter(pk=source.pk).update(**now)

    return report


@transaction.atomic
def _keep(source: Import, judgement: Judgement, revision: int, settled: tuple[Any, ...]) -> None:
    now = Import.objects.select_for_update(of=("self",)).get(pk=source.pk)
    if now.state != ImportState.READING or _settled(source) != settled:
        source.refresh_from_db()
    else:
        source.chunks.all().delete()
        keep(source, judgement, revision)


def keep(source: Import, judgement: Judgement, revision: int) -> None:
    """Write the rows of an import as they were judged against the register at `revision`."""
    bulk.insert(ImportChunk, ("source", "outcome", "position", "rows"), _chunks(source, judgement.rows))
    source.summary = summary(judgement)
    source.state = ImportState.READY if judgement.status == "ok" else ImportState.REFUSED
    source.refusal = judgement.reason or ""
    source.register_revision = revision
    source.done = source.total = len(judgement.rows)
    source.lease_until = None
    source.save(
        update_fields=["summary", "state", "refusal", "register_revision", "done", "total", "lease_until"]
    )


def _chunks(source: Import, rows: Iterable[JudgedRow]) -> Iterator[tuple[int, str, int, str]]:
    """Rows of one outcome together, in the order of the file: import, outcome, position, JSON of the rows."""
    waiting: dict[str, list[dict[str, Any]]] = {outcome: [] for outcome in RowOutcome.values}
    positions = Counter[str]()
    for row in rows:
        kept = waiting[row.outcome]
        kept.append(row_as_kept(row))
        if len(kept) == ImportChunk.SIZE:
            yield source.pk, row.outcome, positions[row.outcome], as_json(kept)
            positions[row.outcome] += 1
            waiting[row.outcome] = []
    for outcome, kept in waiting.items():
        if kept:
            yield source.pk, outcome, positions[outcome], as_json(kept)


def row_as_kept(row: JudgedRow) -> dict[str, Any]:
    """A judged row as JSON: what the command prints, and what the screen and the proposal need besides."""
    return row_answer(row) | {
        "match_id": row.match_id,
        "values": row.values,
        "changes": row.changes,
        "questions": [_question(question) for question in row.questions],
        "problem_fields": [problem.field for problem in row.problems],
        "skipped": row.skipped,
        "source": row.source,
    }


def _question(question: Any) -> dict[str, Any]:
    kept = asdict(question)
    kept["candidates"] = [candidate._asdict() for candidate in question.candidates]
    return kept


def judge_again(source: Import, *, at: datetime) -> None:
    """Rows are to be judged once more; whoever asks for it has `analyse` called within a minute."""
    Import.objects.filter(pk=source.pk).update(state=ImportState.WAITING, lease_until=at + SOON)
    source.refresh_from_db()


def kept_rows(source: Import, *outcomes: str) -> Iterator[dict[str, Any]]:
    """Rows as they were judged last, of these outcomes (all when none is named), a chunk at a time."""
    chunks = source.chunks.filter(outcome__in=outcomes or RowOutcome.values)
    for chunk in chunks.iterator(10):
        yield from chunk.rows


@collector_paused()
@transaction.atomic
def propose(
    source: Import, *, by: User, at: datetime, reason: str = "", audience: Mapping[str, Any] = NOBODY
) -> ChangeRequest | None:
    """Propose the good rows; the others stay held in the import. None when there is nothing to propose.

    Raises `Refused` when the chain refuses (the import stays as it was), and when the register changed
    since the rows were judged: then they are to be judged again first.
    """
    source = Import.objects.select_for_update(of=("self",)).get(pk=source.pk)
    register = Register.locked()
    if source.state != ImportState.READY:
        raise Refused(f"การนำเข้านี้อยู่ในสถานะ “{ImportState(source.state).label}” จึงเสนอไม่ได้")
    if source.register_revision != register.revision:
        raise RegisterMoved
    proposals = proposals_of(source)
    if not proposals:
        return None
    ensure(why_twice(proposals))
    request = change_requests.draft(
        title=f"นำเข้าข้อมูลหน่วยงาน {len(proposals):,} แห่ง จากไฟล์ {source.file.name}",
        proposals=proposals,
        by=by,
        at=at,
        reason=reason,
        audience=audience,
    )
    source.request = change_requests.submit(request, by=by, at=at)
    source.state = ImportState.PROPOSED
    source.save(update_fields=["request", "state"])
    record("import_proposed", source, by=by, at=at, agencies=len(proposals))
    return source.request


class RegisterMoved(Refused):
    """The register changed after the rows were judged."""

    def __init__(self) -> None:
        super().__init__("ทะเบียนเปลี่ยนไปหลังตรวจไฟล์นี้ ตรวจใหม่ก่อนเสนอ")


def proposals_of(source: Import) -> list[Proposal]:
    """What the good rows of an import propose, with the levels that the officer chose for it."""
    proposals: list[Proposal] = []
    shared = cache(partial(_levels, source.levels))
    sources = cache(_sources)
    for chunk in source.chunks.filter(outcome__in=TAKEN).iterator(10):
        matched = [row["match_id"] for row in chunk.rows if row["match_id"] is not None]
        consented = {key: version.levels for key, version in change_requests.current_of(matched).items()}
        for row in chunk.rows:
            if row["skipped"]:
                continue
            known = consented.get(row["match_id"])
            values = (
                row["values"] if known is None else {key: new for key, (_, new) in row["changes"].items()}
            )
            proposals.append(
                Proposal(
                    agency_id=row["match_id"],
                    values=values,
                    levels=shared(*_asked_levels(row["values"], values, known or {}, source.levels)),
                    sources=sources(*(row["source"] or ())),
                    sheet=row["sheet"],
                    row=row["row"],
                )
            )
    return proposals


def _asked_levels(
    row: Mapping[str, Any], values: Mapping[str, Any], consented: Mapping[str, int], chosen: Mapping[str, int]
) -> tuple[tuple[str, ...], str | None, bool]:
    """Fields of `values` that need a level (a consented one stays unless the officer chose), and of whom."""
    keys = tuple(values) if not consented else tuple(k for k in values if k in chosen or k not in consented)
    return keys, row.get("kind"), bool(row.get("consent_proof"))


def _levels(
    chosen: Mapping[str, int], keys: tuple[str, ...], kind: str | None, has_proof: bool
) -> dict[str, int]:
    """The level the officer chose for each field, else the default; a person's never go further than that."""
    levels = {}
    for key in keys:
        default = int(default_level(key, kind, has_proof=has_proof))
        level = chosen.get(key, default)
        levels[key] = min(level, default) if kind == Kind.PERSON else level
    return levels


def _sources(text: str = "", day: str = "") -> dict[str, list[str]]:
    return {"*": [text, day]} if text else {}


def why_twice(proposals: Iterable[Proposal]) -> Refusal | None:
    """Two rows that people said are one agency: only one of them can be proposed."""
    rows: dict[int, Proposal] = {}
    for proposal in proposals:
        if proposal.agency_id is None:
            continue
        other = rows.setdefault(proposal.agency_id, proposal)
        if other is not proposal:
            where = " และ ".join(f"แผ่นงาน “{each.sheet}” แถว {each.row}" for each in (other, proposal))
            return Refusal(f"{where} ท่านเลือกว่าเป็นหน่วยงานเดียวกัน ข้ามแถวใดแถวหนึ่งก่อนเสนอ")
    return None


def propose_afresh(source: Import, *, by: User, at: datetime, **more: Any) -> ChangeRequest | None:
    """As `propose`, judging the rows again first as often as the register moved on meanwhile."""
    while True:
        try:
            return propose(source, by=by, at=at, **more)
        except RegisterMoved:
            judge_again(source, at=at)
            analyse(source, at=at)


@transaction.atomic
def undo(source: Import, *, by: User, at: datetime) -> tuple[str, ChangeRequest | None]:
    """Take a whole import back as one act.

    Before the last consent the proposal is withdrawn ("withdrawn"); after it the reverse is proposed and
    climbs the chain ("proposed"), and the import is undone when that is consented to.
    """
    source = Import.objects.select_for_update(of=("self",)).get(pk=source.pk)
    request = source.request
    if source.state == ImportState.UNDONE:
        raise Refused("การนำเข้านี้ย้อนไปแล้ว")
    if request is None or request.state in (RequestState.REFUSED, RequestState.WITHDRAWN):
        ensure(policies.why_not_work_on_register(by, Standing(timezone.localdate(at))))
        return _undone(source, by=by, at=at), request
    if request.state != RequestState.APPROVED:
        request = change_requests.withdraw(request, by=by, at=at)
        return _undone(source, by=by, at=at), request
    return "proposed", change_requests.reverse(request, by=by, at=at)


def _undone(source: Import, *, by: User, at: datetime) -> str:
    source.state = ImportState.UNDONE
    source.save(update_fields=["state"])
    record("import_undone", source, by=by, at=at)
    return "withdrawn"
