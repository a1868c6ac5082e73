"""One agency as a page shows it: groups of fields, each with its date and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from prasan.agencies.fields import FIELDS, SECTIONS, Field, Level
from prasan.agencies.models import Version
from prasan.agencies.publication import goes_out, published
from prasan.agencies.wording import day_text


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
            found[key] = Section(key, title, lines, source_lines(version, [line.field.key for line in lines]))
    return found


def source_lines(version: Version, keys: list[str]) -> list[str]:
    texts = [source_text(version.sources, key) for key in keys]
    return list(dict.fromkeys(text for text in texts if text))


def source_text(sources: Mapping[str, list[str]], key: str) -> str:
    """Where the value of a field came from and when; "" when nothing was said."""
    source = sources.get(key) or sources.get("*")
    if not source:
        return ""
    text, day = source[0], source[1] if len(source) > 1 else ""
    parts = [f"ข้อมูล ณ {day_text(day)}" if day else "", f"ที่มา {text}" if text else ""]
    return " ".join(part for part in parts if part)


def is_public(version: Version) -> bool:
    """Whether a stranger may know that this agency is in the register."""
    return goes_out("name", version.levels, Level.WEB)
