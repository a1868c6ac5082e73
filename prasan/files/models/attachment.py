"""An uploaded file, kept whole under its digest until somebody has the right to have it erased."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Attachment(models.Model):
    """Never served from a public folder: each download asks the room that refers to it.

    Of an erased one (`files.actions.erase`) the row stays as the record of what there was; `file` is "" once
    its bytes are gone.
    """

    file = models.FileField("ไฟล์", upload_to="attachments/%Y/%m", max_length=300)
    name = models.CharField("ชื่อไฟล์", max_length=250)
    content_type = models.CharField("ชนิด", max_length=100, blank=True)
    size = models.PositiveBigIntegerField("ขนาด (ไบต์)")
    sha256 = models.CharField("ค่าแฮช", max_length=64, db_index=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้ส่ง", null=True, blank=True, on_delete=models.SET_NULL
    )
    uploaded_at = models.DateTimeField("ส่งเมื่อ", auto_now_add=True)
    erased_at = models.DateTimeField("ลบเมื่อ", null=True, blank=True)

    class Meta:
        verbose_name = "ไฟล์แนบ"
        indexes = [
            models.Index(
                fields=["sha256"], condition=Q(erased_at__isnull=False), name="digests_of_erased_files"
            )
        ]

    def __str__(self) -> str:
        return self.name
