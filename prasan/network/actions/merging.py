"""Two entries of one person made one, and parted again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.network import policies
from prasan.network.actions.members import take_over
from prasan.network.fields import CONSENT, FIELDS, Values
from prasan.network.held import values_of
from prasan.network.models import Merge, NetworkMember
from prasan.network.states import MemberState
from prasan.office.standing import Standing
from prasan.ui.refusal import Refused, ensure

_LISTS = ("phones", "groups")
_DATES = frozenset(field.key for field in FIELDS if field.type == "date")


@transaction.atomic
def merge(kept: NetworkMember, dropped: NetworkMember, *, by: User, at: datetime) -> Merge:
    """What `kept` lacks is filled in from `dropped`, whose own entry is hidden. Raises `Refused`."""
    ensure(policies.why_not_keep_network(by, Standing(timezone.localdate(at))))
    members = NetworkMember.objects.select_for_update().in_bulk([kept.pk, dropped.pk])
    if len(members) < 2 or any(member.merged_into_id for member in members.values()):
        raise Refused("รายการนี้รวมไปแล้ว เปิดหน้ารายการซ้ำอีกครั้ง")
    kept, dropped = members[kept.pk], members[dropped.pk]
    held = values_of(kept)
    filled = _filling(held, values_of(dropped))
    before = {key: _plain(held[key]) for key in filled}
    made = Merge.objects.create(
        kept=kept, dropped=dropped, before={"values": before, "state": dropped.state}, by=by, at=at
    )
    NetworkMember.objects.filter(pk=dropped.pk).update(state=MemberState.LEFT, state_at=at, merged_into=kept)
    take_over(kept, filled, by=by, at=at)
    record("members_merged", kept, by=by, at=at, dropped=dropped.pk, fields=sorted(filled))
    return made


def _filling(held: Values, other: Values) -> Values:
    """What `other` gives that is not held. Consent is one thing: taken whole or not at all."""
    filled = {
        key: value
        for key, value in other.items()
        if value and not held[key] and key not in (*CONSENT, "channel", "how")
    }
    for key in _LISTS:
        if union := [one for one in other[key] if one not in held[key]]:
            filled[key] = [*held[key], *union]
    if not held["consent_on"] and other["consent_on"]:
        filled |= {key: other[key] for key in CONSENT}
    return filled


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def part(made: Merge, *, by: User, at: datetime) -> None:
    """Undo a merge: what was filled in goes back to what it was. Raises `Refused`."""
    ensure(policies.why_not_keep_network(by, Standing(timezone.localdate(at))))
    made = Merge.objects.select_for_update().select_related("kept", "dropped").get(pk=made.pk)
    if made.undone_at:
        raise Refused("แยกกลับไปแล้ว")
    values = {key: _typed(key, value) for key, value in made.before["values"].items()}
    take_over(made.kept, values, by=by, at=at)
    NetworkMember.objects.filter(pk=made.dropped_id).update(
        state=made.before["state"], state_at=at, merged_into=None
    )
    Merge.objects.filter(pk=made.pk).update(undone_at=at)
    record("members_parted", made.kept, by=by, at=at, dropped=made.dropped_id)


def _typed(key: str, value: Any) -> Any:
    return date.fromisoformat(value) if key in _DATES and value else value
