"""What shall not leave any more, whoever holds it at the moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import models


class StoppedTopicQuerySet(models.QuerySet["StoppedTopic"]):
    def named(self, topics: Iterable[str]) -> dict[str, StoppedTopic]:
        """{topic: its stop} of those that have one; one question, none when no row is about a topic."""
        return self.in_bulk({topic for topic in topics if topic}, field_name="topic")


class StoppedTopic(models.Model):
    """A topic of which `version` and the earlier ones are overtaken; `version` None = nothing of it goes out.

    It outlives the moment: a row that a worker held, or that was written just then, is stopped by it later.
    """

    topic = models.CharField("เรื่องที่ส่ง", max_length=60, unique=True)
    version = models.PositiveIntegerField("ถึงฉบับ", null=True, blank=True)
    reason = models.CharField("เหตุ", max_length=300)
    at = models.DateTimeField("เมื่อ")

    objects = StoppedTopicQuerySet.as_manager()

    class Meta:
        verbose_name = "เรื่องที่หยุดส่ง"

    def __str__(self) -> str:
        return f"{self.topic} ≤ {self.version or '∞'}"

    @classmethod
    def keep(cls, topic: str, version: int | None, reason: str, at: datetime) -> None:
        """What was stopped once stays stopped: a later stop reaches further or changes nothing."""
        known = cls.objects.select_for_update().filter(topic=topic).first()
        if known and (known.version is None or (version is not None and version <= known.version)):
            return
        values = {"version": version, "reason": reason[:300], "at": at}
        cls.objects.update_or_create(topic=topic, defaults=values)

    def covers(self, version: int | None) -> bool:
        return self.version is None or (version is not None and version <= self.version)
