"""Work through what is due.

Any number of workers may do so at once: each row is claimed by one conditional UPDATE, which both databases
decide for one of them, and is held by a lease. Just before a text leaves, the row's attempt says so and is
committed; so of a worker that died in the middle it is known afterwards whether the reader may have the mail
(then a person decides) or cannot have it (then it is simply sent).
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Subquery
from django.db.models.functions import Coalesce

from prasan.contacts.actions import mark_failed
from prasan.delivery.channels import Channel, Outcome, Outgoing, Reply
from prasan.delivery.channels.email import EmailChannel
from prasan.delivery.models import Attempt, Delivery
from prasan.delivery.signals import address_failed
from prasan.delivery.states import LEASE, SECRET_PURPOSES, WAITS, DeliveryState
from prasan.office.models import OfficeProfile

logger = logging.getLogger(__name__)

_DIED = "ระบบหยุดขณะส่ง ผู้รับอาจได้รับแล้ว"
_USED_UP = f"ลองส่งครบ {len(WAITS) + 1} ครั้งแล้ว ปลายทางยังไม่รับ"


def send_due(at: datetime, limit: int = 50, channel: Channel | None = None) -> Counter[Outcome]:
    """Send what is due at `at`, at most `limit` messages; returns how often each outcome came.

    Ends early when the way out is closed: the rest would fail likewise and keeps its turn.
    """
    release_left_behind(at=at)
    due = list(Delivery.objects.due(at=at).values_list("pk", flat=True)[:limit])
    counts: Counter[Outcome] = Counter()
    if not due:
        return counts
    started = time.monotonic()
    with channel or _email_channel() as open_channel:
        for pk in due:
            now = at + timedelta(seconds=time.monotonic() - started)
            if reply := _send_one(pk, open_channel, now):
                counts[reply.outcome] += 1
                if reply.outcome is Outcome.UNREACHABLE:
                    break
    return counts


def _email_channel() -> EmailChannel:
    profile = OfficeProfile.current()
    return EmailChannel(profile.short_name if profile else "ประสาน")


def _send_one(pk: int, channel: Channel, now: datetime) -> Reply | None:
    """The reply, or None when another worker was faster."""
    claimed = Delivery.objects.due(at=now).filter(pk=pk)
    if not claimed.order_by().update(state=DeliveryState.SENDING, lease_until=now + LEASE):
        return None
    delivery = Delivery.objects.select_related("contact_point").get(pk=pk)
    attempt = Attempt(delivery=delivery, at=now, outcome=Outcome.HANDING_OVER)
    reply = _try(channel, delivery, attempt)
    _settle(delivery, attempt, reply, now)
    return reply


def _try(channel: Channel, delivery: Delivery, attempt: Attempt) -> Reply:
    """One message that trips the code up must not hold back those behind it."""
    try:
        return channel.send(_outgoing(delivery), handing_over=attempt.save)
    except Exception as error:
        logger.exception("delivery %s could not be sent", delivery.pk)
        return Reply(Outcome.MESSAGE_REFUSED, "ข้อความนี้ทำเป็นอีเมลไม่ได้", "", str(error)[:300])


def _outgoing(delivery: Delivery) -> Outgoing:
    assert delivery.contact_point is not None  # the database refuses a row to be sent without one
    return Outgoing(delivery.contact_point.address, delivery.subject, delivery.body, delivery.message_id)


@transaction.atomic
def _settle(delivery: Delivery, attempt: Attempt, reply: Reply, now: datetime) -> None:
    attempt.outcome, attempt.code, attempt.text = reply.outcome, reply.code, reply.text
    attempt.save()
    delivery.reason, delivery.lease_until = reply.reason, None
    match reply.outcome:
        case Outcome.ACCEPTED:
            delivery.state = DeliveryState.ACCEPTED
        case Outcome.UNKNOWN:
            delivery.state = DeliveryState.UNKNOWN
        case Outcome.DELAYED | Outcome.UNREACHABLE:
            _put_off(delivery, reply, now)
        case _:
            delivery.state = DeliveryState.FAILED
    _forget_secret(delivery)
    delivery.save()
    if reply.outcome is Outcome.ADDRESS_REFUSED:
        _tell_address_failed(delivery, reply, now)


def _put_off(delivery: Delivery, reply: Reply, now: datetime) -> None:
    """Later, ever more rarely. A closed way out is our own fault and uses up no try."""
    resent = delivery.attempts.filter(outcome=Outcome.RESENT).order_by("-pk").values("pk")[:1]
    since = delivery.attempts.filter(pk__gt=Coalesce(Subquery(resent), 0))
    tries = since.filter(outcome=Outcome.DELAYED).count()
    if reply.outcome is Outcome.DELAYED and tries > len(WAITS):
        delivery.state, delivery.reason = DeliveryState.FAILED, _USED_UP
        return
    delivery.state = DeliveryState.QUEUED
    delivery.next_try_at = now + WAITS[max(tries - 1, 0)]


def _forget_secret(delivery: Delivery) -> None:
    if delivery.purpose in SECRET_PURPOSES and delivery.state != DeliveryState.QUEUED:
        delivery.body = ""


def _tell_address_failed(delivery: Delivery, reply: Reply, now: datetime) -> None:
    point = delivery.contact_point
    assert point is not None
    mark_failed(point, reason=reply.reason, at=now)
    address_failed.send(sender=type(point), point=point, reason=reply.reason, at=now)


@transaction.atomic
def release_left_behind(*, at: datetime) -> int:
    """Decide about rows whose worker died: unknown when the text may have left, else queued again."""
    left = Delivery.objects.left_behind(at=at)
    open_attempts = Attempt.objects.filter(outcome=Outcome.HANDING_OVER, delivery__in=left)
    unknown = list(open_attempts.values_list("delivery_id", flat=True))
    count = left.filter(pk__in=unknown).update(state=DeliveryState.UNKNOWN, reason=_DIED, lease_until=None)
    Attempt.objects.filter(delivery__in=unknown, outcome=Outcome.HANDING_OVER).update(outcome=Outcome.UNKNOWN)
    return count + left.update(state=DeliveryState.QUEUED, lease_until=None, next_try_at=at)
