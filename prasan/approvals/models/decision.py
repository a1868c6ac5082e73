"""One row of a case's record."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from prasan.approvals.models.case import Case
from prasan.approvals.states import Outcome
from prasan.files.models import Attachment


class Decision(models.Model):
    """What happened at one step of one round, as it will print for ever.

    Post titles, capacity and order are copied as text: a consent stays as given, whatever happens
    to posts and orders afterwards. `position` is None for the proposer's own acts.
    """

    case = models.ForeignKey(Case, verbose_name="เรื่อง", on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField("รอบ")
    position = models.PositiveSmallIntegerField("ขั้น", null=True, blank=True)
    post_kind = models.CharField("ประเภทตำแหน่ง", max_length=20, blank=True)
    outcome = models.CharField("ผล", max_length=12, choices=Outcome)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้พิจารณา",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    person_name = models.CharField("ชื่อ", max_length=200, blank=True)
    own_post = models.CharField("ตำแหน่งจริง", max_length=250, blank=True)
    acted_post = models.CharField("ตำแหน่งที่พิจารณา", max_length=250, blank=True)
    capacity = models.CharField("ฐานะ", max_length=100, blank=True)
    """`holder`, or the wording of the order."""
    order_no = models.CharField("คำสั่งที่", max_length=60, blank=True)
    order_dated_on = models.DateField("คำสั่งลงวันที่", null=True, blank=True)
    remark = models.TextField("ความเห็น", blank=True)
    item_remarks = models.JSONField("เหตุผลรายรายการ", default=dict, blank=True)
    """{key of an item of the subject: why it is returned}."""
    at = models.DateTimeField("เมื่อ")
    """When it came into the record; of a consent on paper, when it was recorded."""
    is_paper = models.BooleanField("ลงนามในกระดาษ", default=False)
    signed_on = models.DateField("วันที่ลงนาม", null=True, blank=True)
    """The day on the signed paper; None for what was decided here."""
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้บันทึก",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    scan = models.ForeignKey(
        Attachment, verbose_name="ภาพสแกน", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "ผลการพิจารณา"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round", "position"],
                condition=Q(position__isnull=False),
                name="a_step_is_decided_once_a_round",
            ),
            models.CheckConstraint(
                condition=Q(is_paper=False)
                | Q(scan__isnull=False, recorded_by__isnull=False, signed_on__isnull=False),
                name="paper_consent_has_scan_recorder_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_outcome_display()} {self.person_name}"

    @property
    def decided_on(self) -> date:
        """The day on which it was decided: of a paper, the day of its signature."""
        return self.signed_on or timezone.localdate(self.at)
