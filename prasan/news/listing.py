"""Published stories as the public lists show them, and how many there are by month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch

from prasan.news.models import StoryPhoto, StoryVersion
from prasan.news.models.version import StoryVersionQuerySet
from prasan.thai.dates import MONTHS

PER_PAGE = 12


def newest() -> StoryVersionQuerySet:
    """Newest first, with the story's address."""
    return StoryVersion.objects.public().newest_first().select_related("story")


def page_of(rows: StoryVersionQuerySet, number: object) -> Page[Any]:
    """A page of `rows` as cards; three queries and a count, and a far page costs what the first does."""
    # Keys first, from the index alone: a far page does not read the texts of all those before it.
    page: Page[Any] = Paginator(rows.values_list("pk", flat=True), PER_PAGE).get_page(number)
    page.object_list = cards(page.object_list)
    return page


def latest_stories(count: int) -> list[StoryVersion]:
    """For the home page of the site."""
    return cards(newest().values_list("pk", flat=True)[:count])


def cards(keys: Iterable[int]) -> list[StoryVersion]:
    """Versions in the order of their `keys`, with what a card of the list shows and nothing else."""
    photos = Prefetch("photos", StoryPhoto.objects.only("version_id", "width", "height"))
    rows = StoryVersion.objects.select_related("story").prefetch_related(photos).only(*_ON_A_CARD)
    # By key alone: asked for the state as well, SQLite walks the index of all that is published.
    # What was withdrawn since the keys were read is left out here.
    found = {row.pk: row for row in rows.filter(pk__in=list(keys)).order_by() if row.is_public}
    return [found[key] for key in keys if key in found]


_ON_A_CARD = (
    "state", "is_on_web", "title", "category", "note", "listed_at", "story__year", "story__number",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Month:
    """`year` in พ.ศ., `number` 1–12."""

    year: int
    number: int
    count: int

    @property
    def name(self) -> str:
        return month_name(self.number)


def month_name(number: int) -> str:
    return MONTHS[number - 1]


def months() -> list[tuple[int, list[Month]]]:
    """[(พ.ศ. year, its months)], newest first; one query, answered by an index alone."""
    public = StoryVersion.objects.public().order_by("-listed_month")
    rows = public.values_list("listed_month").annotate(count=Count("*"))
    found = [Month(*divmod(month, 100), count) for month, count in rows]
    return [(year, list(run)) for year, run in groupby(found, key=lambda month: month.year)]
