"""Seal events in hashed batches, and prove that nothing sealed was altered.

A seal covers every event above the last one of the seal before it, up to its own last one; its digest
(`audit.digest`) takes in the digest of the seal before. An event changed, removed or slipped in, and a seal
changed or removed, therefore each break the chain at that place. Whoever can write to the database could
forge the whole rest of the chain, or cut off its end; so each seal is also written to `DATA/seals.log`,
which a copy elsewhere (every backup holds one) makes unforgeable.

Ids are given when a row is inserted but seen when its transaction commits, so on PostgreSQL a smaller id may
appear after a larger one. Sealing therefore first takes a lock on the table that waits for all who are
writing: with it held, every id up to the largest is settled, however long a transaction takes. When
somebody writes for longer than `_PATIENCE`, that minute is skipped. SQLite has one writer at a time.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection, transaction

from prasan.audit.digest import digest
from prasan.audit.models import Event, Seal

BATCH = 5_000
_PATIENCE = "2s"


@dataclass(frozen=True)
class Verification:
    """`first_bad` is None, or says which seal and run of events does not fit, and why (Thai)."""

    events: int
    seals: int
    first_bad: dict[str, Any] | None

    @property
    def ok(self) -> bool:
        return self.first_bad is None


def seal(*, at: datetime, batch: int = BATCH) -> int:
    """Seal every event that no seal covers yet; returns how many seals were made."""
    made = 0
    with suppress(OperationalError):  # somebody writes for long: the next minute will do
        while _seal_batch(at, batch):
            made += 1
    return made


@transaction.atomic
def _seal_batch(at: datetime, batch: int) -> Seal | None:
    _wait_for_writers()
    last = Seal.objects.last()
    events = list(Event.objects.filter(pk__gt=last.last_event if last else 0)[:batch])
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
    transaction.on_commit(lambda: _log(made))
    return made


def _wait_for_writers() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
            cursor.execute("LOCK TABLE audit_event IN SHARE ROW EXCLUSIVE MODE")


def log_path() -> Path:
    """Where seals are written outside the database: one line each, last event and digest."""
    return settings.DATA / "seals.log"


def _log(made: Seal) -> None:
    with log_path().open("a", encoding="ascii") as log:
        log.write(f"{made.last_event} {made.digest}\n")


def verify() -> Verification:
    """Compute every seal anew. Events after the last seal are counted and not judged."""
    seals = list(Seal.objects.all())
    events = Event.objects.order_by("pk").iterator(chunk_size=2_000)
    bad = next((found for found in _check_chain(seals, events) if found), None)
    return Verification(Event.objects.count(), len(seals), bad or _check_log(seals))


def _check_chain(seals: Iterable[Seal], events: Iterator[Event]) -> Iterator[dict[str, Any] | None]:
    previous = ""
    rest: Iterable[Event] = events
    for one in seals:
        inside: list[Event] = []
        ahead: list[Event] = []
        for event in rest:
            if event.pk > one.last_event:
                ahead = [event]
                break
            inside.append(event)
        rest = itertools.chain(ahead, events)
        yield _check_seal(one, previous, inside)
        previous = one.digest


def _check_seal(one: Seal, previous: str, inside: list[Event]) -> dict[str, Any] | None:
    if one.previous_digest != previous:
        return _bad(one, "ตราผนึกก่อนหน้าหายไปหรือถูกแก้")
    if len(inside) != one.count:
        return _bad(one, f"ปิดผนึกไว้ {one.count} เหตุการณ์ แต่พบ {len(inside)}")
    if digest(previous, inside) != one.digest:
        return _bad(one, "เหตุการณ์ในช่วงนี้หรือตราผนึกถูกแก้หลังปิดผนึก")
    return None


def _check_log(seals: list[Seal]) -> dict[str, Any] | None:
    """A seal that was written to the log and is no longer in the database."""
    if not log_path().is_file():
        return None
    known = {f"{one.last_event} {one.digest}" for one in seals}
    with log_path().open(encoding="ascii") as log:
        for line in map(str.strip, log):
            if line and line not in known:
                return {
                    "seal": None,
                    "first_event": None,
                    "last_event": int(line.split()[0]),
                    "reason": "ตราผนึกที่จดไว้ใน seals.log หายไปจากฐานข้อมูล",
                }
    return None


def _bad(one: Seal, reason: str) -> dict[str, Any]:
    return {
        "seal": one.pk,
        "first_event": one.first_event,
        "last_event": one.last_event,
        "reason": reason,
    }
