"""What a person decides about a delivery, each kept as a row: who, when, what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.contacts.actions import mark_working
from prasan.contacts.models import ContactPoint
from prasan.delivery import policies
from prasan.delivery.actions.own_points import own_point
from prasan.delivery.actions.write import why_suppressed
from prasan.delivery.channels.registry import channel
from prasan.delivery.models import Delivery, DeliveryDecision, StoppedTopic
from prasan.delivery.states import FOR_A_PERSON, NOT_BEGUN, Choice, DeliveryState
from prasan.ui.refusal import Refusal, Refused, ensure

FREED: dict[str, Any] = {"claimed_by": "", "lease_until": None, "tried_at": None}
"""Of a row that no worker holds any more."""


@transaction.atomic
def resend(delivery: Delivery, *, by: User, at: datetime) -> None:
    """Queue `delivery` once more and trust its address again. Two people pressing at once queue it once."""
    ensure(policies.why_not_resend(delivery))
    ensure(policies.why_overtaken(delivery, _stop_of(delivery)))
    changes: dict[str, Any] = {"next_try_at": at, "delays": 0}
    before = set(FOR_A_PERSON)
    if delivery.state == DeliveryState.SUPPRESSED:
        before, changes["contact_point"] = {DeliveryState.SUPPRESSED}, _reachable_now(delivery)
    _decide(delivery, Choice.SEND_AGAIN, before, DeliveryState.QUEUED, by, at, **changes)
    if delivery.contact_point and delivery.contact_point.failed_at:
        mark_working(delivery.contact_point)


@transaction.atomic
def take_as_sent(delivery: Delivery, *, by: User, at: datetime) -> None:
    """Nobody knows whether it arrived; a person takes it that it did."""
    ensure(policies.why_not_take_as_sent(delivery))
    _decide(delivery, Choice.TAKE_AS_SENT, {DeliveryState.UNKNOWN}, DeliveryState.ACCEPTED, by, at)


@transaction.atomic
def stop(delivery: Delivery, *, by: User | None, at: datetime, reason: str = "เจ้าหน้าที่สั่งไม่ส่ง") -> None:
    """It shall not go out any more."""
    ensure(policies.why_not_stop(delivery))
    _decide(delivery, Choice.STOP, NOT_BEGUN, DeliveryState.SUPPRESSED, by, at, reason=reason)


@transaction.atomic
def stop_all(*, topic: str, version: int | None = None, reason: str, by: User | None, at: datetime) -> int:
    """Stop whatever of `topic` (up to `version`, if given) has not begun; returns how many rows.

    For a story that was corrected or withdrawn. What a worker holds at this moment may still go out: it shows
    in the report as sent, and a correction reaches it. Where it was put off instead, it is not sent again
    (`claim`); neither is what is written of those versions from now on.
    """
    StoppedTopic.keep(topic, version, reason, at)
    rows = Delivery.objects.filter(topic=topic, state__in=NOT_BEGUN)
    rows = rows.filter(version__lte=version) if version is not None else rows
    keys = list(rows.select_for_update().values_list("pk", flat=True))
    DeliveryDecision.objects.bulk_create(
        (DeliveryDecision(delivery_id=key, by=by, at=at, choice=Choice.STOP) for key in keys), batch_size=500
    )
    stopped = Delivery.objects.filter(pk__in=keys).update(state=DeliveryState.SUPPRESSED, reason=reason[:300])
    if stopped:
        record("delivery.stop_all", f"delivery.topic:{topic}", by=by, at=at, version=version, count=stopped)
    return stopped


@transaction.atomic
def hand_over(delivery: Delivery, *, by: User, at: datetime, link: str = "") -> None:
    """`by` carried the text to its group, board or loudspeaker; `link` shows it there, where there is one."""
    ensure(policies.why_not_hand_over(delivery))
    ensure(policies.why_overtaken(delivery, _stop_of(delivery)))
    _decide(
        delivery, Choice.HANDED_OVER, {DeliveryState.WAITING}, DeliveryState.HANDED_OVER, by, at, link=link
    )


@transaction.atomic
def take_back(delivery: Delivery, *, by: User, at: datetime) -> None:
    """Undo `hand_over`: it was not carried there after all."""
    ensure(policies.why_not_take_back(delivery))
    before, after = {DeliveryState.HANDED_OVER}, DeliveryState.WAITING
    _decide(delivery, Choice.NOT_HANDED_OVER, before, after, by, at)


def _reachable_now(delivery: Delivery) -> ContactPoint:
    """Where a post of the office goes once its channel is connected. Raises `Refused` while it is not."""
    way = channel(delivery.channel)
    point = delivery.contact_point or own_point(way)
    why_not = why_suppressed(point, way, delivery.purpose, is_bulk=False) if point else way.why_not("")
    if point is None or why_not:
        raise Refused(Refusal(why_not))
    return point


def _stop_of(delivery: Delivery) -> StoppedTopic | None:
    return StoppedTopic.objects.named([delivery.topic]).get(delivery.topic)


def _decide(
    delivery: Delivery,
    choice: Choice,
    before: set[DeliveryState] | frozenset[DeliveryState],
    after: DeliveryState,
    by: User | None,
    at: datetime,
    *,
    link: str = "",
    **changes: object,
) -> None:
    """The row goes from one of `before` to `after`, for the first who says so."""
    was = delivery.state
    changes = {"state": after, "reason": ""} | FREED | changes
    if not Delivery.objects.filter(pk=delivery.pk, state__in=before).update(**changes):
        raise Refused(Refusal("มีผู้ตัดสินใจเรื่องนี้แล้ว"))
    DeliveryDecision.objects.create(delivery=delivery, by=by, at=at, choice=choice, link=link)
    record(f"delivery.{choice}", delivery, by=by, at=at, before=was)
    delivery.refresh_from_db()
