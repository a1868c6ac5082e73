"""A whole import taken back as one act."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies import policies
from prasan.agencies.actions import change_requests
from prasan.agencies.models import ChangeRequest, Import
from prasan.agencies.states import HAS_ENDED_WITHOUT_EFFECT, ImportState, RequestState
from prasan.audit.actions import record
from prasan.office.standing import Standing
from prasan.ui.refusal import Refused, ensure


@transaction.atomic
def undo(source: Import, *, by: User, at: datetime) -> tuple[str, ChangeRequest | None]:
    """Take a whole import back as one act.

    Before the last consent the proposal is withdrawn ("withdrawn"); after it the reverse is proposed and
    climbs the chain ("proposed"), and the import is undone when that is consented to.
    """
    source = Import.objects.select_for_update(of=("self",)).get(pk=source.pk)
    request = source.request
    if source.state == ImportState.UNDONE:
        raise Refused("การนำเข้านี้ย้อนไปแล้ว")
    if request and request.state == RequestState.REFUSED:
        raise Refused("ไม่มีอะไรให้ย้อน เรื่องของการนำเข้านี้ไม่ได้รับอนุมัติ จึงไม่มีข้อมูลใดเข้าทะเบียน")
    if request is None or request.state in HAS_ENDED_WITHOUT_EFFECT:
        ensure(policies.why_not_work_on_register(by, Standing(timezone.localdate(at))))
        return _undone(source, by=by, at=at), request
    if request.state != RequestState.APPROVED:
        request = change_requests.withdraw(request, by=by, at=at)
        return _undone(source, by=by, at=at), request
    return "proposed", change_requests.reverse(request, by=by, at=at)


def _undone(source: Import, *, by: User, at: datetime) -> str:
    source.state = ImportState.UNDONE
    source.save(update_fields=["state"])
    record("import_undone", source, by=by, at=at)
    return "withdrawn"
