"""The register and its open requests as plain data, for judging an import against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from prasan.agencies.consent import merged
from prasan.agencies.importing.snapshot import Known, OfficeNames, RegisterSnapshot
from prasan.agencies.models import ChangeItem, RowChoice, Verification, Version
from prasan.agencies.states import HAS_ENDED_WITHOUT_EFFECT, ImportState, ItemAction
from prasan.approvals.wording import case_number
from prasan.office.models import OfficeProfile, Unit
from prasan.thai import names


def snapshot() -> RegisterSnapshot:
    """Every agency in force, closed ones included, with what open requests propose laid on top."""
    former = _former_names()
    pending = _pending_items()
    verified = _verified_on()
    settled = _settled_names()
    known = []
    columns = ("agency_id", "name", "values", "levels", "sources", "valid_from")
    for version in Version.objects.current().only(*columns).iterator(2000):
        items = pending.pop(version.agency_id, [])
        one = _known(version.agency_id, version, items, former.get(version.agency_id, set()))
        known.append(replace(one, verified_on=day) if (day := verified.get(one.id)) else one)
    known.extend(_known(agency_id, None, items, set()) for agency_id, items in pending.items())
    if settled:
        known = [replace(one, settled=settled[one.id]) if one.id in settled else one for one in known]
    return RegisterSnapshot(known, frozenset(_dropped_values()))


def office_names() -> OfficeNames:
    """By these names สังกัด decides ภายใน or ภายนอก."""
    office = OfficeProfile.current()
    units = tuple(Unit.objects.values_list("name", flat=True))
    return OfficeNames(office.name, office.short_name, units) if office else OfficeNames("", "", units)


def _former_names() -> dict[int, set[str]]:
    former: dict[int, set[str]] = defaultdict(set)
    for agency_id, name in Version.objects.exclude(valid_to=None).values_list("agency_id", "name").distinct():
        former[agency_id].add(name)
    return former


def _verified_on() -> dict[int, str]:
    rows = Verification.objects.order_by().values_list("agency").annotate(last=Max("at"))
    return {agency: timezone.localdate(at).isoformat() for agency, at in rows}


def _settled_names() -> dict[int, dict[str, str]]:
    """By which names rows of imports were said to be an agency, and when last: asked once is enough.

    Not where the person did not want the name of the row remembered, nor of what was refused or taken back.
    """
    choices = _choices_in_effect().filter(choice__has_key="same_as").order_by("at")
    settled: dict[int, dict[str, str]] = defaultdict(dict)
    for choice, at in choices.values_list("choice", "at").iterator(2000):
        if "name" not in (choice.get("values") or {}):
            key = names.variants_key(choice.get("name", ""))
            settled[choice["same_as"]][key] = timezone.localdate(at).isoformat()
    return settled


def _dropped_values() -> Iterator[tuple[str, str, str]]:
    choices = _choices_in_effect().filter(choice__has_key="dropped", source__request__isnull=False)
    for choice in choices.values_list("choice", flat=True).iterator(2000):
        key = names.variants_key(choice.get("name", ""))
        yield from ((key, name, said) for name, said in choice["dropped"].items())


def _choices_in_effect() -> QuerySet[RowChoice]:
    choices = RowChoice.objects.exclude(source__state=ImportState.UNDONE)
    return choices.exclude(source__request__state__in=HAS_ENDED_WITHOUT_EFFECT)


def _pending_items() -> dict[int, list[ChangeItem]]:
    pending: dict[int, list[ChangeItem]] = defaultdict(list)
    items = ChangeItem.objects.holding().exclude(action=ItemAction.REMOVE).select_related("request__case")
    for item in items.order_by("pk").iterator(2000):
        pending[item.agency_id].append(item)
    return pending


def _known(agency_id: int, version: Version | None, items: list[ChangeItem], former: set[str]) -> Known:
    values: dict[str, Any] = version.values if version else {}
    held: dict[str, str] = {}
    for item in items:
        layer = Version(values=values, levels={}, sources={}) if values else None
        values = merged(item, layer)[0]
        case = item.request.case
        label = case_number(case) if case else ""
        held |= dict.fromkeys([*item.values, *item.levels], label)
    others = former | set(values.get("other_names", ())) - {values["name"]}
    return Known(
        id=agency_id,
        name=values["name"],
        other_names=tuple(sorted(others)),
        values=values,
        closed_on=values.get("closed_on"),
        pending=bool(items),
        held=held,
        sources=version.sources if version else {},
        since=version.valid_from.isoformat() if version else "",
    )
