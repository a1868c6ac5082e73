"""The one place that decides what is public; every door asks it (page, search, PDF, vCard, exports, sitemap).

A field goes out at a level when the consented level of that field reaches it. A value never leaves this
module by another way than `published`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prasan.agencies import days
from prasan.agencies.days import Source
from prasan.agencies.fields import FIELDS, Level
from prasan.thai.collation import sort_key
from prasan.thai.text import search_key

# Columns are as long as PostgreSQL's indexes allow; a longer key sorts and finds by its beginning.
_SORT_KEY_BYTES = 2000
_NAME_KEY_LETTERS = 700


def goes_out(key: str, levels: Mapping[str, int], level: Level) -> bool:
    """Whether field `key` goes out as far as `level`."""
    return levels.get(key, Level.INTERNAL) >= level


def published(values: Mapping[str, Any], levels: Mapping[str, int], level: Level) -> dict[str, Any]:
    """The fields that go out as far as `level`, in the order of the register."""
    return {
        field.key: values[field.key]
        for field in FIELDS
        if field.key in values and goes_out(field.key, levels, level)
    }


# What a version repeats in columns for searching and sorting, in the order of `columns`.
COLUMNS = (
    "name", "name_key", "sort_key", "scope", "kind", "place", "school_group", "closed_on",
    "name_level", "place_level", "group_level", *days.COLUMNS,
)  # fmt: skip


def columns(
    values: Mapping[str, Any], levels: Mapping[str, int], sources: Mapping[str, Source], day: str
) -> tuple[Any, ...]:
    """The values of `COLUMNS`; each `_level` says how far the value beside it goes out. `sources` as
    `days.dated` gives them; `day` (ISO) that of the consent."""
    name = values["name"]
    return (
        name[:300],
        _name_key(values, levels),
        sort_key(name)[:_SORT_KEY_BYTES],
        values["scope"],
        values["kind"],
        values.get("place", ""),
        values.get("school_group", "")[:100],
        values.get("closed_on"),
        levels.get("name", Level.INTERNAL),
        levels.get("place", Level.INTERNAL),
        levels.get("school_group", Level.INTERNAL),
        *days.own_days(values, levels, sources, day),
    )


def _name_key(values: Mapping[str, Any], levels: Mapping[str, int]) -> str:
    """Folded name, and the other names where they go out at least as far as the name does."""
    reach = levels.get("name", Level.INTERNAL)
    names = [values["name"]]
    if "short_name" in values and levels.get("short_name", Level.INTERNAL) >= reach:
        names.append(values["short_name"])
    if "other_names" in values and levels.get("other_names", Level.INTERNAL) >= reach:
        names.extend(values["other_names"])
    return "|".join(search_key(name) for name in names)[:_NAME_KEY_LETTERS]
