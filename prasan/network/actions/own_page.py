"""What goes between the office and a member: the link, a note, a wish for news and its confirmation."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.contacts.actions import confirm, email_point_for, subscribe_again
from prasan.delivery.actions import write
from prasan.delivery.states import CONFIRMATION
from prasan.network import links, policies
from prasan.network.actions.members import put_in, take_over
from prasan.network.held import values_of
from prasan.network.models import Channel, Group, Kind, MemberNote, NetworkMember, SignUp
from prasan.network.states import MemberState
from prasan.office.models import OfficeProfile
from prasan.office.standing import Standing
from prasan.thai import dates
from prasan.ui.refusal import Refused, ensure

PURPOSE = "network_link"
AGAIN_AFTER = timedelta(hours=1)
"""One link an hour to one address, whoever asks."""
MOST_FROM_ONE_PLACE = 10
"""Wishes an hour from one network address."""
BY_LINK = "ลิงก์ของสมาชิก"


@transaction.atomic
def send_link(member: NetworkMember, *, by: User | None, at: datetime) -> None:
    """Send `member` the link to their own page; `by` None: asked for by a mail's link. Raises `Refused`."""
    if by is not None:
        ensure(policies.why_not_keep_network(by, Standing(timezone.localdate(at))))
    if member.email is None:
        raise Refused("สมาชิกนี้ไม่มีอีเมล จึงส่งลิงก์ไม่ได้")
    if not cache.add(f"network:link:{member.email.address}", at.isoformat(), AGAIN_AFTER.total_seconds()):
        raise Refused("ส่งลิงก์ไปที่อีเมลนี้แล้วภายในหนึ่งชั่วโมง ดูในกล่องจดหมายและกล่องจดหมายขยะ")
    until = dates.long(timezone.localdate(at + links.LIFETIME))
    write(
        key=f"network_link:{member.pk}:{int(at.timestamp())}",
        to=member.email,
        purpose=PURPOSE,
        subject="ข้อมูลของท่านในเครือข่ายประชาสัมพันธ์",
        body=(
            f"เรียน {member.contact.name}\n\n{_office()} ส่งลิงก์หน้าของท่านในเครือข่ายประชาสัมพันธ์\n"
            "ดูข้อมูลที่สำนักงานเก็บ สิ่งที่ส่งถึงท่าน เลือกช่องทางรับข่าว พัก หรือออกจากเครือข่ายได้ในหน้านี้\n\n"
            f"{links.own_page(member)}\n\nลิงก์นี้ใช้ได้ถึง {until} และเปิดข้อมูลของท่านเท่านั้น อย่าส่งต่อ\n"
        ),
        at=at,
    )
    record("member_link_sent", member, by=by, at=at)


def _office() -> str:
    profile = OfficeProfile.current()
    return profile.name if profile else ""


@transaction.atomic
def leave_note(member: NetworkMember, *, text: str, at: datetime) -> MemberNote:
    """What a member asks to be mended, for an officer to do."""
    note = MemberNote.objects.create(member=member, text=text, sent_at=at)
    record("member_note_left", member, by=None, at=at)
    return note


@transaction.atomic
def finish_note(note: MemberNote, *, by: User, at: datetime) -> None:
    """An officer did what was asked. Pressed twice it changes nothing. Raises `Refused`."""
    ensure(policies.why_not_keep_network(by, Standing(timezone.localdate(at))))
    if MemberNote.objects.filter(pk=note.pk, done_at=None).update(done_at=at, done_by=by):
        record("member_note_done", note.member, by=by, at=at)


@transaction.atomic
def ask_to_confirm(*, name: str, email: str, groups: Iterable[Group], place: str, at: datetime) -> None:
    """Send the one question to an address of the public form. `place`: the network address it came from.

    Says nothing of what is known of the address: asked again within the hour, nothing is sent, and the
    asker is told the same. Raises `Refused` when too many wishes come from one place.
    """
    _count(place)
    point = email_point_for(name, email, from_public_form=True)
    if point is None or not cache.add(f"network:join:{point.pk}", 1, AGAIN_AFTER.total_seconds()):
        return
    token = secrets.token_urlsafe(24)
    wish = SignUp.objects.create(
        name=name, point=point, digest=digest_of(token), asked_at=at, expires_at=at + SignUp.LIFETIME
    )
    wish.groups.set(groups)
    write(
        key=f"confirmation:{wish.pk}",
        to=point,
        purpose=CONFIRMATION,
        recipient=name,
        subject="ยืนยันว่าท่านขอรับข่าว",
        body=(
            f"เรียน {name}\n\nมีผู้กรอกอีเมลนี้เพื่อขอรับข่าวจาก{_office()}\n"
            "ถ้าเป็นท่าน เปิดลิงก์นี้แล้วกดยืนยัน ถ้าไม่ใช่ ไม่ต้องทำอะไร จะไม่มีข่าวส่งถึงท่าน\n\n"
            f"{settings.ORIGIN}{reverse('network:confirm', args=[token])}\n\n"
            f"ลิงก์นี้ใช้ได้ถึง {dates.long(timezone.localdate(wish.expires_at))}\n"
        ),
        at=at,
    )
    record("sign_up_asked", wish, by=None, at=at)


def _count(place: str) -> None:
    key = f"network:join-from:{place}"
    cache.add(key, 0, AGAIN_AFTER.total_seconds())
    if cache.incr(key) > MOST_FROM_ONE_PLACE:
        raise Refused("มีคำขอจากที่เดียวกันหลายครั้งเกินไป รอหนึ่งชั่วโมงแล้วลองใหม่ หรือติดต่อสำนักงาน")


def digest_of(token: str) -> str:
    """How the token of a link is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def wish_for(token: str) -> SignUp | None:
    """The wish that a link belongs to; None when there is none."""
    return SignUp.objects.filter(digest=digest_of(token)).select_related("point__contact").first()


@transaction.atomic
def confirm_wish(wish: SignUp, *, at: datetime) -> NetworkMember:
    """The owner of the address said yes: they are a member of those groups, with consent. Raises `Refused`
    when the link is too old. Pressed twice it changes nothing."""
    wish = SignUp.objects.select_for_update().select_related("point__contact").get(pk=wish.pk)
    if wish.confirmed_at is None and wish.expires_at <= at:
        raise Refused("ลิงก์นี้หมดอายุแล้ว กรอกแบบขอรับข่าวใหม่อีกครั้ง")
    member = _member_at(wish)
    if wish.confirmed_at is None:
        confirm(wish.point, at=at)
        subscribe_again(wish.point)
        member = _welcome(wish, member, at)
        SignUp.objects.filter(pk=wish.pk).update(confirmed_at=at)
    assert member is not None  # a confirmed wish has made one
    return member


def _member_at(wish: SignUp) -> NetworkMember | None:
    at_address = NetworkMember.objects.listed().filter(email__address=wish.point.address)
    return at_address.select_related("contact", "email", "handover").order_by("pk").first()


def _welcome(wish: SignUp, member: NetworkMember | None, at: datetime) -> NetworkMember:
    names = [group.name for group in wish.groups.all()]
    consent = {
        "consent_on": timezone.localdate(at),
        "consent_how": "ยืนยันทางลิงก์ในอีเมล",
        "consent_taken_by": "เจ้าของข้อมูลยืนยันเอง",
    }
    if member is None:
        blank = dict.fromkeys(("post", "organisation", "school_group", "district", "website", "facebook"), "")
        blank |= dict.fromkeys(("skill", "order_no", "notes", "line", "how"), "")
        dates_ = dict.fromkeys(("order_on", "term_from", "term_to"), None)
        values = {
            "name": wish.name,
            "kind": Kind.EXTERNAL,
            "channel": Channel.EMAIL,
            "email": wish.point.address,
        }
        lists = {"phones": [], "groups": names}
        return put_in(blank | dates_ | values | lists | consent, by=None, at=at, how="sign_up")
    held = values_of(member)
    wanted = {"groups": sorted({*held["groups"], *names}), "channel": Channel.EMAIL}
    take_over(member, wanted | ({} if held["consent_on"] else consent), by=None, at=at)
    NetworkMember.objects.filter(pk=member.pk).exclude(state=MemberState.ACTIVE).update(
        state=MemberState.ACTIVE, state_at=at
    )
    return member
