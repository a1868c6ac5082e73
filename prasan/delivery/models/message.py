"""What is said: one row, however many it goes to."""

from __future__ import annotations

from django.db import models

from prasan.files.models import Attachment


class Message(models.Model):
    """Subject, text and, where there is one, a version in HTML. Written once, never changed; but what has not
    left yet loses a picture that was taken down (`actions.send_without`)."""

    subject = models.CharField("หัวเรื่อง", max_length=300)
    text = models.TextField("ข้อความ")
    html = models.TextField("ข้อความแบบเว็บ", blank=True)
    """Must stand alone: mail programs load nothing from elsewhere."""
    is_bulk = models.BooleanField("ส่งถึงคนจำนวนมาก", default=False)
    """News to a network: its reader can stop it (RFC 8058), and it is not marked as automatic (RFC 3834)."""
    has_files = models.BooleanField("มีไฟล์แนบ", default=False)
    files = models.ManyToManyField(Attachment, verbose_name="ไฟล์แนบ", blank=True, related_name="messages")

    picture_url = models.URLField("ที่อยู่ของภาพ", max_length=500, blank=True)
    """For channels whose other side fetches the picture itself; beside it a small one."""
    preview_url = models.URLField("ที่อยู่ของภาพย่อ", max_length=500, blank=True)

    class Meta:
        verbose_name = "ข้อความที่ส่ง"

    def __str__(self) -> str:
        return self.subject
