"""A sheet that an officer dropped in, and what became of its rows."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from prasan.agencies.models.change_request import ChangeRequest
from prasan.agencies.states import ImportState, RowOutcome
from prasan.files.models import Attachment


class Import(models.Model):
    """The file is kept whole; its rows are judged afresh when the mapping, a choice or the register changed.

    `mapping` {sheet: {column number as text: field or ""}}: what a person corrected.
    `summary`: the head of the answer (encoding, header_row, columns, sheets, counts), as printed.
    """

    file = models.ForeignKey(Attachment, verbose_name="ไฟล์", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("สถานะ", max_length=10, choices=ImportState, default=ImportState.WAITING)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้นำเข้า", on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("นำเข้าเมื่อ")
    mapping = models.JSONField("การจับคู่คอลัมน์", default=dict)
    summary = models.JSONField("สรุปผล", default=dict)
    refusal = models.TextField("เหตุที่รับไม่ได้", blank=True)
    done = models.PositiveIntegerField("ตรวจแล้ว (แถว)", default=0)
    total = models.PositiveIntegerField("ทั้งหมด (แถว)", default=0)
    lease_until = models.DateTimeField("จองถึง", null=True, blank=True)
    register_revision = models.PositiveBigIntegerField("ตรวจกับทะเบียนครั้งที่", default=0)
    levels = models.JSONField("วิธีเผยแพร่ที่เลือก", default=dict)
    """{field: level} where the officer departs from the defaults."""
    asked = models.JSONField("สิ่งที่ขอให้เสนอ", default=dict)
    """What the worker is to propose: {"by": user id, "reason", "audience", "waits": whether it is still to be
    done}; it stays for the record."""
    request = models.OneToOneField(
        ChangeRequest,
        verbose_name="คำขอ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="source_import",
    )

    class Meta:
        verbose_name = "การนำเข้า"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"การนำเข้าที่ {self.pk} {self.file}"


class ImportChunk(models.Model):
    """Up to 500 judged rows of one outcome, in the order of the file, as the command prints them."""

    SIZE = 500

    source = models.ForeignKey(
        Import, verbose_name="การนำเข้า", on_delete=models.CASCADE, related_name="chunks"
    )
    outcome = models.CharField("ผลตรวจ", max_length=10, choices=RowOutcome)
    position = models.PositiveIntegerField("ลำดับ")
    rows = models.JSONField("แถว")

    class Meta:
        verbose_name = "ช่วงแถวนำเข้า"
        ordering = ["source", "outcome", "position"]
        constraints = [
            models.UniqueConstraint(fields=["source", "outcome", "position"], name="one_chunk_per_position")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.outcome} {self.position}"


class RowChoice(models.Model):
    """How a person settled one row: {"same_as": agency id} | {"new": true} | {"skip": true} |
    {"values": {field: text typed}} | {"drop": [fields]} | {"older": true} (earlier counts are taken),
    and what was typed stays with it; "dropped" {field: what was said of its value} for the next file."""

    source = models.ForeignKey(
        Import, verbose_name="การนำเข้า", on_delete=models.CASCADE, related_name="choices"
    )
    sheet = models.CharField("แผ่นงาน", max_length=100)
    row = models.PositiveIntegerField("แถว")
    choice = models.JSONField("การตัดสิน")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้ตัดสิน", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField("เมื่อ")

    class Meta:
        verbose_name = "การตัดสินแถว"
        constraints = [models.UniqueConstraint(fields=["source", "sheet", "row"], name="one_choice_per_row")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.sheet}!{self.row}"


class ColumnMemory(models.Model):
    """Which field a column heading meant when a person last corrected it ("" = no field)."""

    heading = models.CharField("หัวคอลัมน์", max_length=200, unique=True)
    field = models.CharField("ข้อมูล", max_length=40, blank=True)

    class Meta:
        verbose_name = "ความจำหัวคอลัมน์"

    def __str__(self) -> str:
        return f"{self.heading} → {self.field}"
