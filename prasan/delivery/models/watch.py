"""How long it may take until something published has reached somebody."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q


class Watch(models.Model):
    """After `hours` what was published and reached nobody is named (row 1)."""

    LEAST, MOST, USUAL = 1, 168, 1

    hours = models.PositiveSmallIntegerField("แจ้งเมื่อยังไม่ถึงใครเกิน (ชั่วโมง)", default=USUAL)

    class Meta:
        verbose_name = "การเฝ้าดูข่าวที่ไม่ถึงใคร"
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="only_one_watch"),
            models.CheckConstraint(
                condition=Q(hours__gte=1, hours__lte=168), name="a_watch_of_a_week_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hours} h"

    @classmethod
    def grace(cls) -> timedelta:
        """As it is set."""
        return timedelta(hours=cls.objects.values_list("hours", flat=True).first() or cls.USUAL)
