"""What the owner of an address wants: no more news there, or news again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from prasan.audit.actions import record
from prasan.contacts.actions import subscribe_again, unsubscribe
from prasan.contacts.models import ContactPoint
from prasan.delivery.signals import wish_changed


@transaction.atomic
def stop_news(point: ContactPoint, *, at: datetime) -> None:
    """By its own link, so by its owner; saying it again changes nothing."""
    if unsubscribe(point, at=at):
        record("delivery.stop_news", point, by=None, at=at)
        wish_changed.send(sender=ContactPoint, point=point, wants_news=False, at=at)


@transaction.atomic
def want_news(point: ContactPoint, *, at: datetime) -> None:
    """Undo `stop_news`."""
    if point.unsubscribed_at is not None:
        subscribe_again(point)
        record("delivery.want_news", point, by=None, at=at)
        wish_changed.send(sender=ContactPoint, point=point, wants_news=True, at=at)
