"""A mail that came in, kept whole, and what people called it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from prasan.delivery.inbound.kinds import WAITS_FOR_ANSWER, MailKind
from prasan.delivery.models.delivery import Delivery
from prasan.files.models import Attachment


class YearOfMail(models.Model):
    """How many mails came in in a พ.ศ. year; one row that orders those who take mails at once."""

    year = models.PositiveSmallIntegerField("ปี พ.ศ.", primary_key=True)
    last = models.PositiveIntegerField("เลขล่าสุด", default=0)

    class Meta:
        verbose_name = "ปีของจดหมายเข้า"

    def __str__(self) -> str:
        return str(self.year)

    @classmethod
    def locked(cls, year: int) -> YearOfMail:
        """The row of `year`, the caller's until its transaction ends."""
        cls.objects.get_or_create(year=year)
        return cls.objects.select_for_update().get(year=year)

    def next_number(self) -> int:
        self.last += 1
        self.save(update_fields=["last"])
        return self.last


class InboundMailQuerySet(models.QuerySet["InboundMail"]):
    def waiting(self) -> InboundMailQuerySet:
        """What somebody asked and nobody answered yet."""
        return self.filter(kind__in=WAITS_FOR_ANSWER, answered_at=None)


class InboundMail(models.Model):
    """`original` holds the bytes as they came; everything else was read from them and can be read again.

    `files` lists [{"name", "type", "size", "sha256"}] in the order of the mail; `problems` Thai sentences.
    `identity` is equal for two copies of one mail, whatever way each came.
    """

    year = models.PositiveSmallIntegerField("ปี พ.ศ.")
    number = models.PositiveIntegerField("เลขรับ")
    received_at = models.DateTimeField("รับเมื่อ")
    original = models.ForeignKey(Attachment, verbose_name="ต้นฉบับ", on_delete=models.PROTECT, related_name="+")
    identity = models.CharField("ค่าแฮชของจดหมาย", max_length=64, unique=True)
    kind = models.CharField("ประเภท", max_length=12, choices=MailKind, db_index=True)
    why = models.CharField("เหตุที่จัดประเภท", max_length=200, blank=True)
    sender_name = models.CharField("ชื่อผู้ส่ง", max_length=250, blank=True)
    sender_address = models.CharField("อีเมลผู้ส่ง", max_length=254, blank=True, db_index=True)
    answer_to = models.CharField("ตอบไปที่", max_length=254, blank=True)
    """Where a receipt may go; "" = nobody is answered: a list, a null return path, our own address."""
    recipients = models.JSONField("ส่งถึง", default=list)
    subject = models.CharField("เรื่อง", max_length=300, blank=True)
    body = models.TextField("ข้อความ", blank=True)
    """Without what it quotes."""
    files = models.JSONField("ไฟล์ที่แนบมา", default=list)
    problems = models.JSONField("ข้อสังเกต", default=list)
    message_id = models.CharField("Message-ID", max_length=250, blank=True, db_index=True)
    answers = models.ForeignKey(
        Delivery,
        verbose_name="ตอบข้อความที่ส่ง",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replies",
    )
    """What we sent and this mail answers, or bounced."""
    follows = models.ForeignKey(
        "self",
        verbose_name="ต่อจากจดหมาย",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followed_by",
    )
    answered_at = models.DateTimeField("ตอบแล้วเมื่อ", null=True, blank=True)
    """A person answered it, by mail from here or in another way, and said so."""
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้ตอบ",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    topic = models.CharField("เรื่องที่เกี่ยวข้อง", max_length=60, blank=True, db_index=True)
    """As `Delivery.topic`: `story:12` is the story that was made of it, or that it answers."""

    objects = InboundMailQuerySet.as_manager()

    class Meta:
        verbose_name = "จดหมายเข้า"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["kind"], condition=models.Q(answered_at=None), name="mail_not_answered")
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="one_inbound_mail_per_number_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.receipt} {self.subject}"

    @property
    def receipt(self) -> str:
        """รับที่ 12/2569"""
        return f"รับที่ {self.receipt_number}"

    @property
    def receipt_number(self) -> str:
        """12/2569"""
        return f"{self.number}/{self.year}"

    @property
    def thread(self) -> str:
        """What we write about this mail is of this topic in the ledger."""
        return f"mail:{self.pk}"


class MailSorting(models.Model):
    """That a person called a mail something else, or took that back."""

    mail = models.ForeignKey(
        InboundMail, verbose_name="จดหมายเข้า", on_delete=models.CASCADE, related_name="sortings"
    )
    before = models.CharField("เดิม", max_length=12, choices=MailKind)
    after = models.CharField("เป็น", max_length=12, choices=MailKind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้จัดประเภท",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField("เมื่อ")

    class Meta:
        verbose_name = "การจัดประเภทจดหมาย"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.mail_id}: {self.before} → {self.after}"
