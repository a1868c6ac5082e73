"""The past of one agency as a readable timeline: its consented versions, and who confirmed them between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from prasan.agencies.details import source_text
from prasan.agencies.fields import FIELDS, Field, Level
from prasan.agencies.models import ChangeItem, ChangeRequest, Verification, Version
from prasan.agencies.states import ItemAction, RequestState
from prasan.agencies.wording import as_text
from prasan.approvals.models import Decision
from prasan.approvals.states import Outcome
from prasan.approvals.wording import acting_line, decision_word


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Texts as people read them, "" for nothing; levels None for nothing."""

    field: Field
    before: str
    after: str
    level_before: Level | None
    level_after: Level | None
    source: str


@dataclass(frozen=True, slots=True)
class Consent:
    word: str
    person: str
    post: str
    acting: str
    signed_on: date | None = None
    """The day on the paper, where it was signed on paper; `recorded_by` put it on record."""
    recorded_by: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """`kind`: first | change | verified | removed. `day` from when it holds."""

    kind: str
    at: datetime
    day: date
    request: ChangeRequest | None = None
    changes: list[FieldChange] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    verification: Verification | None = None


def timeline(agency: int) -> list[Event]:
    """Everything that happened, newest first; four queries however long it is."""
    versions = list(
        Version.objects.filter(agency=agency)
        .select_related("request__case")
        .prefetch_related("request__case__decisions__recorded_by")
        .order_by("pk")
    )
    events = [*_of_versions(versions), *_of_verifications(agency), *_of_removals(agency)]
    return sorted(events, key=lambda event: event.at)[::-1]


def _of_versions(versions: list[Version]) -> Iterator[Event]:
    before: Version | None = None
    for version in versions:
        yield Event(
            "change" if before else "first",
            version.decided_at,
            version.valid_from,
            version.request,
            list(changes(before, version)),
            _consents(version.request),
        )
        before = version


def changes(before: Version | None, after: Version) -> Iterator[FieldChange]:
    """The fields whose value or level differs; all of a first version."""
    old_values: Mapping[str, Any] = before.values if before else {}
    old_levels: Mapping[str, int] = before.levels if before else {}
    for one in FIELDS:
        key = one.key
        old, new = old_values.get(key), after.values.get(key)
        if old == new and (new is None or old_levels.get(key) == after.levels.get(key)):
            continue
        yield FieldChange(
            one,
            as_text(key, old),
            as_text(key, new),
            _level(old_levels, key) if old is not None else None,
            _level(after.levels, key) if new is not None else None,
            source_text(after.sources, key) if old != new else "",
        )


def _level(levels: Mapping[str, int], key: str) -> Level:
    return Level(levels.get(key, Level.INTERNAL))


def _consents(request: ChangeRequest) -> list[Consent]:
    """Who consented, lowest first, as of the round that was in force."""
    if request.case is None:
        return []
    given = [one for one in request.case.decisions.all() if one.outcome == Outcome.APPROVED]
    return [_consent(decision) for decision in given if decision.round == request.case.round]


def _consent(decision: Decision) -> Consent:
    said = (decision_word(decision), decision.person_name, decision.own_post, acting_line(decision))
    if not decision.is_paper:
        return Consent(*said)
    by = decision.recorded_by.name if decision.recorded_by else ""
    return Consent(*said, signed_on=decision.decided_on, recorded_by=by)


def _of_verifications(agency: int) -> Iterator[Event]:
    for one in Verification.objects.filter(agency=agency):
        yield Event("verified", one.at, timezone.localdate(one.at), verification=one)


def _of_removals(agency: int) -> Iterator[Event]:
    items = ChangeItem.objects.filter(
        agency=agency, action=ItemAction.REMOVE, request__state=RequestState.APPROVED
    ).select_related("request__case")
    for item in items.prefetch_related("request__case__decisions__recorded_by"):
        case = item.request.case
        if case and case.decided_at:
            yield Event(
                "removed",
                case.decided_at,
                timezone.localdate(case.decided_at),
                item.request,
                consents=_consents(item.request),
            )
