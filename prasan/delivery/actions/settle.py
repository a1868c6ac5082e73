"""Writing down what came of a try."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from prasan.contacts.actions import mark_failed
from prasan.delivery.actions.decide import FREED
from prasan.delivery.channels import Outcome, Reply
from prasan.delivery.channels.registry import channel
from prasan.delivery.models import Attempt, Delivery, Message
from prasan.delivery.signals import address_failed
from prasan.delivery.states import SECRET_PURPOSES, WAITS, DeliveryState

_AFTER = {
    Outcome.ACCEPTED: DeliveryState.ACCEPTED,
    Outcome.DELIVERED: DeliveryState.DELIVERED,
    Outcome.UNKNOWN: DeliveryState.UNKNOWN,
    Outcome.ADDRESS_REFUSED: DeliveryState.FAILED,
    Outcome.MESSAGE_REFUSED: DeliveryState.FAILED,
    Outcome.DELAYED: DeliveryState.QUEUED,
    Outcome.UNREACHABLE: DeliveryState.QUEUED,
}
# A worker so slow that it was taken for dead still knows best what became of its rows.
_MINE = (DeliveryState.SENDING, DeliveryState.UNKNOWN)


class Tried(NamedTuple):
    """One row, when it was tried, and the answer."""

    delivery: Delivery
    at: datetime
    reply: Reply


def settle(results: list[Tried], worker: str) -> None:
    """Keep every answer; call it inside a transaction. Rows that are `worker`'s no more keep their state."""
    if not results:
        return
    Attempt.objects.bulk_create(
        Attempt(delivery=tried.delivery, at=tried.at, outcome=tried.reply.outcome, code=tried.reply.code[:20],
                text=tried.reply.text[:300])
        for tried in results
    )  # fmt: skip
    plain = [tried.delivery.pk for tried in results if _is_plain(tried.reply)]
    _mine(plain, worker).update(state=DeliveryState.ACCEPTED, reason="", **FREED)
    for tried in results:
        if not _is_plain(tried.reply):
            _settle_one(tried, worker)
    _forget_secrets(results)


def _is_plain(reply: Reply) -> bool:
    """Accepted, and nothing to be said of it: nearly all are."""
    return reply.outcome is Outcome.ACCEPTED and not reply.reason


def _mine(keys: list[int], worker: str) -> Any:
    return Delivery.objects.filter(pk__in=keys, claimed_by=worker, state__in=_MINE)


def _settle_one(tried: Tried, worker: str) -> None:
    row, at, reply = tried
    if reply.outcome is Outcome.UNKNOWN and _is_known_again(row, at):
        reply = replace(reply, outcome=Outcome.DELAYED)
    changes: dict[str, Any] = {"state": _AFTER[reply.outcome], "reason": reply.reason[:300]}
    if reply.outcome is Outcome.DELAYED:
        changes |= {"delays": min(row.delays + 1, 30_000), "next_try_at": at + _wait(row, reply)}
    if not _mine([row.pk], worker).update(**changes, **FREED):
        return
    if reply.outcome is Outcome.ADDRESS_REFUSED:
        tell_address_failed(row, reason=reply.reason, at=at)


def _is_known_again(row: Delivery, at: datetime) -> bool:
    """Sent once more it would not come twice: the other side still knows its id, from the first try on."""
    known_for = channel(row.channel).known_again_for
    first = row.attempts.order_by("pk").values_list("at", flat=True).first()
    return known_for is not None and first is not None and at - first < known_for


def _wait(row: Delivery, reply: Reply) -> timedelta:
    """As long as the other side asked, at least; ever longer by ourselves."""
    own = WAITS[min(row.delays, len(WAITS) - 1)]
    return max(own, timedelta(seconds=reply.wait or 0))


def _forget_secrets(results: list[Tried]) -> None:
    keys = [
        tried.delivery.content_id
        for tried in results
        if tried.delivery.purpose in SECRET_PURPOSES and _AFTER[tried.reply.outcome] != DeliveryState.QUEUED
    ]
    if keys:
        Message.objects.filter(pk__in=keys).update(text="")


def tell_address_failed(row: Delivery, *, reason: str, at: datetime) -> None:
    """Mark the address, once for all who rely on it, and say so to the rooms above."""
    point = row.contact_point
    assert point is not None
    mark_failed(point, reason=reason, at=at)
    address_failed.send(sender=type(point), point=point, reason=reason, at=at)
