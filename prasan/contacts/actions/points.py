"""Contact points: found or made, marked when a message to them does not arrive."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet

from prasan.accounts.models import User
from prasan.contacts.models import Contact, ContactPoint


@transaction.atomic
def email_point(user: User) -> ContactPoint:
    """Where `user` is written to: the e-mail they sign in with."""
    contact, _ = Contact.objects.get_or_create(user=user, defaults={"name": user.name})
    return _point(contact, normalize(user.email))


@transaction.atomic
def email_point_for(name: str, address: str) -> ContactPoint | None:
    """The point of an e-mail address, under whoever has it already, else under a new contact `name`.

    None when `address` is empty or no e-mail address.
    """
    address = normalize(address)
    if not is_email(address):
        return None
    known = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, address=address).order_by("pk").first()
    return known or _point(Contact.objects.create(name=name), address)


def normalize(address: str) -> str:
    """Lower case and without blanks around it: no mail server in use tells Somchai@ from somchai@."""
    return address.strip().lower()


def is_email(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def mark_failed(point: ContactPoint, *, reason: str, at: datetime) -> None:
    """Nothing arrives at this address: said of every contact that has it."""
    _same_address(point).update(failed_at=at, failure=reason[:300])
    point.refresh_from_db()


def mark_working(point: ContactPoint) -> None:
    """Take the mark off: somebody says that the address works again."""
    _same_address(point).update(failed_at=None, failure="")
    point.refresh_from_db()


def _point(contact: Contact, address: str) -> ContactPoint:
    point, _ = ContactPoint.objects.get_or_create(
        contact=contact, kind=ContactPoint.Kind.EMAIL, address=address
    )
    return point


def _same_address(point: ContactPoint) -> QuerySet[ContactPoint]:
    return ContactPoint.objects.filter(kind=point.kind, address=point.address)
