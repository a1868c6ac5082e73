"""How old what we say of an agency is (manual job A, step 5.6)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Max
from django.utils import timezone

from prasan.agencies.actions.upkeep import STALE_AFTER
from prasan.agencies.models import Verification


def verified_on(agencies: Collection[int]) -> dict[int, date]:
    """The day on which each of `agencies` was last confirmed; those never confirmed are absent."""
    rows = (
        Verification.objects.filter(agency__in=agencies)
        .order_by()
        .values_list("agency")
        .annotate(last=Max("at"))
    )
    return {agency: timezone.localdate(at) for agency, at in rows}


def is_stale(changed_on: date, confirmed_on: date | None, today: date) -> bool:
    return today - max(changed_on, confirmed_on or changed_on) > STALE_AFTER
