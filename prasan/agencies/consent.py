"""What happens to the register when the last consent is given: proposed items become versions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from prasan.agencies import bulk
from prasan.agencies.bulk import as_json, as_moment
from prasan.agencies.collecting import collector_paused
from prasan.agencies.models import ChangeItem, ChangeRequest, Register, Version
from prasan.agencies.publication import COLUMNS, columns
from prasan.agencies.states import ItemAction

BATCH = 1000
_WRITTEN = ("request", "valid_from", "decided_at", "agency", "values", "levels", "sources", *COLUMNS)


@collector_paused()
def put_in_force(request: ChangeRequest, *, at: datetime) -> int:
    """Make the items of `request` the register from the day of `at`; returns how many agencies it touched.

    Runs inside the transaction of the last consent: all of it or none.
    """
    Register.locked().advance()
    head = (request.pk, timezone.localdate(at).isoformat(), as_moment(at))
    added = request.items.filter(action=ItemAction.ADD)
    bulk.insert(Version, _WRITTEN, (head + row for row in _added(added)))
    changed = request.items.exclude(action=ItemAction.ADD).order_by("pk")
    for items in _batches(changed.iterator(BATCH)):
        current = _end_current(items, timezone.localdate(at))
        bulk.insert(Version, _WRITTEN, (head + row for row in _changed(items, current)))
    return request.items.count()


def _added(items: QuerySet[ChangeItem]) -> Iterator[tuple[Any, ...]]:
    """Rows of new agencies: their JSON goes over as it was proposed."""
    texts = items.annotate(
        values_text=Cast("values", TextField()),
        levels_text=Cast("levels", TextField()),
        sources_text=Cast("sources", TextField()),
    ).values_list("agency_id", "values_text", "levels_text", "sources_text")
    # Rows of one import mostly share their levels: read once, not once a row.
    levels = lru_cache(1000)(json.loads)
    for row in texts.iterator(BATCH):
        yield (*row, *columns(json.loads(row[1]), levels(row[2])))


def _changed(items: list[ChangeItem], current: Mapping[int, Version]) -> Iterator[tuple[Any, ...]]:
    for item in items:
        if item.action != ItemAction.REMOVE:
            values, levels, sources = merged(item, current.get(item.agency_id))
            texts = as_json(values), as_json(levels), as_json(sources)
            yield (item.agency_id, *texts, *columns(values, levels))


def _batches(rows: Iterable[ChangeItem]) -> Iterator[list[ChangeItem]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _end_current(items: list[ChangeItem], today: date) -> dict[int, Version]:
    """End the current versions of the agencies of `items`; returns them by agency."""
    rows = Version.objects.current().filter(agency__in=[item.agency_id for item in items])
    current = {row.agency_id: row for row in rows}
    Version.objects.filter(pk__in=[row.pk for row in current.values()]).update(valid_to=today)
    return current


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
