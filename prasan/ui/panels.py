"""A panel beside a page that a room above gives: the room below sends a signal, listeners answer a Panel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.dispatch import Signal


@dataclass(frozen=True, slots=True)
class Line:
    """A link; `hint` what stands small below it."""

    label: str
    address: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """`more` (label, address) leads to all of them."""

    heading: str
    lines: list[Line]
    more: tuple[str, str] | None = None


def panels_of(signal: Signal, sender: Any, **about: Any) -> list[Panel]:
    """What the rooms above have to show beside a page; None is nothing."""
    answers: Iterable[tuple[Any, Any]] = signal.send(sender, **about)
    return [panel for _, panel in answers if isinstance(panel, Panel)]
