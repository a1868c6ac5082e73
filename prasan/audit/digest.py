"""How a run of events becomes one hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC
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


def digest(previous: str, events: Iterable[Event]) -> str:
    """SHA-256 (hex) over the previous seal's digest, a newline, then the canonical lines by ascending id."""
    running = hashlib.sha256(previous.encode() + b"\n")
    for event in events:
        running.update(canonical(event))
    return running.hexdigest()


def _told(event: Event) -> dict[str, Any]:
    return {
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor_id,
        "action": event.action,
        "subject": event.subject,
        "details": event.details,
    }


def _as_bytes(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
