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
    """How much a request holds: `rows` as the memo would list them, `annex_rows` as the annexes do
    (an added or removed agency in one row), `digest` of everything proposed."""

    items: dict[str, int]
    rows: int
    annex_rows: int
    digest: str

    @property
    def fits_memo(self) -> bool:
        return self.rows <= MOST_ROWS


def extent_of(request: ChangeRequest) -> Extent:
    """One pass over all items; they are read in batches."""
    digest = hashlib.sha256()
    items: dict[str, int] = {}
    rows = annex_rows = 0
    for item in request.items.order_by("pk").values_list(*_PROPOSED).iterator(2000):
        _, action, values, levels, before_values, *_ = item
        count = len(before_values if action == ItemAction.REMOVE else values.keys() | levels.keys())
        rows += count
        annex_rows += count if action == ItemAction.CHANGE else 1
        items[action] = items.get(action, 0) + 1
        digest.update(json.dumps(item, ensure_ascii=False, sort_keys=True).encode())
    return Extent(items, rows, annex_rows, digest.hexdigest())
