"""Days on which the office does not work."""

from __future__ import annotations

from django.db import models


class Holiday(models.Model):
    """A day off; seeded from the public calendar, then the office's to edit. Weekends are not listed."""

    date = models.DateField("วันที่", unique=True)
    name = models.CharField("ชื่อวันหยุด", max_length=200)
    source = models.CharField("ที่มา", max_length=200, blank=True)

    class Meta:
        verbose_name = "วันหยุดราชการ"
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.name}"
