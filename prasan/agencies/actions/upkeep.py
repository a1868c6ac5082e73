"""Keeping the register current: ask, confirm, correct (manual job A, step 5.6)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies import policies
from prasan.agencies.actions import change_requests
from prasan.agencies.actions.change_requests import Proposal
from prasan.agencies.fields import default_level
from prasan.agencies.models import (
    Agency,
    ChangeRequest,
    Correction,
    Verification,
    VerificationRequest,
    Version,
)
from prasan.audit.actions import record
from prasan.contacts.actions import email_point_for
from prasan.contacts.models import ContactPoint
from prasan.delivery.actions import write
from prasan.office.models import OfficeProfile
from prasan.office.standing import Standing
from prasan.thai import dates
from prasan.ui.refusal import Refusal, Refused, ensure

STALE_AFTER = timedelta(days=180)
PURPOSE = "verification"


def stale(*, at: datetime) -> QuerySet[Version]:
    """Open agencies whose data nobody confirmed or consented to for 180 days, longest first; `checked_at`
    is when they were last right."""
    last = Verification.objects.filter(agency=OuterRef("agency")).order_by("-at").values("at")[:1]
    checked = Greatest(F("decided_at"), Coalesce(Subquery(last), F("decided_at")))
    versions = Version.objects.current().filter(closed_on=None).annotate(checked_at=checked)
    return versions.filter(checked_at__lt=at - STALE_AFTER).order_by("checked_at", "sort_key")


def digest_of(token: str) -> str:
    """How the token of a link is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def ask(version: Version, *, by: User | None, at: datetime) -> VerificationRequest:
    """Send "ยังถูกต้องหรือไม่" with a link to the agency's central e-mail; `by` None = asked for a new link."""
    if by is not None:
        ensure(policies.why_not_work_on_register(by, Standing(timezone.localdate(at))))
    point = email_point_for(version.name, version.values.get("email", ""))
    if point is None:
        raise Refused(f"{version.name} ไม่มีอีเมลกลางในทะเบียน ถามทางโทรศัพท์แล้วบันทึกผลแทน")
    token = secrets.token_urlsafe(24)
    question = VerificationRequest.objects.create(
        agency_id=version.agency_id,
        email=point.address,
        digest=digest_of(token),
        asked_by=by,
        asked_at=at,
        expires_at=at + VerificationRequest.LIFETIME,
    )
    _send(question, version, point, token, at)
    record("verification_asked", version.agency, by=by, at=at)
    return question


def _send(
    question: VerificationRequest, version: Version, point: ContactPoint, token: str, at: datetime
) -> None:
    office = OfficeProfile.current()
    until = dates.long(timezone.localdate(question.expires_at))
    write(
        key=f"verification:{question.pk}",
        to=point,
        purpose=PURPOSE,
        subject=f"ข้อมูลของ{version.name}ยังถูกต้องหรือไม่",
        body=(
            f"เรียน {version.name}\n\n{office.name if office else ''} ขอให้ตรวจข้อมูลของท่านในทะเบียนหน่วยงาน\n"
            "ถ้าถูกต้อง กด “ยังถูกต้อง” ครั้งเดียวก็เสร็จ ถ้าไม่ แก้ได้ในหน้าเดียวกัน\n\n"
            f"{settings.ORIGIN}{reverse('agencies:verify', args=[token])}\n\nลิงก์นี้ใช้ได้ถึง {until}\n"
        ),
        at=at,
    )


def ask_all(versions: Iterable[Version], *, by: User, at: datetime) -> tuple[int, list[Version]]:
    """Ask each of `versions`; returns how many were asked, and those without an e-mail to ask."""
    asked, without = 0, []
    for version in versions:
        try:
            ask(version, by=by, at=at)
            asked += 1
        except Refused:
            without.append(version)
    return asked, without


def question_for(token: str) -> VerificationRequest | None:
    """The question that a link belongs to; None when there is none."""
    return VerificationRequest.objects.filter(digest=digest_of(token)).select_related("agency").first()


def why_not_answer(question: VerificationRequest, *, at: datetime) -> Refusal | None:
    """A link answers until it expires."""
    if question.expires_at <= at:
        return Refusal(f"ลิงก์นี้หมดอายุเมื่อ {dates.long(timezone.localdate(question.expires_at))} ขอลิงก์ใหม่ได้ทันที")
    return None


@transaction.atomic
def confirm(question: VerificationRequest, *, at: datetime) -> Verification:
    """One tap ยังถูกต้อง. Pressing it again the same day changes nothing."""
    ensure(why_not_answer(question, at=at))
    question.answered_at = at
    question.save(update_fields=["answered_at"])
    earlier = Verification.objects.filter(
        agency=question.agency, by_name=question.email, at__date=timezone.localdate(at)
    )
    if known := earlier.first():
        return known
    return _verify(question.agency, how=Verification.How.LINK, by_name=question.email, by=None, at=at)


@transaction.atomic
def record_verification(agency: Agency, *, how: str, by_name: str, by: User, at: datetime) -> Verification:
    """What an officer heard by telephone, letter or in person."""
    ensure(policies.why_not_work_on_register(by, Standing(timezone.localdate(at))))
    return _verify(agency, how=how, by_name=by_name, by=by, at=at)


def _verify(agency: Agency, *, how: str, by_name: str, by: User | None, at: datetime) -> Verification:
    record("agency_verified", agency, by=by, at=at, how=how)
    return Verification.objects.create(agency=agency, at=at, how=how, by_name=by_name, recorded_by=by)


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
    """What an agency's own person says should be changed; an officer takes it up."""
    if not values and not note.strip():
        raise Refused("ยังไม่มีรายการที่ต่างจากเดิม แก้อย่างน้อยหนึ่งช่อง หรือเขียนข้อความถึงเจ้าหน้าที่")
    correction = Correction.objects.create(
        agency=agency,
        values=dict(values),
        note=note.strip(),
        sent_by_name=sent_by_name,
        sent_by=sent_by,
        sent_at=at,
    )
    record("correction_sent", correction, by=sent_by, at=at, fields=sorted(values))
    return correction


@transaction.atomic
def take_up(correction: Correction, *, by: User, at: datetime) -> ChangeRequest:
    """An officer makes a draft of what was sent in; they look at it and propose it."""
    correction = _open_correction(correction)
    version = Version.objects.current().get(agency=correction.agency)
    levels = {
        key: int(default_level(key, version.kind)) for key in correction.values if key not in version.levels
    }
    source = [f"แจ้งโดย {correction.sent_by_name}", timezone.localdate(correction.sent_at).isoformat()]
    request = change_requests.draft(
        title=f"ปรับปรุงข้อมูล{version.name} {len(correction.values)} รายการ",
        proposals=[Proposal(version.agency_id, correction.values, levels, {"*": source})],
        reason=correction.note or f"{correction.sent_by_name} แจ้งแก้ไขข้อมูล",
        by=by,
        at=at,
    )
    correction.state, correction.request = Correction.State.TAKEN, request
    correction.save(update_fields=["state", "request"])
    record("correction_taken_up", correction, by=by, at=at, request=request.pk)
    return request


@transaction.atomic
def decline(correction: Correction, *, answer: str, by: User, at: datetime) -> Correction:
    """An officer does not take it up and says why."""
    correction = _open_correction(correction)
    ensure(policies.why_not_work_on_register(by, Standing(timezone.localdate(at))))
    if not answer.strip():
        raise Refused("บอกเหตุผลที่ไม่รับ ผู้แจ้งจะได้รู้ว่าต้องทำอะไรต่อ")
    correction.state, correction.answer = Correction.State.DECLINED, answer.strip()
    correction.save(update_fields=["state", "answer"])
    record("correction_declined", correction, by=by, at=at)
    return correction


def _open_correction(correction: Correction) -> Correction:
    correction = Correction.objects.select_for_update().get(pk=correction.pk)
    if correction.state != Correction.State.NEW:
        raise Refused(f"เรื่องนี้{Correction.State(correction.state).label}แล้ว")
    return correction


def waiting_corrections() -> QuerySet[Correction]:
    """What schools and agencies sent in and nobody took up yet, oldest first."""
    return Correction.objects.filter(state=Correction.State.NEW).select_related("agency").order_by("pk")
