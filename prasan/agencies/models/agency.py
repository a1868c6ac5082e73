"""An agency is an identity; what is known of it are its consented versions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from prasan.agencies.fields import Kind, Level, Scope

if TYPE_CHECKING:
    from prasan.agencies.models.change_request import ChangeRequest


class Agency(models.Model):
    """Carries no data of its own: all of it stands in versions, so the past stays as it was."""

    added_at = models.DateTimeField("เพิ่มเมื่อ")
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name="ผู้ใช้ของหน่วยงาน", blank=True, related_name="agencies"
    )

    class Meta:
        verbose_name = "หน่วยงาน"

    def __str__(self) -> str:
        return f"หน่วยงาน {self.pk}"


class VersionQuerySet(models.QuerySet["Version"]):
    def current(self) -> VersionQuerySet:
        return self.filter(valid_to=None)

    def as_of(self, day: date) -> VersionQuerySet:
        """What was in force at the end of `day`."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)

    def listed(self, level: Level) -> VersionQuerySet:
        """Those whose name goes out at least as far as `level`: nobody is listed without a name."""
        return self.filter(name_level__gte=level)

    def in_thai_order(self) -> VersionQuerySet:
        return self.order_by("sort_key", "name", "agency_id")


class Version(models.Model):
    """What the office consented to say of one agency, from a day until the next version.

    `values` {field: value} and `levels` {field: 0|1|2} in the shapes of `fields`;
    `sources` {field: [text, "YYYY-MM-DD"]} ("*" = every field without one of its own): each value has a day
    (`days`), of which `internal_on`, `web_on` and `open_on` repeat the newest that goes out at that level,
    `oldest_on` the oldest of all.
    The columns below them repeat single values for searching and sorting; their `_level` says how far
    that value goes out, so a public filter never finds what a page would not show.
    """

    agency = models.ForeignKey(
        Agency, verbose_name="หน่วยงาน", on_delete=models.PROTECT, related_name="versions"
    )
    request: models.ForeignKey[ChangeRequest, ChangeRequest] = models.ForeignKey(
        "agencies.ChangeRequest", verbose_name="คำขอ", on_delete=models.PROTECT, related_name="versions"
    )
    valid_from = models.DateField("มีผลตั้งแต่")
    valid_to = models.DateField("มีผลถึงก่อนวันที่", null=True, blank=True)
    decided_at = models.DateTimeField("อนุมัติเมื่อ")
    values = models.JSONField("ข้อมูล")
    levels = models.JSONField("วิธีเผยแพร่")
    sources = models.JSONField("ที่มา", default=dict)

    name = models.CharField("ชื่อ", max_length=300)
    name_key = models.CharField("กุญแจค้นหา", max_length=700)
    sort_key = models.BinaryField("กุญแจเรียงลำดับ", max_length=3000)
    scope = models.CharField("ภายใน/ภายนอก", max_length=8, choices=Scope)
    kind = models.CharField("ประเภท", max_length=12, choices=Kind)
    place = models.CharField("รหัสที่ตั้ง", max_length=6, blank=True)
    school_group = models.CharField("กลุ่มโรงเรียน", max_length=100, blank=True)
    closed_on = models.DateField("ปิดเมื่อ", null=True, blank=True)
    name_level = models.PositiveSmallIntegerField("ระดับของชื่อ", choices=Level)
    place_level = models.PositiveSmallIntegerField("ระดับของที่ตั้ง", choices=Level, default=Level.INTERNAL)
    group_level = models.PositiveSmallIntegerField("ระดับของกลุ่ม", choices=Level, default=Level.INTERNAL)
    internal_on = models.DateField("ข้อมูลภายใน ณ")
    web_on = models.DateField("ข้อมูลบนเว็บ ณ", null=True, blank=True)
    open_on = models.DateField("ข้อมูลเปิด ณ", null=True, blank=True)
    oldest_on = models.DateField("ข้อมูลเก่าที่สุด ณ")

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "รุ่นข้อมูล"
        constraints = [
            models.UniqueConstraint(
                fields=["agency"], condition=Q(valid_to=None), name="one_current_version_per_agency"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="version_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(
                fields=["sort_key", "name", "agency"],
                condition=Q(valid_to=None),
                name="current_in_thai_order",
            ),
            models.Index(fields=["-web_on", "-id"], condition=Q(valid_to=None), name="current_newest_on_web"),
        ]

    def __str__(self) -> str:
        return self.name
