"""An achievement is an identity with a public address; what it says stands in its versions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from prasan.achievements.states import TakenDown
from prasan.agencies.models import Agency
from prasan.news.models import Story
from prasan.thai.dates import be_year


class Achievement(models.Model):
    """`stories` tell of it; each is consented to on its own, so linking one needs no consent.

    `sender` is the agency whose people wrote it and sent it in, empty for what the office wrote itself;
    `received_at` the first time that they did.
    """

    stories = models.ManyToManyField(Story, verbose_name="ข่าว", blank=True, related_name="achievements")
    sender = models.ForeignKey(
        Agency, verbose_name="หน่วยงานผู้ส่ง", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField("รับเมื่อ", null=True, blank=True)
    taken_down = models.CharField("เหตุที่ถอน", max_length=10, choices=TakenDown, blank=True)
    taken_down_at = models.DateTimeField("ถอนเมื่อ", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้บันทึก", on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("บันทึกเมื่อ")

    class Meta:
        verbose_name = "ผลงาน"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_down="", taken_down_at=None)
                | (~Q(taken_down="") & Q(taken_down_at__isnull=False)),
                name="an_achievement_taken_down_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"ผลงาน {self.pk}"

    @property
    def receipt(self) -> str:
        """เลขรับผลงาน of what was sent in: 214/2569; "" for the office's own."""
        return f"{self.pk}/{be_year(timezone.localdate(self.received_at))}" if self.received_at else ""

    @property
    def public_url(self) -> str:
        """Its page, there once it was published."""
        return reverse("achievements:achievement", args=[self.pk])
