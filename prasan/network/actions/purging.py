"""What came by the public form and its owner never confirmed does not stay (PDPA s. 22, 37(3))."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from prasan.audit.actions import record
from prasan.contacts.models import Contact, ContactPoint
from prasan.delivery.states import CONFIRMATION
from prasan.network.actions.undoing import drop_free
from prasan.network.models import SignUp


def kept_days() -> int:
    """Never shorter than the link counts."""
    return max(settings.NETWORK_SIGN_UPS_KEPT_DAYS, SignUp.LIFETIME.days)


@transaction.atomic
def purge_unconfirmed(*, at: datetime) -> int:
    """Forget wishes that were asked `NETWORK_SIGN_UPS_KEPT_DAYS` ago and never confirmed, with names and
    addresses that nothing else relies on. The trail keeps how many, of whom nothing. Returns how many."""
    kept = timedelta(days=kept_days())
    old = SignUp.objects.select_for_update().filter(confirmed_at=None, asked_at__lte=at - kept)
    points = set(old.values_list("point", flat=True))
    count = len(old)
    if not count:
        return 0
    SignUp.objects.filter(pk__in=[wish.pk for wish in old]).delete()
    _forget_addresses(points)
    record("sign_ups_purged", "network.signup:unconfirmed", by=None, at=at, count=count)
    return count


def _forget_addresses(points: set[int]) -> None:
    """The question that was sent to one goes with it; an address that anybody relies on stays."""
    asked = ContactPoint.objects.filter(pk__in=points, needs_confirmation=True, sign_ups=None)
    contacts = set(asked.values_list("contact", flat=True))
    for point in asked:
        if not point.deliveries.exclude(purpose=CONFIRMATION).exists():
            point.deliveries.all().delete()
    drop_free(asked)
    drop_free(Contact.objects.filter(pk__in=contacts, user=None))
