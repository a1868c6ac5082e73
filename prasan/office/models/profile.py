"""Who this office is."""

from __future__ import annotations

from django.db import models


class OfficeProfile(models.Model):
    """The one office of this installation (row 1)."""

    name = models.CharField("ชื่อสำนักงาน", max_length=200)
    short_name = models.CharField("ชื่อย่อ", max_length=100)
    address = models.TextField("ที่ตั้ง", blank=True)
    province = models.CharField("จังหวัด", max_length=100, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=100, blank=True)
    email = models.EmailField("อีเมลกลาง", blank=True)
    website = models.URLField("เว็บไซต์", blank=True)
    opening_hours = models.CharField("เวลาทำการ", max_length=200, blank=True)
    emblem = models.FileField("ตราครุฑ", upload_to="office", blank=True)
    logo = models.FileField("ตราสำนักงาน", upload_to="office", blank=True)
    uses_thai_digits = models.BooleanField("ใช้เลขไทยในเอกสารราชการ", default=True)
    is_sample = models.BooleanField("เป็นข้อมูลตัวอย่าง", default=False)
    made_on = models.DateField("วันที่ตั้งต้น", null=True, blank=True)

    class Meta:
        verbose_name = "ข้อมูลสำนักงาน"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="only_one_office")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.pk = 1
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @classmethod
    def current(cls) -> OfficeProfile | None:
        """The office, or None before it is set up."""
        return next(iter(cls.objects.filter(pk=1)), None)
