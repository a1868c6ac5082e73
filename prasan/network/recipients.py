"""Who gets a story that goes to groups of the network: everyone once, and why not if not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from prasan.agencies.models import Version
from prasan.contacts.models import ContactPoint
from prasan.network.models import Channel, Group, NetworkMember
from prasan.network.states import MemberState
from prasan.thai import dates
from prasan.thai.text import fold


@dataclass(frozen=True, slots=True)
class Recipient:
    """`channel` "email" or "handover"; `point` the address on it, for a hand-over the way in words
    ("หอกระจายข่าว"), None without one; `why_not` Thai, "" = may be sent."""

    name: str
    channel: str
    point: ContactPoint | None
    why_not: str
    member_id: int


def unknown_groups(names: Iterable[str]) -> list[str]:
    """Those of `names` that no group has, as they were written."""
    wanted = list(dict.fromkeys(names))
    known = set(Group.objects.named(wanted).values_list("key", flat=True))
    return [name for name in wanted if fold(name) not in known]


def recipients(groups: Iterable[str], *, on: date | None = None) -> list[Recipient]:
    """Every member of these groups once, in Thai order, `why_not` said of those who get nothing on `on`
    (today). Names of groups in any spelling; unknown ones have no members. Three queries at most."""
    keys = {fold(name) for name in groups}
    found = NetworkMember.objects.listed().filter(
        pk__in=NetworkMember.groups.through.objects.filter(group__key__in=keys).values("networkmember")
    )
    members = list(found.select_related("contact", "email", "handover").in_thai_order())
    sifter = _Sifter(on or timezone.localdate(), _from_the_register(members))
    return [sifter.recipient(member) for member in members]


def _from_the_register(members: list[NetworkMember]) -> frozenset[tuple[int, str]]:
    """(agency, central address) of the register: its consent to publish stands for one of its own."""
    agencies = {member.agency_id for member in members if member.agency_id and not member.consent_on}
    if not agencies:
        return frozenset()
    of_members = NetworkMember.objects.filter(consent_on=None).values("agency")
    pairs = Version.objects.current().filter(agency__in=of_members).values_list("agency_id", "values__email")
    return frozenset(
        (agency, str(email).strip().lower()) for agency, email in pairs if email and agency in agencies
    )


class _Sifter:
    """Says of each member in turn why not; an address that serves one is not written to for another."""

    def __init__(self, on: date, register: frozenset[tuple[int, str]]) -> None:
        self._on, self._register = on, register
        self._served: dict[str, str] = {}

    def recipient(self, member: NetworkMember) -> Recipient:
        is_email = member.channel == Channel.EMAIL
        point = member.email if is_email else member.handover
        why_not = self._why_not(member)
        if is_email and not why_not:
            why_not = self._why_not_address(point)
        name = member.contact.name
        if point and is_email and not why_not:
            self._served[point.address] = name
        return Recipient(name, member.channel, point, why_not, member.pk)

    def _why_not(self, member: NetworkMember) -> str:
        if member.state == MemberState.LEFT:
            return f"ออกจากเครือข่ายเมื่อ {dates.short(timezone.localdate(member.state_at))}"
        if member.state == MemberState.PAUSED:
            return f"พักรับข่าวตั้งแต่ {dates.short(timezone.localdate(member.state_at))}"
        if member.term_to and member.term_to < self._on:
            return f"วาระสิ้นสุดเมื่อ {dates.short(member.term_to)}"
        if member.term_from and member.term_from > self._on:
            return f"วาระเริ่ม {dates.short(member.term_from)}"
        return "" if self._has_consented(member) else "ยังไม่มีความยินยอม"

    def _has_consented(self, member: NetworkMember) -> bool:
        if member.consent_on:
            return member.consent_on <= self._on
        address = member.email.address if member.email else ""
        return (member.agency_id or 0, address) in self._register

    def _why_not_address(self, point: ContactPoint | None) -> str:
        if point is None:
            return "ไม่มีอีเมล"
        if point.needs_confirmation and not point.confirmed_at:
            return "เจ้าของอีเมลยังไม่ได้ยืนยัน"
        if point.unsubscribed_at:
            return f"ขอหยุดรับทางอีเมลเมื่อ {dates.short(timezone.localdate(point.unsubscribed_at))}"
        if point.failed_at:
            return f"อีเมลนี้เคยส่งไม่ถึง: {point.failure}"
        if other := self._served.get(point.address):
            return f"ใช้อีเมลเดียวกับ{other} ซึ่งได้รับแล้ว"
        return ""
