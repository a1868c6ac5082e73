"""How a run of events becomes one hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from prasan.audit.models import Event


def content(event: Event) -> bytes:
    """What an event says, without its number: known before the database has given one."""
    return _as_bytes(_told(event))


def canonical(event: Event) -> bytes:
    """One line of JSON and its newline: keys sorted, UTF-8, no spaces, time in UTC to the microsecond."""
    whole = _told(event) | {"id": event.pk}
    if event.proof:  # events from before there were proofs are sealed without
        whole["proof"] = event.proof
    return _as_bytes(whole) + b"\n"


def digests(previous: str, events: Iterable[Event], sealed_at: datetime) -> tuple[str, str]:
    """SHA-256 (hex) of a seal, and of one from before its own time was taken in.

    Over the previous seal's digest, a newline, then the canonical lines by ascending id; the time of the seal
    follows as one more such line.
    """
    running = hashlib.sha256(previous.encode() + b"\n")
    for event in events:
        running.update(canonical(event))
    without_time = running.hexdigest()
    running.update(_as_bytes({"sealed_at": in_utc(sealed_at)}) + b"\n")
    return running.hexdigest(), without_time


def in_utc(moment: datetime) -> str:
    """ISO 8601 to the microsecond: the same before and after the database has kept it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _told(event: Event) -> dict[str, Any]:
    return {
        "at": in_utc(event.at),
        "actor": event.actor_id,
        "action": event.action,
        "subject": event.subject,
        "details": event.details,
    }


def _as_bytes(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
