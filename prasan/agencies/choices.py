"""The choices beside a list: kinds, places, groups and letters that find something, with their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from prasan.agencies.directory import Index
from prasan.agencies.fields import Kind, Scope
from prasan.agencies.filters import Query
from prasan.thai.collation import natural_key, sort_key
from prasan.thai.places import place

MOST_OPTIONS = 120
"""A longer list of groups is offered only once a district is chosen."""
SELECTED = SafeString(" selected")
CURRENT = SafeString(' aria-current="true"')
_KINDS = {
    Kind.UNIT: "กลุ่มงานภายใน",
    Kind.SCHOOL: "โรงเรียน",
    Kind.AGENCY: "หน่วยงานภายนอก",
    Kind.ORGANISATION: "องค์กร",
    Kind.PERSON: "บุคคล",
}
_KIND_ORDER = (Kind.SCHOOL, Kind.AGENCY, Kind.ORGANISATION, Kind.PERSON, Kind.UNIT)


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int
    is_on: bool
    address: str
    """Where the list with this choice stands; choosing again what is on takes it off."""


def of_kind(index: Index, query: Query) -> list[Choice]:
    counts = index.count(query.change(kind=""), "kind")
    return list(_choices(query, "kind", counts, _KIND_ORDER, lambda kind: _KINDS[Kind(kind)]))


def of_scope(index: Index, query: Query) -> list[Choice]:
    counts = index.count(query.change(scope=""), "scope")
    return list(_choices(query, "scope", counts, Scope.values, lambda scope: Scope(scope).label))


def of_letter(index: Index, query: Query) -> SafeString:
    """Links to the first letters of the names, drawn; "" when there is nothing to choose."""
    return index.drawn(("letter", query), lambda: _letters(index, query))


def _letters(index: Index, query: Query) -> SafeString:
    counts = index.count(query.change(letter=""), "letter")
    choices = list(_choices(query, "letter", counts, sorted(counts, key=sort_key), str))
    if len(choices) < 2 and not query.letter:
        return SafeString("")
    links = ((one.address, CURRENT if one.is_on else "", one.label) for one in choices)
    return format_html_join("", '<a href="{}"{}>{}</a>', links)


@dataclass(frozen=True, slots=True)
class Select:
    """A list to choose from, drawn; "" when there is nothing to choose."""

    name: str
    label: str
    options: SafeString


def of_place(index: Index, query: Query) -> Select | None:
    """Provinces; once one is chosen, or where there is only one, its districts."""
    provinces = index.count(query.change(place=""), "province")
    if len(provinces) > 1 and not query.place:
        return _select(index, "place", "จังหวัด", "ทุกจังหวัด", provinces, "")
    first = {query.place[:2]: f"ทุกอำเภอใน{_place_name(query.place[:2])}"} if len(provinces) > 1 else {}
    counts = index.count(query.change(place=next(iter(first), "")), "district")
    counts = {code: number for code, number in counts.items() if len(code) == 4}
    every = "ทุกจังหวัด" if first else "ทุกอำเภอ"
    return _select(index, "place", "อำเภอ", every, counts, query.place, first)


def of_group(index: Index, query: Query) -> Select | None:
    counts = index.count(query.change(group=""), "group")
    if len(counts) > MOST_OPTIONS and not query.group:
        return None
    return _select(index, "group", "กลุ่มโรงเรียน", "ทุกกลุ่มโรงเรียน", counts, query.group)


def _select(
    index: Index,
    name: str,
    label: str,
    every: str,
    counts: dict[str, int],
    chosen: str,
    first: Mapping[str, str] | None = None,
) -> Select | None:
    if len(counts) < 2 and not chosen:
        return None
    key = (name, chosen, *counts.items())
    options = index.drawn(key, lambda: _options(name, every, counts, chosen, first or {}))
    return Select(name, label, options)


def _options(
    name: str, every: str, counts: Mapping[str, int], chosen: str, first: Mapping[str, str]
) -> SafeString:
    label, key = (_place_name, _place_key) if name == "place" else (str, natural_key)
    options = [("", every), *first.items()]
    options += [(value, f"{label(value)} ({counts[value]:,})") for value in sorted(counts, key=key)]
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, SELECTED if value and value == chosen else "", text) for value, text in options),
    )


def _choices(
    query: Query,
    facet: str,
    counts: Mapping[str, int],
    order: Sequence[str],
    label: Callable[[str], str],
) -> Iterator[Choice]:
    chosen = getattr(query, facet)
    for value in order:
        if count := counts.get(value, 0):
            is_on = value == chosen
            address = query.change(**{facet: "" if is_on else str(value)}).address
            yield Choice(str(value), label(value), count, is_on, address)


def _place_name(code: str) -> str:
    try:
        return place(code).name
    except KeyError:
        return code


def _place_key(code: str) -> bytes:
    return sort_key(_place_name(code))
