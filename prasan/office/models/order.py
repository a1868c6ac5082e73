"""Orders (คำสั่ง) that let a person act for a post."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from prasan.office.models.post import Post


class OrderQuerySet(models.QuerySet["Order"]):
    def in_force(self, day: date) -> OrderQuerySet:
        """Orders in force on `day`: from the later of their date and their start, both ends included."""
        return self.sharing_a_day(day, day)

    def sharing_a_day(self, first: date, last: date | None) -> OrderQuerySet:
        """Orders in force on some day of the period, both ends included; `last` None = open."""
        started = Q() if last is None else Q(dated_on__lte=last, from_on__lte=last)
        return self.filter(started, Q(to_on=None) | Q(to_on__gte=first))


class Order(models.Model):
    """ปฏิบัติราชการแทน, รักษาราชการแทน and the like; the wording is data of the order."""

    no = models.CharField("คำสั่งที่", max_length=60)
    dated_on = models.DateField("สั่ง ณ วันที่")
    wording = models.CharField("ข้อความ", max_length=100)
    post = models.ForeignKey(Post, verbose_name="ตำแหน่งที่แทน", on_delete=models.PROTECT, related_name="orders")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้ได้รับคำสั่ง", on_delete=models.PROTECT, related_name="orders"
    )
    from_on = models.DateField("ตั้งแต่วันที่")
    to_on = models.DateField("ถึงวันที่", null=True, blank=True)
    scope = models.JSONField("ขอบเขตงาน", null=True, blank=True)
    """Kinds of work that the order covers; None or empty = all."""

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = "คำสั่ง"
        ordering = ["dated_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="order_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"คำสั่งที่ {self.no}"

    @property
    def in_force_from(self) -> date:
        """The later of its date and its start."""
        return max(self.dated_on, self.from_on)

    def covers(self, kind_of_work: str) -> bool:
        return not self.scope or kind_of_work in self.scope
