"""A story is an identity with a public address; what it says stands in its versions."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from prasan.news.states import TakenDown
from prasan.thai.dates import be_year


class YearOfNews(models.Model):
    """How many stories of a พ.ศ. year have an address; one row that orders those who publish at once."""

    year = models.PositiveSmallIntegerField("ปี พ.ศ.", primary_key=True)
    last = models.PositiveIntegerField("เลขล่าสุด", default=0)

    class Meta:
        verbose_name = "ปีข่าว"

    def __str__(self) -> str:
        return str(self.year)

    @classmethod
    def next_number(cls, year: int) -> int:
        """The next number of `year`, inside the caller's transaction; no two callers get the same."""
        cls.objects.get_or_create(year=year)
        cls.objects.filter(year=year).update(last=F("last") + 1)
        return cls.objects.get(year=year).last


class Story(models.Model):
    """Gets its number in the พ.ศ. year when it is first published, and keeps it."""

    year = models.PositiveSmallIntegerField("ปี พ.ศ.", null=True, blank=True)
    number = models.PositiveIntegerField("เลขข่าว", null=True, blank=True)
    first_published_at = models.DateTimeField("เผยแพร่ครั้งแรกเมื่อ", null=True, blank=True)
    received_at = models.DateTimeField("รับเมื่อ", null=True, blank=True)
    """When an agency first sent it in; None for what the office wrote itself."""
    merged_into = models.ForeignKey(
        "self",
        verbose_name="รวมกับข่าว",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
    )
    taken_down = models.CharField("เหตุที่ถอน", max_length=10, choices=TakenDown, blank=True)
    taken_down_at = models.DateTimeField("ถอนเมื่อ", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name="ข่าวที่มาแทน",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้จัดทำ",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField("จัดทำเมื่อ")

    class Meta:
        verbose_name = "ข่าว"
        verbose_name_plural = "ข่าว"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="one_story_per_number_and_year"),
            models.CheckConstraint(
                condition=Q(year=None, number=None, first_published_at=None)
                | Q(year__isnull=False, number__isnull=False, first_published_at__isnull=False),
                name="a_published_story_has_year_and_number",
            ),
            models.CheckConstraint(
                condition=Q(taken_down="", taken_down_at=None)
                | (~Q(taken_down="") & Q(taken_down_at__isnull=False)),
                name="a_story_taken_down_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(taken_down=TakenDown.REPLACED) | Q(replaced_by__isnull=False),
                name="a_replaced_story_names_the_new_one",
            ),
        ]

    def __str__(self) -> str:
        return f"ข่าว {self.number}/{self.year}" if self.number else f"ข่าวร่าง {self.pk}"

    @property
    def receipt(self) -> str:
        """เลขรับ of what was sent in: 214/2569; "" for the office's own."""
        return f"{self.pk}/{be_year(timezone.localdate(self.received_at))}" if self.received_at else ""

    @property
    def public_url(self) -> str:
        """Its page; "" before it was first published."""
        return story_url(self.year, self.number) if self.year and self.number else ""


def story_url(year: int, number: int) -> str:
    """The page of the story with that number in that พ.ศ. year."""
    return f"{_folder()}{year}/{number}/"


@cache
def _folder() -> str:
    """Where stories have their addresses: looked up once, not for every story of every list."""
    return reverse("news:story", args=[0, 0]).removesuffix("0/0/")
