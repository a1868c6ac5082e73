"""How a run of events becomes one hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC

from prasan.audit.models import Event


def canonical(event: Event) -> bytes:
    """One line of JSON and its newline: keys sorted, UTF-8, no spaces, time in UTC to the microsecond."""
    content = {
        "id": event.pk,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor_id,
        "action": event.action,
        "subject": event.subject,
        "details": event.details,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def digest(previous: str, events: Iterable[Event]) -> str:
    """SHA-256 (hex) over the previous seal's digest, a newline, then the canonical lines by ascending id."""
    running = hashlib.sha256(previous.encode() + b"\n")
    for event in events:
        running.update(canonical(event))
    return running.hexdigest()
