"""Many new members at once, for sheets: what `members.put_in` does, in a few statements for each thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from prasan.accounts.models import User
from prasan.agencies.models import Agency, Version
from prasan.audit.actions import record
from prasan.contacts.models import Contact, ContactPoint
from prasan.network.actions.groups import groups_named
from prasan.network.actions.members import refuse_wrong, whole
from prasan.network.fields import OWN, Values
from prasan.network.models import NetworkMember
from prasan.thai.names import display_school, variants_key
from prasan.thai.text import fold

_AT_ONCE = 500
Points = dict[tuple[int, str, str], ContactPoint]


@dataclass(slots=True)
class Made:
    """Keys of what came to be."""

    members: list[int] = field(default_factory=list)
    contacts: list[int] = field(default_factory=list)
    points: list[int] = field(default_factory=list)


def put_in_many(rows: Sequence[Values], *, by: User, at: datetime) -> Made:
    """New members of whole values; raises `Refused` and leaves the transaction to its owner."""
    made = Made()
    for start in range(0, len(rows), _AT_ONCE):
        _put_in([whole(values, by) for values in rows[start : start + _AT_ONCE]], by, at, made)
    return made


def _put_in(rows: list[Values], by: User, at: datetime, made: Made) -> None:
    for values in rows:
        refuse_wrong(values, at)
    contacts = _contacts(rows, made)
    points = _points(rows, contacts, made)
    agencies = _agencies(rows)
    members = [
        _member(values, contact, points, agencies, by, at)
        for values, contact in zip(rows, contacts, strict=True)
    ]
    NetworkMember.objects.bulk_create(members)
    made.members += [member.pk for member in members]
    _join(members, rows)
    for member in members:
        record("member_added", member, by=by, at=at, how="sheet")


def _contacts(rows: list[Values], made: Made) -> list[Contact]:
    """The contact of each row's address and name that is no member yet; else a new one."""
    emails = [values["email"] for values in rows if values["email"]]
    known = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, address__in=emails)
    free: dict[tuple[str, str], Contact] = {}
    for point in known.filter(contact__network_member=None).select_related("contact").order_by("-pk"):
        free[point.address, variants_key(point.contact.name)] = point.contact
    contacts = [free.pop((values["email"], variants_key(values["name"])), None) for values in rows]
    found = [contact or Contact(name=values["name"]) for contact, values in zip(contacts, rows, strict=True)]
    new = Contact.objects.bulk_create([contact for contact in found if contact.pk is None])
    made.contacts += [contact.pk for contact in new]
    return found


def _points(rows: list[Values], contacts: list[Contact], made: Made) -> Points:
    wanted = [
        (contact.pk, kind, address)
        for values, contact in zip(rows, contacts, strict=True)
        for kind, address in _addresses(values)
    ]
    held = ContactPoint.objects.filter(contact__in=contacts)
    points: Points = {(point.contact_id, point.kind, point.address): point for point in held}
    new = [key for key in dict.fromkeys(wanted) if key not in points]
    points_made = ContactPoint.objects.bulk_create(
        ContactPoint(contact_id=contact, kind=kind, address=address) for contact, kind, address in new
    )
    made.points += [point.pk for point in points_made]
    return points | dict(zip(new, points_made, strict=True))


def _addresses(values: Values) -> Iterable[tuple[str, str]]:
    kinds = ContactPoint.Kind
    single = ((kinds.EMAIL, values["email"]), (kinds.HANDOVER, values["how"]), (kinds.LINE, values["line"]))
    yield from ((kind.value, address) for kind, address in single if address)
    yield from ((kinds.PHONE.value, number) for number in values["phones"])


def _agencies(rows: list[Values]) -> dict[str, Agency]:
    """{organisation: the agency that is called exactly so}, where it is only one."""
    names = {display_school(values["organisation"]) for values in rows if values["organisation"]}
    found: dict[str, list[Agency]] = defaultdict(list)
    for version in Version.objects.current().filter(name__in=names).select_related("agency"):
        found[version.name].append(version.agency)
    return {name: agencies[0] for name, agencies in found.items() if len(agencies) == 1}


def _member(
    values: Values,
    contact: Contact,
    points: Points,
    agencies: Mapping[str, Agency],
    by: User,
    at: datetime,
) -> NetworkMember:
    kinds = ContactPoint.Kind
    member = NetworkMember(
        contact=contact,
        email=points.get((contact.pk, kinds.EMAIL.value, values["email"])),
        handover=points.get((contact.pk, kinds.HANDOVER.value, values["how"])),
        agency=agencies.get(display_school(values["organisation"])),
        added_by=by,
        added_at=at,
        changed_at=at,
        state_at=at,
        **{key: values[key] for key in OWN},
    )
    member.set_keys()
    return member


def _join(members: list[NetworkMember], rows: list[Values]) -> None:
    by_key = {
        group.key: group for group in groups_named(name for values in rows for name in values["groups"])
    }
    through = NetworkMember.groups.through
    through.objects.bulk_create(
        through(networkmember=member, group=by_key[key])
        for member, values in zip(members, rows, strict=True)
        for key in dict.fromkeys(fold(name) for name in values["groups"])
        if key
    )
