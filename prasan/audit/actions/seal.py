"""Seal events in hashed batches.

A seal covers every event above the last one of the seal before it, up to its own last one; its digest
(`audit.digest`) takes in the digest of the seal before. An event changed, removed or slipped in, and a seal
changed or removed, therefore each break the chain at that place. Whoever can write to the database could
forge the whole rest of the chain, or cut off its end; so each seal is also written to `DATA/seals.log`
(`audit.seal_log`).

Every act seals itself when it is committed (`seal_now`), unless somebody else is writing at that moment: the
next act or the minute tick then seals both.

Ids are given when a row is inserted but seen when its transaction commits, so on PostgreSQL a smaller id may
appear after a larger one. Sealing therefore first takes a lock on the table that waits for all who are
writing: with it held, every id up to the largest is settled, however long a transaction takes. SQLite has one
writer at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from prasan.audit import seal_log
from prasan.audit.digest import digest
from prasan.audit.models import Event, Seal

BATCH = 5_000
_TICK_WAITS_MS = 2_000
_ACT_WAITS_MS = 50


def seal_now() -> None:
    """At the end of an act, whose person is waiting."""
    seal(at=timezone.now(), wait_ms=_ACT_WAITS_MS)


def seal(*, at: datetime, batch: int = BATCH, wait_ms: int = _TICK_WAITS_MS) -> int:
    """Seal every event that no seal covers yet; returns how many seals were made.

    When others write for longer than `wait_ms`, none is made: the next call does it.
    """
    made = 0
    with suppress(OperationalError), _patience(wait_ms):
        while _seal_batch(at, batch, wait_ms):
            made += 1
    return made


@transaction.atomic
def _seal_batch(at: datetime, batch: int, wait_ms: int) -> Seal | None:
    _wait_for_writers(wait_ms)
    last = Seal.objects.last()
    events = list(Event.objects.filter(pk__gt=last.last_event if last else 0).order_by("pk")[:batch])
    if not events:
        return None
    previous = last.digest if last else ""
    made = Seal.objects.create(
        first_event=events[0].pk,
        last_event=events[-1].pk,
        count=len(events),
        digest=digest(previous, events),
        previous_digest=previous,
        sealed_at=at,
    )
    transaction.on_commit(lambda: seal_log.write_up_to(made))
    return made


def _wait_for_writers(wait_ms: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{wait_ms}ms'")
            cursor.execute("LOCK TABLE audit_event IN SHARE ROW EXCLUSIVE MODE")


@contextmanager
def _patience(wait_ms: int) -> Iterator[None]:
    """On SQLite: wait no longer than this for the one writer's place."""
    if connection.vendor != "sqlite":
        yield
        return
    usual_ms = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1_000)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {wait_ms}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {usual_ms}")
