"""What an achievement says, as one case consents to it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from prasan.achievements.models.achievement import Achievement
from prasan.achievements.models.sheet import AchievementImport
from prasan.achievements.states import UNDER_WAY, WAS_PUBLIC, AchievementState, Kind, Level
from prasan.agencies.models import Agency
from prasan.approvals.models import Case
from prasan.thai.collation import natural_key
from prasan.thai.text import fold, normalise, search_key

_NEEDS_A_CASE = [AchievementState.PROPOSED, AchievementState.RETURNED, *sorted(WAS_PUBLIC)]


class AchievementVersionQuerySet(models.QuerySet["AchievementVersion"]):
    def public(self) -> AchievementVersionQuerySet:
        """What everybody may read, and nothing else. Every public door asks this."""
        return self.filter(state=AchievementState.PUBLISHED, achievement__taken_down="")

    def in_thai_order(self) -> AchievementVersionQuerySet:
        return self.order_by("sort_key", "pk")

    def greatest_first(self) -> AchievementVersionQuerySet:
        """The latest academic year, in it the farthest level, then the dictionary."""
        return self.order_by("-academic_year", "-level", "sort_key", "pk")


class AchievementVersion(models.Model):
    """`pupils` names of pupils, one a line; never without a consent that says when, how and who took it.

    `academic_year` in พ.ศ. `digest` is of all that is consented to, taken when it was proposed: a version
    that says something else is not published. `name_key`, `given_key` and `sort_key` repeat title and giver
    for searching, for counting one giver in any spelling, and for dictionary order. `case` is its own, or
    that of a `Bundle` with others; `source` the sheet that it came from, or was changed by last.
    """

    achievement = models.ForeignKey(
        Achievement, verbose_name="ผลงาน", on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveSmallIntegerField("ฉบับที่", default=1)
    state = models.CharField(
        "สถานะ", max_length=12, choices=AchievementState, default=AchievementState.DRAFT, db_index=True
    )
    kind = models.CharField("ประเภท", max_length=12, choices=Kind)
    title = models.CharField("ชื่อผลงาน", max_length=300)
    details = models.TextField("รายละเอียด", blank=True)
    agencies = models.ManyToManyField(Agency, verbose_name="ผลงานของ", related_name="+")
    level = models.PositiveSmallIntegerField("ระดับ", choices=Level)
    given_by = models.CharField("ผู้มอบ", max_length=200, blank=True)
    awarded_on = models.DateField("วันที่ได้รับ", null=True, blank=True)
    academic_year = models.PositiveSmallIntegerField("ปีการศึกษา")
    pupils = models.TextField("ชื่อนักเรียน", blank=True)
    consent_on = models.DateField("วันที่ให้ความยินยอม", null=True, blank=True)
    consent_how = models.CharField("วิธีให้ความยินยอม", max_length=200, blank=True)
    consent_taken_by = models.CharField("ผู้รับความยินยอม", max_length=200, blank=True)
    note = models.CharField("สิ่งที่แก้ไข", max_length=500, blank=True)
    answer = models.CharField("คำตอบถึงผู้ส่ง", max_length=500, blank=True)
    case = models.ForeignKey(
        Case, verbose_name="เรื่องเสนอ", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.ForeignKey(
        AchievementImport,
        verbose_name="แผ่นงานที่นำเข้า",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="versions",
    )
    digest = models.CharField("ค่าแฮชของฉบับที่เสนอ", max_length=64, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้เรียบเรียง", on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField("เรียบเรียงเมื่อ")
    published_at = models.DateTimeField("เผยแพร่เมื่อ", null=True, blank=True)
    name_key = models.CharField("กุญแจค้นหา", max_length=1100, editable=False)
    given_key = models.CharField("กุญแจผู้มอบ", max_length=200, editable=False, blank=True, db_index=True)
    sort_key = models.BinaryField("กุญแจเรียงลำดับ", max_length=2000, editable=False)

    objects = AchievementVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "ฉบับของผลงาน"
        ordering = ["achievement", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["achievement", "number"], name="one_achievement_version_a_number"
            ),
            models.UniqueConstraint(
                fields=["achievement"],
                condition=Q(state=AchievementState.PUBLISHED),
                name="one_published_version_an_achievement",
            ),
            models.UniqueConstraint(
                fields=["achievement"],
                condition=Q(state__in=sorted(UNDER_WAY)),
                name="one_version_under_way_an_achievement",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_NEEDS_A_CASE) | Q(case__isnull=False),
                name="a_proposed_achievement_has_a_case",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(WAS_PUBLIC)) | Q(published_at__isnull=False),
                name="a_public_achievement_says_since_when",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="an_achievement_has_a_title"),
            models.CheckConstraint(
                condition=Q(pupils="", consent_on=None, consent_how="", consent_taken_by="")
                | ~Q(pupils="") & Q(consent_on__isnull=False) & ~Q(consent_how="") & ~Q(consent_taken_by=""),
                name="names_of_pupils_stand_on_a_consent",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "academic_year", "level"], name="achievements_by_year_level")
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The keys follow title and giver."""
        self.name_key = "|".join(map(search_key, filter(None, (self.title, self.given_by))))[:1100]
        self.given_key = fold(self.given_by)[:200]
        self.sort_key = natural_key(normalise(self.title))[:2000]
        super().save(*args, **kwargs)

    @property
    def staff_url(self) -> str:
        """Its page on the desk; also the address of its case."""
        return reverse("achievements:version", args=[self.achievement_id, self.number])

    @property
    def is_correction(self) -> bool:
        """Whether another version was public before it."""
        return self.number > 1

    @property
    def pupil_names(self) -> list[str]:
        return [line for line in self.pupils.splitlines() if line]

    def content(self) -> dict[str, Any]:
        """All that those who consent to it read; also the evidence that was erased since."""
        day, consent = self.awarded_on, self.consent_on
        evidence = self.evidence(manager="everything").select_related("file")
        return {
            "kind": self.kind,
            "title": self.title,
            "details": self.details,
            "agencies": sorted(self.agencies.values_list("pk", flat=True)),
            "level": self.level,
            "given_by": self.given_by,
            "awarded_on": day.isoformat() if day else None,
            "academic_year": self.academic_year,
            "pupils": self.pupils,
            "consent": [consent.isoformat() if consent else None, self.consent_how, self.consent_taken_by],
            "note": self.note,
            "evidence": [row.content() for row in evidence],
        }

    def digest_now(self) -> str:
        """SHA-256 over the content as it stands."""
        text = json.dumps(self.content(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()
