"""Is this the same agency? By code, then by name and place; then by nearly the same name in the same place.

A school and a temple may have one name (วัดกร่ำ): names are compared within a class (school, unit,
person, other). Two places fit if one is the other or lies in it, or if one isn't known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from prasan.agencies.importing.snapshot import Known, RegisterSnapshot
from prasan.thai import names

NEAR = 0.8
"""From here on two names are shown to a person (`names.similar`)."""
NEAR_IN_SHEET = 0.93
"""Two rows of one sheet are meant to be two: only what reads like a slip of the hand is asked."""
_DISTRICT, _SUBDISTRICT = 4, 6
_CLASSES = {"school": "school", "unit": "unit", "person": "person"}
_MOST_CANDIDATES = 5
_MOST_LOOKED_AT, _MOST_MEASURED = 400, 20
"""No district has so many schools; a sheet that has them all in one place shall not take hours."""


def class_of(kind: str | None) -> str:
    return _CLASSES.get(kind or "", "other")


def places_fit(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


class Identity(NamedTuple):
    """By what a row or an agency is recognised; "" where it has none."""

    klass: str
    key: str
    place: str
    code8: str
    code10: str
    name: str


@dataclass(slots=True)
class Entry:
    """Something that a row may be: an agency of the register (`known`) or a row above (`row`)."""

    identity: Identity
    known: Known | None = None
    row: Any = None
    is_former: bool = False


@dataclass(slots=True)
class Index:
    """Entries by what they are recognised by; near names are sought within `reach` digits of the place."""

    reach: int = _DISTRICT
    by_code8: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    by_code10: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[tuple[str, str], list[Entry]] = field(default_factory=lambda: defaultdict(list))
    by_place: dict[tuple[str, str], list[Entry]] = field(default_factory=lambda: defaultdict(list))

    def add(self, entry: Entry) -> None:
        who = entry.identity
        if who.code8:
            self.by_code8[who.code8].append(entry)
        if who.code10:
            self.by_code10[who.code10].append(entry)
        self.add_name(entry)

    def add_name(self, entry: Entry) -> None:
        who = entry.identity
        self.by_name[who.klass, who.key].append(entry)
        self.by_place[who.klass, who.place[: self.reach]].append(entry)

    def with_code(self, who: Identity) -> list[Entry]:
        """Those with one of the row's codes; two different ones if the codes disagree."""
        if not who.code8 and not who.code10:
            return []
        return _each_once([*self.by_code8.get(who.code8, ()), *self.by_code10.get(who.code10, ())])

    def with_name(self, who: Identity) -> list[Entry]:
        """The same name in a fitting place."""
        found = self.by_name.get((who.klass, who.key))
        return _each_once([e for e in found if places_fit(e.identity.place, who.place)]) if found else []

    def with_name_in_other_class(self, who: Identity) -> list[Entry]:
        """The same name in a fitting place, but of another kind: the school for a temple's name."""
        classes = [klass for klass in ("school", "other", "unit", "person") if klass != who.klass]
        return [entry for klass in classes for entry in self.with_name(who._replace(klass=klass))]

    def with_name_elsewhere(self, who: Identity) -> list[Entry]:
        """The same name in the same district, but in another subdistrict."""
        found = self.by_name.get((who.klass, who.key))
        if not found or len(who.place) < _DISTRICT:
            return []
        return _each_once([e for e in found if e.identity.place[:_DISTRICT] == who.place[:_DISTRICT]])

    def nearly_named(self, who: Identity, least: float) -> list[Entry]:
        """Nearly the same name in a fitting place, best first; nothing if its district isn't known."""
        bucket = (
            self.by_place.get((who.klass, who.place[: self.reach])) if len(who.place) >= self.reach else None
        )
        if not bucket:
            return []
        key = who.key
        changed = _CHANGED_IN_SLIPS if least > NEAR else _CHANGED_AT_MOST
        worth = [e for e in bucket[-_MOST_LOOKED_AT:] if _worth_comparing(e.identity.key, key, changed)]
        near = []
        for entry in worth[-_MOST_MEASURED:]:
            score = names.similar(entry.identity.name, who.name)
            if score >= least and places_fit(entry.identity.place, who.place):
                near.append((score, entry))
        near.sort(key=lambda pair: -pair[0])
        return _each_once([entry for _, entry in near[:_MOST_CANDIDATES]])


def index_of_rows() -> Index:
    return Index(reach=_SUBDISTRICT)


def _each_once(entries: list[Entry]) -> list[Entry]:
    return list({id(e.known or e.row): e for e in entries}.values()) if len(entries) > 1 else entries


_MOST_APART = 5
_CHANGED_AT_MOST, _CHANGED_IN_SLIPS = 4, 2
_DIGIT = re.compile(r"\d")


def _worth_comparing(one: str, other: str, most_changed: int) -> bool:
    """A cheap look before `names.similar`: little is left between what both begin and end with."""
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    length = len(shorter)
    if len(longer) - length > _MOST_APART:
        return False
    half = (length - most_changed) // 2
    if half > 0 and shorter[:half] != longer[:half] and shorter[-half:] != longer[-half:]:
        return False
    front = 0
    while front < length and shorter[front] == longer[front]:
        front += 1
    back = 0
    while back < length - front and shorter[-1 - back] == longer[-1 - back]:
        back += 1
    if length - front - back > most_changed:
        return False
    # Names that differ in a number are never near.
    return not _DIGIT.search(shorter[front : length - back] + longer[front : len(longer) - back])


def identity(values: dict[str, Any], kind: str) -> Identity:
    name = values.get("name", "")
    return Identity(
        class_of(kind), names.variants_key(name), values.get("place", ""), values.get("code8", ""),
        values.get("code10", ""), name,
    )  # fmt: skip


def index_register(register: RegisterSnapshot) -> Index:
    """Agencies under their name and under every other or former one."""
    index = Index()
    for known in register:
        values = known.values
        who = identity({**values, "name": known.name}, values.get("kind", ""))
        index.add(Entry(who, known))
        for key, other in {names.variants_key(other): other for other in known.other_names}.items():
            if key != who.key:
                index.add_name(Entry(who._replace(key=key, name=other), known, is_former=True))
    return index


def code_differs(one: Identity, other: Identity) -> bool:
    """Whether both have a code of the same length, and not the same one."""
    return bool(one.code8 and other.code8 and one.code8 != other.code8) or bool(
        one.code10 and other.code10 and one.code10 != other.code10
    )
