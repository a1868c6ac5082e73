"""The good rows of an import become a case: at once, or by the worker who was asked to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache, partial
from typing import Any

from django.db import transaction

from prasan.accounts.models import User
from prasan.agencies import level_reach
from prasan.agencies.actions import change_requests, imports, settling
from prasan.agencies.actions.change_requests import NOBODY, Proposal
from prasan.agencies.collecting import collector_paused
from prasan.agencies.fields import default_level
from prasan.agencies.level_reach import Consented, effective
from prasan.agencies.models import ChangeRequest, Import, Register
from prasan.agencies.states import TAKEN, ImportState
from prasan.audit.actions import record
from prasan.ui.refusal import Refusal, Refused, ensure

NOTHING = "ไม่มีแถวที่จะเสนอ ทุกแถวที่รับได้ตรงกับทะเบียนหรืออยู่ระหว่างเสนอแล้ว"


@collector_paused()
@transaction.atomic
def propose(
    source: Import, *, by: User, at: datetime, reason: str = "", audience: Mapping[str, Any] = NOBODY
) -> ChangeRequest | None:
    """Propose the good rows; the others stay held in the import. None when there is nothing to propose.

    Raises `Refused` when the chain refuses (the import stays as it was), and when the register changed
    since the rows were judged: then they are to be judged again first.
    """
    source = Import.objects.select_for_update(of=("self",)).get(pk=source.pk)
    register = Register.locked()
    if source.state != ImportState.READY:
        raise Refused(f"การนำเข้านี้อยู่ในสถานะ “{ImportState(source.state).label}” จึงเสนอไม่ได้")
    if source.register_revision != register.revision:
        raise RegisterMoved
    proposals = proposals_of(source)
    if not proposals:
        return None
    ensure(why_twice(proposals))
    request = change_requests.draft(
        title=f"ปรับปรุงข้อมูลพื้นฐานของหน่วยงาน {len(proposals):,} แห่ง",
        proposals=proposals,
        by=by,
        at=at,
        reason=reason,
        audience=audience,
    )
    source.request = change_requests.submit(request, by=by, at=at)
    source.state = ImportState.PROPOSED
    source.save(update_fields=["request", "state"])
    record("import_proposed", source, by=by, at=at, agencies=len(proposals))
    return source.request


class RegisterMoved(Refused):
    """The register changed after the rows were judged."""

    def __init__(self) -> None:
        super().__init__("ทะเบียนเปลี่ยนไปหลังตรวจไฟล์นี้ ตรวจใหม่ก่อนเสนอ")


def proposals_of(source: Import) -> list[Proposal]:
    """What the good rows of an import propose, with the levels that the officer chose for it; those reach the
    agencies of rows that change nothing, too."""
    proposals: list[Proposal] = []
    shared = cache(partial(_levels, source.levels))
    sources = cache(_sources)
    for chunk in source.chunks.filter(outcome__in=TAKEN).iterator(10):
        matched = [row["match_id"] for row in chunk.rows if row["match_id"] is not None]
        consented = level_reach.consented_of(matched)
        for row in chunk.rows:
            if row["skipped"]:
                continue
            known = consented.get(row["match_id"])
            values = (
                row["values"] if known is None else {key: new for key, (_, new) in row["changes"].items()}
            )
            levels: Mapping[str, int] = shared(*_asked_levels(row["values"], values, known, source.levels))
            reached = known.reached(source.levels, but=values) if known else {}
            proposals.append(
                Proposal(
                    agency_id=row["match_id"],
                    values=values,
                    levels={**levels, **reached} if reached else levels,
                    sources=sources(*(row["source"] or ())),
                    sheet=row["sheet"],
                    row=row["row"],
                )
            )
    return proposals + _only_levels(source, {proposal.agency_id for proposal in proposals})


def _only_levels(source: Import, proposed: set[int | None]) -> list[Proposal]:
    """Agencies of the sheet whose data stay, at another level than the officer chose; each once."""
    proposals = []
    for row, known in level_reach.unchanged_of(source) if source.levels else ():
        reached = known.reached(source.levels)
        if reached and row["match_id"] not in proposed:
            proposed.add(row["match_id"])
            proposals.append(Proposal(row["match_id"], {}, reached, sheet=row["sheet"], row=row["row"]))
    return proposals


def _asked_levels(
    row: Mapping[str, Any], values: Mapping[str, Any], known: Consented | None, chosen: Mapping[str, int]
) -> tuple[tuple[str, ...], str | None, bool]:
    """Fields of `values` that need a level (a consented one stays unless the officer chose), and of whom."""
    if known is None:
        return tuple(values), row.get("kind"), bool(row.get("consent_proof"))
    keys = tuple(key for key in values if key in chosen or key not in known.levels)
    return keys, row.get("kind") or known.kind, bool(row.get("consent_proof")) or known.has_proof


def _levels(
    chosen: Mapping[str, int], keys: tuple[str, ...], kind: str | None, has_proof: bool
) -> dict[str, int]:
    """The level the officer chose for each field, else the default; a person's never go further than that."""
    return {
        key: effective(
            key,
            chosen.get(key, int(default_level(key, kind, has_proof=has_proof))),
            kind,
            has_proof=has_proof,
        )
        for key in keys
    }


def _sources(text: str = "", day: str = "") -> dict[str, list[str]]:
    return {"*": [text, day]} if text else {}


def why_twice(proposals: Iterable[Proposal]) -> Refusal | None:
    """Two rows that people said are one agency: only one of them can be proposed."""
    rows: dict[int, Proposal] = {}
    for proposal in proposals:
        if proposal.agency_id is None:
            continue
        other = rows.setdefault(proposal.agency_id, proposal)
        if other is not proposal:
            where = " และ ".join(f"แผ่นงาน “{each.sheet}” แถว {each.row}" for each in (other, proposal))
            return Refusal(f"{where} ท่านเลือกว่าเป็นหน่วยงานเดียวกัน ข้ามแถวใดแถวหนึ่งก่อนเสนอ")
    return None


def propose_afresh(source: Import, *, by: User, at: datetime, **more: Any) -> ChangeRequest | None:
    """As `propose`, judging the rows again first as often as the register moved on meanwhile."""
    while True:
        try:
            return propose(source, by=by, at=at, **more)
        except RegisterMoved:
            imports.judge_again(source, at=at)
            imports.analyse(source, at=at)


@transaction.atomic
def ask(source: Import, *, by: User, at: datetime, reason: str, audience: Mapping[str, Any]) -> None:
    """Have the good rows proposed by the worker; whoever asks enqueues it within a minute."""
    source = settling.locked(source, by, at)
    if source.state != ImportState.READY:
        raise Refused(f"การนำเข้านี้อยู่ในสถานะ “{ImportState(source.state).label}” จึงเสนอไม่ได้")
    source.state, source.refusal = ImportState.PROPOSING, ""
    source.asked = {"by": by.pk, "reason": reason, "audience": dict(audience), "waits": True}
    source.lease_until = at + imports.SOON
    source.save(update_fields=["state", "refusal", "asked", "lease_until"])


def propose_asked(import_id: int, *, at: datetime) -> None:
    """Propose what was asked for, unless somebody else does or did; a refusal stands in the import."""
    mine = Import.objects.filter(
        pk=import_id, state=ImportState.PROPOSING, lease_until__lte=at + imports.SOON
    )
    if not mine.update(lease_until=at + imports.LEASE, refusal=""):
        return
    with imports.full_disk_told(import_id):
        _propose_and_say(Import.objects.get(pk=import_id), at)


def _propose_and_say(source: Import, at: datetime) -> None:
    try:
        refusal = "" if _propose(source, at) else NOTHING
    except Refused as refused:
        refusal = f"ยังเสนอไม่ได้ {refused}"
    unfinished = Import.objects.filter(pk=source.pk, state__in=(ImportState.PROPOSING, ImportState.READY))
    unfinished.update(state=ImportState.READY, refusal=refusal, lease_until=None)
    Import.objects.filter(pk=source.pk).update(asked=source.asked | {"waits": False})


def take_up(import_id: int, *, at: datetime) -> None:
    """Propose rows that were judged again after a worker died proposing them: it was asked for."""
    dropped = Import.objects.filter(pk=import_id, state=ImportState.READY, asked__waits=True)
    if dropped.update(state=ImportState.PROPOSING, lease_until=at + imports.SOON):
        propose_asked(import_id, at=at)


def _propose(source: Import, at: datetime) -> ChangeRequest | None:
    asked = source.asked
    more = {"by": User.objects.get(pk=asked["by"]), "reason": asked["reason"], "audience": asked["audience"]}
    try:
        with transaction.atomic():
            Import.objects.filter(pk=source.pk, state=ImportState.PROPOSING).update(state=ImportState.READY)
            return propose(source, at=at, **more)
    except RegisterMoved:
        Import.objects.filter(pk=source.pk, state=ImportState.PROPOSING).update(state=ImportState.READY)
        return propose_afresh(source, at=at, **more)
