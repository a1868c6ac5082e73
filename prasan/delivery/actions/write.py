"""Write a message into the ledger; a worker sends it once the transaction has committed."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.conf import settings

from prasan.contacts.models import ContactPoint
from prasan.delivery.models import Delivery
from prasan.delivery.states import DeliveryState


def write(
    *,
    key: str,
    to: ContactPoint | None,
    purpose: str,
    subject: str,
    body: str,
    at: datetime,
    recipient: str = "",
) -> Delivery:
    """The delivery of `key`, written now if it was not before.

    Without an address (`to` None), or when nothing arrives at it, the row is kept as suppressed and says why,
    so that a list of who was told names those who were not. `recipient` is the name to show, by default the
    contact's.
    """
    reason = _why_suppressed(to)
    delivery, _ = Delivery.objects.get_or_create(
        key=key,
        defaults={
            "contact_point": to,
            "recipient": (recipient or (to.contact.name if to else ""))[:250],
            "purpose": purpose,
            "subject": " ".join(subject.split())[:300],
            "body": body,
            "message_id": f"<{uuid4().hex}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>",
            "state": DeliveryState.SUPPRESSED if reason else DeliveryState.QUEUED,
            "reason": reason,
            "next_try_at": at,
        },
    )
    return delivery


def _why_suppressed(to: ContactPoint | None) -> str:
    if to is None or to.kind != ContactPoint.Kind.EMAIL:
        return "ไม่มีที่อยู่อีเมล"
    if to.failed_at:
        return f"ที่อยู่นี้เคยส่งไม่ถึง: {to.failure}"[:300]
    return ""
