"""A member of the network: a role of one contact of the address book (form 7.3)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from prasan.agencies.models import Agency
from prasan.contacts.models import Contact, ContactPoint
from prasan.network.models.group import Group
from prasan.network.states import MemberState
from prasan.thai.collation import sort_key
from prasan.thai.text import search_key, search_terms


class Kind(models.TextChoices):
    INTERNAL = "internal", "ภายใน"
    EXTERNAL = "external", "ภายนอก"
    MEDIA = "media", "สื่อมวลชน"
    LOCAL = "local", "อปท."
    COMMUNITY = "community", "ชุมชน"
    PARENT = "parent", "ผู้ปกครอง"


class Channel(models.TextChoices):
    """How a member wants to be reached; handover is by a person's hand, on a way of the member's own."""

    EMAIL = "email", "อีเมล"
    HANDOVER = "handover", "เจ้าหน้าที่ส่งมอบ"


class MemberQuerySet(models.QuerySet["NetworkMember"]):
    def present(self) -> MemberQuerySet:
        """Those who have not left."""
        return self.exclude(state=MemberState.LEFT)

    def listed(self) -> MemberQuerySet:
        """All that are to be seen, those who left too."""
        return self.filter(merged_into=None)

    def in_thai_order(self) -> MemberQuerySet:
        return self.order_by("sort_key", "pk")

    def called(self, text: str) -> MemberQuerySet:
        """Any part of a name or of where they belong, as the register is searched."""
        found = self
        for term in search_terms(text):
            found = found.filter(name_key__contains=term)
        return found

    def without_consent(self) -> MemberQuerySet:
        return self.filter(consent_on=None)

    def term_ends(self, *, by: date) -> MemberQuerySet:
        """Whose term is over on `by` or earlier, those over already too."""
        return self.filter(term_to__lte=by)


class NetworkMember(models.Model):
    """Name and addresses are the contact's; `email` is the one of them that is written to.

    `name_key` and `sort_key` repeat the name for searching and dictionary order. Consent counts when it says
    when, how and who took it (PDPA s. 19). `handover` is the way on which an officer hands over, in words:
    LINE group, loudspeaker, board, paper, telephone.
    """

    contact = models.OneToOneField(
        Contact, verbose_name="ผู้ติดต่อ", on_delete=models.PROTECT, related_name="network_member"
    )
    email = models.ForeignKey(
        ContactPoint, verbose_name="อีเมล", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    post = models.CharField("ตำแหน่ง", max_length=200, blank=True)
    organisation = models.CharField("หน่วยงาน/โรงเรียน", max_length=300, blank=True)
    agency = models.ForeignKey(
        Agency,
        verbose_name="หน่วยงานในทะเบียน",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="network_members",
    )
    school_group = models.CharField("กลุ่มโรงเรียน", max_length=100, blank=True)
    district = models.CharField("อำเภอ", max_length=100, blank=True)
    kind = models.CharField("ประเภท", max_length=10, choices=Kind)
    website = models.CharField("เว็บไซต์", max_length=300, blank=True)
    facebook = models.CharField("Facebook", max_length=300, blank=True)
    skill = models.CharField("ความถนัด", max_length=300, blank=True)
    order_no = models.CharField("คำสั่งแต่งตั้งเลขที่", max_length=60, blank=True)
    order_on = models.DateField("ลงวันที่", null=True, blank=True)
    term_from = models.DateField("วาระเริ่ม", null=True, blank=True)
    term_to = models.DateField("วาระสิ้นสุด", null=True, blank=True)
    consent_on = models.DateField("วันที่ให้ความยินยอม", null=True, blank=True)
    consent_how = models.CharField("วิธีให้ความยินยอม", max_length=200, blank=True)
    consent_taken_by = models.CharField("ผู้รับความยินยอม", max_length=200, blank=True)
    channel = models.CharField("ช่องทางรับข่าว", max_length=10, choices=Channel, default=Channel.EMAIL)
    handover = models.ForeignKey(
        ContactPoint,
        verbose_name="ส่งมอบอย่างไร",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    notes = models.TextField("หมายเหตุ", blank=True)
    groups = models.ManyToManyField(Group, verbose_name="กลุ่ม", blank=True, related_name="members")
    state = models.CharField("สถานะ", max_length=8, choices=MemberState, default=MemberState.ACTIVE)
    state_at = models.DateTimeField("สถานะตั้งแต่")
    merged_into = models.ForeignKey(
        "self", verbose_name="รวมเข้ากับ", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้เพิ่ม",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    added_at = models.DateTimeField("เพิ่มเมื่อ")
    changed_at = models.DateTimeField("แก้ไขเมื่อ")

    name_key = models.CharField("กุญแจค้นหา", max_length=700, editable=False)
    sort_key = models.BinaryField("กุญแจเรียงลำดับ", max_length=2000, editable=False, db_index=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "สมาชิกเครือข่าย"
        constraints = [
            models.CheckConstraint(
                condition=Q(term_from=None) | Q(term_to=None) | Q(term_to__gte=F("term_from")),
                name="member_term_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(consent_on=None, consent_how="", consent_taken_by="")
                | Q(consent_on__isnull=False) & ~Q(consent_how="") & ~Q(consent_taken_by=""),
                name="consent_says_when_how_and_who_took_it",
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.HANDOVER) | Q(handover__isnull=False),
                name="handover_says_how",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(state=MemberState.LEFT),
                name="merged_member_is_out_of_the_network",
            ),
        ]

    def __str__(self) -> str:
        return self.contact.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keys follow the contact's name; give `contact` before saving."""
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """For rows that go in many at once, past `save`."""
        names = [self.contact.name, self.organisation] if self.organisation else [self.contact.name]
        self.name_key = "|".join(search_key(name) for name in names)[:700]
        self.sort_key = sort_key(bare_name(self.contact.name))[:2000]

    @property
    def how(self) -> str:
        """How it is handed over; "" for who wants e-mail."""
        return self.handover.address if self.handover else ""


_TITLES = ("นางสาว", "น.ส.", "นาย", "นาง", "คุณ", "ดร.")


def bare_name(name: str) -> str:
    """The name without its title: a directory of persons is not ordered by นาย and นาง."""
    for title in _TITLES:
        rest = name.removeprefix(title).strip()
        if rest != name and len(rest) > 1:
            return rest
    return name
