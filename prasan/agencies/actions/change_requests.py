"""Change requests: drafted, proposed up the chain, proposed again, recalled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.urls import reverse as address_of
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies import bulk, policies
from prasan.agencies.bulk import as_json, as_moment
from prasan.agencies.changes import untouched
from prasan.agencies.consent import merged
from prasan.agencies.days import ANYWHERE
from prasan.agencies.models import Agency, ChangeItem, ChangeRequest, Correction, Register, Version
from prasan.agencies.states import HOLDS_FIELDS, ItemAction, RequestState
from prasan.approvals import actions as approvals
from prasan.approvals.actions.cases import locked as locked_case
from prasan.approvals.states import Outcome
from prasan.approvals.wording import case_number
from prasan.audit.actions import record
from prasan.office.standing import Standing
from prasan.ui.refusal import Refusal, Refused, ensure

AGENCY_CHANGE = "agency_change"
NOBODY: dict[str, Any] = {"kind": "nobody"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one agency; `agency_id` None = a new one. `values`, `levels`: only what differs
    (None = take away); shapes as in `ChangeItem`."""

    agency_id: int | None
    values: Mapping[str, Any]
    levels: Mapping[str, int | None]
    sources: Mapping[str, list[str]] = field(default_factory=dict)
    name: str = ""
    sheet: str = ""
    row: int | None = None


@transaction.atomic
def draft(
    *,
    title: str,
    proposals: Iterable[Proposal],
    by: User,
    at: datetime,
    reason: str = "",
    audience: Mapping[str, Any] = NOBODY,
    reverses: ChangeRequest | None = None,
    copy_of: ChangeRequest | None = None,
) -> ChangeRequest:
    """Write a request with its items; nothing is proposed yet. New agencies get their identity here."""
    ensure(policies.why_not_work_on_register(by, Standing(timezone.localdate(at))))
    request = ChangeRequest.objects.create(
        title=title[:300],
        reason=reason,
        audience=dict(audience),
        created_by=by,
        created_at=at,
        reverses=reverses,
        copy_of=copy_of,
    )
    _write_items(request, list(proposals), at)
    record("request_drafted", request, by=by, at=at, agencies=request.items.count())
    return request


def _write_items(request: ChangeRequest, proposals: list[Proposal], at: datetime) -> None:
    new = [proposal for proposal in proposals if proposal.agency_id is None]
    known = [proposal for proposal in proposals if proposal.agency_id is not None]
    _add_items(request, new, at)
    current = current_of([proposal.agency_id for proposal in known if proposal.agency_id is not None])
    ChangeItem.objects.bulk_create(
        (change_item(request, proposal, current.get(proposal.agency_id or 0)) for proposal in known), 500
    )


_ADDED = (
    "request", "agency", "action", "name", "values", "levels", "before_values", "before_levels",
    "sources", "rounds", "sheet", "row",
)  # fmt: skip


def _add_items(request: ChangeRequest, proposals: list[Proposal], at: datetime) -> None:
    """New agencies get their identity with the proposal, so that others can be matched against them."""
    identities = bulk.insert_alike(Agency, "added_at", as_moment(at), len(proposals))
    # Rows of one import share their levels and sources: each is written as text once, not once a row.
    texts: dict[int, str] = {}
    bulk.insert(
        ChangeItem,
        _ADDED,
        (_added(request, *pair, texts) for pair in zip(identities, proposals, strict=True)),
    )


def _added(
    request: ChangeRequest, agency_id: int, proposal: Proposal, texts: dict[int, str]
) -> tuple[Any, ...]:
    values, levels = proposal.values, proposal.levels
    if refusal := policies.why_not_these_levels(values, levels):
        raise Refused(f"{values['name']}: {refusal}")
    sources = _text(proposal.sources, texts)
    return (
        request.pk, agency_id, ItemAction.ADD.value, values["name"][:300], as_json(values),
        _text(levels, texts), "{}", "{}", sources, "{}", proposal.sheet[:100], proposal.row,
    )  # fmt: skip


def _text(shared: Mapping[str, Any], texts: dict[int, str]) -> str:
    """JSON of a mapping that lives as long as `texts` does, which is why its identity may stand for it."""
    text = texts.get(id(shared))
    if text is None:
        text = texts[id(shared)] = as_json({key: value for key, value in shared.items() if value is not None})
    return text


def current_of(agencies: list[int]) -> dict[int, Version]:
    """The versions in force of these agencies, by agency."""
    current: dict[int, Version] = {}
    for start in range(0, len(agencies), 1000):
        rows = Version.objects.current().filter(agency__in=agencies[start : start + 1000])
        current |= {row.agency_id: row for row in rows}
    return current


def change_item(request: ChangeRequest, proposal: Proposal, before: Version | None) -> ChangeItem:
    """An item for an agency that exists: what it changes, and what stood there when it was written."""
    assert proposal.agency_id is not None
    item = ChangeItem(
        request=request,
        agency_id=proposal.agency_id,
        action=ItemAction.CHANGE if before else ItemAction.ADD,
        name=(before.name if before else proposal.values["name"])[:300],
        values=proposal.values,
        levels=proposal.levels,
        sources=proposal.sources,
        sheet=proposal.sheet[:100],
        row=proposal.row,
    )
    take_before(item, before)
    return item


@transaction.atomic
def submit(request: ChangeRequest, *, by: User, at: datetime) -> ChangeRequest:
    """Propose a draft up the chain. Raises `Refused` when the chain has nobody at its end, when a level
    needs proof of consent, or when a field stands in another open request (the refusal names its case)."""
    request = _locked(request)
    ensure(policies.why_not_edit_request(request, by))
    if request.state == RequestState.RETURNED:
        return _submit_again(request, by=by, at=at)
    register = Register.locked()
    _ensure_sound(request)
    request.case = approvals.propose(
        kind=AGENCY_CHANGE,
        title=request.title,
        reason=request.reason,
        url=address_of("agencies:request", args=[request.pk]),
        by=by,
        at=at,
    )
    request.state = RequestState.OPEN
    request.save(update_fields=["case", "state"])
    register.advance()
    return request


def _locked(request: ChangeRequest) -> ChangeRequest:
    """The request, held until the transaction ends: the case first, then the request, then the register,
    as a decision takes them, so that a decision and the proposer's own act never wait for each other."""
    if request.case:
        locked_case(request.case)
    return ChangeRequest.objects.select_for_update().get(pk=request.pk)


def _submit_again(request: ChangeRequest, *, by: User, at: datetime) -> ChangeRequest:
    assert request.case is not None
    request.case = approvals.propose_again(request.case, by=by, at=at, remark=_what_was_mended(request))
    Register.locked().advance()
    _ensure_sound(request)
    request.state = RequestState.OPEN
    request.save(update_fields=["state"])
    return request


def _what_was_mended(request: ChangeRequest) -> str:
    """What the record says of a new round; those who read it see which fields, and which that were given
    back stand as they stood."""
    assert request.case is not None
    coming = request.case.round + 1
    edited = request.items.exclude(rounds={}).values_list("rounds", flat=True)
    count = sum(number == coming for rounds in edited for number in rounds.values())
    returned = request.case.decisions.filter(outcome=Outcome.RETURNED).last()
    kept = untouched(request, returned) if returned else []
    said = [f"แก้ไข {count:,} รายการแล้วเสนอ" if count else ""]
    said += [f"คงเดิม {len(kept)} รายการที่ถูกคืน: {', '.join(kept)}" if kept else ""]
    return " ".join(filter(None, said))


def _ensure_sound(request: ChangeRequest) -> None:
    if not request.items.exists():
        raise Refused("คำขอนี้ยังไม่มีรายการที่เปลี่ยน เพิ่มรายการก่อนเสนอ")
    if empty := request.items.filter(action=ItemAction.CHANGE, values={}, levels={}).first():
        raise Refused(f"{empty.name} ยังไม่มีสิ่งที่เปลี่ยน แก้รายการนั้นหรือตัดออกก่อนเสนอ")
    ensure(why_fields_are_held(request))
    _refresh_and_check_levels(request)


def _refresh_and_check_levels(request: ChangeRequest) -> None:
    """Items of agencies that exist, laid over what is in force now: a draft may have lain for weeks. A new
    agency was asked for its levels when it was written."""
    changes = request.items.filter(action=ItemAction.CHANGE)
    current = current_of(list(changes.values_list("agency_id", flat=True)))
    stale = []
    for item in changes.iterator(1000):
        before = current.get(item.agency_id)
        values, levels, _ = merged(item, before)
        if refusal := policies.why_not_these_levels(values, levels):
            raise Refused(f"{item.name}: {refusal}")
        if take_before(item, before):
            stale.append(item)
    ChangeItem.objects.bulk_update(stale, ["before_values", "before_levels"], 500)


def take_before(item: ChangeItem, before: Version | None) -> bool:
    """Copy what stands in the register beside what is proposed; whether it was something else."""
    old = (item.before_values, item.before_levels)
    values, levels = (before.values, before.levels) if before else ({}, {})
    touched = item.values.keys() | item.levels.keys()
    item.before_values = {key: values[key] for key in touched if key in values}
    item.before_levels = {key: levels[key] for key in touched if key in levels}
    return old != (item.before_values, item.before_levels)


def why_fields_are_held(request: ChangeRequest) -> Refusal | None:
    """A field of an agency stands in one open request at a time."""
    mine = {
        agency: values.keys() | levels.keys()
        for agency, values, levels in request.items.exclude(action=ItemAction.ADD).values_list(
            "agency_id", "values", "levels"
        )
    }
    removed = set(request.items.filter(action=ItemAction.REMOVE).values_list("agency_id", flat=True))
    if not mine:
        return None
    others = (
        ChangeItem.objects.holding()
        .exclude(request=request)
        .filter(agency__in=request.items.values("agency"))
    )
    for item in others.select_related("request__case"):
        if item.agency_id in removed or mine.get(item.agency_id, set()) & (
            item.values.keys() | item.levels.keys()
        ):
            assert item.request.case is not None
            return Refusal(
                f"{item.name} มีรายการเดียวกันอยู่ใน{case_number(item.request.case)} ซึ่งยังไม่สิ้นสุด รอให้เรื่องนั้นจบก่อน"
            )
    return None


@transaction.atomic
def withdraw(request: ChangeRequest, *, by: User, at: datetime, remark: str = "") -> ChangeRequest:
    """Take a request back: a draft is dropped, a proposed one is recalled through its case."""
    request = _locked(request)
    if request.state == RequestState.DRAFT:
        ensure(policies.why_not_edit_request(request, by))
        request.state = RequestState.WITHDRAWN
        request.save(update_fields=["state"])
        record("request_withdrawn", request, by=by, at=at)
        _give_corrections_back(request)
        return request
    if request.case is None or request.state not in HOLDS_FIELDS:
        raise Refused(f"คำขอนี้สิ้นสุดแล้ว ({RequestState(request.state).label})")
    approvals.recall(request.case, by=by, at=at, remark=remark)
    request.refresh_from_db()
    _give_corrections_back(request)
    return request


def _give_corrections_back(request: ChangeRequest) -> None:
    """What an agency sent in waits for an officer again: it was neither done nor declined."""
    request.corrections.update(state=Correction.State.NEW, request=None)


@transaction.atomic
def reverse(request: ChangeRequest, *, by: User, at: datetime) -> ChangeRequest:
    """Propose the reverse of a request that is in force: what it added goes, what it changed goes back.

    Raises `Refused` when a later request changed any of its agencies, or a reverse is already under way.
    """
    if back := request.living_reversal():
        assert back.case is not None
        raise Refused(f"การย้อนคำขอนี้เสนอไปแล้วใน{case_number(back.case)}")
    ensure(why_not_reverse(request))
    ensure(policies.why_not_work_on_register(by, Standing(timezone.localdate(at))))
    back = ChangeRequest.objects.create(
        title=f"ย้อนการ{request.title}"[:300],
        reason=f"เป็นการย้อน{case_number(request.case)} ทั้งเรื่อง" if request.case else "",
        audience=request.audience,
        created_by=by,
        created_at=at,
        reverses=request,
    )
    ChangeItem.objects.bulk_create(_reverse_items(back, request), 1000)
    record("request_drafted", back, by=by, at=at, agencies=request.items.count(), reverses=request.pk)
    return submit(back, by=by, at=at)


def why_not_reverse(request: ChangeRequest) -> Refusal | None:
    """Only what nobody changed since can go back as one act."""
    if request.state != RequestState.APPROVED:
        return Refusal("ย้อนได้เฉพาะคำขอที่อนุมัติแล้ว")
    later = (
        Version.objects.current().filter(agency__in=request.items.values("agency")).exclude(request=request)
    )
    names = list(later.values_list("name", flat=True)[:5])
    if names:
        return Refusal(f"มีหน่วยงานที่ปรับปรุงหลังจากนั้น ({', '.join(names)}) จึงย้อนทั้งเรื่องไม่ได้ แก้รายหน่วยงานแทน")
    return None


def _reverse_items(back: ChangeRequest, request: ChangeRequest) -> Iterator[ChangeItem]:
    """The values go back together with the sources and days that they had."""
    items = request.items.order_by("pk").iterator(1000)
    while batch := list(islice(items, 1000)):
        before = _ended_by(request, [item.agency_id for item in batch])
        for item in batch:
            yield _reverse_item(back, item, before.get(item.agency_id))


def _ended_by(request: ChangeRequest, agencies: list[int]) -> dict[int, Version]:
    """The versions of these agencies that `request` brought to an end, by agency."""
    mine = request.versions.filter(agency=OuterRef("agency"))
    earlier = Version.objects.filter(agency__in=agencies, pk__lt=Subquery(mine.values("pk")[:1]))
    return {version.agency_id: version for version in earlier.order_by("pk")}


def _reverse_item(request: ChangeRequest, item: ChangeItem, before: Version | None) -> ChangeItem:
    back = ChangeItem(request=request, agency_id=item.agency_id, name=item.name, sources={})
    back.before_values, back.before_levels = item.values, item.levels
    if item.action == ItemAction.ADD:
        back.action = ItemAction.REMOVE
        return back
    back.action = ItemAction.CHANGE
    back.values = {key: item.before_values.get(key) for key in item.values}
    back.levels = {key: item.before_levels.get(key) for key in item.levels}
    if before:
        known = {key: before.sources.get(key, before.sources.get(ANYWHERE)) for key in item.values}
        back.sources = {key: source for key, source in known.items() if source and key in before.values}
    return back
