"""What happens to the register when the last consent is given: proposed items become versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.utils import timezone

from prasan.agencies.models import ChangeItem, ChangeRequest, Register, Version
from prasan.agencies.publication import columns
from prasan.agencies.states import ItemAction

BATCH = 1000


def put_in_force(request: ChangeRequest, *, at: datetime) -> int:
    """Make the items of `request` the register from the day of `at`; returns how many agencies it touched.

    Runs inside the transaction of the last consent: all of it or none.
    """
    Register.locked().advance()
    today = timezone.localdate(at)
    touched = 0
    for items in _batches(request.items.order_by("pk").iterator(BATCH)):
        current = _end_current(items, today)
        Version.objects.bulk_create(
            _version(item, current.get(item.agency_id), today, at)
            for item in items
            if item.action != ItemAction.REMOVE
        )
        touched += len(items)
    return touched


def _batches(items: Iterable[ChangeItem]) -> Iterator[list[ChangeItem]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _end_current(items: list[ChangeItem], today: date) -> dict[int, Version]:
    """End the current versions of the agencies of `items`; returns them by agency."""
    known = [item.agency_id for item in items if item.action != ItemAction.ADD]
    if not known:
        return {}
    current = {row.agency_id: row for row in Version.objects.current().filter(agency__in=known)}
    Version.objects.filter(pk__in=[row.pk for row in current.values()]).update(valid_to=today)
    return current


def _version(item: ChangeItem, before: Version | None, today: date, at: datetime) -> Version:
    values, levels, sources = merged(item, before)
    return Version(
        agency_id=item.agency_id,
        request_id=item.request_id,
        valid_from=today,
        decided_at=at,
        values=values,
        levels=levels,
        sources=sources,
        **columns(values, levels),
    )


def merged(
    item: ChangeItem, before: Version | None
) -> tuple[dict[str, Any], dict[str, int], dict[str, list[str]]]:
    """Values, levels and sources of the agency once `item` is consented to."""
    if before is None:
        return item.values, item.levels, item.sources
    values = _laid_over(before.values, item.values)
    levels = {key: level for key, level in _laid_over(before.levels, item.levels).items() if key in values}
    return values, levels, _merged_sources(item, before, values)


def _laid_over(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with `changes` on top; a change to None takes the key away."""
    return {key: value for key, value in {**base, **changes}.items() if value is not None}


def _merged_sources(item: ChangeItem, before: Version, values: Mapping[str, Any]) -> dict[str, list[str]]:
    everywhere = before.sources.get("*")
    sources = {key: before.sources.get(key, everywhere) for key in values}
    new = item.sources.get("*")
    sources |= {key: item.sources.get(key, new) for key in item.values if key in values}
    return {key: source for key, source in sources.items() if source}
