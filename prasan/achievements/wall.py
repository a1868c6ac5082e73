"""The wall of achievements: what stands on it, and how much by school, year, level and giver."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count

from prasan.achievements import filters
from prasan.achievements.filters import Query, without
from prasan.achievements.models import AchievementVersion
from prasan.achievements.models.version import AchievementVersionQuerySet
from prasan.achievements.names import agencies_of, names_of
from prasan.achievements.states import Level
from prasan.agencies.fields import Level as Reach

PER_PAGE, SCHOOLS_PER_PAGE, MOST_GIVERS = 24, 50, 10
FARTHEST_FIRST = tuple(reversed(Level))


@dataclass(frozen=True, slots=True)
class Covered:
    """A school and how many achievements it has at each level, in the order of `FARTHEST_FIRST`."""

    pk: int
    name: str
    counts: list[tuple[str, int]]
    total: int


def wall(query: Query, page: str | None) -> dict[str, Any]:
    """Everything that the wall shows; public versions alone."""
    found = query.public()
    shown = Paginator(found.greatest_first().select_related("achievement"), PER_PAGE).get_page(page)
    versions = list(shown)
    named = agencies_of(versions, Reach.WEB)
    return {
        "query": query,
        "page_obj": shown,
        "rows": [(version, named.get(version.pk, [])) for version in versions],
        "count": shown.paginator.count,
        **facets(query),
        "of_agency": next(iter(names_of([query.agency], Reach.WEB)), None) if query.agency else None,
    }


def facets(query: Query) -> dict[str, Any]:
    """The filters with how many each would find, and how many there are each year."""
    per_year = filters.years(query, without(query, "year").public())
    return {
        "years": per_year,
        "levels": filters.levels(query, without(query, "level").public()),
        "kinds": filters.kinds(query, without(query, "kind").public()),
        "givers": filters.givers(query, without(query, "given").public())[:MOST_GIVERS],
        "year_rows": [(choice.label, choice.count) for choice in per_year],
        "most": max((choice.count for choice in per_year), default=0),
    }


def coverage(query: Query, page: str | None) -> dict[str, Any]:
    """Schools by levels; those that have any, in dictionary order."""
    table = _counted(query.public())
    shown = Paginator(names_of(table, Reach.WEB), SCHOOLS_PER_PAGE).get_page(page)
    rows = [
        Covered(
            one.pk,
            one.name,
            [(level.label, table[one.pk][level]) for level in FARTHEST_FIRST],
            table[one.pk].total(),
        )
        for one in shown
    ]
    return {
        "query": query,
        "page_obj": shown,
        "covered": rows,
        "level_words": [level.label for level in FARTHEST_FIRST],
        "count": shown.paginator.count,
        **facets(query),
    }


def _counted(found: AchievementVersionQuerySet) -> dict[int, Counter[int]]:
    """{agency: {level: how many}}."""
    through = AchievementVersion.agencies.through
    rows = (
        through.objects.filter(achievementversion__in=found.order_by().values("pk"))
        .order_by()
        .values_list("agency_id", "achievementversion__level")
        .annotate(n=Count("pk"))
    )
    table: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for agency, level, count in rows:
        table[agency][level] = count
    return table
