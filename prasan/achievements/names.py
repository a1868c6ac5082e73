"""Agencies as they are called in the register, as far as their names go out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from prasan.achievements.models import AchievementVersion
from prasan.agencies.fields import Level
from prasan.agencies.models import Version


@dataclass(frozen=True, slots=True)
class Named:
    """An agency in a list."""

    pk: int
    name: str


def names_of(agencies: Iterable[int], level: Level) -> list[Named]:
    """In dictionary order; without those whose names do not go out as far as `level`."""
    rows = Version.objects.current().listed(level).filter(agency__in=list(agencies)).in_thai_order()
    return [Named(pk, name) for pk, name in rows.values_list("agency_id", "name")]


def agencies_of(versions: Iterable[AchievementVersion], level: Level) -> dict[int, list[Named]]:
    """{pk of a version: its agencies}; two queries whatever their number."""
    through = AchievementVersion.agencies.through
    pairs = list(
        through.objects.filter(achievementversion__in=[row.pk for row in versions]).values_list(
            "achievementversion_id", "agency_id"
        )
    )
    named = names_of({agency for _, agency in pairs}, level)
    held: dict[int, set[int]] = {}
    for version, agency in pairs:
        held.setdefault(version, set()).add(agency)
    return {version: [one for one in named if one.pk in keys] for version, keys in held.items()}
