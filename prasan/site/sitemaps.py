"""What search engines are told of: the lasting pages, and every agency that is public and open."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any, cast

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from prasan.achievements.models import AchievementVersion
from prasan.agencies.fields import Level
from prasan.agencies.models import Version
from prasan.news.models import StoryVersion
from prasan.news.models.story import story_url

_PART = 2_000
"""Addresses in one file: the protocol allows 50,000, but a file is drawn anew for whoever asks."""


class Pages(Sitemap[str]):
    def items(self) -> list[str]:
        return [
            "site:home",
            "news:home",
            "news:archive",
            "achievements:wall",
            "agencies:directory",
            "agencies:data",
            "agencies:dictionary",
            "site:about",
            "site:privacy",
            "site:accessibility",
            "site:contact",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


def _latest(rows: QuerySet[Any, Any], column: str) -> Any:
    """One number of the database, not the greatest of all that were fetched."""
    return rows.aggregate(latest=Max(column))["latest"]


@cache
def _stem(name: str) -> str:
    """Where the pages of many things have their addresses: looked up once, not for every one of them."""
    return reverse(name, args=[0]).removesuffix("0/")


class Agencies(Sitemap[tuple[int, date]]):
    limit = _PART

    def items(self) -> QuerySet[Version, tuple[int, date]]:
        versions = Version.objects.current().listed(Level.WEB).filter(closed_on=None)
        return versions.order_by("agency_id").values_list("agency_id", "valid_from")

    def location(self, item: tuple[int, date]) -> str:
        return f"{_stem('agencies:agency')}{item[0]}/"

    def lastmod(self, item: tuple[int, date]) -> date:
        return item[1]

    def get_latest_lastmod(self) -> date | None:  # type: ignore[override]  # a day does
        return cast("date | None", _latest(self.items(), "valid_from"))


class Stories(Sitemap[tuple[int, int, datetime]]):
    limit = _PART

    def items(self) -> QuerySet[StoryVersion, tuple[int, int, datetime]]:
        rows: Any = StoryVersion.objects.public().newest_first()
        return rows.values_list("story__year", "story__number", "published_at")  # type: ignore[no-any-return]

    def location(self, item: tuple[int, int, datetime]) -> str:
        return story_url(item[0], item[1])

    def lastmod(self, item: tuple[int, int, datetime]) -> datetime:
        return item[2]

    def get_latest_lastmod(self) -> datetime | None:
        return cast("datetime | None", _latest(self.items(), "published_at"))


class Achievements(Sitemap[tuple[int, datetime | None]]):
    limit = _PART

    def items(self) -> QuerySet[AchievementVersion, tuple[int, datetime | None]]:
        rows = AchievementVersion.objects.public().order_by("achievement_id")
        return rows.values_list("achievement_id", "published_at")

    def location(self, item: tuple[int, datetime | None]) -> str:
        return f"{_stem('achievements:achievement')}{item[0]}/"

    def lastmod(self, item: tuple[int, datetime | None]) -> datetime | None:
        return item[1]

    def get_latest_lastmod(self) -> datetime | None:
        return cast("datetime | None", _latest(self.items(), "published_at"))


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "pages": Pages,
    "agencies": Agencies,
    "stories": Stories,
    "achievements": Achievements,
}
