"""A case: one piece of work on its way up the chain of command."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from prasan.approvals.states import UNDER_WAY, CaseState
from prasan.office.models import Post
from prasan.thai.dates import be_year


class CaseQuerySet(models.QuerySet["Case"]):
    def under_way(self) -> CaseQuerySet:
        return self.filter(state__in=UNDER_WAY)


class Case(models.Model):
    """Keeps title, kind and address of its subject; the subject's row holds the key to its case.

    `chain` is the list of post kinds when it was proposed; who decides a step is found when it is decided.
    `position` is the step that waits (0 = lowest); `round` counts proposals, 1 for the first.
    """

    kind = models.CharField("ประเภทงาน", max_length=60)
    title = models.CharField("เรื่อง", max_length=300)
    reason = models.TextField("เหตุผลของผู้เสนอ", blank=True)
    url = models.CharField("หน้าของเรื่อง", max_length=300)
    state = models.CharField("สถานะ", max_length=12, choices=CaseState, default=CaseState.OPEN, db_index=True)
    chain = models.JSONField("ลำดับชั้น")
    position = models.PositiveSmallIntegerField("ขั้นที่รอ", default=0)
    round = models.PositiveSmallIntegerField("รอบ", default=1)
    resume_at = models.PositiveSmallIntegerField("เริ่มรอบหน้าที่ขั้น", default=0)
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้เสนอ",
        on_delete=models.PROTECT,
        related_name="proposed_cases",
    )
    proposer_post = models.ForeignKey(
        Post, verbose_name="ตำแหน่งผู้เสนอ", null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField("เสนอเมื่อ")
    decided_at = models.DateTimeField("สิ้นสุดเมื่อ", null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "เรื่องเสนอ"
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(round__gte=1), name="case_round_from_one")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        """`เรื่องที่ 147/2569`: running number and the พ.ศ. year in which it was proposed."""
        return f"เรื่องที่ {self.pk}/{be_year(timezone.localdate(self.proposed_at))}"


class Reading(models.Model):
    """That a person has seen a case in a round: what they see marked as changed starts after it."""

    case = models.ForeignKey(Case, verbose_name="เรื่อง", on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้อ่าน", on_delete=models.CASCADE, related_name="+"
    )
    round = models.PositiveSmallIntegerField("รอบ")
    at = models.DateTimeField("อ่านเมื่อ")

    class Meta:
        verbose_name = "การอ่านเรื่อง"
        constraints = [
            models.UniqueConstraint(fields=["case", "user", "round"], name="one_reading_per_round")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.case_id} รอบ {self.round}"
