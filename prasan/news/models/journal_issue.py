"""วารสาร: several published stories in one issue."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from prasan.news.models.story import Story


class JournalIssue(models.Model):
    """Chosen stories in their order. Without a number it is a draft that only the office sees.

    `wanted` is the digest of the file that a task is making since `began_at`; `problems` is what kept it
    from being made, a sentence each.
    """

    title = models.CharField("ชื่อบนปก", max_length=120)
    from_on = models.DateField("ข่าวตั้งแต่วันที่")
    to_on = models.DateField("ถึงวันที่")
    be_year = models.PositiveSmallIntegerField("ปี พ.ศ.", null=True, blank=True)
    year = models.PositiveSmallIntegerField("ปีที่", null=True, blank=True)
    number = models.PositiveIntegerField("ฉบับที่", null=True, blank=True)
    issued_at = models.DateTimeField("ออกเมื่อ", null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้จัดทำ", on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField("จัดทำเมื่อ")
    wanted = models.CharField("ไฟล์ที่กำลังจัดทำ", max_length=64, blank=True)
    began_at = models.DateTimeField("เริ่มจัดทำไฟล์เมื่อ", null=True, blank=True)
    problems = models.JSONField("สิ่งที่ต้องแก้", default=list, blank=True)

    class Meta:
        verbose_name = "วารสาร"
        ordering = ["-be_year", "-number", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["be_year", "number"], name="one_journal_per_number"),
            models.CheckConstraint(
                condition=Q(be_year=None, year=None, number=None, issued_at=None)
                | Q(be_year__isnull=False, year__isnull=False, number__isnull=False, issued_at__isnull=False),
                name="an_issued_journal_has_its_number",
            ),
            models.CheckConstraint(
                condition=Q(from_on__lte=models.F("to_on")), name="a_journal_has_a_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ปีที่ {self.year} ฉบับที่ {self.number}" if self.number else self.title

    @property
    def staff_url(self) -> str:
        return reverse("news:journal", args=[self.pk])

    @property
    def public_url(self) -> str:
        """ "" before it is issued."""
        return reverse("news:journal_file", args=[self.be_year, self.number]) if self.number else ""


class JournalEntry(models.Model):
    """A story at its place; what is printed is what is public of it when the file is made."""

    journal = models.ForeignKey(
        JournalIssue, verbose_name="วารสาร", on_delete=models.CASCADE, related_name="entries"
    )
    story = models.ForeignKey(Story, verbose_name="ข่าว", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField("ลำดับ")

    class Meta:
        verbose_name = "เรื่องในวารสาร"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["journal", "story"], name="a_story_once_in_a_journal")]

    def __str__(self) -> str:
        return f"{self.order} {self.story}"
