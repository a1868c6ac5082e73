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
    return point_of(contact, ContactPoint.Kind.EMAIL, user.email)


@transaction.atomic
def email_point_for(name: str, address: str, *, from_public_form: bool = False) -> ContactPoint | None:
    """The point of an e-mail address, under whoever has it already, else under a new contact `name`.

    None when `address` is empty or no e-mail address. A new one that came `from_public_form` gets nothing
    but the question until its owner confirms it (`confirm`).
    """
    address = normalize(address)
    if not is_email(address):
        return None
    known = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, address=address).order_by("pk").first()
    if known and known.needs_confirmation and not from_public_form:
        same_address(known).update(needs_confirmation=False)  # the register's word, or a consent, is enough
        known.refresh_from_db()
    return known or ContactPoint.objects.create(
        contact=Contact.objects.create(name=name),
        kind=ContactPoint.Kind.EMAIL,
        address=address,
        needs_confirmation=from_public_form,
    )


def point_of(contact: Contact, kind: ContactPoint.Kind, address: str) -> ContactPoint:
    """The point of `contact`, made when it is new."""
    address = normalize(address) if kind == ContactPoint.Kind.EMAIL else address.strip()
    return ContactPoint.objects.get_or_create(contact=contact, kind=kind, address=address)[0]


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
    same_address(point).update(failed_at=at, failure=reason[:300])
    point.refresh_from_db()


def mark_working(point: ContactPoint) -> None:
    """Take the mark off: somebody says that the address works again."""
    same_address(point).update(failed_at=None, failure="")
    point.refresh_from_db()


def confirm(point: ContactPoint, *, at: datetime) -> None:
    """Its owner says that the address is theirs and may be written to."""
    same_address(point).filter(confirmed_at=None).update(needs_confirmation=False, confirmed_at=at)
    point.refresh_from_db()


def unsubscribe(point: ContactPoint, *, at: datetime) -> bool:
    """Its owner wants no more news there; True the first time."""
    is_new = same_address(point).filter(unsubscribed_at=None).update(unsubscribed_at=at) > 0
    point.refresh_from_db()
    return is_new


def subscribe_again(point: ContactPoint) -> None:
    """Its owner wants news again."""
    same_address(point).update(unsubscribed_at=None)
    point.refresh_from_db()


def same_address(point: ContactPoint) -> QuerySet[ContactPoint]:
    """The point and those of other contacts at the same address."""
    return ContactPoint.objects.filter(kind=point.kind, address=point.address)
