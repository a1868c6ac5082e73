"""An import from file to judged rows: taken in, judged by one worker at a time, kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime, timedelta
from logging import getLogger
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.files.base import File
from django.db import OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies import bulk, policies
from prasan.agencies.bulk import as_json
from prasan.agencies.collecting import collector_paused
from prasan.agencies.full_disk import is_full_disk
from prasan.agencies.importing import judging
from prasan.agencies.importing.answer import row_answer, summary
from prasan.agencies.importing.judged import JudgedRow
from prasan.agencies.importing.judging import Judgement
from prasan.agencies.importing.sniffing import MOST_MEGABYTES
from prasan.agencies.models import ColumnMemory, Import, ImportChunk, Register
from prasan.agencies.register_snapshot import office_names, snapshot
from prasan.agencies.states import ImportState, RowOutcome
from prasan.audit.actions import record
from prasan.files.actions import store
from prasan.files.kinds import ANY_KIND
from prasan.office.standing import Standing
from prasan.ui.refusal import Refused, ensure

logger = getLogger(__name__)
_NO_ROOM = "พื้นที่เก็บข้อมูลของระบบเต็ม: แจ้งผู้ดูแลระบบให้เพิ่มพื้นที่ แล้วงานนี้จะทำต่อเองภายในสามนาที"
LEASE = timedelta(minutes=2)
"""How long a sign of life lasts: judging gives two a second, reading a file takes 45 seconds at most."""
SOON = timedelta(minutes=1)
"""How long an import may wait for the worker that was asked to judge it."""
Report = Callable[[int, int], None]
_OFTEN = 0.5
"""Seconds between two words of progress."""


@transaction.atomic
def take_in(uploaded: File[bytes], *, by: User, at: datetime) -> Import:
    """Keep the file whole, of whatever kind, and open an import of it; it waits to be judged."""
    ensure(policies.why_not_work_on_register(by, Standing(timezone.localdate(at))))
    attachment = store(uploaded, by=by, limit_mb=MOST_MEGABYTES, allowed=ANY_KIND)
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
        with suppress(NotWaiting), full_disk_told(import_id):
            analyse(source, at=at)


@contextmanager
def full_disk_told(import_id: int) -> Iterator[None]:
    """What found no room stays under way, is tried again when its lease ends, and says so on its page."""
    try:
        yield
    except (OSError, OperationalError) as error:
        if not is_full_disk(error):
            raise
        logger.exception("No room for import %s", import_id)
        under_way = Import.objects.filter(state__in=(ImportState.READING, ImportState.PROPOSING))
        under_way.filter(pk=import_id).update(refusal=_NO_ROOM)


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
    older = sum(row.is_older for row in judgement.rows)
    source.summary = summary(judgement) | {"older": older}
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
        "is_older": row.is_older,
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
