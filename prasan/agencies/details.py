"""One agency as a page shows it: groups of fields, each with its date and source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from prasan.agencies.fields import BY_KEY, FIELDS, SECTIONS, Field, Level
from prasan.agencies.models import Version
from prasan.agencies.publication import published
from prasan.agencies.successor import as_published
from prasan.agencies.wording import day_text, place_text

_FILE = re.compile(r"\.(?:xlsx?|xlsm|ods|csv|tsv|txt)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    field: Field
    value: Any
    level: Level


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    lines: list[Line]
    sources: list[str]
    """ "ข้อมูล ณ 10 มิ.ย. 2569 ที่มา DMC", each once, of the fields that are shown."""

    @property
    def values(self) -> dict[str, Any]:
        return {line.field.key: line.value for line in self.lines}


def sections(version: Version, level: Level) -> dict[str, Section]:
    """The sections that have something to show at `level`, by key."""
    shown = published(version.values, version.levels, level)
    found = {}
    for key, title in SECTIONS.items():
        lines = [
            Line(field, shown[field.key], Level(version.levels.get(field.key, Level.INTERNAL)))
            for field in FIELDS
            if field.section == key and field.key in shown
        ]
        if lines:
            keys = [line.field.key for line in lines]
            found[key] = Section(key, title, lines, source_lines(version, keys, level))
    return found


def source_lines(version: Version, keys: list[str], level: Level = Level.INTERNAL) -> list[str]:
    """Where the fields came from; of several sources each says which fields it gave.

    Outside the office a file is only the office's register: its name is nobody else's business.
    """
    given: dict[str, list[str]] = {}
    for key in keys:
        if text := source_text(version.sources, key, level):
            given.setdefault(text, []).append(BY_KEY[key].label)
    if len(given) == 1:
        return list(given)
    return [f"{text} ({', '.join(labels)})" for text, labels in given.items()]


def source_text(sources: Mapping[str, list[str]], key: str, level: Level = Level.INTERNAL) -> str:
    """Where the value of a field came from and when, as it goes out at `level`; "" when nothing was said."""
    source = sources.get(key) or sources.get("*")
    if not source:
        return ""
    text, day = source[0], source[1] if len(source) > 1 else ""
    text = as_published(text, level)
    if level > Level.INTERNAL and _FILE.search(text):
        text = "ทะเบียนของสำนักงาน"
    as_of = day_text(day)
    parts = [f"ข้อมูล ณ {as_of}" if as_of else "", f"ที่มา {text}" if text else ""]
    return " ".join(part for part in parts if part)


def address_text(shown: Mapping[str, Any]) -> str:
    """ "62 หมู่ 4 ต.ทางเกวียน อ.แกลง จ.ระยอง 21110" of what goes out; "" when nothing does."""
    where = place_text(shown["place"]) if "place" in shown else ""
    return " ".join(part for part in (shown.get("address", ""), where, shown.get("postal_code", "")) if part)
