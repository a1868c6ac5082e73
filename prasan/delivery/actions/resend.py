"""Send again what failed or got lost: a person's decision."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.contacts.actions import mark_working
from prasan.delivery.channels import Outcome
from prasan.delivery.models import Attempt, Delivery
from prasan.delivery.policies import why_not_resend
from prasan.delivery.states import FOR_A_PERSON, DeliveryState
from prasan.ui.refusal import Refusal, Refused, ensure


@transaction.atomic
def resend(delivery: Delivery, *, by: User, at: datetime) -> None:
    """Queue `delivery` once more and trust its address again. Two people pressing at once queue it once."""
    ensure(why_not_resend(delivery))
    before = delivery.state
    again = Delivery.objects.filter(pk=delivery.pk, state__in=FOR_A_PERSON).update(
        state=DeliveryState.QUEUED, reason="", next_try_at=at
    )
    if not again:
        raise Refused(Refusal("มีผู้สั่งส่งใหม่แล้ว"))
    Attempt.objects.create(delivery=delivery, at=at, outcome=Outcome.RESENT)
    if delivery.contact_point and delivery.contact_point.failed_at:
        mark_working(delivery.contact_point)
    record("delivery.resend", delivery, by=by, at=at, before=before)
