"""How much a channel may send a day: what the office's provider allows."""

from __future__ import annotations

from django.db import models


class DailyQuota(models.Model):
    """At most `per_day` messages of a channel a calendar day; a channel without a row has no limit."""

    channel = models.CharField("ช่องทาง", max_length=20, unique=True)
    per_day = models.PositiveIntegerField("ส่งได้วันละ")

    class Meta:
        verbose_name = "จำนวนที่ส่งได้ต่อวัน"

    def __str__(self) -> str:
        return f"{self.channel} {self.per_day}"


class DailyCount(models.Model):
    """How many of a channel's messages were handed to it on a day, counted before they leave."""

    channel = models.CharField("ช่องทาง", max_length=20)
    day = models.DateField("วันที่")
    count = models.PositiveIntegerField("จำนวน", default=0)

    class Meta:
        verbose_name = "จำนวนที่ส่งในวัน"
        constraints = [models.UniqueConstraint(fields=["channel", "day"], name="one_count_a_channel_and_day")]

    def __str__(self) -> str:
        return f"{self.channel} {self.day} {self.count}"
