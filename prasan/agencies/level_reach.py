"""How far a level that is chosen for a whole import reaches: the agencies of its sheet that the register has.

A chosen level reaches every one of them that has the field at another level, also where the sheet changes
nothing else; agencies that are not in the sheet are not touched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models.fields.json import KT

from prasan.agencies.fields import Kind, default_level
from prasan.agencies.models import Import, Version
from prasan.agencies.states import RowOutcome


class Consented(NamedTuple):
    """What matters of a version in force: `levels` {field: level}, whether it is a person's, its proof."""

    levels: Mapping[str, int]
    kind: str | None
    has_proof: bool

    def effective(self, key: str, level: int) -> int:
        """The level that a choice of `level` comes to; a person's data never go further than the default."""
        return effective(key, level, self.kind, has_proof=self.has_proof)

    def reached(self, chosen: Mapping[str, int], *, but: Collection[str] = ()) -> dict[str, int]:
        """Of the chosen levels {field: level} those that differ here, for fields that have a value."""
        asked = {key: self.effective(key, chosen[key]) for key in chosen if key in self.levels}
        return {key: level for key, level in asked.items() if key not in but and level != self.levels[key]}


def effective(key: str, level: int, kind: str | None, *, has_proof: bool) -> int:
    if kind != Kind.PERSON:
        return level
    return min(level, int(default_level(key, kind, has_proof=has_proof)))


def consented_of(agencies: Collection[int]) -> dict[int, Consented]:
    """By agency, of those that are in force; up to a chunk of them, without their other values."""
    rows = Version.objects.current().filter(agency__in=agencies)
    read = rows.values_list("agency_id", "levels", "kind", KT("values__consent_proof"))
    return {agency: Consented(levels, kind, bool(proof)) for agency, levels, kind, proof in read}


def unchanged_of(source: Import) -> Iterator[tuple[dict[str, Any], Consented]]:
    """Rows that say what the register says, each with the version that it is; chunk by chunk."""
    for chunk in source.chunks.filter(outcome=RowOutcome.UNCHANGED).iterator(10):
        rows = [row for row in chunk.rows if row["match_id"] is not None and not row["skipped"]]
        consented = consented_of([row["match_id"] for row in rows])
        yield from ((row, consented[row["match_id"]]) for row in rows if row["match_id"] in consented)
