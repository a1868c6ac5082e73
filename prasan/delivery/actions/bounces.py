"""What the other side says later, in a mail of its own (RFC 3464): it did not arrive, not yet, or it did."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from prasan.contacts.actions.points import normalize
from prasan.contacts.models import ContactPoint
from prasan.delivery.actions.settle import tell_address_failed
from prasan.delivery.channels import Outcome
from prasan.delivery.models import Attempt, Delivery
from prasan.delivery.models.delivery import DeliveryQuerySet
from prasan.delivery.states import DeliveryState

_NAMED_BY_ADDRESS = timedelta(days=7)
_AWAITS_WORD = (DeliveryState.ACCEPTED, DeliveryState.UNKNOWN)


@transaction.atomic
def take_bounce(
    *,
    addresses: Iterable[str],
    message_id: str,
    reason: str,
    permanent: bool,
    at: datetime,
    code: str = "",
) -> list[Delivery]:
    """Put a bounce to the rows that it speaks of; returns them, none when they are not ours.

    The row is found by `message_id`; without one, it is the last that went to each of `addresses` within a
    week: whoever sends us bounces of mails that we never wrote marks nothing. `permanent`: the row is bounced
    and its address marked, once; else the word is kept with the row. `reason` is for people, `code` the
    status (RFC 3463). The same bounce taken twice is taken once.
    """
    rows = list(
        _rows_of(addresses, message_id, at).select_related("contact_point").select_for_update(of=("self",))
    )
    for row in rows:
        if permanent:
            _bounce(row, reason, code, at)
        elif not row.attempts.filter(outcome=Outcome.WARNED, code=code[:20]).exists():
            _note(row, Outcome.WARNED, reason, code, at)
    return rows


def _rows_of(addresses: Iterable[str], message_id: str, at: datetime) -> DeliveryQuerySet:
    mails = Delivery.objects.filter(channel="email").exclude(contact_point=None)
    if message_id:
        return mails.filter(message_id=f"<{message_id.strip().strip('<>')}>")
    lately = mails.filter(state__in=_AWAITS_WORD, attempts__at__gt=at - _NAMED_BY_ADDRESS)
    last = (
        lately.filter(contact_point__address=normalize(address))
        .order_by("-pk")
        .values_list("pk", flat=True)
        .first()
        for address in addresses
    )
    return mails.filter(pk__in=[key for key in last if key])


def _bounce(row: Delivery, reason: str, code: str, at: datetime) -> None:
    if not _move(row, DeliveryState.BOUNCED, reason):
        return
    _note(row, Outcome.BOUNCED, reason, code, at)
    point = row.contact_point
    assert isinstance(point, ContactPoint)
    if point.failed_at is None:
        tell_address_failed(row, reason=reason, at=at)


@transaction.atomic
def take_delivered(*, message_id: str, at: datetime, text: str = "") -> Delivery | None:
    """The other side says that it arrived (a success report of RFC 3464)."""
    row = _rows_of((), message_id, at).first() if message_id else None
    if row and _move(row, DeliveryState.DELIVERED, ""):
        _note(row, Outcome.DELIVERED, text, "", at)
    return row


def _move(row: Delivery, after: DeliveryState, reason: str) -> bool:
    changed = Delivery.objects.filter(pk=row.pk, state__in=_AWAITS_WORD).update(
        state=after, reason=reason[:300], claimed_by=""
    )
    row.refresh_from_db(fields=["state", "reason"])
    return changed > 0


def _note(row: Delivery, outcome: Outcome, text: str, code: str, at: datetime) -> None:
    Attempt.objects.create(delivery=row, at=at, outcome=outcome, code=code[:20], text=text[:300])
