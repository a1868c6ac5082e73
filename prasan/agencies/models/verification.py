"""Keeping the register current (manual job A, step 5.6)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models

from prasan.agencies.models.agency import Agency
from prasan.agencies.models.change_request import ChangeRequest


class VerificationRequest(models.Model):
    """A question "ยังถูกต้องหรือไม่" sent to an agency. Only the digest of the link's token is kept."""

    LIFETIME = timedelta(days=30)

    agency = models.ForeignKey(
        Agency, verbose_name="หน่วยงาน", on_delete=models.CASCADE, related_name="verification_requests"
    )
    email = models.EmailField("ส่งถึง", max_length=254)
    digest = models.CharField("ค่าแฮชของรหัสลับ", max_length=64, unique=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้ถาม", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField("ถามเมื่อ")
    expires_at = models.DateTimeField("หมดอายุเมื่อ")
    answered_at = models.DateTimeField("ตอบเมื่อ", null=True, blank=True)

    class Meta:
        verbose_name = "คำขอยืนยันข้อมูล"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.email}"


class Verification(models.Model):
    """That someone said on a day that the data were right."""

    class How(models.TextChoices):
        LINK = "link", "ลิงก์ทางอีเมล"
        PHONE = "phone", "โทรศัพท์"
        VISIT = "visit", "พบตัว"
        LETTER = "letter", "หนังสือราชการ"
        PAGE = "page", "หน้าของหน่วยงาน"

    agency = models.ForeignKey(
        Agency, verbose_name="หน่วยงาน", on_delete=models.CASCADE, related_name="verifications"
    )
    at = models.DateTimeField("เมื่อ", db_index=True)
    how = models.CharField("วิธี", max_length=10, choices=How)
    by_name = models.CharField("ผู้ยืนยัน", max_length=250)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้บันทึก",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = "การยืนยันข้อมูล"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.at:%Y-%m-%d}"


class Correction(models.Model):
    """What an agency's own person says should be changed; an officer takes it up or declines it."""

    class State(models.TextChoices):
        NEW = "new", "รอเจ้าหน้าที่"
        TAKEN = "taken", "รับเรื่องแล้ว"
        DECLINED = "declined", "ไม่รับ"

    agency = models.ForeignKey(
        Agency, verbose_name="หน่วยงาน", on_delete=models.CASCADE, related_name="corrections"
    )
    values = models.JSONField("ข้อมูลที่ขอแก้")
    note = models.TextField("ข้อความ", blank=True)
    sent_by_name = models.CharField("ผู้แจ้ง", max_length=250)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้ใช้",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    sent_at = models.DateTimeField("แจ้งเมื่อ")
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.NEW)
    answer = models.TextField("คำตอบ", blank=True)
    request = models.ForeignKey(
        ChangeRequest,
        verbose_name="คำขอ",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="corrections",
    )

    class Meta:
        verbose_name = "คำขอแก้ไขจากหน่วยงาน"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.sent_at:%Y-%m-%d}"
