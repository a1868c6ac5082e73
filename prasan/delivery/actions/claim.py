"""Taking rows to send, saying so before they leave, and giving back what was not sent.

Rows are claimed in one transaction by a conditional UPDATE, which both databases decide for one worker, and
held by a lease. Before texts leave, `tried_at` of the next few is set and committed. So of a worker that
died it is known which rows its readers may have (a person decides) and which cannot have left (the next
worker sends them).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from prasan.delivery.actions.write import why_suppressed
from prasan.delivery.channels import Outcome
from prasan.delivery.channels.registry import every_channel
from prasan.delivery.models import Attempt, Delivery, StoppedTopic
from prasan.delivery.states import LEASE, DeliveryState

_DIED = "ระบบหยุดขณะส่ง ผู้รับอาจได้รับแล้ว"


def claim(worker: str, *, at: datetime, limit: int, closed: Collection[str] = ()) -> list[Delivery]:
    """At most `limit` rows that are due and now `worker`'s, in their order; none of `closed` channels."""
    with transaction.atomic():
        due = Delivery.objects.due(at=at).exclude(channel__in=closed)
        keys = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
        if not keys:
            return []
        Delivery.objects.filter(pk__in=keys, state=DeliveryState.QUEUED).update(
            state=DeliveryState.SENDING, claimed_by=worker, lease_until=at + LEASE, tried_at=None
        )
    mine = Delivery.objects.filter(pk__in=keys, claimed_by=worker, state=DeliveryState.SENDING)
    return _without_suppressed(
        list(mine.select_related("content", "contact_point").order_by("next_try_at", "pk"))
    )


def _without_suppressed(rows: list[Delivery]) -> list[Delivery]:
    """What came up since a row was written (its reader stopped the news, its story was corrected while it was
    put off) still keeps it from being sent."""
    channels, going = every_channel(), []
    stops = StoppedTopic.objects.named(row.topic for row in rows)
    for row in rows:
        way, stop = channels[row.channel], stops.get(row.topic)
        reason = why_suppressed(row.contact_point, way, row.purpose, is_bulk=row.content.is_bulk)
        if stop and stop.covers(row.version):
            reason = stop.reason
        if reason:
            Delivery.objects.filter(pk=row.pk, claimed_by=row.claimed_by).update(
                state=DeliveryState.SUPPRESSED, reason=reason[:300], claimed_by="", lease_until=None
            )
        else:
            going.append(row)
    return going


def mark(rows: list[Delivery], worker: str, *, at: datetime) -> list[Delivery]:
    """Those of `rows` that still are `worker`'s, now marked as about to leave."""
    keys = [row.pk for row in rows]
    mine = Delivery.objects.filter(pk__in=keys, claimed_by=worker, state=DeliveryState.SENDING)
    if mine.update(tried_at=at) == len(keys):
        return rows
    still = set(mine.values_list("pk", flat=True))
    return [row for row in rows if row.pk in still]


def release(rows: Iterable[Delivery], worker: str) -> None:
    """Give back what certainly did not leave; it keeps its turn."""
    keys = [row.pk for row in rows]
    if keys:
        Delivery.objects.filter(pk__in=keys, claimed_by=worker, state=DeliveryState.SENDING).update(
            state=DeliveryState.QUEUED, claimed_by="", lease_until=None, tried_at=None
        )


def holders() -> list[str]:
    """The workers that hold rows now, living or dead."""
    held = Delivery.objects.filter(state=DeliveryState.SENDING).order_by()
    return list(held.values_list("claimed_by", flat=True).distinct())


def _known_again(at: datetime) -> Q:
    """Rows of channels that recognise a message tried as lately as these were."""
    known = Q(pk__in=[])
    for name, channel in every_channel().items():
        if channel.known_again_for:
            known |= Q(channel=name, tried_at__gt=at - channel.known_again_for)
    return known


@transaction.atomic
def release_left_behind(*, at: datetime, dead: Iterable[str] = ()) -> int:
    """Decide about rows whose worker died: unknown when the text may have left, else queued again.

    A channel that still knows a message again by its id is simply asked once more. Returns how many rows.
    """
    left = Delivery.objects.left_behind(at=at, dead=dead).select_for_update()
    tried = left.exclude(tried_at=None).exclude(_known_again(at))
    maybe = list(tried.values_list("pk", "tried_at"))
    unknown = Delivery.objects.filter(pk__in=[key for key, _ in maybe])
    count = unknown.update(state=DeliveryState.UNKNOWN, reason=_DIED, lease_until=None)
    Attempt.objects.bulk_create(
        Attempt(delivery_id=key, at=tried_at, outcome=Outcome.UNKNOWN) for key, tried_at in maybe if tried_at
    )
    again = Delivery.objects.left_behind(at=at, dead=dead)
    return count + again.update(state=DeliveryState.QUEUED, claimed_by="", lease_until=None, tried_at=None)
