"""Rules: one answer to every held row that asks the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from prasan.agencies.actions import imports
from prasan.agencies.import_screen.questions import Ask, asks_of, choice_of
from prasan.agencies.import_screen.rows import Row, target_label
from prasan.agencies.models import Import
from prasan.agencies.states import HELD
from prasan.ui.refusal import Refused

_LEAST = 2


@dataclass(slots=True)
class Rule:
    """`key` is `answer:kind:fields…`, as the button sends it and the settled rows remember it."""

    key: str
    label: str
    count: int = 0


@dataclass(slots=True)
class Survey:
    """The held rows in one pass: the first that is still asked about, how many are, and their rules."""

    first: Row | None = None
    open: int = 0
    skipped: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    """Rows that are still asked about, by outcome."""
    rules: dict[str, Rule] = field(default_factory=dict)

    @property
    def offered(self) -> list[Rule]:
        """A rule is for several rows; most first."""
        return sorted((r for r in self.rules.values() if r.count >= _LEAST), key=lambda r: -r.count)


def survey(source: Import) -> Survey:
    found = Survey()
    for row in imports.kept_rows(source, *_ORDER):
        if row["skipped"]:
            found.skipped += 1
            continue
        found.open += 1
        found.asked[row["outcome"]] += 1
        found.first = found.first or row
        for rule in _rules_of(row):
            found.rules.setdefault(rule.key, rule).count += 1
    return found


_ORDER = tuple(sorted(HELD))


def _rules_of(row: Row) -> Iterator[Rule]:
    for ask in asks_of(row, {}):
        for answer in _answers(ask):
            if label := _label(ask, answer):
                yield Rule(f"{answer}:{ask.rule}", label)


def _answers(ask: Ask) -> list[str]:
    """A row that may be closed is skipped by its own button; a rule may skip them all, and first."""
    options = [option.value for option in ask.options]
    return ["skip", *options] if ask.kind == "closed" else options


def _label(ask: Ask, answer: str) -> str:
    label = " ".join(target_label(name) for name in ask.fields) + (" (ผิดพลาด)" if ask.kind == "error" else "")
    if answer == "drop":
        return f"{label}: รับทุกแถวแบบนี้โดยไม่เอาค่านี้"
    if answer == "skip" and ask.kind == "repeated":
        return "แถวซ้ำ: ข้ามทุกแถวแบบนี้"
    if answer == "skip" and ask.kind == "closed":
        return "อาจปิดแล้ว: ข้ามทุกแถว"
    if answer == "open" and ask.kind == "closed":
        return "อาจปิดแล้ว: ยังเปิดอยู่ทุกแถว รับตามที่เป็น"
    return ""


def describe(key: str) -> str:
    """What a rule does, "" for a key that is no rule."""
    answer, kind, *fields = [*key.split(":"), ""]
    return _label(Ask(kind, "", (), (), tuple(filter(None, fields))), answer)


def applier(key: str) -> Callable[[Row, Mapping[str, Any]], dict[str, Any] | None]:
    """`settle_by_rule`'s question to each row. Raises `Refused` for a key that is no rule."""
    if not describe(key):
        raise Refused("ไม่มีกฎนี้แล้ว เปิดหน้านี้ใหม่")
    answer, _, rule = key.partition(":")

    def choice(row: Row, so_far: Mapping[str, Any]) -> dict[str, Any] | None:
        if row["skipped"]:
            return None
        asks = [ask for ask in asks_of(row, so_far) if ask.rule == rule]
        answers = [(ask, answer, "") for ask in asks if answer in _answers(ask)]
        return choice_of(row, so_far, answers) if answers else None

    return choice
