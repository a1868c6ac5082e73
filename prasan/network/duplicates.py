"""Who may stand in the network twice, and whom the register of agencies knows already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prasan.agencies.models import Version
from prasan.contacts.models import ContactPoint
from prasan.network.held import with_all
from prasan.network.models import NetworkMember
from prasan.network.models.member import MemberQuerySet, bare_name
from prasan.thai.names import variants_key

MOST = 100


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that may be one person, and what they have in common (Thai)."""

    one: NetworkMember
    other: NetworkMember
    why: str


@dataclass(frozen=True, slots=True)
class Known:
    """A member whose address or number an agency of the register has."""

    member: NetworkMember
    agency: int
    agency_name: str
    why: str


def pairs() -> list[Pair]:
    """At most MOST, the same name before the same address before the same number."""
    found: dict[tuple[int, int], str] = {}
    present = NetworkMember.objects.listed().present().in_thai_order()
    names = present.values_list("pk", "contact__name")
    emails = present.exclude(email=None).values_list("pk", "email__address")
    for why, keys in (
        ("ชื่อเดียวกัน", ((pk, variants_key(bare_name(name))) for pk, name in names.iterator())),
        ("อีเมลเดียวกัน", emails.iterator()),
        ("โทรศัพท์หมายเลขเดียวกัน", _numbers(present)),
    ):
        for pair in _sharing(keys):
            found[pair] = f"{found[pair]} {why}" if pair in found else why
    first = dict(list(found.items())[:MOST])
    shown = with_all(NetworkMember.objects.all()).in_bulk({pk for pair in first for pk in pair})
    return [Pair(shown[one], shown[other], why) for (one, other), why in first.items()]


def _numbers(members: MemberQuerySet) -> Iterator[tuple[int, str]]:
    """(member, number without its extension)."""
    points = members.filter(contact__points__kind=ContactPoint.Kind.PHONE)
    for pk, number in points.values_list("pk", "contact__points__address").iterator():
        yield pk, number.partition(" ")[0]


def _sharing(keys: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """The first with a key beside each other with it."""
    first: dict[str, int] = {}
    for pk, key in keys:
        if key and first.setdefault(key, pk) != pk:
            yield first[key], pk


def known_to_register() -> list[Known]:
    """Members without an agency whose address or number is one of the register's."""
    alone = NetworkMember.objects.listed().present().filter(agency=None).in_thai_order()
    keys = [*alone.exclude(email=None).values_list("pk", "email__address"), *_numbers(alone)]
    by_key = _of_register({key for _, key in keys}) if keys else {}
    why = {pk: key for pk, key in reversed(keys) if key in by_key}
    shown = with_all(alone.filter(pk__in=list(why)[:MOST]))
    return [Known(member, *by_key[why[member.pk]], why[member.pk]) for member in shown]


def _of_register(wanted: set[str]) -> dict[str, tuple[int, str]]:
    """{address or number: (agency, name)} of those that are wanted."""
    found: dict[str, tuple[int, str]] = {}
    rows = Version.objects.current().filter(closed_on=None).values_list("agency_id", "name", "values")
    for agency, name, values in rows.iterator(500):
        people = values.get("contacts") or []
        keys = [
            values.get("email"),
            values.get("personal_email"),
            *(person.get("email") for person in people),
        ]
        keys += [*values.get("phones", ()), *values.get("mobiles", ())]
        keys += [number for person in people for number in person.get("phones", ())]
        for key in keys:
            if key and (bare := str(key).lower().partition(" ")[0]) in wanted:
                found.setdefault(bare, (agency, name))
    return found
