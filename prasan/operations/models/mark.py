"""When something of the running house last happened."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models


class MarkQuerySet(models.QuerySet["Mark"]):
    def workers(self) -> MarkQuerySet:
        return self.filter(name__startswith="worker:")


class Mark(models.Model):
    """One row a thing: `tick` (the clock), `worker:<id>` (its heartbeat), `backup` (the last one)."""

    name = models.CharField("ชื่อ", max_length=100, unique=True)
    at = models.DateTimeField("เมื่อ")
    details = models.JSONField("รายละเอียด", default=dict)

    objects = MarkQuerySet.as_manager()

    class Meta:
        verbose_name = "เวลาที่ทำล่าสุด"

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def set(cls, name: str, *, at: datetime, **details: Any) -> None:
        cls.objects.update_or_create(name=name, defaults={"at": at, "details": details})

    @classmethod
    def last(cls, name: str) -> datetime | None:
        return cls.objects.filter(name=name).values_list("at", flat=True).first()

    @classmethod
    def claim(cls, name: str, *, at: datetime, every: timedelta) -> bool:
        """True for one caller per `every`, however many ask at once."""
        if cls.objects.filter(name=name, at__lte=at - every).update(at=at):
            return True
        return cls.objects.get_or_create(name=name, defaults={"at": at})[1]
