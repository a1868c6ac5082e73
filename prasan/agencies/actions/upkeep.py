"""Keeping the register current: ask and confirm (manual job A, step 5.6)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import DateField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies import policies, unreachable
from prasan.agencies.models import Agency, Verification, VerificationRequest, Version
from prasan.audit.actions import record
from prasan.contacts.actions import email_point_for, mark_working
from prasan.contacts.models import ContactPoint
from prasan.delivery.actions import write
from prasan.office.models import OfficeProfile
from prasan.office.standing import Standing
from prasan.thai import dates
from prasan.ui.refusal import Refusal, Refused, ensure

STALE_AFTER = timedelta(days=180)
RECENT = timedelta(days=14)
"""Whoever was asked within this time is not asked again when all are asked."""
AGAIN_AFTER = timedelta(hours=1)
PURPOSE = "verification"


def stale(*, at: datetime) -> QuerySet[Version]:
    """Open agencies of which some value is more than 180 days old and nobody confirmed them since (the rule:
    `freshness`), and those to whose central e-mail nothing arrives, longest first; `checked_on` is the day on
    which all of it was known to be right."""
    last = Verification.objects.filter(agency=OuterRef("agency")).order_by("-at").values("at")[:1]
    last_on = TruncDate(Subquery(last), output_field=DateField())
    checked = Greatest(F("oldest_on"), Coalesce(last_on, F("oldest_on")))
    # Where no value is that old nothing can be stale: most of a fresh register is left out without a look.
    limit = timezone.localdate(at) - STALE_AFTER
    old = Q(oldest_on__lt=limit, checked_on__lt=limit)
    failed = unreachable.failed_points()
    if failed.exists():  # without one, nobody's e-mail has to be looked up
        old |= Q(pk__in=unreachable.having(failed.values("address")).values("pk"))
    versions = Version.objects.current().filter(closed_on=None).annotate(checked_on=checked)
    return versions.filter(old).order_by("checked_on", "sort_key")


def asked_recently(*, at: datetime) -> QuerySet[VerificationRequest]:
    """Questions of the last fourteen days."""
    return VerificationRequest.objects.filter(asked_at__gt=at - RECENT, asked_at__lte=at)


def digest_of(token: str) -> str:
    """How the token of a link is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def ask(version: Version, *, by: User | None, at: datetime) -> VerificationRequest:
    """Send "ยังถูกต้องหรือไม่" with a link to the agency's central e-mail; `by` None = asked for a new link.

    Raises `Refused` without an e-mail, for a closed agency, or when a link went there within the hour.
    """
    if by is not None:
        ensure(policies.why_not_work_on_register(by, Standing(timezone.localdate(at))))
    return _ask(version, by=by, at=at)


def _ask(version: Version, *, by: User | None, at: datetime) -> VerificationRequest:
    ensure(why_gone(version, at=at))
    point = email_point_for(version.name, version.values.get("email", ""))
    if point is None:
        raise Refused(f"{version.name} ไม่มีอีเมลกลางในทะเบียน ถามทางโทรศัพท์แล้วบันทึกผลแทน")
    if point.failed_at:
        raise Refused(f"อีเมลกลาง {point.address} ส่งไม่ถึง: {point.failure} ถามทางโทรศัพท์แล้วบันทึกผลแทน")
    agency = Agency.objects.select_for_update().get(pk=version.agency_id)
    ensure(_why_not_so_soon(agency.pk, point.address, at))
    token = secrets.token_urlsafe(24)
    question = VerificationRequest.objects.create(
        agency=agency,
        email=point.address,
        digest=digest_of(token),
        asked_by=by,
        asked_at=at,
        expires_at=at + VerificationRequest.LIFETIME,
    )
    _send(question, version, point, token, at)
    record("verification_asked", agency, by=by, at=at)
    return question


def _why_not_so_soon(agency: int, address: str, at: datetime) -> Refusal | None:
    """One link an hour to one address, whoever asks."""
    last = VerificationRequest.objects.filter(agency=agency, email=address, asked_at__gt=at - AGAIN_AFTER)
    question = last.order_by("-asked_at").first()
    if question is None:
        return None
    sent, again = (
        timezone.localtime(moment) for moment in (question.asked_at, question.asked_at + AGAIN_AFTER)
    )
    return Refusal(
        f"ส่งลิงก์ไปที่อีเมลกลางแล้วเมื่อ {dates.clock(sent)} ดูในกล่องจดหมายและกล่องจดหมายขยะ "
        f"ขอลิงก์ใหม่ได้อีกครั้งเวลา {dates.clock(again)}"
    )


def _send(
    question: VerificationRequest, version: Version, point: ContactPoint, token: str, at: datetime
) -> None:
    office = OfficeProfile.current()
    until = dates.long(timezone.localdate(question.expires_at))
    write(
        key=f"verification:{question.pk}",
        to=point,
        purpose=PURPOSE,
        recipient=version.name,
        subject=f"ข้อมูลของ{version.name}ยังถูกต้องหรือไม่",
        body=(
            f"เรียน {version.name}\n\n{office.name if office else ''} ขอให้ตรวจข้อมูลของท่านในทะเบียนหน่วยงาน\n"
            "ถ้าถูกต้อง กด “ยังถูกต้อง” ครั้งเดียวก็เสร็จ ถ้าไม่ถูกต้อง แก้ได้ในหน้าเดียวกัน\n\n"
            f"{settings.ORIGIN}{reverse('agencies:verify', args=[token])}\n\nลิงก์นี้ใช้ได้ถึง {until}\n"
        ),
        at=at,
    )


@dataclass(slots=True)
class Asked:
    """What came of asking many: how many were asked, who has no e-mail, how many were asked lately."""

    asked: int = 0
    without: list[Version] = field(default_factory=list)
    recently: int = 0


def ask_all(versions: Iterable[Version], *, by: User, at: datetime) -> Asked:
    """Ask each of `versions` but those who were asked within fourteen days. Each is its own transaction, so
    that a run that dies goes on where it stopped."""
    ensure(policies.why_not_work_on_register(by, Standing(timezone.localdate(at))))
    lately = set(asked_recently(at=at).values_list("agency", flat=True))
    result = Asked()
    for version in versions:
        if version.agency_id in lately:
            result.recently += 1
            continue
        try:
            with transaction.atomic():
                _ask(version, by=by, at=at)
            result.asked += 1
        except Refused:
            result.without.append(version)
    return result


def question_for(token: str) -> VerificationRequest | None:
    """The question that a link belongs to; None when there is none."""
    return VerificationRequest.objects.filter(digest=digest_of(token)).select_related("agency").first()


def why_gone(version: Version | None, *, at: datetime) -> Refusal | None:
    """Nothing is asked of an agency that is closed, or no more in the register (`version` None)."""
    if version is None:
        return Refusal("หน่วยงานนี้ไม่อยู่ในทะเบียนแล้ว จึงไม่ต้องยืนยันข้อมูล")
    if version.closed_on and version.closed_on <= timezone.localdate(at):
        return Refusal(f"หน่วยงานนี้ปิดหรือยุบรวมเมื่อ {dates.long(version.closed_on)} จึงไม่ต้องยืนยันข้อมูล")
    return None


def why_not_answer(question: VerificationRequest, version: Version | None, *, at: datetime) -> Refusal | None:
    """A link answers until it expires, as long as its address is the agency's: whoever has an address that
    the agency gave up must not read its data."""
    if refusal := why_gone(version, at=at) or _why_not_this_address(question, version):
        return refusal
    if question.expires_at <= at:
        return Refusal(f"ลิงก์นี้หมดอายุเมื่อ {dates.long(timezone.localdate(question.expires_at))}")
    return None


def _why_not_this_address(question: VerificationRequest, version: Version | None) -> Refusal | None:
    address = str(version.values.get("email", "")) if version else ""
    if address.strip().lower() == question.email:
        return None
    return Refusal("อีเมลกลางของหน่วยงานในทะเบียนเปลี่ยนไปหลังจากส่งลิงก์นี้ ลิงก์จึงใช้ไม่ได้แล้ว ติดต่อสำนักงานหากท่านยังดูแลข้อมูลนี้")


def why_not_renew(question: VerificationRequest, version: Version | None, *, at: datetime) -> Refusal | None:
    """A new link goes to the same address only, once an hour."""
    return (
        why_gone(version, at=at)
        or _why_not_this_address(question, version)
        or _why_not_so_soon(question.agency_id, question.email, at)
    )


@transaction.atomic
def renew(question: VerificationRequest, version: Version | None, *, at: datetime) -> VerificationRequest:
    """Send a new link to where the old one went. Raises `Refused` as `why_not_renew`."""
    ensure(why_not_renew(question, version, at=at))
    assert version is not None
    return ask(version, by=None, at=at)


def current_of(agency: int) -> Version | None:
    """What is in force of an agency; None when it left the register."""
    return Version.objects.current().filter(agency=agency).first()


@transaction.atomic
def confirm(question: VerificationRequest, *, seen: int, at: datetime) -> Verification:
    """One tap ยังถูกต้อง on the version `seen`. Pressing it again the same day changes nothing.

    Raises `Refused` when the link no longer answers or the register changed since the page was shown.
    """
    agency = Agency.objects.select_for_update().get(pk=question.agency_id)
    version = current_of(agency.pk)
    ensure(why_not_answer(question, version, at=at))
    ensure(_why_not_seen(version, seen))
    answered(question, at=at)
    return _verify_once(agency, how=Verification.How.LINK, by_name=question.email, by=None, at=at)


def answered(question: VerificationRequest, *, at: datetime) -> None:
    """Keep when a question was answered first, by a tap or with a correction."""
    VerificationRequest.objects.filter(pk=question.pk, answered_at=None).update(answered_at=at)


@transaction.atomic
def confirm_own(agency: Agency, *, seen: int, by: User, at: datetime) -> Verification:
    """One tap ยังถูกต้อง by a signed-in person of the agency."""
    ensure(policies.why_not_of_agency(agency, by))
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    version = current_of(agency.pk)
    ensure(why_gone(version, at=at))
    ensure(_why_not_seen(version, seen))
    return _verify_once(agency, how=Verification.How.PAGE, by_name=by.name, by=by, at=at)


def _why_not_seen(version: Version | None, seen: int) -> Refusal | None:
    if version is not None and version.pk == seen:
        return None
    return Refusal("ข้อมูลในทะเบียนเพิ่งปรับปรุงหลังจากท่านเปิดหน้านี้ ตรวจข้อมูลล่าสุดด้านล่างแล้วกดอีกครั้ง")


@transaction.atomic
def record_verification(agency: Agency, *, how: str, by_name: str, by: User, at: datetime) -> Verification:
    """What an officer heard by telephone, letter or in person."""
    ensure(policies.why_not_work_on_register(by, Standing(timezone.localdate(at))))
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    ensure(why_gone(current_of(agency.pk), at=at))
    return _verify_once(agency, how=how, by_name=by_name.strip(), by=by, at=at)


@transaction.atomic
def trust_email(agency: Agency, *, by: User, at: datetime) -> str:
    """Somebody says that the central e-mail works again: letters go there again. Returns the address."""
    ensure(policies.why_not_work_on_register(by, Standing(timezone.localdate(at))))
    version = current_of(agency.pk)
    point = unreachable.failure_of(version) if version else None
    if point is None:
        raise Refused("อีเมลกลางของหน่วยงานนี้ไม่ได้ค้างว่าส่งไม่ถึง")
    mark_working(point)
    record("agency_email_trusted", agency, by=by, at=at)
    return point.address


def _verify_once(agency: Agency, *, how: str, by_name: str, by: User | None, at: datetime) -> Verification:
    """The same word of the same person twice on one day is one verification; the agency is locked."""
    said = agency.verifications.filter(how=how, by_name=by_name, recorded_by=by)
    if known := said.filter(at__date=timezone.localdate(at)).first():
        return known
    record("agency_verified", agency, by=by, at=at, how=how)
    return Verification.objects.create(agency=agency, at=at, how=how, by_name=by_name, recorded_by=by)
