"""Agencies to whose central e-mail nothing arrives: as long as the address is theirs and marked so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Lower, Trim

from prasan.agencies.models import Version
from prasan.contacts.actions.points import normalize
from prasan.contacts.models import ContactPoint


def failed_points() -> QuerySet[ContactPoint]:
    """E-mail addresses at which nothing arrives."""
    return ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, failed_at__isnull=False)


def address_of(version: Version) -> str:
    """The central e-mail as the address book writes it; "" = none."""
    return normalize(str(version.values.get("email") or ""))


def having(addresses: Iterable[str] | QuerySet[Any, Any]) -> QuerySet[Version]:
    """What is in force of the agencies whose central e-mail is one of `addresses`."""
    written = Lower(Trim(KT("values__email")))
    return Version.objects.current().annotate(central_email=written).filter(central_email__in=addresses)


def failures_of(versions: Iterable[Version]) -> dict[str, ContactPoint]:
    """{address: its point} of the central e-mails of `versions` at which nothing arrives; one question."""
    addresses = {address_of(version) for version in versions} - {""}
    return {point.address: point for point in failed_points().filter(address__in=addresses)}


def failure_of(version: Version) -> ContactPoint | None:
    """The point of the central e-mail of one agency, if nothing arrives there."""
    return failures_of([version]).get(address_of(version))
