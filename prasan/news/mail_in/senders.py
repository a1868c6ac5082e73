"""Whose mail it is: by the e-mail addresses of the register, or of the people who sign in for an agency.

An address in a mail can be forged: it says whom an officer should ask, never that somebody consented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextField
from django.db.models.functions import Cast

from prasan.accounts.models import User
from prasan.agencies.fields import Kind, Scope
from prasan.agencies.models import Agency, Version
from prasan.agencies.models.agency import VersionQuerySet


@dataclass(frozen=True, slots=True)
class Sender:
    """`agency` None: nobody we know, or an address that several agencies share."""

    agency: Agency | None = None
    user: User | None = None
    is_school: bool = False


def sender_of(address: str) -> Sender:
    """Who writes from `address` (lower case)."""
    if "@" not in address:
        return Sender()
    user = User.objects.filter(email__iexact=address, is_active=True).first()
    versions = list(_of_user(user)) if user else []
    versions = versions or list(_with_address(address))
    agency = versions[0].agency if len(versions) == 1 else None
    return Sender(agency, user, any(map(_is_ours, versions)))


def _of_user(user: User) -> Iterator[Version]:
    yield from _open().filter(agency__members=user)


def _with_address(address: str) -> Iterator[Version]:
    """Found as text, which both databases do alike, then looked at."""
    rows = _open().annotate(all_values=Cast("values", TextField())).filter(all_values__icontains=address)
    yield from (row for row in rows[:20] if address in set(_addresses(row)))


def _open() -> VersionQuerySet:
    return Version.objects.current().filter(closed_on=None).select_related("agency")


def _addresses(version: Version) -> Iterator[str]:
    for found in (version.values.get("email"), version.values.get("personal_email")):
        yield str(found or "").lower()
    for person in version.values.get("people") or []:
        yield str(person.get("email", "")).lower()


def _is_ours(version: Version) -> bool:
    return version.kind == Kind.SCHOOL and version.scope == Scope.INTERNAL
