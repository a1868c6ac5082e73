"""How much a request proposes, and the digest of all of it; one pass, whatever its size."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from prasan.agencies.models import ChangeRequest
from prasan.agencies.states import ItemAction
from prasan.printing.papers.memo import MOST_ROWS

_PROPOSED = ("agency_id", "action", "values", "levels", "before_values", "before_levels", "sources")


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a request holds: `items` {action: agencies}, `rows` fields of them, `digest` of everything
    proposed. Memo, annexes and screens all count in these two: แห่ง and รายการ."""

    items: dict[str, int]
    rows: int
    digest: str

    @property
    def agencies(self) -> int:
        return sum(self.items.values())

    @property
    def fits_memo(self) -> bool:
        return self.rows <= MOST_ROWS


def extent_of(request: ChangeRequest) -> Extent:
    """One pass over all items; they are read in batches."""
    digest = hashlib.sha256()
    items: dict[str, int] = {}
    rows = 0
    for item in request.items.order_by("pk").values_list(*_PROPOSED).iterator(2000):
        _, action, values, levels, before_values, *_ = item
        rows += len(before_values if action == ItemAction.REMOVE else values.keys() | levels.keys())
        items[action] = items.get(action, 0) + 1
        digest.update(json.dumps(item, ensure_ascii=False, sort_keys=True).encode())
    return Extent(items, rows, digest.hexdigest())
