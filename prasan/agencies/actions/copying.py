"""A recalled case as a new draft, so that nobody types it again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies import policies
from prasan.agencies.actions import change_requests
from prasan.agencies.actions.change_requests import Proposal, current_of
from prasan.agencies.actions.edit_requests import differing
from prasan.agencies.models import ChangeItem, ChangeRequest, Import, Version
from prasan.agencies.states import ImportState, ItemAction
from prasan.audit.actions import record
from prasan.office.standing import Standing
from prasan.ui.refusal import Refused, ensure


@transaction.atomic
def copy_as_draft(request: ChangeRequest, *, by: User, at: datetime) -> ChangeRequest:
    """A draft of `by` with what a recalled request still differs in from the register; new agencies are
    proposed as new ones again. The request of an import stays the import's: the copy takes its place.

    Raises `Refused` when it was not recalled, a copy of it is under way, or nothing of it is left.
    """
    first = ChangeRequest.objects.select_for_update().get(pk=request.copy_of_id or request.pk)
    ensure(policies.why_not_copy(request, by, Standing(timezone.localdate(at))))
    proposals = list(_proposals(request))
    if not proposals:
        raise Refused("ข้อมูลในทะเบียนตรงกับเรื่องนี้แล้ว ไม่มีรายการให้เสนออีก")
    made = change_requests.draft(
        title=request.title,
        proposals=proposals,
        by=by,
        at=at,
        reason=request.reason,
        audience=request.audience,
        copy_of=first,
    )
    _take_over_import(first, made, by=by, at=at)
    return made


def _take_over_import(first: ChangeRequest, made: ChangeRequest, *, by: User, at: datetime) -> None:
    """The import from which the first request came goes on with the copy, also one that was undone."""
    source = Import.objects.select_for_update(of=("self",)).filter(request__in=family_of(first)).first()
    if source is None:
        return
    source.request, source.state = made, ImportState.PROPOSED
    source.save(update_fields=["request", "state"])
    record("import_taken_up_again", source, by=by, at=at)


def family_of(request: ChangeRequest) -> QuerySet[ChangeRequest]:
    """The request that was written first and all its copies."""
    first = request.copy_of_id or request.pk
    return ChangeRequest.objects.filter(Q(pk=first) | Q(copy_of=first))


def import_of(request: ChangeRequest) -> Import | None:
    """The import that this request, or the one that it copies, came from; with its file."""
    return Import.objects.filter(request__in=family_of(request)).select_related("file").first()


def _proposals(request: ChangeRequest) -> Iterator[Proposal]:
    changed = request.items.filter(action=ItemAction.CHANGE)
    current = current_of(list(changed.values_list("agency_id", flat=True)))
    for item in request.items.order_by("pk").iterator(1000):
        if item.action == ItemAction.ADD:
            yield _again(item, None)
        elif item.agency_id in current and (proposal := _still_differs(item, current[item.agency_id])):
            yield proposal


def _still_differs(item: ChangeItem, before: Version) -> Proposal | None:
    """What is left of the item beside the register of today; None for nothing."""
    levels = {key: level for key, level in item.levels.items() if level is not None}
    item.values, item.levels = differing(item.values, levels, before)
    return _again(item, item.agency_id) if item.values or item.levels else None


def _again(item: ChangeItem, agency: int | None) -> Proposal:
    return Proposal(
        agency, item.values, item.levels, item.sources, name=item.name, sheet=item.sheet, row=item.row
    )
