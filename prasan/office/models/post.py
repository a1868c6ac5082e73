"""Units, posts, and who holds a post from when to when."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class PostKind(models.TextChoices):
    """What a chain step names (domain: steps name kinds of post, not people)."""

    DIRECTOR = "director", "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา"
    DEPUTY = "deputy", "รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา"
    GROUP_HEAD = "group_head", "ผู้อำนวยการกลุ่ม"
    OFFICER = "officer", "เจ้าหน้าที่"


class UnitQuerySet(models.QuerySet["Unit"]):
    def open(self) -> UnitQuerySet:
        return self.filter(closed_on=None)


class Unit(models.Model):
    """A group (กลุ่ม) or unit (หน่วย) of the office; a closed one keeps its past."""

    key = models.CharField("รหัส", max_length=60, unique=True)
    name = models.CharField("ชื่อกลุ่ม/หน่วย", max_length=200)
    position = models.PositiveIntegerField("ลำดับ", default=0)
    closed_on = models.DateField("ยุบเลิกเมื่อ", null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "กลุ่ม/หน่วย"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    def open_on(self, day: date) -> PostQuerySet:
        """Those not closed by `day`: the day of closing is the first without the post."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day))

    def closed_by(self, day: date) -> PostQuerySet:
        return self.filter(closed_on__lte=day)


class Post(models.Model):
    """A post of the office; from the day it is closed it has nobody, and keeps its past."""

    key = models.CharField("รหัส", max_length=60, unique=True)
    title = models.CharField("ชื่อตำแหน่ง", max_length=250)
    kind = models.CharField("ประเภทตำแหน่ง", max_length=20, choices=PostKind)
    unit = models.ForeignKey(
        Unit, verbose_name="กลุ่ม/หน่วย", null=True, blank=True, on_delete=models.PROTECT, related_name="posts"
    )
    supervises = models.ManyToManyField(
        Unit, verbose_name="กำกับดูแลกลุ่ม", blank=True, related_name="supervisors"
    )
    closed_on = models.DateField("ยุบเมื่อ", null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "ตำแหน่ง"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class HolderQuerySet(models.QuerySet["Holder"]):
    def on(self, day: date) -> HolderQuerySet:
        """Those who hold their post on `day`, both ends included."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day)

    def sharing_a_day(self, first: date, last: date | None) -> HolderQuerySet:
        """Holdings that overlap the period, both ends included; `last` None = open."""
        until = Q() if last is None else Q(from_on__lte=last)
        return self.filter(until, Q(to_on=None) | Q(to_on__gte=first))


class Holder(models.Model):
    """One person in one post, from a day to a day (both included; `to_on` None = until further notice)."""

    post = models.ForeignKey(Post, verbose_name="ตำแหน่ง", on_delete=models.PROTECT, related_name="holders")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้ดำรงตำแหน่ง", on_delete=models.PROTECT, related_name="held"
    )
    from_on = models.DateField("ตั้งแต่วันที่")
    to_on = models.DateField("ถึงวันที่", null=True, blank=True)

    objects = HolderQuerySet.as_manager()

    class Meta:
        verbose_name = "ผู้ดำรงตำแหน่ง"
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="holder_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.post}"
