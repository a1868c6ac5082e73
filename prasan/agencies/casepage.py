"""All that the page of a request shows, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies import policies
from prasan.agencies.actions.change_requests import AGENCY_CHANGE
from prasan.agencies.actions.notices import AUDIENCES, told
from prasan.agencies.changes import (
    Effect,
    FieldChange,
    effect_of,
    field_changes,
    item_labels,
    place_of,
    sums_of,
    untouched,
    with_other_level,
)
from prasan.agencies.fields import Level
from prasan.agencies.level_sums import level_sums
from prasan.agencies.models import ChangeItem, ChangeRequest, Version
from prasan.agencies.states import HOLDS_FIELDS, ItemAction, RequestState
from prasan.approvals.models import Decision
from prasan.approvals.page import seen_round
from prasan.approvals.states import Outcome
from prasan.office.chain import Step, resolve
from prasan.office.standing import HOLDER, Standing
from prasan.thai import digits

PER_PAGE = 50
_FEW = 5
RETURNED = "returned"
TABS = {RETURNED: "ที่คืน", "all": "ทั้งหมด", "changed": "เปลี่ยนหลังท่านเห็น", "levels": "วิธีเผยแพร่เปลี่ยน"}


@dataclass(frozen=True, slots=True)
class Item:
    """One agency of the request with its fields; `is_open`: shown unfolded."""

    row: ChangeItem
    changes: list[FieldChange]
    is_open: bool

    @property
    def news(self) -> int:
        return sum(change.is_new_to_reader for change in self.changes)

    @property
    def is_add(self) -> bool:
        return self.row.action == ItemAction.ADD


@dataclass(frozen=True, slots=True)
class GivenBack:
    """One returned item: what people call it, why, and where it is mended or, by others, read; "" for one
    that is proposed no more."""

    label: str
    reason: str
    url: str


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    label: str
    count: int | None
    is_current: bool


def load(pk: int) -> ChangeRequest | None:
    """The request with its case and everyone named on the page."""
    related = ("created_by", "case__proposer", "case__proposer_post__unit")
    return ChangeRequest.objects.select_related(*related).filter(pk=pk).first()


def item_context(
    request: ChangeRequest,
    reader: User,
    decisions: Sequence[Decision],
    *,
    is_decider: bool,
    tab: str,
    page: str | None,
    opened: str | None,
) -> dict[str, Any]:
    """Items of one page, the tabs with their counts, and the sums by kind of change. What is new since they
    last looked is told to whoever decides (`is_decider`), while there is something to decide."""
    is_open = request.state == RequestState.OPEN
    seen = seen_round(request.case, reader) if request.case and is_open and is_decider else None
    sums = sums_of(request)
    total = sum(entry.count for entry in sums)
    is_small = total <= PER_PAGE
    returns = _returns_to_show(request, decisions)
    shown_tabs = _shown_tabs(seen, returns)
    if tab not in shown_tabs:
        tab = RETURNED if RETURNED in shown_tabs and request.state == RequestState.RETURNED else "all"
    rows = request.items.order_by("pk")
    groups = {} if is_small else _groups(request, seen, returns)
    page_obj = Paginator(groups.get(tab, rows), PER_PAGE).get_page(page)
    on_page: list[Any] = list(page_obj.object_list)
    shown: Iterable[ChangeItem] = rows.filter(pk__in=on_page) if tab in groups else on_page
    drawn = [(row, field_changes(row, seen_round=seen, returns=returns)) for row in shown]
    changes = [change for _, row_changes in drawn for change in row_changes]
    return {
        "items": _items(drawn, tab, total, opened),
        "page_obj": page_obj,
        "sums": sums,
        "total": total,
        "is_single": total == 1,
        "level_sums": level_sums(request) if total > 1 else [],
        "tabs": _tabs(shown_tabs, groups, changes, tab, total),
        "tab": tab,
        "seen_round": seen,
        "effect": effect_of(request),
        "field_count": len(changes) if is_small else None,
        "new_count": sum(change.is_new_to_reader for change in changes) if seen is not None else None,
        "warnings": [change for change in changes if change.warning],
    } | (_closing(drawn[0][0]) if total == 1 and drawn else {})


def _closing(row: ChangeItem) -> dict[str, Any]:
    """The day from which the only agency of a request leaves the list; nothing if it does not close."""
    text = row.values.get("closed_on")
    day = date.fromisoformat(text) if text else None
    return {"closes_on": day, "closes_later": day is not None and day > timezone.localdate()}


def _groups(request: ChangeRequest, seen: int | None, returns: Sequence[Decision]) -> dict[str, list[int]]:
    """{tab: keys of its items}, for requests too large to draw field by field."""
    edited = request.items.exclude(rounds={}).order_by("pk").values_list("pk", "rounds")
    given_back = {key.partition(":")[0] for row in returns for key in row.item_remarks}
    numbers = [int(number) for number in given_back if number.isdecimal()]
    return {
        RETURNED: list(request.items.filter(agency__in=numbers).order_by("pk").values_list("pk", flat=True)),
        "changed": [pk for pk, rounds in edited.iterator(2000) if max(rounds.values()) > (seen or 0)],
        "levels": with_other_level(request),
    }


def _items(
    drawn: list[tuple[ChangeItem, list[FieldChange]]], tab: str, total: int, opened: str | None
) -> list[Item]:
    """A few agencies stand unfolded; of many, the one that was asked for."""
    items = []
    for row, changes in drawn:
        shown = [change for change in changes if _belongs(change, tab)]
        if shown:
            shown.sort(key=lambda change: not change.is_new_to_reader)
            items.append(Item(row, shown, total <= _FEW or opened == str(row.pk)))
    return items


def _belongs(change: FieldChange, tab: str) -> bool:
    return {
        "all": True,
        RETURNED: bool(change.reasons),
        "changed": change.is_new_to_reader,
        "levels": change.changes_level,
    }[tab]


def _shown_tabs(seen: int | None, returns: Sequence[Decision]) -> list[str]:
    without = {"changed"} if seen is None else set()
    without |= set() if any(row.item_remarks for row in returns) else {RETURNED}
    return [key for key in TABS if key not in without]


def _tabs(
    shown: list[str], groups: dict[str, list[int]], changes: list[FieldChange], current: str, total: int
) -> list[Tab]:
    """Of a large request agencies are counted, else fields."""
    if groups:
        counts = {key: len(groups[key]) if key in groups else total for key in shown}
    else:
        counts = {key: sum(_belongs(change, key) for change in changes) for key in shown}
    return [Tab(key, TABS[key], counts[key], key == current) for key in shown]


def _returns_to_show(request: ChangeRequest, decisions: Sequence[Decision]) -> list[Decision]:
    """Reasons of the latest return stand beside the fields while it is mended and in the round after."""
    returns = [row for row in decisions if row.outcome == Outcome.RETURNED]
    return returns[-1:] if request.state in HOLDS_FIELDS else []


def given_back(request: ChangeRequest, returned: Decision, *, may_edit: bool) -> list[GivenBack]:
    """The items of a return, agency by agency in the order of the register's fields."""
    keys = sorted(returned.item_remarks, key=place_of)
    labels = item_labels(request, keys)
    positions = list(request.items.order_by("pk").values_list("agency_id", "pk", "action"))
    places = {str(row[0]): (at // PER_PAGE + 1, *row[1:]) for at, row in enumerate(positions)}
    return [
        GivenBack(labels[key], returned.item_remarks[key], _url_of(request, key, places, may_edit))
        for key in keys
    ]


def _url_of(
    request: ChangeRequest, key: str, places: Mapping[str, tuple[int, int, str]], may_edit: bool
) -> str:
    """Of the field in the form of its agency, or on the page of the case; `places` {agency: its page there,
    its item, what becomes of it}."""
    agency, _, field = key.partition(":")
    if agency not in places:
        return ""
    page, item, action = places[agency]
    if may_edit and action != ItemAction.REMOVE:
        return f"{reverse('agencies:request_item', args=[request.pk, item])}#id_{field}"
    where = reverse("agencies:request", args=[request.pk])
    return f"{where}?tab=all&page={page}&item={item}#f-{item}-{field}"


def told_text(request: ChangeRequest) -> str:
    """Who hears of the consent: "ผู้เสนอ และหน่วยงานภายในทุกแห่ง ทางอีเมล"."""
    if request.audience.get("kind", "nobody") == "nobody":
        return "ผู้เสนอเท่านั้น"
    return f"ผู้เสนอ และ{audience_text(request)} ทางอีเมล"


def confirm_warning(warnings: Sequence[FieldChange]) -> str:
    """What is asked to be looked at once more before a consent; "" for nothing."""
    count = digits.group(len(warnings))
    return f"มีข้อมูลส่วนบุคคลหรือเลขหมายเคลื่อนที่ที่จะแสดงบนเว็บ {count} รายการ" if warnings else ""


def audience_text(request: ChangeRequest) -> str:
    kind = request.audience.get("kind", "nobody")
    if kind == "chosen":
        return f"{AUDIENCES[kind]} {digits.group(len(request.audience.get('agencies', [])))} แห่ง"
    return AUDIENCES[kind]


def outcome_context(request: ChangeRequest, effect: Effect) -> dict[str, Any]:
    """What came of it once it is in force: how much stands on the web and where, and who was told."""
    if request.state != RequestState.APPROVED:
        return {"told": []}
    return {
        "told": told(request),
        "published": effect.on_web,
        "public_url": _public_url(request),
        "reversal": request.living_reversal(),
    }


def _public_url(request: ChangeRequest) -> str:
    """The page of its only agency, of many the directory; "" when nobody outside sees any of it."""
    agencies = list(request.items.values_list("agency_id", flat=True)[:2])
    public = Version.objects.current().listed(Level.WEB).filter(agency__in=agencies)
    if len(agencies) > 1:
        return reverse("agencies:directory")
    return reverse("agencies:agency", args=agencies) if public.exists() else ""


def draft_context(
    request: ChangeRequest, reader: User, standing: Standing, *, returned: Decision | None = None
) -> dict[str, Any]:
    """What a draft needs: who will consent, why it can't be proposed if so, and which of the items that were
    given back (`returned`) nobody touched."""
    resolution = resolve(AGENCY_CHANGE, request.created_by, on=standing.day)
    refusal = policies.why_not_edit_request(request, reader)
    return {
        "chain_ahead": [] if resolution.refusal else [_ahead(step) for step in resolution.steps],
        "why_not_submit": refusal or resolution.refusal,
        "may_edit": refusal is None,
        "untouched": untouched(request, returned) if returned and refusal is None else [],
    }


def _ahead(step: Step) -> dict[str, str]:
    return {
        "post": step.post.title if step.post else "",
        "who": " หรือ ".join(
            d.user.name if d.capacity == HOLDER else f"{d.user.name} ({d.capacity})" for d in step.deciders
        ),
        "reason": step.reason or "",
    }
