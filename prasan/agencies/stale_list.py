"""The list of those to be asked: last confirmed by whom, when and how, and when they were last asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Count, QuerySet
from django.db.models.fields.json import KT

from prasan.agencies import unreachable
from prasan.agencies.actions import upkeep
from prasan.agencies.fields import Scope
from prasan.agencies.models import Verification, VerificationRequest, Version
from prasan.contacts.actions.points import is_email, normalize
from prasan.contacts.models import ContactPoint


@dataclass(frozen=True, slots=True)
class Row:
    """One agency; `checked_on` the day on which all of it was known to be right: that of `verified` (None =
    never confirmed), or of its oldest value where that is later. `failure` is why nothing
    arrives at its central e-mail, in Thai; "" = letters arrive, as far as is known."""

    version: Version
    checked_on: date
    email: str
    verified: Verification | None
    asked: VerificationRequest | None
    is_asked_lately: bool
    failure: str = ""


def stale_in(scope: str, *, at: datetime) -> QuerySet[Version]:
    """The stale of one scope; "" = both."""
    versions = upkeep.stale(at=at)
    return versions.filter(scope=scope) if scope else versions


def counts(*, at: datetime) -> dict[str, int]:
    """{scope: how many are stale}, "" for all; one query."""
    found = dict(upkeep.stale(at=at).order_by().values_list("scope").annotate(Count("pk")))
    return {"": sum(found.values()), **{scope: found.get(scope, 0) for scope in Scope.values}}


def rows(versions: Sequence[Version], *, at: datetime) -> list[Row]:
    """Three queries for however many."""
    agencies = [version.agency_id for version in versions]
    verified = _latest(Verification.objects.filter(agency__in=agencies).select_related("recorded_by"))
    asked = _latest(VerificationRequest.objects.filter(agency__in=agencies))
    failed = unreachable.failures_of(versions)
    return [
        _row(
            version,
            verified.get(version.agency_id),
            asked.get(version.agency_id),
            failed.get(unreachable.address_of(version)),
            at,
        )
        for version in versions
    ]


T = TypeVar("T", Verification, VerificationRequest)


def _latest(found: Iterable[T]) -> dict[int, T]:
    """The first of each agency: both come latest first."""
    latest: dict[int, T] = {}
    for row in found:
        latest.setdefault(row.agency_id, row)
    return latest


def _row(
    version: Version,
    verified: Verification | None,
    asked: VerificationRequest | None,
    failed: ContactPoint | None,
    at: datetime,
) -> Row:
    email = str(version.values.get("email", ""))
    checked_on: date = version.checked_on  # type: ignore[attr-defined]
    return Row(
        version,
        checked_on,
        email if is_email(email) else "",
        verified,
        asked,
        bool(asked and asked.asked_at > at - upkeep.RECENT),
        failed.failure if failed else "",
    )


@dataclass(slots=True)
class Plan:
    """Who would be asked, who was asked lately, who has no e-mail at which letters arrive."""

    ask: list[int] = field(default_factory=list)
    lately: int = 0
    without: list[tuple[int, str]] = field(default_factory=list)


def plan(versions: QuerySet[Version], *, at: datetime) -> Plan:
    """What asking all of `versions` would do."""
    lately = set(upkeep.asked_recently(at=at).values_list("agency", flat=True))
    failed = set(unreachable.failed_points().values_list("address", flat=True))
    made = Plan()
    for agency, name, email in versions.annotate(email=KT("values__email")).values_list(
        "agency_id", "name", "email"
    ):
        if agency in lately:
            made.lately += 1
        elif email and is_email(email) and normalize(email) not in failed:
            made.ask.append(agency)
        else:
            made.without.append((agency, name))
    return made
