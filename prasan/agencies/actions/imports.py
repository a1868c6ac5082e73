"""An import from file to proposal: taken in, judged, settled, proposed, undone as one act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies import policies
from prasan.agencies.actions import change_requests
from prasan.agencies.actions.change_requests import NOBODY, Proposal
from prasan.agencies.fields import Kind, default_level
from prasan.agencies.importing import judging
from prasan.agencies.importing.answer import row_answer, summary
from prasan.agencies.importing.judged import JudgedRow
from prasan.agencies.importing.judging import Judgement
from prasan.agencies.models import ChangeRequest, ColumnMemory, Import, ImportChunk, Register, RowChoice
from prasan.agencies.register_snapshot import office_names, snapshot
from prasan.agencies.states import TAKEN, ImportState, RequestState, RowOutcome
from prasan.audit.actions import record
from prasan.files.actions import store
from prasan.files.kinds import ANY_KIND
from prasan.office.standing import Standing
from prasan.ui.refusal import Refusal, Refused, ensure

LEASE = timedelta(minutes=10)
LIMIT_MB = 50
Report = Callable[[int, int], None]


@transaction.atomic
def take_in(uploaded: File[bytes], *, by: User, at: datetime) -> Import:
    """Keep the file whole, of whatever kind, and open an import of it; it waits to be judged."""
    ensure(policies.why_not_work_on_register(by, Standing(timezone.localdate(at))))
    attachment = store(uploaded, by=by, limit_mb=LIMIT_MB, allowed=ANY_KIND)
    source = Import.objects.create(file=attachment, by=by, created_at=at)
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


def analyse(source: Import, *, at: datetime) -> Judgement:
    """Judge an import's file and keep the result.

    Only one worker at a time has the lease; whatever dies in the middle leaves the import waiting again.
    """
    _claim(source, at)
    revision = Register.objects.values_list("revision", flat=True).first() or 0
    file = source.file
    judgement = judge_file(Path(file.file.path), file.name, at=at, source=source, report=_reporter(source))
    _keep(source, judgement, revision)
    return judgement


def _claim(source: Import, at: datetime) -> None:
    free = Q(state=ImportState.WAITING) | Q(state=ImportState.READING, lease_until__lt=at)
    claimed = Import.objects.filter(free, pk=source.pk).update(
        state=ImportState.READING, lease_until=at + LEASE, done=0, total=0, refusal=""
    )
    if not claimed:
        raise Refused("การนำเข้านี้กำลังตรวจอยู่ หรือตรวจเสร็จแล้ว")
    source.refresh_from_db()


def _reporter(source: Import) -> Report:
    """Progress for the screen, written outside any transaction of the judging."""

    def report(done: int, total: int) -> None:
        Import.objects.filter(pk=source.pk).update(done=done, total=total, lease_until=timezone.now() + LEASE)

    return report


@transaction.atomic
def _keep(source: Import, judgement: Judgement, revision: int) -> None:
    source.chunks.all().delete()
    ImportChunk.objects.bulk_create(_chunks(source, judgement.rows), 50)
    source.summary = summary(judgement)
    source.state = ImportState.READY if judgement.status == "ok" else ImportState.REFUSED
    source.refusal = judgement.reason or ""
    source.register_revision = revision
    source.done = source.total = len(judgement.rows)
    source.lease_until = None
    source.save()


def _chunks(source: Import, rows: Iterable[JudgedRow]) -> Iterator[ImportChunk]:
    by_outcome: dict[str, list[dict[str, Any]]] = {outcome: [] for outcome in RowOutcome.values}
    for row in rows:
        by_outcome[row.outcome].append(row_as_kept(row))
    for outcome, kept in by_outcome.items():
        iterator = iter(kept)
        position = 0
        while batch := list(islice(iterator, ImportChunk.SIZE)):
            yield ImportChunk(source=source, outcome=outcome, position=position, rows=batch)
            position += 1


def row_as_kept(row: JudgedRow) -> dict[str, Any]:
    """A judged row as JSON: what the command prints, and what the screen and the proposal need besides."""
    return row_answer(row) | {
        "match_id": row.match_id,
        "values": row.values,
        "changes": row.changes,
        "questions": [_question(question) for question in row.questions],
        "skipped": row.skipped,
        "source": row.source,
    }


def _question(question: Any) -> dict[str, Any]:
    kept = asdict(question)
    kept["candidates"] = [candidate._asdict() for candidate in question.candidates]
    return kept


@transaction.atomic
def settle(
    source: Import, *, sheet: str, row: int, choice: Mapping[str, Any], by: User, at: datetime
) -> None:
    """Settle one row as a person chose; an empty choice takes the settling back. Judged again afterwards."""
    ensure(why_not_settle(source, by, at))
    if choice:
        RowChoice.objects.update_or_create(
            source=source, sheet=sheet, row=row, defaults={"choice": dict(choice), "by": by, "at": at}
        )
    else:
        RowChoice.objects.filter(source=source, sheet=sheet, row=row).delete()
    _judge_again(source)


@transaction.atomic
def settle_by_rule(
    source: Import,
    *,
    question: str,
    choice_of: Callable[[dict[str, Any]], Mapping[str, Any]],
    by: User,
    at: datetime,
) -> int:
    """Settle every doubtful row with a `question` of this kind in one way; returns how many."""
    ensure(why_not_settle(source, by, at))
    settled = 0
    for row in kept_rows(source, RowOutcome.DOUBTFUL):
        if any(asked["kind"] == question for asked in row["questions"]) and (choice := choice_of(row)):
            RowChoice.objects.update_or_create(
                source=source,
                sheet=row["sheet"],
                row=row["row"],
                defaults={"choice": dict(choice), "by": by, "at": at},
            )
            settled += 1
    _judge_again(source)
    return settled


@transaction.atomic
def correct_mapping(
    source: Import,
    *,
    mapping: Mapping[str, Mapping[str, str]],
    remember: Mapping[str, str],
    by: User,
    at: datetime,
) -> None:
    """Say which column is which field; `remember` {heading: field} is kept for the next sheet."""
    ensure(why_not_settle(source, by, at))
    source.mapping = {sheet: dict(columns) for sheet, columns in mapping.items()}
    source.save(update_fields=["mapping"])
    for heading, field in remember.items():
        ColumnMemory.objects.update_or_create(heading=heading[:200], defaults={"field": field})
    record("import_mapped", source, by=by, at=at, columns=len(remember))
    _judge_again(source)


def _judge_again(source: Import) -> None:
    Import.objects.filter(pk=source.pk).update(state=ImportState.WAITING)
    source.refresh_from_db()


def why_not_settle(source: Import, by: User, at: datetime) -> Refusal | None:
    """Whoever works on the register may settle rows until the import is proposed."""
    if source.state in (ImportState.PROPOSED, ImportState.UNDONE, ImportState.REFUSED):
        return Refusal(f"การนำเข้านี้อยู่ในสถานะ “{ImportState(source.state).label}” จึงแก้ไม่ได้แล้ว")
    return policies.why_not_work_on_register(by, Standing(timezone.localdate(at)))


def kept_rows(source: Import, *outcomes: str) -> Iterator[dict[str, Any]]:
    """Rows as they were judged last, of these outcomes (all when none is named), a chunk at a time."""
    chunks = source.chunks.filter(outcome__in=outcomes or RowOutcome.values)
    for chunk in chunks.iterator(10):
        yield from chunk.rows


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
    rows = list(kept_rows(source, *TAKEN))
    matched = [row["match_id"] for row in rows if row["match_id"] is not None]
    consented = {key: version.levels for key, version in change_requests.current_of(matched).items()}
    return [_proposal(row, consented.get(row["match_id"], {}), source.levels) for row in rows]


def _proposal(row: Mapping[str, Any], consented: Mapping[str, int], chosen: Mapping[str, int]) -> Proposal:
    """All of a new agency, or the fields that a row changes."""
    is_new = row["match_id"] is None
    values = row["values"] if is_new else {key: new for key, (_, new) in row["changes"].items()}
    levels = {
        key: _level(key, row["values"], chosen) for key in values if key in chosen or key not in consented
    }
    return Proposal(
        agency_id=row["match_id"],
        values=values,
        levels=levels,
        sources={"*": list(row["source"])} if row["source"] else {},
        sheet=row["sheet"],
        row=row["row"],
    )


def propose_afresh(source: Import, *, by: User, at: datetime, **more: Any) -> ChangeRequest | None:
    """As `propose`, judging the rows again first as often as the register moved on meanwhile."""
    while True:
        try:
            return propose(source, by=by, at=at, **more)
        except RegisterMoved:
            _judge_again(source)
            analyse(source, at=at)


def _level(key: str, values: Mapping[str, Any], chosen: Mapping[str, int]) -> int:
    """The level the officer chose for this import, else the default; a consented level stays unless chosen.
    A person's data never go further than by default."""
    kind = values.get("kind")
    default = int(default_level(key, kind, has_proof=bool(values.get("consent_proof"))))
    level = chosen.get(key, default)
    return min(level, default) if kind == Kind.PERSON else level


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
