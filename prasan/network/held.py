"""What the office holds of members, as values and as people read them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from prasan.agencies.wording import phone_text
from prasan.contacts.models import ContactPoint
from prasan.network.fields import BY_KEY, FIELDS, OWN, Values
from prasan.network.models import Channel, Kind, NetworkMember
from prasan.network.models.member import MemberQuerySet
from prasan.thai import dates

_LABELS = {"kind": dict(Kind.choices), "channel": dict(Channel.choices)}


def with_all(members: MemberQuerySet) -> MemberQuerySet:
    """With whatever `values_of` reads, in a few queries whatever their number."""
    found = members.select_related("contact", "email", "handover")
    return found.prefetch_related("contact__points", "groups")


def values_of(member: NetworkMember) -> Values:
    """Every field, empty ones too."""
    points = member.contact.points.all()
    lines = _addresses(points, ContactPoint.Kind.LINE)
    return {
        "name": member.contact.name,
        **{key: getattr(member, key) for key in OWN},
        "phones": _addresses(points, ContactPoint.Kind.PHONE),
        "line": lines[-1] if lines else "",
        "email": member.email.address if member.email else "",
        "how": member.how,
        "groups": sorted(group.name for group in member.groups.all()),
    }


def _addresses(points: Any, kind: str) -> list[str]:
    return [point.address for point in sorted(points, key=lambda point: point.pk) if point.kind == kind]


def as_text(key: str, value: Any) -> str:
    """ "" for none; dates and telephones as Thai papers write them."""
    match BY_KEY[key].type:
        case "date":
            return dates.short(value) if isinstance(value, date) else ""
        case "phones":
            return ", ".join(phone_text(number) for number in value or ())
        case "groups":
            return ", ".join(value or ())
        case "kind" | "channel":
            return _LABELS[key].get(value, "")
    return str(value or "")


def lines_of(member: NetworkMember, without: Collection[str] = ()) -> list[tuple[str, str]]:
    """(label, text) of what is not empty, in the order of the form."""
    values = values_of(member)
    shown = [field for field in FIELDS if field.key not in without]
    texts = ((field.label, as_text(field.key, values[field.key])) for field in shown)
    return [(label, text) for label, text in texts if text]
