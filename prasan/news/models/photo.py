"""A picture of a version, with what was said of it and of those who are in it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from prasan.files.models import Attachment
from prasan.news.models.picture_take_down import PictureTakeDown
from prasan.news.models.version import StoryVersion
from prasan.news.states import Children

NO_FORMAT = "jpeg"
_PICTURE: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+"}


class ShownPhotos(models.Manager["StoryPhoto"]):
    """What was taken down everywhere is nowhere: every page, list, paper and archive asks this one, and
    `version.photos` does."""

    def get_queryset(self) -> models.QuerySet[StoryPhoto]:
        return super().get_queryset().filter(taken_down=None)


class StoryPhoto(models.Model):
    """`original` never leaves the office; `web` and `small` are new pictures without place or camera.

    Of one that was taken down the row stays, without bytes: it is part of what was consented to.
    """

    version = models.ForeignKey(
        StoryVersion, verbose_name="ฉบับของข่าว", on_delete=models.CASCADE, related_name="photos"
    )
    order = models.PositiveSmallIntegerField("ลำดับ", default=0)
    original = models.ForeignKey(Attachment, verbose_name="ไฟล์ต้นฉบับ", **_PICTURE)
    web = models.ForeignKey(Attachment, verbose_name="ภาพสำหรับเว็บ", **_PICTURE)
    small = models.ForeignKey(Attachment, verbose_name="ภาพเล็ก", **_PICTURE)
    width = models.PositiveIntegerField("กว้าง (พิกเซล)")
    height = models.PositiveIntegerField("สูง (พิกเซล)")
    """Of `web`."""
    formats = models.CharField("รูปแบบที่ทำแล้ว", max_length=20, blank=True)
    """Of `news.renditions.FORMATS`, apart by blanks, smallest first; "" = not made yet, `NO_FORMAT` = none
    saves bytes. What a page needs to name them without looking."""
    mark = models.CharField("รหัสการส่ง", max_length=64, blank=True)
    """The sender's own name of the upload, so that what was sent twice is there once."""
    caption = models.CharField("คำบรรยาย", max_length=300, blank=True)
    alt = models.CharField("ข้อความแทนภาพ", max_length=300, blank=True)
    """For those who don't see it; "" = the caption says it."""
    children = models.CharField("ภาพเด็ก", max_length=10, choices=Children, blank=True)
    """"" = not yet said: such a picture is not proposed."""
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้ยืนยันความยินยอม",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirmed_at = models.DateTimeField("ยืนยันเมื่อ", null=True, blank=True)
    taken_down = models.ForeignKey(
        PictureTakeDown,
        verbose_name="การนำลง",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="photos",
        # Nearly all have none: SQLite would walk through that index of all pictures for the three of a story.
        db_index=False,
    )

    objects = ShownPhotos()
    everything: models.Manager[StoryPhoto] = models.Manager()

    class Meta:
        verbose_name = "ภาพข่าว"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(children=Children.CONSENTED)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="a_picture_of_children_names_who_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.original.name

    @property
    def text(self) -> str:
        """What stands for the picture."""
        return self.alt or self.caption

    def content(self) -> dict[str, Any]:
        """What is consented to."""
        return {
            "sha256": self.original.sha256,
            "caption": self.caption,
            "alt": self.alt,
            "children": self.children,
        }
