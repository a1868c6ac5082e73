"""Which fields an import brings to how many agencies, before anyone chooses how far they go out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from prasan.agencies.actions import imports
from prasan.agencies.fields import Kind
from prasan.agencies.models import Import
from prasan.agencies.states import TAKEN

_PRIVATE = ("contacts", "mobiles", "personal_email", "personal_line")


@dataclass(slots=True)
class Brought:
    """Agencies by field; persons are counted apart: their data stay inside whatever is chosen."""

    agencies: Counter[str] = field(default_factory=Counter)
    without_proof: Counter[str] = field(default_factory=Counter)
    total: int = 0
    new: int = 0
    persons: int = 0


def brought_by(source: Import) -> Brought:
    found = Brought()
    for row in imports.kept_rows(source, *TAKEN):
        if row["skipped"]:
            continue
        is_new = row["match_id"] is None
        found.total += 1
        found.new += is_new
        if row["values"].get("kind") == Kind.PERSON:
            found.persons += 1
        keys = row["values"].keys() if is_new else row["changes"].keys()
        found.agencies.update(keys)
        if not row["values"].get("consent_proof") and row["values"].get("kind") != Kind.PERSON:
            found.without_proof.update(key for key in _PRIVATE if key in keys)
    return found
