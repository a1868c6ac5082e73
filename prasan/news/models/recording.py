"""A sound or a film of a version, with what was said of it; and one that is on its way in, piece by piece."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from prasan.files.models import Attachment
from prasan.news.models.photo import StoryPhoto
from prasan.news.models.version import StoryVersion
from prasan.news.recordings.captions import spoken
from prasan.news.states import Children

_KEPT: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+"}


class StoryRecording(models.Model):
    """`file` is the stored copy without what tells where it was made; what came in is not kept.

    One that was taken down everywhere has neither file nor words; `consented` then repeats what was consented
    to, so that the digest of its version still stands.
    """

    version = models.ForeignKey(
        StoryVersion, verbose_name="ฉบับของข่าว", on_delete=models.CASCADE, related_name="recordings"
    )
    order = models.PositiveSmallIntegerField("ลำดับ", default=0)
    is_film = models.BooleanField("เป็นวิดีโอ")
    file = models.ForeignKey(Attachment, verbose_name="ไฟล์", null=True, blank=True, **_KEPT)
    content_type = models.CharField("ชนิดที่เล่น", max_length=60)
    size = models.PositiveBigIntegerField("ขนาด (ไบต์)")
    sha256 = models.CharField("ค่าแฮช", max_length=64, db_index=True)
    seconds = models.PositiveIntegerField("ความยาว (วินาที)", null=True, blank=True)
    """None where the file does not say."""
    title = models.CharField("ชื่อสื่อ", max_length=200, blank=True)
    people = models.CharField("ใครพูดหรือเห็นอะไร", max_length=500, blank=True)
    held_on = models.DateField("วันที่ของงาน", null=True, blank=True)
    place = models.CharField("สถานที่", max_length=200, blank=True)
    children = models.CharField("ภาพหรือเสียงเด็ก", max_length=10, choices=Children, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้ยืนยันความยินยอม", null=True, blank=True, **_KEPT
    )
    confirmed_at = models.DateTimeField("ยืนยันเมื่อ", null=True, blank=True)
    captions = models.TextField("คำบรรยาย (WebVTT)", blank=True)
    transcript = models.TextField("บทถอดเสียง", blank=True)
    poster = models.ForeignKey(Attachment, verbose_name="ภาพปก", null=True, blank=True, **_KEPT)
    poster_photo = models.ForeignKey(
        StoryPhoto,
        verbose_name="ภาพข่าวที่เป็นภาพปก",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    added_at = models.DateTimeField("เพิ่มเมื่อ")
    taken_down_at = models.DateTimeField("นำลงเมื่อ", null=True, blank=True)
    taken_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้นำลง", null=True, blank=True, **_KEPT
    )
    taken_down_reason = models.CharField("เหตุผลที่นำลง", max_length=500, blank=True)
    taken_down_asked = models.CharField("ผู้ขอให้นำลง", max_length=200, blank=True)
    consented = models.JSONField("สิ่งที่เสนอไว้", default=dict, blank=True)

    class Meta:
        verbose_name = "เสียงหรือวิดีโอของข่าว"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(children=Children.CONSENTED)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="a_recording_of_children_names_who_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=False, taken_down_at=None)
                | Q(file=None, taken_down_at__isnull=False, captions="", transcript=""),
                name="a_recording_has_its_file_until_taken_down",
            ),
        ]
        indexes = [models.Index(fields=["-held_on", "-id"], name="recordings_by_day")]

    def __str__(self) -> str:
        return self.title or ("วิดีโอ" if self.is_film else "เสียง")

    @property
    def is_shown(self) -> bool:
        return self.file_id is not None

    @property
    def length(self) -> str:
        """3:07, or "" where the file does not say."""
        return f"{self.seconds // 60}:{self.seconds % 60:02}" if self.seconds else ""

    @property
    def caption_lines(self) -> list[str]:
        """The words of the captions, for whoever wants to read instead."""
        return spoken(self.captions)

    @property
    def has_poster(self) -> bool:
        if self.poster_photo:
            return self.poster_photo.taken_down_id is None
        return self.poster is not None and self.poster.erased_at is None

    @property
    def poster_file(self) -> Attachment | None:
        """None also when its picture was taken down everywhere."""
        if not self.has_poster:
            return None
        return self.poster_photo.web if self.poster_photo else self.poster

    def content(self) -> dict[str, Any]:
        """What is consented to."""
        if self.consented:
            return dict(self.consented)
        words = hashlib.sha256(f"{self.captions}\0{self.transcript}".encode()).hexdigest()
        poster = self.poster_photo.web if self.poster_photo else self.poster
        return {
            "sha256": self.sha256,
            "title": self.title,
            "people": self.people,
            "held_on": self.held_on.isoformat() if self.held_on else "",
            "place": self.place,
            "children": self.children,
            "words_sha256": words,
            "poster_sha256": poster.sha256 if poster else "",
        }


class RecordingUpload(models.Model):
    """What has come of a recording so far lies in `path`: its first `received` bytes."""

    key = models.UUIDField("รหัส", default=uuid4, unique=True, editable=False)
    version = models.ForeignKey(
        StoryVersion, verbose_name="ฉบับของข่าว", on_delete=models.CASCADE, related_name="uploads"
    )
    name = models.CharField("ชื่อไฟล์", max_length=250)
    size = models.PositiveBigIntegerField("ขนาด (ไบต์)")
    received = models.PositiveBigIntegerField("ได้รับแล้ว (ไบต์)", default=0)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้ส่ง", on_delete=models.CASCADE, related_name="+"
    )
    touched_at = models.DateTimeField("ได้รับล่าสุดเมื่อ", db_index=True)

    class Meta:
        verbose_name = "เสียงหรือวิดีโอที่กำลังส่ง"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(received__lte=F("size")), name="an_upload_is_no_longer_than_said"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return settings.DATA / "uploads" / f"{self.key.hex}.part"

    @property
    def percent(self) -> int:
        return self.received * 100 // self.size
