"""What comes out of judging: plain data, without behaviour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Problem(NamedTuple):
    """Why a row cannot simply be taken; `column` is the sheet's heading or None, `field` its target."""

    column: str | None
    message: str
    field: str | None = None


class Candidate(NamedTuple):
    """An agency that the row may mean. `id` None: the row above it at `row` of `sheet`."""

    id: int | None
    name: str
    place: str
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked about a doubtful row.

    kind: same (is it this agency?) · repeated (the same row again?) · place (this place?) · closed · renamed
    · code (which one has this code?) · value (one that cannot be right) · held (fields under way in a case)
    · older (counts of an earlier academic year than the register's).
    `fields`: what "รับแถวโดยไม่เอาค่านี้" would leave out, for value, place, held and older. `guess`:
    {field: value} that a person may take.
    """

    kind: str
    message: str
    candidates: tuple[Candidate, ...] = ()
    fields: tuple[str, ...] = ()
    guess: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class JudgedRow:
    """One row of data. `row` as the spreadsheet shows it; `values` {field: cleaned} as in `agencies.fields`;
    `changes` {field: (old or None, new)} against the matched agency; `skipped` if a person left it out;
    `is_older` if the sheet says of itself that it is older than what the row would change.
    `source` [text, ISO date] as `sources` of versions have it, None if the caller gave none.
    """

    sheet: str
    row: int
    outcome: str
    scope: str
    name: str
    values: dict[str, Any]
    match: str | None = None
    match_id: int | None = None
    repairs: Sequence[str] = ()
    problems: tuple[Problem, ...] = ()
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    skipped: bool = False
    is_older: bool = False
    source: tuple[str, str] | None = None
