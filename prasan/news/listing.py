"""Published stories as the public lists show them, and how many there are by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Count, Prefetch
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils import timezone

from prasan.news.models import StoryPhoto, StoryVersion
from prasan.news.models.version import StoryVersionQuerySet
from prasan.thai.dates import MONTHS

ERA = 543
"""From the common era to พ.ศ."""


def shown() -> StoryVersionQuerySet:
    """Newest first, with the story's address and its first pictures; three queries a page."""
    photos = Prefetch("photos", StoryPhoto.objects.order_by("order", "pk"))
    return StoryVersion.objects.public().newest_first().select_related("story").prefetch_related(photos)


def latest_stories(count: int) -> list[StoryVersion]:
    """For the home page of the site."""
    return list(shown()[:count])


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
    """[(พ.ศ. year, its months)], newest first; one query."""
    rows = (
        StoryVersion.objects.public()
        .order_by()
        .values_list(ExtractYear("listed_at"), ExtractMonth("listed_at"))
        .annotate(count=Count("pk"))
    )
    found = [Month(year + ERA, number, count) for year, number, count in rows]
    found.sort(key=lambda month: (-month.year, -month.number))
    return [(year, list(run)) for year, run in groupby(found, key=lambda month: month.year)]


def bounds(year: int, month: int) -> tuple[datetime, datetime] | None:
    """The first moment of a month of a พ.ศ. year and that of the next, in local time; None: no month."""
    try:
        start = datetime(year - ERA, month, 1)
        end = datetime(year - ERA + month // 12, month % 12 + 1, 1)
    except ValueError:
        return None
    return timezone.make_aware(start), timezone.make_aware(end)
