"""An uploaded file, kept whole under its digest."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Attachment(models.Model):
    """Never served from a public folder: each download asks the room that refers to it."""

    file = models.FileField("ไฟล์", upload_to="attachments/%Y/%m", max_length=300)
    name = models.CharField("ชื่อไฟล์", max_length=250)
    content_type = models.CharField("ชนิด", max_length=100, blank=True)
    size = models.PositiveBigIntegerField("ขนาด (ไบต์)")
    sha256 = models.CharField("ค่าแฮช", max_length=64, db_index=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้ส่ง", null=True, blank=True, on_delete=models.SET_NULL
    )
    uploaded_at = models.DateTimeField("ส่งเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = "ไฟล์แนบ"

    def __str__(self) -> str:
        return self.name
