"""Who took over from an agency that closed: part of its source, and named only as everybody may read it."""

from __future__ import annotations

from prasan.agencies.fields import Level
from prasan.agencies.models import Version
from prasan.agencies.publication import published

_TOOK_OVER = "รับช่วงต่อโดย "


def with_successor(text: str, name: str) -> str:
    """The source of a closing with who took over."""
    return f"{text} {_TOOK_OVER}{name}"


def as_published(text: str, level: Level) -> str:
    """A source as it goes out at `level`: without a successor whose own name does not go out as far."""
    said, took_over, name = text.rpartition(_TOOK_OVER)
    if not took_over or level == Level.INTERNAL or _is_named(name, level):
        return text
    return said.rstrip()


def _is_named(name: str, level: Level) -> bool:
    """Whether an agency goes out under this name, its present one or one that it had."""
    bearers = Version.objects.filter(name=name).values("agency")
    return any(
        name == shown.get("name") or ("name" in shown and name in shown.get("other_names", ()))
        for version in Version.objects.current().filter(agency__in=bearers)
        for shown in [published(version.values, version.levels, level)]
    )
