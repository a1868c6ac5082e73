"""Where the office itself posts: a contact point like any other, so that the ledger has one row for it."""

from __future__ import annotations

from django.db import transaction

from prasan.contacts.models import Contact, ContactPoint
from prasan.delivery.channels import Channel


@transaction.atomic
def own_point(way: Channel) -> ContactPoint | None:
    """The office's own page or account on `way`; None until it is set up, or when `way` has none."""
    address = way.own_address() if way.own_address else ""
    if not address:
        return None
    known = ContactPoint.objects.filter(kind=way.kind, address=address, contact__name=way.story_label)
    return known.order_by("pk").first() or ContactPoint.objects.create(
        contact=Contact.objects.create(name=way.story_label), kind=way.kind, address=address
    )
