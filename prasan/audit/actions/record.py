"""Append one event to the audit trail, inside the transaction of the act that it tells of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, models, transaction
from django.utils import timezone

from prasan.audit.actions.seal import seal_now
from prasan.audit.models import Event
from prasan.audit.proof import prove

if TYPE_CHECKING:
    from prasan.accounts.models import User

_AT_ONCE = 500


def subject_of(row: models.Model) -> str:
    """`room.model:key`, the way events name a row."""
    return f"{row._meta.label_lower}:{row.pk}"


def record(
    action: str,
    subject: models.Model | str,
    *,
    by: User | None,
    at: datetime | None = None,
    **details: Any,
) -> Event:
    """Append what `by` did (None = the house itself). `details` holds names of fields, codes, counts and
    digests, never personal values. Sealed once the act is committed, unless somebody else is writing then."""
    event = _event(action, subject, by=by, at=at or timezone.now(), told=_as_kept(details))
    event.save(force_insert=True)
    _seal_once_committed()
    return event


def record_many(
    action: str, subjects: Iterable[models.Model], *, by: User | None, at: datetime, **details: Any
) -> None:
    """`record` for each of `subjects`, of which the same was done by the same person at once."""
    told = _as_kept(details)
    events = [_event(action, subject, by=by, at=at, told=told) for subject in subjects]
    Event.objects.bulk_create(events, batch_size=_AT_ONCE)
    _seal_once_committed()


def _event(
    action: str, subject: models.Model | str, *, by: User | None, at: datetime, told: dict[str, Any]
) -> Event:
    label = subject if isinstance(subject, str) else subject_of(subject)
    event = Event(at=at, actor=by, action=action, subject=label, details=told)
    event.proof = prove(event)
    return event


def _as_kept(details: dict[str, Any]) -> dict[str, Any]:
    """As the database will give it back."""
    kept: dict[str, Any] = json.loads(json.dumps(details))
    return kept


def _seal_once_committed() -> None:
    if not any(entry[1] is seal_now for entry in connection.run_on_commit):
        transaction.on_commit(seal_now, robust=True)
