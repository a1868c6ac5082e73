"""The one place that decides what is public; every door asks it (page, search, PDF, vCard, exports, sitemap).

A field goes out at a level when the consented level of that field reaches it. A value never leaves this
module by another way than `published`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prasan.agencies.fields import FIELDS, Level
from prasan.thai.collation import sort_key
from prasan.thai.text import search_key

# Columns are as long as PostgreSQL's indexes allow; a longer key sorts and finds by its beginning.
_SORT_KEY_BYTES = 2000
_NAME_KEY_LETTERS = 700


def published(values: Mapping[str, Any], levels: Mapping[str, int], level: Level) -> dict[str, Any]:
    """The fields that go out as far as `level`, in the order of the register."""
    return {
        field.key: values[field.key]
        for field in FIELDS
        if field.key in values and levels.get(field.key, Level.INTERNAL) >= level
    }


def columns(values: Mapping[str, Any], levels: Mapping[str, int]) -> dict[str, Any]:
    """What a version repeats in columns for searching and sorting, each no wider than its field goes out."""
    name = values["name"]
    return {
        "name": name[:300],
        "name_key": _name_key(values, levels),
        "sort_key": sort_key(name)[:_SORT_KEY_BYTES],
        "scope": values["scope"],
        "kind": values["kind"],
        "place": values.get("place", ""),
        "school_group": values.get("school_group", "")[:100],
        "closed_on": values.get("closed_on"),
        "name_level": levels.get("name", Level.INTERNAL),
        "place_level": levels.get("place", Level.INTERNAL),
        "group_level": levels.get("school_group", Level.INTERNAL),
    }


def _name_key(values: Mapping[str, Any], levels: Mapping[str, int]) -> str:
    """Folded name, and the other names where they go out at least as far as the name does."""
    reach = levels.get("name", Level.INTERNAL)
    names = [values["name"]]
    if "short_name" in values and levels.get("short_name", Level.INTERNAL) >= reach:
        names.append(values["short_name"])
    if "other_names" in values and levels.get("other_names", Level.INTERNAL) >= reach:
        names.extend(values["other_names"])
    return "|".join(search_key(name) for name in names)[:_NAME_KEY_LETTERS]
