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
from prasan.agencies.days import ANYWHERE, dated
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
    day = timezone.localdate(at).isoformat()
    head = (request.pk, day, as_moment(at))
    added = request.items.filter(action=ItemAction.ADD)
    bulk.insert(Version, _WRITTEN, (head + row for row in _added(added, day)))
    changed = request.items.exclude(action=ItemAction.ADD).order_by("pk")
    for items in _batches(changed.iterator(BATCH)):
        current = _end_current(items, timezone.localdate(at))
        bulk.insert(Version, _WRITTEN, (head + row for row in _changed(items, current, day)))
    return request.items.count()


def _added(items: QuerySet[ChangeItem], day: str) -> Iterator[tuple[Any, ...]]:
    """Rows of new agencies: their JSON goes over as it was proposed, the sources with their days."""
    texts = items.annotate(
        values_text=Cast("values", TextField()),
        levels_text=Cast("levels", TextField()),
        sources_text=Cast("sources", TextField()),
    ).values_list("agency_id", "values_text", "levels_text", "sources_text")
    # Rows of one import mostly share their levels and sources: read once, not once a row.
    levels, shared = lru_cache(1000)(json.loads), lru_cache(1000)(_dated_anywhere)
    for agency, values_text, levels_text, sources_text in texts.iterator(BATCH):
        values = json.loads(values_text)
        sources, text = shared(sources_text, day) or _dated_each(sources_text, values, day)
        head = (agency, values_text, levels_text, text)
        yield (*head, *columns(values, levels(levels_text), sources, day))


Dated = tuple[dict[str, list[str]], str]
"""Sources with their days, and as JSON."""


def _dated_anywhere(text: str, day: str) -> Dated | None:
    """None where it depends on the fields of the row: no source stands for all of them."""
    sources = json.loads(text)
    return _dated_each(text, {}, day) if ANYWHERE in sources else None


def _dated_each(text: str, values: Mapping[str, Any], day: str) -> Dated:
    sources = dated(json.loads(text), values, day)
    return sources, as_json(sources)


def _changed(items: list[ChangeItem], current: Mapping[int, Version], day: str) -> Iterator[tuple[Any, ...]]:
    for item in items:
        if item.action != ItemAction.REMOVE:
            values, levels, sources = merged(item, current.get(item.agency_id))
            sources = dated(sources, values, day)
            texts = as_json(values), as_json(levels), as_json(sources)
            yield (item.agency_id, *texts, *columns(values, levels, sources, day))


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
