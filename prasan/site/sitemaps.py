"""What search engines are told of: the lasting pages, and every agency that is public and open."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from prasan.achievements.models import AchievementVersion
from prasan.agencies.fields import Level
from prasan.agencies.models import Version
from prasan.news.models import StoryVersion


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


class Agencies(Sitemap[tuple[int, date]]):
    def items(self) -> QuerySet[Version, tuple[int, date]]:
        versions = Version.objects.current().listed(Level.WEB).filter(closed_on=None)
        return versions.order_by("agency_id").values_list("agency_id", "valid_from")

    def location(self, item: tuple[int, date]) -> str:
        return reverse("agencies:agency", args=[item[0]])

    def lastmod(self, item: tuple[int, date]) -> date:
        return item[1]


class Stories(Sitemap[StoryVersion]):
    def items(self) -> QuerySet[StoryVersion]:
        rows = StoryVersion.objects.public().newest_first().select_related("story")
        return rows.only("published_at", "story__year", "story__number")

    def location(self, item: StoryVersion) -> str:
        return item.story.public_url

    def lastmod(self, item: StoryVersion) -> datetime | None:
        return item.published_at


class Achievements(Sitemap[tuple[int, datetime | None]]):
    def items(self) -> QuerySet[AchievementVersion, tuple[int, datetime | None]]:
        rows = AchievementVersion.objects.public().order_by("achievement_id")
        return rows.values_list("achievement_id", "published_at")

    def location(self, item: tuple[int, datetime | None]) -> str:
        return reverse("achievements:achievement", args=[item[0]])

    def lastmod(self, item: tuple[int, datetime | None]) -> datetime | None:
        return item[1]


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "pages": Pages,
    "agencies": Agencies,
    "stories": Stories,
    "achievements": Achievements,
}
