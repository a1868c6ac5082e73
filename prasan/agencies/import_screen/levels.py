"""Which fields an import brings to how many agencies, before anyone chooses how far they go out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from prasan.agencies import level_reach
from prasan.agencies.fields import Kind, Level
from prasan.agencies.level_reach import Consented, effective
from prasan.agencies.models import Import
from prasan.agencies.states import TAKEN

_PRIVATE = ("contacts", "mobiles", "personal_email", "personal_line")


class _Alike(NamedTuple):
    """Agencies that a choice of levels treats alike; `level` None where the register has no value yet."""

    level: int | None
    kind: str | None
    has_proof: bool
    is_unchanged: bool


class _Group(NamedTuple):
    """Agencies with the same levels of all their fields."""

    levels: tuple[tuple[str, int | None], ...]
    kind: str | None
    has_proof: bool
    is_unchanged: bool


@dataclass(slots=True)
class Brought:
    """Agencies by field; persons are counted apart: their data stay inside whatever is chosen."""

    agencies: Counter[str] = field(default_factory=Counter)
    without_proof: Counter[str] = field(default_factory=Counter)
    total: int = 0
    new: int = 0
    persons: int = 0
    unchanged: int = 0
    alike: dict[str, Counter[_Alike]] = field(default_factory=dict)

    def reach(self, key: str, level: Level) -> tuple[int, int]:
        """Agencies that `level` reaches if it is chosen for `key`, and those of them whose data stay."""
        reached, unchanged = 0, 0
        for one, count in self.alike.get(key, {}).items():
            comes_to = effective(key, level, one.kind, has_proof=one.has_proof)
            if comes_to != one.level if one.level is not None else comes_to == level:
                reached += count
                unchanged += count * one.is_unchanged
        return reached, unchanged

    def spread(self, groups: Counter[_Group]) -> None:
        """Note field by field what was counted of agencies with the same levels: a sheet has few of those."""
        for group, count in groups.items():
            for key, level in group.levels:
                one = _Alike(level, group.kind, group.has_proof, group.is_unchanged)
                self.alike.setdefault(key, Counter())[one] += count
                if key in _PRIVATE and not group.has_proof and group.kind != Kind.PERSON:
                    self.without_proof[key] += count


def brought_by(source: Import) -> Brought:
    found, seen, groups = Brought(), set[int](), Counter[_Group]()
    for chunk in source.chunks.filter(outcome__in=TAKEN).iterator(10):
        rows = [row for row in chunk.rows if not row["skipped"]]
        seen.update(row["match_id"] for row in rows if row["match_id"] is not None)
        _count_taken(found, rows, groups)
    for row, known in level_reach.unchanged_of(source):
        if row["match_id"] not in seen:
            seen.add(row["match_id"])
            found.unchanged += 1
            groups[_Group(tuple(known.levels.items()), known.kind, known.has_proof, True)] += 1
    found.spread(groups)
    return found


def _count_taken(found: Brought, rows: Iterable[Mapping[str, Any]], groups: Counter[_Group]) -> None:
    consented = level_reach.consented_of([row["match_id"] for row in rows if row["match_id"] is not None])
    for row in rows:
        values, is_new = row["values"], row["match_id"] is None
        found.total += 1
        found.new += is_new
        found.persons += values.get("kind") == Kind.PERSON
        keys = values.keys() if is_new else row["changes"].keys()
        found.agencies.update(keys)
        known = consented.get(row["match_id"], Consented({}, None, False))
        levels = tuple({**dict.fromkeys(keys), **known.levels}.items())
        has_proof = bool(values.get("consent_proof")) or known.has_proof
        groups[_Group(levels, values.get("kind") or known.kind, has_proof, False)] += 1
