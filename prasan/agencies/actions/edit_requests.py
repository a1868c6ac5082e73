"""Writing a request by hand: from what a form holds, item by item, while it is a draft or was returned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from prasan.accounts.models import User
from prasan.agencies import policies
from prasan.agencies.actions import change_requests
from prasan.agencies.actions.change_requests import NOBODY, Proposal, current_of, take_before
from prasan.agencies.fields import BY_KEY, default_level
from prasan.agencies.models import ChangeItem, ChangeRequest, Version
from prasan.agencies.states import ItemAction, RequestState
from prasan.approvals.models import Case
from prasan.audit.actions import record
from prasan.thai import digits
from prasan.ui.refusal import Refused, ensure

Source = list[str]


def draft_from_values(
    agency_id: int | None,
    values: Mapping[str, Any],
    levels: Mapping[str, int],
    *,
    by: User,
    at: datetime,
    source: Source | None = None,
    reason: str = "",
    audience: Mapping[str, Any] = NOBODY,
    title: str = "",
) -> ChangeRequest:
    """A draft of what a form holds for one agency; None = a new agency.

    `values` {field: value or None}, `levels` {field: level}: fields left out stay as they are; what
    equals the register is dropped. `source` [text, "YYYY-MM-DD" or ""] of every changed value. Raises
    `Refused` when nothing differs, a level needs proof of consent, or `by` may not work on the register.
    """
    before = current_of([agency_id]).get(agency_id) if agency_id else None
    changed, new_levels = differing(values, _with_defaults(values, levels, before), before)
    if not changed and not new_levels:
        raise Refused("ยังไม่มีสิ่งที่เปลี่ยนจากข้อมูลในทะเบียน")
    proposal = Proposal(agency_id, changed, new_levels, {"*": source} if source else {})
    name = changed.get("name") or (before.name if before else "")
    count = digits.group(len(changed.keys() | new_levels.keys()))
    title = title or (f"ปรับปรุงข้อมูล{name} {count} รายการ" if before else f"เพิ่ม{name}ในทะเบียน")
    return change_requests.draft(
        title=title, proposals=[proposal], by=by, at=at, reason=reason, audience=audience
    )


def _with_defaults(
    values: Mapping[str, Any], levels: Mapping[str, int], before: Version | None
) -> dict[str, int]:
    """A field that had no value takes the level of its kind unless one was chosen."""
    known = before.levels if before else {}
    whole = {**(before.values if before else {}), **values}
    missing = values.keys() - levels.keys() - known.keys()
    has_proof = bool(whole.get("consent_proof"))
    return {key: default_level(key, whole.get("kind"), has_proof=has_proof) for key in missing} | dict(levels)


def differing(
    values: Mapping[str, Any], levels: Mapping[str, int], before: Version | None
) -> tuple[dict[str, Any], dict[str, int]]:
    """Only what differs from `before`: values (None = take away) and levels of fields that have a value."""
    old_values = before.values if before else {}
    old_levels = before.levels if before else {}
    changed = {key: value for key, value in values.items() if value != old_values.get(key)}
    has_value = {key for key in levels if changed.get(key, old_values.get(key)) is not None}
    new_levels = {
        key: levels[key] for key in levels if key in has_value and levels[key] != old_levels.get(key)
    }
    return changed, new_levels


@transaction.atomic
def edit_item(
    item: ChangeItem,
    *,
    values: Mapping[str, Any],
    levels: Mapping[str, int],
    by: User,
    at: datetime,
    source: Source | None = None,
) -> ChangeItem:
    """Put what a form now holds in place of an item's content; what differs is marked with its round.

    Shapes as in `draft_from_values`. Raises `Refused` when the request is not open to `by`, when nothing of
    the item is left (drop it then), or when a level needs proof of consent.
    """
    request = _open_request(item.request_id, by)
    before = current_of([item.agency_id]).get(item.agency_id)
    changed, new_levels = differing(values, levels, before)
    if not changed and not new_levels:
        raise Refused("รายการนี้ไม่ต่างจากข้อมูลในทะเบียนแล้ว ตัดรายการนี้ออกแทน")
    ensure(_why_not_public(changed, new_levels, before))
    old = (dict(item.values), dict(item.levels))
    item.values, item.levels = changed, new_levels
    take_before(item, before)
    item.name = (changed.get("name") or item.name)[:300] if before is None else item.name
    item.sources = _sources(item, old[0], source)
    item.rounds = _rounds(item, old, _next_round(request))
    item.save()
    record("request_edited", request, by=by, at=at, agency=item.agency_id, fields=sorted(_fields(item)))
    return item


@transaction.atomic
def drop_field(item: ChangeItem, field: str, *, by: User, at: datetime) -> None:
    """Take one field out of an item; the last one takes the item with it. A new agency keeps its name."""
    request = _open_request(item.request_id, by)
    if item.action == ItemAction.ADD and field in ("name", "scope", "kind"):
        raise Refused(f"หน่วยงานใหม่ต้องมี{BY_KEY[field].label} ตัดทั้งรายการแทน")
    for content in (
        item.values,
        item.levels,
        item.before_values,
        item.before_levels,
        item.sources,
        item.rounds,
    ):
        content.pop(field, None)
    if _fields(item):
        item.save()
    else:
        item.delete()
    record("request_edited", request, by=by, at=at, agency=item.agency_id, dropped=field)


@transaction.atomic
def drop_item(item: ChangeItem, *, by: User, at: datetime) -> None:
    """Take an agency out of a request."""
    request = _open_request(item.request_id, by)
    item.delete()
    record("request_edited", request, by=by, at=at, agency=item.agency_id, dropped="*")


@transaction.atomic
def set_about(
    request: ChangeRequest, *, reason: str, audience: Mapping[str, Any], by: User, at: datetime
) -> ChangeRequest:
    """Why it is proposed, and who is told; the case that prints says the same."""
    request = _open_request(request.pk, by)
    request.reason, request.audience = reason.strip(), dict(audience)
    request.save(update_fields=["reason", "audience"])
    if request.case_id:
        Case.objects.filter(pk=request.case_id).update(reason=request.reason)
    record("request_edited", request, by=by, at=at, audience=request.audience.get("kind", "nobody"))
    return request


def _open_request(pk: int, by: User) -> ChangeRequest:
    request = (
        ChangeRequest.objects.select_for_update(of=("self",)).select_related("case", "created_by").get(pk=pk)
    )
    ensure(policies.why_not_edit_request(request, by))
    return request


def _next_round(request: ChangeRequest) -> int:
    """The round in which the reader will see it."""
    if request.state == RequestState.RETURNED and request.case:
        return request.case.round + 1
    return 1


def _fields(item: ChangeItem) -> set[str]:
    return {*item.values, *item.levels}


def _sources(item: ChangeItem, old_values: Mapping[str, Any], source: Source | None) -> dict[str, Source]:
    """A value typed anew has the source that was typed with it; the others keep theirs."""
    everywhere = item.sources.get("*")
    sources = {key: item.sources.get(key, everywhere) for key in item.values}
    if source:
        sources |= {key: source for key, value in item.values.items() if old_values.get(key) != value}
    return {key: value for key, value in sources.items() if value}


def _rounds(
    item: ChangeItem, old: tuple[Mapping[str, Any], Mapping[str, Any]], next_round: int
) -> dict[str, int]:
    if next_round == 1:
        return {}
    was, was_level = old
    rounds = {key: number for key, number in item.rounds.items() if key in _fields(item)}
    for key in _fields(item):
        if (item.values.get(key), item.levels.get(key)) != (was.get(key), was_level.get(key)):
            rounds[key] = next_round
    return rounds


def _why_not_public(values: Mapping[str, Any], levels: Mapping[str, int], before: Version | None) -> Any:
    whole = {**(before.values if before else {}), **values}
    return policies.why_not_these_levels(whole, {**(before.levels if before else {}), **levels})
