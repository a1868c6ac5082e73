"""Seal events in hashed batches.

A seal covers every event above the last one of the seal before it, up to its own last one; its digest
(`audit.digest`) takes in the digest of the seal before. An event changed, removed or slipped in, and a seal
changed or removed, therefore each break the chain at that place. Whoever can write to the database could
forge the whole rest of the chain, or cut off its end; so each seal is first written to `DATA/seals.log`
(`audit.seal_log`). A crash after that leaves a line without its seal: the next call makes this very seal.

Every act seals itself when it is committed (`seal_now`), unless somebody else is writing at that moment: the
next act or the minute tick then seals both.

Ids are given when a row is inserted but seen when its transaction commits, so on PostgreSQL a smaller id may
appear after a larger one. Sealing therefore first takes a lock on the table that waits for all who are
writing: with it held, every id up to the largest is settled, however long a transaction takes. SQLite has one
writer at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from prasan.audit import seal_log
from prasan.audit.digest import digests
from prasan.audit.models import Event, Seal

BATCH = 5_000
_TICK_WAITS_MS = 2_000
_ACT_WAITS_MS = 50
_WORDS = 3
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00", re.ASCII)


def seal_now() -> None:
    """At the end of an act, whose person is waiting."""
    seal(at=timezone.now(), wait_ms=_ACT_WAITS_MS)


def seal(*, at: datetime, batch: int = BATCH, wait_ms: int = _TICK_WAITS_MS) -> int:
    """Seal every event that no seal covers yet; returns how many seals were made.

    When others write for longer than `wait_ms`, none is made: the next call does it.
    """
    made = 0
    with suppress(OperationalError, seal_log.HeldError), seal_log.held(wait_ms=wait_ms), _patience(wait_ms):
        while _seal_batch(at, batch, wait_ms):
            made += 1
    return made


@transaction.atomic
def _seal_batch(at: datetime, batch: int, wait_ms: int) -> Seal | None:
    _wait_for_writers(wait_ms)
    last = Seal.objects.last()
    if begun := seal_begun(seal_log.last_line(), last):
        begun.save(force_insert=True)
        return begun
    events = list(_above(last)[:batch])
    if not events:
        return None
    made = _seal_over(events, last, at)
    made.save(force_insert=True)
    seal_log.append(made)
    return made


def seal_begun(line: str, last: Seal | None) -> Seal | None:
    """The seal (not kept yet) that the last line of the log tells of, when a crash came before its commit.

    None when it is no such line: the newest seal has it, or what it sealed is no longer there.
    """
    words = line.split()
    if len(words) != _WORDS or not words[0].isdecimal() or (last and int(words[0]) <= last.last_event):
        return None
    at = parse_datetime(words[2]) if _MOMENT.fullmatch(words[2]) else None
    events = list(_above(last).filter(pk__lte=int(words[0])))
    if at is None or not events:
        return None
    begun = _seal_over(events, last, at)
    return begun if seal_log.line_of(begun) == line else None


def _above(last: Seal | None) -> QuerySet[Event]:
    return Event.objects.filter(pk__gt=last.last_event if last else 0).order_by("pk")


def _seal_over(events: list[Event], last: Seal | None, at: datetime) -> Seal:
    previous = last.digest if last else ""
    return Seal(
        first_event=events[0].pk,
        last_event=events[-1].pk,
        count=len(events),
        digest=digests(previous, events, at)[0],
        previous_digest=previous,
        sealed_at=at,
    )


def _wait_for_writers(wait_ms: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{wait_ms}ms'")
            cursor.execute("LOCK TABLE audit_event IN SHARE ROW EXCLUSIVE MODE")


@contextmanager
def _patience(wait_ms: int) -> Iterator[None]:
    """On SQLite: wait no longer than this for the one writer's place, and commit onto the disk.

    Otherwise a power cut takes the newest acts though their seals stand in the log.
    """
    if connection.vendor != "sqlite":
        yield
        return
    usual_ms = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1_000)
    _set("busy_timeout", wait_ms)
    _set_synchronous("FULL")
    try:
        yield
    finally:
        _set_synchronous("NORMAL")
        _set("busy_timeout", usual_ms)


def _set_synchronous(level: str) -> None:
    if not connection.in_atomic_block:  # SQLite refuses it inside a transaction
        _set("synchronous", level)


def _set(pragma: str, value: int | str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma} = {value}")
