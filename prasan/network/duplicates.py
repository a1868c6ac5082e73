"""Who may stand in the network twice, and whom the register of agencies knows already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from prasan.agencies.models import Version
from prasan.network.held import values_of, with_all
from prasan.network.models import NetworkMember
from prasan.network.models.member import bare_name
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
    members = list(with_all(NetworkMember.objects.listed().present().in_thai_order()))
    found: dict[tuple[int, int], Pair] = {}
    for why, keys in (("ชื่อเดียวกัน", _name), ("อีเมลเดียวกัน", _email), ("โทรศัพท์หมายเลขเดียวกัน", _phones)):
        for one, other in _sharing(members, keys):
            before = found.get((one.pk, other.pk))
            said = f"{before.why} {why}" if before else why
            found[one.pk, other.pk] = Pair(one, other, said)
    return list(found.values())[:MOST]


def _name(member: NetworkMember) -> list[str]:
    return [variants_key(bare_name(member.contact.name))]


def _email(member: NetworkMember) -> list[str]:
    return [member.email.address] if member.email else []


def _phones(member: NetworkMember) -> list[str]:
    return [number.partition(" ")[0] for number in values_of(member)["phones"]]


def _sharing(
    members: Iterable[NetworkMember], keys: Callable[[NetworkMember], list[str]]
) -> Iterator[tuple[NetworkMember, NetworkMember]]:
    by_key: dict[str, list[NetworkMember]] = defaultdict(list)
    for member in members:
        for key in keys(member):
            if key:
                by_key[key].append(member)
    for same in by_key.values():
        yield from ((same[0], other) for other in same[1:])


def known_to_register() -> list[Known]:
    """Members without an agency whose address or number is one of the register's."""
    alone = NetworkMember.objects.listed().present().filter(agency=None).in_thai_order()
    members = list(with_all(alone))
    if not members:
        return []
    by_key = _of_register({key for member in members for key in (*_email(member), *_phones(member))})
    found = []
    for member in members:
        for key in (*_email(member), *_phones(member)):
            if agency := by_key.get(key):
                found.append(Known(member, *agency, key))
                break
    return found[:MOST]


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
