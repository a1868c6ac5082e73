"""Setting what a channel may send a day, and how long the office waits for an answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.delivery.models import DailyQuota, Watch


@transaction.atomic
def set_quota(channel: str, per_day: int | None, *, by: User, at: datetime) -> None:
    """At most `per_day` messages of `channel` a day from now on; None = no limit."""
    if per_day is None:
        DailyQuota.objects.filter(channel=channel).delete()
    else:
        DailyQuota.objects.update_or_create(channel=channel, defaults={"per_day": per_day})
    record("delivery.set_quota", f"delivery.channel:{channel}", by=by, at=at, per_day=per_day)


@transaction.atomic
def set_patience(hours: int, *, by: User, at: datetime) -> None:
    """What reached nobody after `hours` is named."""
    Watch.objects.update_or_create(pk=1, defaults={"hours": hours})
    record("delivery.set_patience", "delivery.watch:1", by=by, at=at, hours=hours)
