"""People, agencies and the addresses at which they are reached."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Contact(models.Model):
    """A person or agency that is written to. Members, contact persons and staff are roles of one contact."""

    name = models.CharField("ชื่อ", max_length=250)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้ใช้",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contact",
    )

    class Meta:
        verbose_name = "ผู้ติดต่อ"

    def __str__(self) -> str:
        return self.name


class ContactPoint(models.Model):
    """One address of a contact. When a message to it bounces it is marked once, for all who rely on it."""

    class Kind(models.TextChoices):
        EMAIL = "email", "อีเมล"
        PHONE = "phone", "โทรศัพท์"
        LINE = "line", "LINE"
        FACEBOOK = "facebook", "Facebook"
        HANDOVER = "handover", "ส่งมอบ"
        """A LINE group, loudspeaker, board or sheet of paper: a person carries it there."""

    contact = models.ForeignKey(
        Contact, verbose_name="ผู้ติดต่อ", on_delete=models.CASCADE, related_name="points"
    )
    kind = models.CharField("ช่องทาง", max_length=10, choices=Kind)
    address = models.CharField("ที่อยู่ติดต่อ", max_length=254)
    failed_at = models.DateTimeField("ส่งไม่ถึงเมื่อ", null=True, blank=True)
    failure = models.CharField("เหตุที่ส่งไม่ถึง", max_length=300, blank=True)
    needs_confirmation = models.BooleanField("รอเจ้าของยืนยัน", default=False)
    """It came by a public form: until its owner confirms, it gets nothing but the question."""
    confirmed_at = models.DateTimeField("ยืนยันเมื่อ", null=True, blank=True)
    unsubscribed_at = models.DateTimeField("ขอหยุดรับเมื่อ", null=True, blank=True)
    """No news since; answers to what its owner asked for still go there."""

    class Meta:
        verbose_name = "ที่อยู่ติดต่อ"
        constraints = [
            models.UniqueConstraint(fields=["contact", "kind", "address"], name="one_point_per_address"),
            models.CheckConstraint(condition=~Q(address=""), name="contact_point_has_an_address"),
        ]

    def __str__(self) -> str:
        return self.address
