"""The one-time link by which an empty office is set up."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import models


class SetupLink(models.Model):
    """Only the digest of its token is kept. The answers typed so far stay here, not in the browser."""

    LIFETIME = timedelta(days=7)

    digest = models.CharField("ค่าแฮชของรหัสลับ", max_length=64, unique=True)
    answers = models.JSONField("คำตอบที่กรอกแล้ว", default=dict)
    """{name of the question: what was typed, whether right or not}."""
    expires_at = models.DateTimeField("หมดอายุเมื่อ")
    used_at = models.DateTimeField("ใช้เมื่อ", null=True, blank=True)

    class Meta:
        verbose_name = "ลิงก์ตั้งค่าสำนักงาน"

    def __str__(self) -> str:
        return f"{self.pk} {self.expires_at:%Y-%m-%d %H:%M}"

    @classmethod
    def issue(cls, *, at: datetime) -> str:
        """A link that replaces the last one and carries on with its answers; returns the token."""
        token = secrets.token_urlsafe(32)
        last = cls.objects.filter(used_at=None).order_by("pk").last()
        cls.objects.filter(used_at=None).delete()
        cls.objects.create(
            digest=cls.digest_of(token), answers=last.answers if last else {}, expires_at=at + cls.LIFETIME
        )
        return token

    @staticmethod
    def digest_of(token: str) -> str:
        return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()

    @classmethod
    def find(cls, token: str, *, at: datetime) -> SetupLink | None:
        """The link of `token` if it still opens the set-up; None when unknown, used or expired."""
        return cls.objects.filter(digest=cls.digest_of(token), used_at=None, expires_at__gt=at).first()
