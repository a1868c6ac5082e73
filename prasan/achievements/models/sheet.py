"""A sheet of achievements that somebody brought in."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from prasan.files.models import Attachment


class AchievementImport(models.Model):
    """Judged afresh whenever it is looked at, until its good rows became drafts at `taken_at`; `summary` is
    the answer's head as of then. A file with names of pupils on no consent is not kept: `file` None."""

    file = models.ForeignKey(
        Attachment, verbose_name="ไฟล์", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField("ชื่อไฟล์", max_length=250)
    sha256 = models.CharField("ค่าแฮช", max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้นำเข้า", on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("นำเข้าเมื่อ")
    taken_at = models.DateTimeField("รับเมื่อ", null=True, blank=True)
    summary = models.JSONField("สรุปผล", default=dict)

    class Meta:
        verbose_name = "การนำเข้าผลงาน"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name
