"""How far each field of a whole request goes out, in one block of constant size."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.core.cache import cache

from prasan.agencies.fields import FIELDS, Level
from prasan.agencies.models import ChangeRequest
from prasan.agencies.states import ItemAction, RequestState
from prasan.thai import digits

_LONG = 3
_KEPT = 30 * 24 * 3600
_READ = ("values", "levels", "before_values", "before_levels")
_Counts = Counter[tuple[str, int, bool]]
"""{(field, level, whether a value that stands has another level now): agencies}"""


@dataclass(frozen=True, slots=True)
class FieldSum:
    """Agencies whose field goes out as far as said, and those of them that had another level."""

    label: str
    agencies: int
    changed: int

    @property
    def text(self) -> str:
        changed = f" (เปลี่ยนวิธีเผยแพร่ {digits.group(self.changed)} แห่ง)" if self.changed else ""
        return f"{self.label} {digits.group(self.agencies)} แห่ง{changed}"


@dataclass(frozen=True, slots=True)
class LevelSum:
    level: Level
    fields: list[FieldSum]

    @property
    def changed(self) -> int:
        """Fields of which some agency had another level."""
        return sum(field.changed > 0 for field in self.fields)

    @property
    def is_long(self) -> bool:
        """Folded on a page until somebody asks."""
        return len(self.fields) > _LONG

    @property
    def text(self) -> str:
        """วิธีเผยแพร่ เว็บ: โทรสาร 3 แห่ง · LINE 2 แห่ง"""
        return f"วิธีเผยแพร่ {self.level.label}: {' · '.join(field.text for field in self.fields)}"


def level_sums(request: ChangeRequest) -> list[LevelSum]:
    """Widest first, fields in the order of the register; what leaves the register is not in it."""
    counts = _counts(request)
    sums = [LevelSum(level, _fields(counts, level)) for level in sorted(Level, reverse=True)]
    return [one for one in sums if one.fields]


def _fields(counts: _Counts, level: Level) -> list[FieldSum]:
    found = []
    for field in FIELDS:
        kept, changed = (counts[field.key, int(level), is_changed] for is_changed in (False, True))
        if kept or changed:
            found.append(FieldSum(field.label, kept + changed, changed))
    return found


def _counts(request: ChangeRequest) -> _Counts:
    """Counted once a round: what is proposed does not change until it is returned."""
    if request.case is None or request.state in (RequestState.DRAFT, RequestState.RETURNED):
        return _count(request)
    key = f"request-level-sums:{request.pk}:{request.created_at.timestamp()}:{request.case.round}"
    kept: _Counts | None = cache.get(key)
    if kept is None:
        kept = _count(request)
        cache.set(key, kept, _KEPT)
    return kept


def _count(request: ChangeRequest) -> _Counts:
    counts: _Counts = Counter()
    items = request.items.exclude(action=ItemAction.REMOVE).order_by("pk").values_list(*_READ)
    for values, levels, before_values, before_levels in items.iterator(2000):
        for key in values.keys() | levels.keys():
            if values.get(key, before_values.get(key)) is None:
                continue
            before = before_levels.get(key)
            level = levels.get(key, before) or 0
            counts[key, level, before is not None and before != level] += 1
    return counts
