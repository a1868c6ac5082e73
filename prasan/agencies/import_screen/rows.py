"""The judged rows of an import as a page shows them; only the chunks that a page needs are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prasan.agencies.actions import imports
from prasan.agencies.fields import BY_KEY, FIELDS
from prasan.agencies.importing import scope
from prasan.agencies.importing.targets import BY_KEY as TARGETS
from prasan.agencies.models import Import, ImportChunk
from prasan.agencies.states import HELD, RowOutcome
from prasan.agencies.wording import as_text

Row = Mapping[str, Any]
PAGE = 50
OLDER = "older"
"""The tab of rows that would change what the register knows better; only of a sheet that has such rows."""
TABS: dict[str, tuple[str, tuple[str, ...]]] = {
    "todo": ("ที่ต้องทำ", (RowOutcome.DOUBTFUL, RowOutcome.ERROR)),
    "doubtful": ("ต้องดู", (RowOutcome.DOUBTFUL,)),
    "error": ("ผิดพลาด", (RowOutcome.ERROR,)),
    "new": ("ใหม่", (RowOutcome.NEW,)),
    "changed": ("เปลี่ยน", (RowOutcome.CHANGED,)),
    "unchanged": ("เหมือนเดิม", (RowOutcome.UNCHANGED,)),
    "all": ("ทั้งหมด", tuple(RowOutcome.values)),
}
_ASK_OR_CHANGE = (RowOutcome.CHANGED, RowOutcome.DOUBTFUL)


class KeptRows(Sequence[Row]):
    """Rows of these outcomes, one after the other, each in the order of the file; slices read chunks."""

    def __init__(self, source: Import, outcomes: Sequence[str]) -> None:
        self._source = source
        counts = counts_of(source)
        self._counts = [(outcome, counts[outcome]) for outcome in outcomes]

    def __len__(self) -> int:
        return sum(count for _, count in self._counts)

    def __getitem__(self, asked: Any) -> Any:
        if not isinstance(asked, slice):
            return next(iter(self[asked : asked + 1]))
        start, stop, _ = asked.indices(len(self))
        return list(self._between(start, stop))

    def _between(self, start: int, stop: int) -> Iterator[Row]:
        before = 0
        for outcome, count in self._counts:
            first, last = max(start - before, 0), min(stop - before, count)
            if first < last:
                yield from self._of(outcome, first, last)
            before += count

    def _of(self, outcome: str, first: int, last: int) -> Iterator[Row]:
        size = ImportChunk.SIZE
        chunks = self._source.chunks.filter(
            outcome=outcome, position__gte=first // size, position__lte=(last - 1) // size
        )
        for chunk in chunks:
            offset = chunk.position * size
            yield from chunk.rows[max(first - offset, 0) : last - offset]


def counts_of(source: Import) -> dict[str, int]:
    """{outcome: rows} as judged last; all 0 before."""
    counts: dict[str, int] = source.summary.get("counts", {})
    return {outcome: counts.get(outcome, 0) for outcome in RowOutcome.values}


def find(source: Import, sheet: str, row: int) -> Row | None:
    """The row as judged last; held rows are looked through first, for it is those that one asks about."""
    for outcomes in (HELD, frozenset(RowOutcome.values) - HELD):
        for kept in imports.kept_rows(source, *outcomes):
            if kept["row"] == row and kept["sheet"] == sheet:
                return kept
    return None


def older_rows(source: Import) -> list[Row]:
    """Rows of a sheet older than the register that would change what is newer there; doubtful ones too.

    Reads every chunk of those outcomes: for the page that lists them alone; how many is in the summary.
    """
    return [row for row in imports.kept_rows(source, *_ASK_OR_CHANGE) if row.get("is_older")]


@dataclass(frozen=True, slots=True)
class Line:
    """One row in the list. `changes` (label, old, new); `facts` (label, text)."""

    row: Row
    changes: list[tuple[str, str, str]]
    facts: list[tuple[str, str]]
    place: str
    is_assumed: bool
    """The sheet says no สังกัด: that the agency is ours is proposed, not known (domain: the register)."""
    one_press: tuple[str, str] | None = None
    """(answer, label): a row with a single question that one press can settle."""


def line_of(row: Row) -> Line:
    values = row["values"]
    changes = [
        (BY_KEY[key].label, as_text(key, old), as_text(key, new))
        for key, (old, new) in row["changes"].items()
        if row["outcome"] == RowOutcome.CHANGED
    ]
    facts = [(field.label, as_text(field.key, values[field.key])) for field in FIELDS if field.key in values]
    place = as_text("place", values["place"]) if "place" in values else ""
    return Line(row, changes, facts, place, scope.ASSUMED in row["repairs"], _one_press(row))


def _one_press(row: Row) -> tuple[str, str] | None:
    questions = row["questions"]
    if row["outcome"] != RowOutcome.DOUBTFUL or row["skipped"] or len(questions) != 1:
        return None
    guess = questions[0]["guess"].get("place")
    if questions[0]["kind"] != "place" or not guess or len(questions[0]["candidates"]) != 1:
        return None
    return f"place:{guess}", f"ใช้ “{questions[0]['candidates'][0]['name']}”"


def target_label(target: str) -> str:
    """A field of the register or a part of one, as people call it."""
    found = BY_KEY.get(target) or TARGETS.get(target)
    return found.label if found else "ค่านี้"
