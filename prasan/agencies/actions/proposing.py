"""A large import proposed by the worker: asked for, done, or said why not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from prasan.accounts.models import User
from prasan.agencies.actions import imports, settling
from prasan.agencies.models import ChangeRequest, Import
from prasan.agencies.states import ImportState
from prasan.ui.refusal import Refused

NOTHING = "ไม่มีแถวที่จะเสนอ ทุกแถวที่รับได้ตรงกับทะเบียนหรืออยู่ระหว่างเสนอแล้ว"


@transaction.atomic
def ask(source: Import, *, by: User, at: datetime, reason: str, audience: Mapping[str, Any]) -> None:
    """Have the good rows proposed by the worker; whoever asks enqueues it within a minute."""
    source = settling.locked(source, by, at)
    if source.state != ImportState.READY:
        raise Refused(f"การนำเข้านี้อยู่ในสถานะ “{ImportState(source.state).label}” จึงเสนอไม่ได้")
    source.state, source.refusal = ImportState.PROPOSING, ""
    source.asked = {"by": by.pk, "reason": reason, "audience": dict(audience)}
    source.lease_until = at + imports.SOON
    source.save(update_fields=["state", "refusal", "asked", "lease_until"])


def propose_asked(import_id: int, *, at: datetime) -> None:
    """Propose what was asked for, unless somebody else does or did; a refusal stands in the import."""
    mine = Import.objects.filter(
        pk=import_id, state=ImportState.PROPOSING, lease_until__lte=at + imports.SOON
    )
    if not mine.update(lease_until=at + imports.LEASE):
        return
    source = Import.objects.get(pk=import_id)
    try:
        refusal = "" if _propose(source, at) else NOTHING
    except Refused as refused:
        refusal = f"ยังเสนอไม่ได้ {refused}"
    unfinished = Import.objects.filter(pk=import_id, state__in=(ImportState.PROPOSING, ImportState.READY))
    unfinished.update(state=ImportState.READY, refusal=refusal, lease_until=None)


def _propose(source: Import, at: datetime) -> ChangeRequest | None:
    asked = source.asked
    more = {"by": User.objects.get(pk=asked["by"]), "reason": asked["reason"], "audience": asked["audience"]}
    try:
        with transaction.atomic():
            Import.objects.filter(pk=source.pk, state=ImportState.PROPOSING).update(state=ImportState.READY)
            return imports.propose(source, at=at, **more)
    except imports.RegisterMoved:
        Import.objects.filter(pk=source.pk, state=ImportState.PROPOSING).update(state=ImportState.READY)
        return imports.propose_afresh(source, at=at, **more)
