"""One page of a list, ready to be shown: what stands in each row, at the level of its reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from prasan.agencies import freshness
from prasan.agencies.days import COLUMNS, OF_LEVEL
from prasan.agencies.directory import split_name
from prasan.agencies.fields import Kind, Level
from prasan.agencies.models import Version
from prasan.agencies.publication import published
from prasan.thai import phones
from prasan.thai.places import place
from prasan.ui.breaks import no_break_name

PER_PAGE = 30
MOST_MARKS = 5
"""More rows than this in gold would say nothing any more; then the words alone say it."""


_SHOWN = ("agency_id", "values", "levels", "valid_from", "closed_on", *COLUMNS)


@dataclass(frozen=True, slots=True)
class Row:
    """An agency in a list; "" for what is not known or does not go out."""

    agency: int
    name: str
    title: SafeString
    """The name as it is drawn: โรงเรียน light, the telling part whole."""
    place: SafeString
    kind: str
    phone: str
    tel: str
    as_of: date
    confirmed_on: date | None
    is_stale: bool
    is_closed: bool


def rows(versions: Sequence[int], level: Level, *, today: date, with_province: bool = True) -> list[Row]:
    """The rows of these versions in this order; two queries whatever their number."""
    found = Version.objects.only(*_SHOWN).in_bulk(versions)
    ordered = [found[pk] for pk in versions if pk in found]
    confirmed = freshness.verified_on([version.agency_id for version in ordered], until=today)
    return [
        _row(version, confirmed.get(version.agency_id), level, today, with_province) for version in ordered
    ]


def latest(level: Level, most: int, *, today: date) -> list[Row]:
    """The open agencies whose data at `level` are of the newest days, newest first."""
    newest = f"-{OF_LEVEL[level]}"
    versions = Version.objects.current().listed(level).filter(closed_on=None).order_by(newest, "-pk")
    return rows(list(versions.values_list("pk", flat=True)[:most]), level, today=today)


def _row(version: Version, confirmed_on: date | None, level: Level, today: date, with_province: bool) -> Row:
    shown = published(version.values, version.levels, level)
    phone, tel = first_phone(shown)
    return Row(
        agency=version.agency_id,
        name=shown["name"],
        title=title(shown["name"]),
        place=_place(shown["place"], with_province) if "place" in shown else SafeString(""),
        kind=Kind(shown["kind"]).label if "kind" in shown else "",
        phone=phone,
        tel=tel,
        as_of=freshness.as_of(version, level, confirmed_on),
        confirmed_on=confirmed_on,
        is_stale=freshness.is_stale(version, confirmed_on, today),
        is_closed=version.closed_on is not None and version.closed_on <= today,
    )


@lru_cache(maxsize=8192)
def title(name: str) -> SafeString:
    """The name of an agency as headings and lists draw it."""
    light, telling = split_name(name)
    drawn = no_break_name(telling)
    return format_html('<span class="pre">{}</span>{}', light, drawn) if light else drawn


@lru_cache(maxsize=8192)
def _place(code: str, with_province: bool) -> SafeString:
    words = place_words(code)
    return format_html_join(" ", '<span class="nb">{}</span>', zip(words if with_province else words[:-1]))


@lru_cache(maxsize=8192)
def place_words(code: str) -> tuple[str, ...]:
    """("ต.ทางเกวียน", "อ.แกลง", "จ.ระยอง"); a code that is no place says nothing."""
    try:
        return tuple(place(code).label.split(" "))
    except KeyError:
        return ()


def first_phone(shown: dict[str, Any]) -> tuple[str, str]:
    """How the first number is written and dialled; ("", "") when there is none."""
    return _written(shown["phones"][0]) if shown.get("phones") else ("", "")


@lru_cache(maxsize=4096)
def _written(number: str) -> tuple[str, str]:
    found = phones.parse(number)
    return (phones.format_th(found[0]), phones.tel_uri(found[0]) or "") if found else (number, "")
