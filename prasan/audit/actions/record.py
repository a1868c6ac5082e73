"""Append one event to the audit trail, inside the transaction of the act that it tells of."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from prasan.audit.models import Event

if TYPE_CHECKING:
    from prasan.accounts.models import User


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
    digests, never personal values."""
    label = subject if isinstance(subject, str) else subject_of(subject)
    return Event.objects.create(
        at=at or timezone.now(), actor=by, action=action, subject=label, details=details
    )
