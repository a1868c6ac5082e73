"""Corrections: what an agency's own person sends in, and what an officer does with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies import policies
from prasan.agencies.actions import change_requests, edit_requests, upkeep
from prasan.agencies.actions.change_requests import Proposal
from prasan.agencies.models import Agency, ChangeRequest, Correction, VerificationRequest, Version
from prasan.audit.actions import record
from prasan.contacts.actions import email_point, email_point_for
from prasan.delivery.actions import write
from prasan.office.models import OfficeProfile
from prasan.office.standing import Standing
from prasan.thai import dates, digits
from prasan.ui.refusal import Refused, ensure

PURPOSE = "correction"
MOST_WAITING = 10
"""Of one agency: more must first be answered by an officer."""


@transaction.atomic
def send_correction(
    agency: Agency,
    *,
    values: Mapping[str, Any],
    note: str,
    sent_by_name: str,
    sent_by: User | None,
    at: datetime,
) -> Correction:
    """What an agency's own person says should be changed; an officer takes it up. The same words sent twice
    are one correction. `values` {field: value, or None = take away}, shapes in `fields`."""
    if not values and not note.strip():
        raise Refused("ยังไม่มีรายการที่ต่างจากเดิม แก้อย่างน้อยหนึ่งช่อง หรือเขียนข้อความถึงเจ้าหน้าที่")
    if sent_by is not None:
        ensure(policies.why_not_of_agency(agency, sent_by))
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    ensure(upkeep.why_gone(upkeep.current_of(agency.pk), at=at))
    waiting = list(agency.corrections.filter(state=Correction.State.NEW))
    said = (dict(values), note.strip(), sent_by_name)
    for known in waiting:
        if (known.values, known.note, known.sent_by_name) == said:
            return known
    if len(waiting) >= MOST_WAITING:
        raise Refused(f"มีเรื่องที่แจ้งไว้รอเจ้าหน้าที่ {len(waiting)} เรื่องแล้ว รอคำตอบก่อน หรือโทรหาสำนักงาน")
    correction = Correction.objects.create(
        agency=agency,
        values=said[0],
        note=said[1],
        sent_by_name=sent_by_name,
        sent_by=sent_by,
        sent_at=at,
    )
    record("correction_sent", correction, by=sent_by, at=at, fields=sorted(values))
    return correction


@transaction.atomic
def answer_with_correction(
    question: VerificationRequest, *, values: Mapping[str, Any], note: str, name: str, at: datetime
) -> Correction:
    """Somebody with the link of `question` says what is wrong; `name` is who they say they are."""
    ensure(upkeep.why_not_answer(question, upkeep.current_of(question.agency_id), at=at))
    correction = send_correction(
        question.agency,
        values=values,
        note=note,
        sent_by_name=f"{name.strip()} (ลิงก์ที่ส่งถึง {question.email})"[:250],
        sent_by=None,
        at=at,
    )
    upkeep.answered(question, at=at)
    return correction


@transaction.atomic
def take_up(correction: Correction, *, by: User, at: datetime) -> ChangeRequest:
    """An officer makes a draft of what was sent in; they look at it and propose it.

    A mere message becomes a draft whose one item is still empty. Raises `Refused` when the register already
    says what was sent.
    """
    correction = _open_correction(correction)
    version = upkeep.current_of(correction.agency_id)
    ensure(upkeep.why_gone(version, at=at))
    assert version is not None
    request = _draft(correction, version, by, at)
    correction.state, correction.request = Correction.State.TAKEN, request
    correction.save(update_fields=["state", "request"])
    record("correction_taken_up", correction, by=by, at=at, request=request.pk)
    return request


def _draft(correction: Correction, version: Version, by: User, at: datetime) -> ChangeRequest:
    source = [f"แจ้งโดย {correction.sent_by_name}"[:200], timezone.localdate(correction.sent_at).isoformat()]
    reason = correction.note or f"{correction.sent_by_name} แจ้งแก้ไขข้อมูล"
    if not correction.values:
        empty = Proposal(version.agency_id, {}, {}, {"*": source})
        title = f"ปรับปรุงข้อมูล{version.name}ตามที่แจ้ง"
        return change_requests.draft(title=title, proposals=[empty], reason=reason, by=by, at=at)
    changed, _ = edit_requests.differing(correction.values, {}, version)
    if not changed:
        raise Refused("ทะเบียนมีข้อมูลตามที่แจ้งแล้ว จึงไม่มีรายการให้ทำ ตอบ “ไม่รับ” แล้วบอกผู้แจ้งว่าแก้แล้ว")
    title = f"ปรับปรุงข้อมูล{version.name} {digits.group(len(changed))} รายการ"
    return edit_requests.draft_from_values(
        version.agency_id, changed, {}, by=by, at=at, source=source, reason=reason, title=title
    )


@transaction.atomic
def decline(correction: Correction, *, answer: str, by: User, at: datetime) -> Correction:
    """An officer does not take it up and says why; whoever sent it is told by e-mail."""
    correction = _open_correction(correction)
    ensure(policies.why_not_work_on_register(by, Standing(timezone.localdate(at))))
    if not answer.strip():
        raise Refused("บอกเหตุผลที่ไม่รับ ผู้แจ้งจะได้รู้ว่าต้องทำอะไรต่อ")
    correction.state, correction.answer = Correction.State.DECLINED, answer.strip()
    correction.save(update_fields=["state", "answer"])
    record("correction_declined", correction, by=by, at=at)
    _tell_sender(correction, at)
    return correction


def _tell_sender(correction: Correction, at: datetime) -> None:
    version = upkeep.current_of(correction.agency_id)
    name, address = (version.name, version.values.get("email", "")) if version else ("", "")
    office = OfficeProfile.current()
    write(
        key=f"correction:{correction.pk}:declined",
        to=email_point(correction.sent_by) if correction.sent_by else email_point_for(name, address),
        recipient=correction.sent_by_name,
        purpose=PURPOSE,
        subject=f"ข้อมูลของ{name}ที่ท่านแจ้งแก้",
        body=(
            f"เรียน {correction.sent_by_name}\n\nตามที่ท่านแจ้งแก้ไขข้อมูลเมื่อ "
            f"{dates.long(timezone.localdate(correction.sent_at))} สำนักงานยังไม่รับไปปรับปรุง เพราะ\n\n"
            f"{correction.answer}\n\n{office.name if office else ''}"
            f"{f' โทร {office.phone}' if office and office.phone else ''}\n"
        ),
        at=at,
    )


def _open_correction(correction: Correction) -> Correction:
    correction = Correction.objects.select_for_update().get(pk=correction.pk)
    if correction.state != Correction.State.NEW:
        raise Refused(f"มีผู้ตอบเรื่องนี้แล้ว: {Correction.State(correction.state).label}")
    return correction
