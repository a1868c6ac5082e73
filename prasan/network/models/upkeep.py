"""What comes in from members and from those who want to be one."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from prasan.contacts.models import ContactPoint
from prasan.files.models import Attachment
from prasan.network.models.group import Group
from prasan.network.models.member import NetworkMember


class MemberNote(models.Model):
    """What a member asks the office to mend, by their own link; an officer does it and says so."""

    member = models.ForeignKey(
        NetworkMember, verbose_name="สมาชิก", on_delete=models.CASCADE, related_name="messages"
    )
    text = models.TextField("ข้อความ")
    sent_at = models.DateTimeField("แจ้งเมื่อ")
    done_at = models.DateTimeField("ดำเนินการเมื่อ", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้ดำเนินการ",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = "ข้อความจากสมาชิก"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.member_id} {self.sent_at:%Y-%m-%d}"


class SignUp(models.Model):
    """A wish for news by the public form. Until the owner of the address confirms by the link there is no
    member; only the digest of the link's token is kept."""

    LIFETIME = timedelta(days=7)

    name = models.CharField("ชื่อ", max_length=250)
    point = models.ForeignKey(
        ContactPoint, verbose_name="อีเมล", on_delete=models.CASCADE, related_name="sign_ups"
    )
    groups = models.ManyToManyField(Group, verbose_name="กลุ่ม", related_name="+")
    digest = models.CharField("ค่าแฮชของรหัสลับ", max_length=64, unique=True)
    asked_at = models.DateTimeField("ขอเมื่อ")
    expires_at = models.DateTimeField("หมดอายุเมื่อ")
    confirmed_at = models.DateTimeField("ยืนยันเมื่อ", null=True, blank=True)

    class Meta:
        verbose_name = "คำขอรับข่าว"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.asked_at:%Y-%m-%d}"


class MemberImport(models.Model):
    """A sheet of members; its rows are judged afresh whenever it is looked at, until its good ones are taken.

    `summary`: the answer's head and what was taken, as of `taken_at`. `mapping` {sheet: {column from 0 as
    text: target or ""}} what a person corrected. `done` what the taking did, to be taken back as one
    act; emptied then, for it holds values of persons.
    """

    file = models.ForeignKey(Attachment, verbose_name="ไฟล์", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้นำเข้า", on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("นำเข้าเมื่อ")
    taken_at = models.DateTimeField("รับเมื่อ", null=True, blank=True)
    summary = models.JSONField("สรุปผล", default=dict)
    mapping = models.JSONField("การจับคู่คอลัมน์", default=dict)
    done = models.JSONField("สิ่งที่ทำ", default=dict, encoder=DjangoJSONEncoder)
    undone_at = models.DateTimeField("ย้อนเมื่อ", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้ย้อน",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = "การนำเข้าเครือข่าย"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.file)


class HeadingMemory(models.Model):
    """What a heading of a sheet of members meant when a person last corrected it ("" = no field). `heading`
    is folded: the next office clerk writes it with other blanks."""

    heading = models.CharField("หัวคอลัมน์", max_length=200, unique=True)
    target = models.CharField("ข้อมูล", max_length=40, blank=True)

    class Meta:
        verbose_name = "ความจำหัวคอลัมน์ของเครือข่าย"

    def __str__(self) -> str:
        return f"{self.heading} → {self.target}"


class Merge(models.Model):
    """Two entries of one person made one. The dropped one stays, hidden, so that they can be parted again;
    `before` is what the kept one held of whatever was filled in from it, with its state."""

    kept = models.ForeignKey(
        NetworkMember, verbose_name="สมาชิกที่คงไว้", on_delete=models.CASCADE, related_name="merges"
    )
    dropped = models.ForeignKey(
        NetworkMember, verbose_name="รายการที่รวมเข้า", on_delete=models.CASCADE, related_name="+"
    )
    before = models.JSONField("ข้อมูลก่อนรวม", default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้รวม", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField("รวมเมื่อ")
    undone_at = models.DateTimeField("แยกกลับเมื่อ", null=True, blank=True)

    class Meta:
        verbose_name = "การรวมรายการซ้ำ"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("dropped")), name="merge_is_of_two_entries")
        ]

    def __str__(self) -> str:
        return f"{self.kept_id} {self.at:%Y-%m-%d}"
