"""A daily limit of a channel: taken before messages leave, given back for those that did not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from prasan.delivery.channels import Quota
from prasan.delivery.channels.registry import every_channel
from prasan.delivery.models import DailyCount, DailyQuota, Delivery
from prasan.delivery.states import DeliveryState

_KEPT_SECONDS = 1_800


@dataclass(frozen=True, slots=True)
class Outlook:
    """`left` of `per_day` may still leave today; the `waiting` ones will all have left on `done_on`."""

    per_day: int
    left: int
    waiting: int
    done_on: date


def limit_of(channel: str) -> int | None:
    return DailyQuota.objects.filter(channel=channel).values_list("per_day", flat=True).first()


@transaction.atomic
def take(channel: str, wanted: int, *, at: datetime) -> int:
    """How many of `wanted` may leave now, counted as gone."""
    limit = limit_of(channel)
    if limit is None:
        return wanted
    count, _ = DailyCount.objects.select_for_update().get_or_create(
        channel=channel, day=timezone.localdate(at)
    )
    granted = max(0, min(wanted, limit - count.count))
    DailyCount.objects.filter(pk=count.pk).update(count=F("count") + granted)
    return granted


def give_back(channel: str, number: int, *, at: datetime) -> None:
    """`number` of those taken did not leave after all."""
    if number:
        today = DailyCount.objects.filter(channel=channel, day=timezone.localdate(at))
        today.update(count=Greatest(F("count") - number, 0))


def ask_other_sides(*, at: datetime) -> int:
    """Ask each channel how much it still takes, and keep the answers for a while; returns how many told.

    Done by the clock, so that no page waits for somebody else's server.
    """
    told = {name: found for name, channel in every_channel().items() if (found := channel.quota())}
    for name, found in told.items():
        cache.set(
            _key(name), {"left": found.left, "limit": found.limit, "period": found.period}, _KEPT_SECONDS
        )
    return len(told)


def _key(channel: str) -> str:
    return f"delivery:quota:{channel}"


def told_by_other_sides() -> list[tuple[str, Quota]]:
    """(name of the channel for people, what it said lately) of each that has a limit of its own."""
    asked = ((channel.label, told_by(name)) for name, channel in every_channel().items())
    return [(label, said) for label, said in asked if said]


def told_by(channel: str) -> Quota | None:
    """What one channel said lately; None = nothing, or that it has no limit."""
    kept = cache.get(_key(channel))
    return Quota(**kept) if kept else None


def outlook(channel: str, *, at: datetime) -> Outlook | None:
    """What today's limit means for those that wait; None without a limit."""
    limit = limit_of(channel)
    if not limit:
        return None
    today = timezone.localdate(at)
    gone = DailyCount.objects.filter(channel=channel, day=today).values_list("count", flat=True).first() or 0
    left = max(0, limit - gone)
    waiting = Delivery.objects.filter(channel=channel, state=DeliveryState.QUEUED).count()
    days = -(-max(0, waiting - left) // limit)
    return Outlook(limit, left, waiting, today + timedelta(days=days))
