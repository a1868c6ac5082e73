"""จดหมายข่าว of stories: what the office calls it, and its numbered issues."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from prasan.news.models.version import StoryVersion
from prasan.news.states import StoryState


class Design(models.TextChoices):
    """Layouts of `printing.papers.newsletter`."""

    A = "a", "แบบ ก ภาพนำ"
    B = "b", "แบบ ข พาดหัวนำ"


class Series(models.TextChoices):
    """What is numbered, each for itself."""

    NEWSLETTER = "newsletter", "จดหมายข่าว"
    JOURNAL = "journal", "วารสาร"


class NewsletterSettings(models.Model):
    """What the office calls its newsletter and its journal (row 1)."""

    name = models.CharField("ชื่อจดหมายข่าว", max_length=120, blank=True)
    """"" = จดหมายข่าว and the office's short name."""
    first_year = models.PositiveSmallIntegerField("จดหมายข่าวปีที่ 1 คือ พ.ศ.", null=True, blank=True)
    """None = the year of its first issue."""
    journal_name = models.CharField("ชื่อวารสาร", max_length=120, blank=True)
    journal_first_year = models.PositiveSmallIntegerField("วารสารปีที่ 1 คือ พ.ศ.", null=True, blank=True)
    prepared_by = models.CharField("ผู้จัดทำ", max_length=200, blank=True)
    facebook = models.CharField("Facebook", max_length=200, blank=True)

    class Meta:
        verbose_name = "ข้อมูลจดหมายข่าว"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="only_one_newsletter")]

    def __str__(self) -> str:
        return self.name or "จดหมายข่าว"

    @classmethod
    def current(cls) -> NewsletterSettings:
        """As they stand; empty ones before anybody wrote them."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class YearOfIssues(models.Model):
    """The last number of a series in a พ.ศ. year; one row that orders those who issue at once."""

    series = models.CharField("ชุด", max_length=12, choices=Series)
    year = models.PositiveSmallIntegerField("ปี พ.ศ.")
    last = models.PositiveIntegerField("ฉบับที่ล่าสุด", default=0)

    class Meta:
        verbose_name = "ปีของจดหมายข่าวและวารสาร"
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="one_count_per_series_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.get_series_display()} {self.year}"

    @classmethod
    def next_number(cls, series: str, year: int) -> int:
        """The next number, inside the caller's transaction; no two callers get the same."""
        cls.objects.get_or_create(series=series, year=year)
        cls.objects.filter(series=series, year=year).update(last=F("last") + 1)
        return cls.objects.get(series=series, year=year).last


class NewsletterIssue(models.Model):
    """The newsletter of one version. Without a number it waits until the version is published.

    `edition` counts the corrections of one number: a corrected story keeps the number of its newsletter.
    """

    version = models.OneToOneField(
        StoryVersion, verbose_name="ฉบับของข่าว", on_delete=models.CASCADE, related_name="newsletter"
    )
    design = models.CharField("แบบ", max_length=1, choices=Design)
    be_year = models.PositiveSmallIntegerField("ปี พ.ศ.", null=True, blank=True)
    year = models.PositiveSmallIntegerField("ปีที่", null=True, blank=True)
    number = models.PositiveIntegerField("ฉบับที่", null=True, blank=True)
    edition = models.PositiveSmallIntegerField("แก้ไขครั้งที่", default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้จัดทำ",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    """None = the house itself, for a correction of what had a newsletter."""
    made_at = models.DateTimeField("จัดทำเมื่อ")
    issued_at = models.DateTimeField("ออกเมื่อ", null=True, blank=True)

    class Meta:
        verbose_name = "จดหมายข่าว"
        ordering = ["-be_year", "-number", "-edition", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["be_year", "number", "edition"], name="one_newsletter_per_number_and_edition"
            ),
            models.CheckConstraint(
                condition=Q(be_year=None, year=None, number=None, issued_at=None)
                | Q(be_year__isnull=False, year__isnull=False, number__isnull=False, issued_at__isnull=False),
                name="an_issued_newsletter_has_its_number",
            ),
        ]

    def __str__(self) -> str:
        return f"ปีที่ {self.year} ฉบับที่ {self.number}" if self.number else "ฉบับร่าง"

    @property
    def pdf_url(self) -> str:
        """Where everybody finds it; "" unless the version is public and the issue has its number."""
        return self._public_url("pdf")

    @property
    def png_url(self) -> str:
        return self._public_url("png")

    def _public_url(self, kind: str) -> str:
        version = self.version
        if not self.number or version.state != StoryState.PUBLISHED or not version.is_on_web:
            return ""
        return reverse("news:newsletter_file", args=[version.story.year, version.story.number, kind])
