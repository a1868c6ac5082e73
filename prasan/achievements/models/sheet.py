"""A sheet of achievements that somebody brought in."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from prasan.files.models import Attachment


class AchievementImport(models.Model):
    """Its good rows became drafts at `taken_at`; `summary` is the answer's head as of then."""

    file = models.ForeignKey(Attachment, verbose_name="ไฟล์", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้นำเข้า", on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField("รับเมื่อ")
    summary = models.JSONField("สรุปผล", default=dict)

    class Meta:
        verbose_name = "การนำเข้าผลงาน"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.file)
