"""What the register hears from the rooms below, in the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from prasan.agencies import tasks, unreachable
from prasan.agencies.changes import item_labels
from prasan.agencies.consent import put_in_force
from prasan.agencies.models import ChangeRequest, Import, Register
from prasan.agencies.states import ImportState, RequestState
from prasan.approvals.models import Case, Decision
from prasan.approvals.signals import case_decided, naming_items
from prasan.approvals.states import CaseState
from prasan.audit.actions import record
from prasan.contacts.models import ContactPoint
from prasan.delivery.signals import address_failed

_FOLLOWS = {
    CaseState.RETURNED: RequestState.RETURNED,
    CaseState.APPROVED: RequestState.APPROVED,
    CaseState.REFUSED: RequestState.REFUSED,
    CaseState.WITHDRAWN: RequestState.WITHDRAWN,
}


@receiver(case_decided, dispatch_uid="agencies.follow_case")
def follow_case(sender: type[Case], *, case: Case, decision: Decision, **kwargs: Any) -> None:
    """A request goes where its case went; the last consent puts it in force and tells its audience."""
    request = ChangeRequest.objects.select_for_update().filter(case=case).first()
    if request is None:
        return
    request.state = _FOLLOWS[CaseState(case.state)]
    request.save(update_fields=["state"])
    if request.state != RequestState.APPROVED:
        Register.locked().advance()
        return
    touched = put_in_force(request, at=decision.at)
    if request.reverses_id:
        Import.objects.filter(request=request.reverses_id).update(state=ImportState.UNDONE)
    record("request_in_force", request, by=decision.person, at=decision.at, agencies=touched)
    if request.audience.get("kind", "nobody") != "nobody":
        tasks.tell_audience.enqueue(request.pk)


@receiver(naming_items, dispatch_uid="agencies.name_items")
def name_items(sender: type[Case], *, case: Case, keys: list[str], **kwargs: Any) -> dict[str, str]:
    """Fields as people call them, for mails about a case of the register."""
    request = ChangeRequest.objects.filter(case=case).first()
    return item_labels(request, keys) if request else {}


@receiver(address_failed, dispatch_uid="agencies.note_failed_email")
def note_failed_email(
    sender: type[ContactPoint], *, point: ContactPoint, at: datetime, **kwargs: Any
) -> None:
    """Nothing arrives at a central e-mail: its agencies stand on the list ควรยืนยันอีกครั้ง from now on."""
    if point.kind != ContactPoint.Kind.EMAIL:
        return
    for version in unreachable.having([point.address]).select_related("agency"):
        record("agency_email_failed", version.agency, by=None, at=at)
