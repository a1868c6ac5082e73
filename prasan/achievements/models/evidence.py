"""A file that proves an achievement: for the office alone unless it is marked public."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from prasan.achievements.models.version import AchievementVersion
from prasan.achievements.states import Children
from prasan.files.models import Attachment


class KeptEvidence(models.Manager["Evidence"]):
    """Without what was erased: every page and count asks this one, and `version.evidence` does."""

    def get_queryset(self) -> models.QuerySet[Evidence]:
        return super().get_queryset().filter(file__erased_at=None, shown__erased_at=None)


class Evidence(models.Model):
    """`file` as it was handed in; `shown` what the public gets: of a picture a new one without place or
    camera, of a PDF the file itself. `children` is said of every file that is public.

    Of an erased file the row stays: it is part of what was consented to."""

    version = models.ForeignKey(
        AchievementVersion, verbose_name="ฉบับของผลงาน", on_delete=models.CASCADE, related_name="evidence"
    )
    file = models.ForeignKey(Attachment, verbose_name="ไฟล์", on_delete=models.PROTECT, related_name="+")
    shown = models.ForeignKey(
        Attachment, verbose_name="ไฟล์ที่เผยแพร่", on_delete=models.PROTECT, related_name="+"
    )
    caption = models.CharField("คำอธิบาย", max_length=300)
    is_public = models.BooleanField("เผยแพร่", default=False)
    children = models.CharField("ภาพหรือชื่อนักเรียน", max_length=10, choices=Children, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้ยืนยันความยินยอม",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirmed_at = models.DateTimeField("ยืนยันเมื่อ", null=True, blank=True)

    objects = KeptEvidence()
    everything: models.Manager[Evidence] = models.Manager()

    class Meta:
        verbose_name = "หลักฐานผลงาน"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(children=""),
                name="public_evidence_says_whether_it_shows_pupils",
            ),
            models.CheckConstraint(
                condition=~Q(children=Children.CONSENTED)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="evidence_of_pupils_names_who_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return self.caption

    def content(self) -> dict[str, Any]:
        """What is consented to."""
        return {
            "sha256": self.file.sha256,
            "caption": self.caption,
            "is_public": self.is_public,
            "children": self.children,
        }
