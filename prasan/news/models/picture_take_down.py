"""That a picture was taken down everywhere: who asked, why, who did it, and where it was."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from prasan.delivery.models import Delivery


class PictureTakeDown(models.Model):
    """`digests` SHA-256 of the original and of what was made of it, by which every copy was found;
    `places` [{"what", "name", "url"}] in Thai, where it was at that moment.

    A worker may have held half a copy then: `again_at` says when everything was gone over once more.
    """

    digests = models.JSONField("ค่าแฮชของภาพ", default=list)
    places = models.JSONField("ที่ที่เคยอยู่", default=list)
    reason = models.CharField("เหตุผลที่นำลง", max_length=500)
    asked = models.CharField("ผู้ขอให้นำลง", max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้นำลง", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField("นำลงเมื่อ")
    again_at = models.DateTimeField("ตรวจซ้ำเมื่อ", null=True, blank=True)

    class Meta:
        verbose_name = "การนำภาพลงทุกที่"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"นำภาพลงทุกที่ {self.pk}"

    @property
    def staff_url(self) -> str:
        return reverse("news:picture_taken_down", args=[self.pk])


class PictureSentOut(models.Model):
    """What left the house with the picture in it: no machine calls it back, a person sees to it."""

    take_down = models.ForeignKey(
        PictureTakeDown, verbose_name="การนำลง", on_delete=models.CASCADE, related_name="sent_out"
    )
    delivery = models.ForeignKey(Delivery, verbose_name="การส่ง", on_delete=models.PROTECT, related_name="+")
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้ลบ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    removed_at = models.DateTimeField("ลบแล้วเมื่อ", null=True, blank=True)

    class Meta:
        verbose_name = "ภาพที่ออกไปแล้ว"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["take_down", "delivery"], name="sent_out_once_a_take_down")
        ]

    def __str__(self) -> str:
        return f"{self.take_down_id}: {self.delivery_id}"
