"""Published stories as the public lists show them, and how many there are by month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.urls import reverse

from prasan.news.models import StoryPhoto, StoryRecording, StoryVersion
from prasan.news.models.story import story_url
from prasan.news.models.version import StoryVersionQuerySet
from prasan.news.states import Category, StoryState
from prasan.thai.dates import MONTHS

PER_PAGE = 12


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of a story; `category` as people read it, `photo` a row of `_photos` or None."""

    title: str
    url: str
    category: str
    listed_at: datetime
    is_corrected: bool
    photo: Any


def newest() -> StoryVersionQuerySet:
    """Newest first, with the story's address."""
    return _newest().all()


@cache
def _newest() -> StoryVersionQuerySet:
    """Built once: to build it costs more than to run it. Never asked for rows itself, only for copies."""
    return StoryVersion.objects.public().newest_first().select_related("story")


def first_recordings(versions: Iterable[StoryVersion]) -> dict[int, StoryRecording]:
    """Of each version the first that is shown, by the version's key: RSS 2.0 has one enclosure an item."""
    keys = [version.pk for version in versions]
    rows = StoryRecording.objects.filter(version__in=keys, file__isnull=False).order_by("-order", "-pk")
    return {row.version_id: row for row in rows}


def page_of(rows: StoryVersionQuerySet, number: str | int | None) -> Page[Any]:
    """A page of `rows` as cards; three queries and a count, and a far page costs what the first does."""
    # Keys first, from the index alone: a far page does not read the texts of all those before it.
    page: Page[Any] = Paginator(rows.values_list("pk", flat=True), PER_PAGE).get_page(number)
    page.object_list = cards(page.object_list)
    return page


def latest_stories(count: int) -> list[Card]:
    """For the home page of the site."""
    return cards(newest().values_list("pk", flat=True)[:count])


def cards(keys: Iterable[int]) -> list[Card]:
    """Versions as the lists show them, in the order of their `keys`; two queries.

    By key alone: asked for the state as well, SQLite walks the index of all that is published. Whatever was
    withdrawn since the keys were read is left out here.
    """
    keys = list(keys)
    rows = {row.pk: row for row in _rows().filter(pk__in=keys)}
    photos: dict[int, Any] = {}
    for photo in _photos().filter(version__in=keys):
        photos.setdefault(photo.version_id, photo)
    return [_card(rows[key], photos.get(key)) for key in keys if key in rows and _is_public(rows[key])]


@cache
def _rows() -> Any:
    return StoryVersion.objects.order_by().values_list(
        "pk", "state", "is_on_web", "title", "category", "note", "listed_at", "story__year", "story__number",
        named=True,
    )  # fmt: skip


@cache
def _photos() -> Any:
    """In their order; all that a card knows of its picture."""
    return StoryPhoto.objects.values_list("version_id", "pk", "width", "height", "formats", named=True)


def _is_public(row: Any) -> bool:
    """As `StoryVersionQuerySet.public` has it."""
    return bool(row.is_on_web) and row.state == StoryState.PUBLISHED


def _card(row: Any, photo: Any) -> Card:
    url = story_url(row.story__year, row.story__number)
    return Card(row.title, url, Category(row.category).label, row.listed_at, bool(row.note), photo)


@dataclass(frozen=True, slots=True)
class Headline:
    """A story beside another one."""

    title: str
    url: str
    listed_at: datetime


def headlines(count: int, *, agency: int | None, without: int) -> list[Headline]:
    """The newest, of `agency` or of all, without the version that is read; one query."""
    rows = _headlines().filter(agency=agency) if agency else _headlines().all()
    others = [row for row in rows[: count + 1] if row[0] != without][:count]
    return [Headline(title, story_url(year, number), at) for _, title, at, year, number in others]


@cache
def _headlines() -> Any:
    return newest().values_list("pk", "title", "listed_at", "story__year", "story__number")


@dataclass(frozen=True, slots=True)
class Month:
    """`year` in พ.ศ., `number` 1–12."""

    year: int
    number: int
    count: int

    @property
    def name(self) -> str:
        return month_name(self.number)

    @property
    def url(self) -> str:
        return f"{_folder()}{self.year}/{self.number}/"


@cache
def _folder() -> str:
    """Where the months have their addresses: looked up once, not for every month of the archive."""
    return reverse("news:month", args=[0, 0]).removesuffix("0/0/")


def month_name(number: int) -> str:
    return MONTHS[number - 1]


def months() -> list[tuple[int, tuple[Month, ...]]]:
    """[(พ.ศ. year, its months)], newest first; one query, answered by an index alone."""
    public = StoryVersion.objects.public().order_by("-listed_month")
    rows = public.values_list("listed_month").annotate(count=Count("*"))
    found = [Month(month // 100, month % 100, count) for month, count in rows]
    return [(year, tuple(run)) for year, run in groupby(found, key=lambda month: month.year)]
