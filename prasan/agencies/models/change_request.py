"""A change request carries data and how far each field goes out (manual job A, step 5.3)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from prasan.agencies.models.agency import Agency
from prasan.agencies.states import HAS_ENDED_WITHOUT_EFFECT, HOLDS_FIELDS, ItemAction, RequestState
from prasan.approvals.models import Case


class ChangeRequest(models.Model):
    """Proposed as one case. `audience` says who is told after consent:
    {"kind": "nobody"|"internal"|"external"|"all"|"chosen", "agencies": [ids, for chosen]}."""

    title = models.CharField("เรื่อง", max_length=300)
    reason = models.TextField("เหตุผล", blank=True)
    state = models.CharField("สถานะ", max_length=10, choices=RequestState, default=RequestState.DRAFT)
    case = models.OneToOneField(
        Case, verbose_name="เรื่องเสนอ", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reverses = models.ForeignKey(
        "self",
        verbose_name="ย้อนคำขอ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reversed_by",
    )
    copy_of = models.ForeignKey(
        "self",
        verbose_name="คัดลอกจาก",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="copies",
    )
    """The recalled request that was written first, also of a copy of a copy."""
    audience = models.JSONField("ผู้ที่จะได้รับแจ้ง", default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้จัดทำ", on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("จัดทำเมื่อ")

    class Meta:
        verbose_name = "คำขอปรับปรุงข้อมูล"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(state__in=[RequestState.DRAFT, RequestState.WITHDRAWN]),
                name="a_proposed_request_has_a_case",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def living_reversal(self) -> ChangeRequest | None:
        """The request that takes this one back: under way or in force."""
        living = self.reversed_by.filter(state__in=[*HOLDS_FIELDS, RequestState.APPROVED])
        return living.select_related("case").first()

    def living_copy(self) -> ChangeRequest | None:
        """The copy of this recalled request that is a draft, under way or in force."""
        copies = ChangeRequest.objects.filter(copy_of=self.copy_of_id or self.pk)
        return copies.exclude(state__in=HAS_ENDED_WITHOUT_EFFECT).select_related("created_by").first()


class ChangeItemQuerySet(models.QuerySet["ChangeItem"]):
    def holding(self) -> ChangeItemQuerySet:
        """Items whose fields are taken by a request under way."""
        return self.filter(request__state__in=HOLDS_FIELDS)


class ChangeItem(models.Model):
    """What one request says of one agency: only fields whose value or level it changes.

    `values` {field: new value, or None = take away}, `levels` {field: new level};
    `before_values`, `before_levels`: what stood there when it was proposed (absent = nothing);
    `sources` {field: [text, "YYYY-MM-DD"]} ("*" = every field without one of its own);
    `rounds` {field: round in which it last changed}, absent = the first.
    """

    request = models.ForeignKey(
        ChangeRequest, verbose_name="คำขอ", on_delete=models.CASCADE, related_name="items"
    )
    agency = models.ForeignKey(
        Agency, verbose_name="หน่วยงาน", on_delete=models.PROTECT, related_name="change_items"
    )
    action = models.CharField("การเปลี่ยน", max_length=8, choices=ItemAction)
    name = models.CharField("ชื่อหน่วยงาน", max_length=300)
    values = models.JSONField("ข้อมูลใหม่", default=dict)
    levels = models.JSONField("วิธีเผยแพร่ใหม่", default=dict)
    before_values = models.JSONField("ข้อมูลเดิม", default=dict)
    before_levels = models.JSONField("วิธีเผยแพร่เดิม", default=dict)
    sources = models.JSONField("ที่มา", default=dict)
    rounds = models.JSONField("รอบที่แก้", default=dict)
    sheet = models.CharField("แผ่นงาน", max_length=100, blank=True)
    row = models.PositiveIntegerField("แถว", null=True, blank=True)

    objects = ChangeItemQuerySet.as_manager()

    class Meta:
        verbose_name = "รายการเปลี่ยน"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "agency"], name="one_item_per_agency_and_request")
        ]

    def __str__(self) -> str:
        return self.name
