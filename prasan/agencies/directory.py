"""Finding agencies: an index of the register in memory.

A page of the directory asks for counts by kind, place and group, for the letters there are, for a part of a
name and for one page of the result. Put to the database these are six scans of the whole register; here
they are passes over lists of one process, a millisecond or two for 36,249 agencies. An index holds what one
day's register shows at one level, is made again after a consent and when the day changed, and is never kept
while a transaction is open, whose rows may yet be taken back.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from hashlib import sha256
from sys import intern
from threading import Lock
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.safestring import SafeString

from prasan.agencies.days import OF_LEVEL
from prasan.agencies.fields import Level
from prasan.agencies.filters import Query
from prasan.agencies.models import ChangeRequest, Version
from prasan.agencies.publication import goes_out
from prasan.agencies.states import RequestState
from prasan.printing.papers.phonebook import letter_of
from prasan.thai.names import similar

_FEW = 4
"""Indexes that are kept: public and staff of today, and two of other days."""
_FOUND = 200
"""Answers that an index remembers."""
_LOOKED_AT = 60
"""Names with the same beginning or end that are compared with one that was not found."""
_SCHOOL = "โรงเรียน"
_CHUNK = 2000


def split_name(name: str) -> tuple[str, str]:
    """The light and the telling part of a name: ("โรงเรียน", "บ้านนา"), ("", "เทศบาลตำบลแกลง")."""
    telling = name.removeprefix(_SCHOOL).strip()
    return (_SCHOOL, telling) if name.startswith(_SCHOOL) and len(telling) > 1 else ("", name)


@dataclass(frozen=True, slots=True)
class Entry:
    """What an index knows of a version; "" for what does not go out at its level."""

    version: int
    key: str
    letter: str
    scope: str
    kind: str
    place: str
    group: str
    is_closed: bool
    since: date
    newest_on: date
    """The newest day of what goes out (`days`)."""
    decided_at: datetime


class Index:
    """The register of one day at one level in dictionary order; agencies are known by their position."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.versions = array("q")
        self.keys: list[str] = []
        self.columns: dict[str, list[str]] = {
            name: [] for name in ("scope", "kind", "province", "district", "group", "letter")
        }
        self.closed: set[int] = set()
        self.changed_on: date | None = None
        self.newest_on: date | None = None
        self.decided_at: datetime | None = None
        for position, entry in enumerate(entries):
            self._add(position, entry)
        self.all = range(len(self.versions))
        self.open = [position for position in self.all if position not in self.closed]
        self._found: dict[Query, Sequence[int]] = {}
        self._counted: dict[tuple[Query, str], dict[str, int]] = {}
        self._drawn: dict[tuple[Any, ...], SafeString] = {}
        self.provinces = set(self.columns["province"]) - {""}

    def _add(self, position: int, entry: Entry) -> None:
        self.versions.append(entry.version)
        self.keys.append(entry.key)
        columns = self.columns
        columns["scope"].append(intern(entry.scope))
        columns["kind"].append(intern(entry.kind))
        columns["province"].append(intern(entry.place[:2]))
        columns["district"].append(intern(entry.place[:4]))
        columns["group"].append(intern(entry.group))
        columns["letter"].append(intern(entry.letter))
        if entry.is_closed:
            self.closed.add(position)
        if self.changed_on is None or entry.since > self.changed_on:
            self.changed_on = entry.since
        if not entry.is_closed and (self.newest_on is None or entry.newest_on > self.newest_on):
            self.newest_on = entry.newest_on
        if self.decided_at is None or entry.decided_at > self.decided_at:
            self.decided_at = entry.decided_at

    @property
    def digest(self) -> str:
        """Equal for the same versions of which the same are closed."""
        closed = array("q", sorted(self.closed))
        last = str(self.decided_at).encode()
        return sha256(b"|".join((self.versions.tobytes(), closed.tobytes(), last))).hexdigest()[:16]

    def find(self, query: Query) -> Sequence[int]:
        """Positions of what the query asks for, in dictionary order."""
        if query not in self._found:
            if len(self._found) >= _FOUND:
                self._found.clear()
            self._found[query] = self._search(query)
        return self._found[query]

    def _search(self, query: Query) -> Sequence[int]:
        positions: Sequence[int] = self.all if query.with_closed else self.open
        for name, value in self._chosen(query):
            column = self.columns[name]
            positions = [position for position in positions if column[position] == value]
        terms = query.terms
        if query.text and not terms:
            return []
        keys = self.keys
        for term in terms:
            positions = [position for position in positions if term in keys[position]]
        return positions

    @staticmethod
    def _chosen(query: Query) -> Iterator[tuple[str, str]]:
        if query.place:
            yield ("district" if len(query.place) == 4 else "province"), query.place
        for name in ("group", "letter", "kind", "scope"):
            if value := getattr(query, name):
                yield name, value

    def count(self, query: Query, column: str) -> dict[str, int]:
        """How many of what the query asks for have each value of `column`; without those that have none."""
        if (query, column) not in self._counted:
            if len(self._counted) >= _FOUND:
                self._counted.clear()
            values = self.columns[column]
            counts = Counter(map(values.__getitem__, self.find(query)))
            counts.pop("", None)
            self._counted[query, column] = dict(counts)
        return self._counted[query, column]

    def drawn(self, key: tuple[Any, ...], draw: Callable[[], SafeString]) -> SafeString:
        """What `draw` makes of this index, made once for each key."""
        if key not in self._drawn:
            if len(self._drawn) >= _FOUND:
                self._drawn.clear()
            self._drawn[key] = draw()
        return self._drawn[key]

    def near(self, query: Query, *, most: int = 5) -> list[int]:
        """Positions whose names look like the text that found nothing, best first.

        A name with one slip still holds one half of what was typed, so only such names are compared.
        """
        keys, hits = self.keys, dict[int, None]()
        for piece in (half for term in query.terms[:3] for half in _halves(term)):
            hits |= dict.fromkeys(
                [position for position in self.open if piece in keys[position]][:_LOOKED_AT]
            )
        candidates = list(hits)[: 2 * _LOOKED_AT]
        names = _names_of([self.versions[position] for position in candidates])
        scored = [(similar(query.text, names.get(self.versions[p], "")), -p) for p in candidates]
        return [-position for score, position in sorted(scored, reverse=True)[:most] if score >= 0.55]


def _halves(term: str) -> list[str]:
    middle = len(term) // 2
    return [half for half in (term[:middle], term[middle:]) if len(half) > 1]


def _names_of(versions: list[int]) -> dict[int, str]:
    return dict(Version.objects.filter(pk__in=versions).values_list("pk", "name"))


_keeping = Lock()
_kept: OrderedDict[tuple[Any, ...], Index] = OrderedDict()


def index(level: Level, day: date | None = None) -> Index:
    """The index of what is current, or of what was in force at the end of `day`."""
    today = timezone.localdate()
    key = (level, day, today, *_state_of_register())
    if connection.in_atomic_block:
        return Index(_entries(level, day, today))
    with _keeping:
        if key not in _kept:
            _kept[key] = Index(_entries(level, day, today))
        _kept.move_to_end(key)
        while len(_kept) > _FEW:
            _kept.popitem(last=False)
        return _kept[key]


def forget() -> None:
    """Drop every index: the next list is made from the database."""
    with _keeping:
        _kept.clear()


def _state_of_register() -> tuple[int, int]:
    """Grows with every consent and with nothing else: the last version, how many requests are in force."""
    return _last_version().first() or (0, 0)


@cache
def _last_version() -> QuerySet[Version, tuple[int, int]]:
    """Built once: to build it costs more than to run it. Only copies of it are asked for rows."""
    in_force = (
        ChangeRequest.objects.filter(state=RequestState.APPROVED)
        .order_by()
        .values("state")
        .annotate(count=Count("pk"))
        .values("count")
    )
    last = Version.objects.order_by("-pk").annotate(consents=Coalesce(Subquery(in_force), 0))
    return last.values_list("pk", "consents")


def _entries(level: Level, day: date | None, today: date) -> Iterator[Entry]:
    versions = Version.objects.current() if day is None else Version.objects.as_of(day)
    rows = (
        versions.listed(level)
        .in_thai_order()
        .annotate(all_levels=Cast("levels", TextField()))
        .values_list(
            "pk", "name", "name_key", "scope", "kind", "place", "place_level",
            "school_group", "group_level", "closed_on", "valid_from", OF_LEVEL[level], "decided_at",
            "all_levels",
        )
    )  # fmt: skip
    at = day or today
    for row in rows.iterator(_CHUNK):
        if entry := _entry(row, level, at):
            yield entry


@lru_cache(maxsize=512)
def _levels(text: str) -> dict[str, int]:
    """Most agencies share a few ways of publishing, so few are ever parsed."""
    levels: dict[str, int] = json.loads(text)
    return levels


def _entry(row: tuple[Any, ...], level: Level, at: date) -> Entry | None:
    """None for an agency whose closing does not go out: it is neither an open one nor told to be closed."""
    (
        pk,
        name,
        key,
        scope,
        kind,
        place,
        place_level,
        group,
        group_level,
        closed_on,
        since,
        newest_on,
        decided_at,
        text,
    ) = row
    levels = _levels(text)
    is_closed = closed_on is not None and closed_on <= at
    if is_closed and not goes_out("closed_on", levels, level):
        return None
    return Entry(
        version=pk,
        key=key,
        letter=letter_of(split_name(name)[1]),
        scope=scope if goes_out("scope", levels, level) else "",
        kind=kind if goes_out("kind", levels, level) else "",
        place=place if place_level >= level else "",
        group=group if group_level >= level else "",
        is_closed=is_closed,
        since=since,
        newest_on=newest_on or since,
        decided_at=decided_at,
    )
