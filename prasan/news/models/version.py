"""What a story says, as one case consents to it."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from prasan.agencies.models import Agency
from prasan.approvals.models import Case
from prasan.news import body as bodies
from prasan.news.models.story import Story
from prasan.news.states import UNDER_WAY, WAS_PUBLIC, Category, Kind, StoryState
from prasan.thai.dates import be_year

_NEEDS_A_CASE = [
    StoryState.PROPOSED,
    StoryState.RETURNED,
    StoryState.APPROVED,
    StoryState.SCHEDULED,
    *sorted(WAS_PUBLIC),
]


def month_of(moment: datetime) -> int:
    """Month in the office's zone and the year in พ.ศ.: 256911."""
    day = timezone.localdate(moment)
    return be_year(day) * 100 + day.month


class StoryVersionQuerySet(models.QuerySet["StoryVersion"]):
    def public(self) -> StoryVersionQuerySet:
        """What everybody may read, and nothing else. Every public door asks this."""
        # `= True` is written as the bare column, which SQLite looks up in no index; `IN` it does.
        return self.filter(state=StoryState.PUBLISHED, is_on_web__in=[True])

    def newest_first(self) -> StoryVersionQuerySet:
        return self.order_by("-listed_at", "-pk")


class StoryVersion(models.Model):
    """`body` is cleaned HTML of paragraphs (`news.body`); `facts` {who, what, where, when, why, how …: text};
    `groups` names of the network's groups, `channels` codes of `news.ways`;
    `rounds` {round: {"title", "body"}}: the text as it was proposed in each round.

    `digest` is of all that is consented to, taken when it was proposed: an approved version that says
    something else is not published.
    """

    story = models.ForeignKey(Story, verbose_name="ข่าว", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("ฉบับที่", default=1)
    state = models.CharField(
        "สถานะ", max_length=12, choices=StoryState, default=StoryState.DRAFT, db_index=True
    )
    kind = models.CharField("ประเภทงาน", max_length=60, choices=Kind)
    category = models.CharField("หมวด", max_length=16, choices=Category, default=Category.ACTIVITY)
    agency = models.ForeignKey(
        Agency,
        verbose_name="ข่าวของหน่วยงาน",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    title = models.CharField("พาดหัว", max_length=200, blank=True)
    body = models.TextField("เนื้อข่าว", blank=True)
    facts = models.JSONField("ข้อเท็จจริง", default=dict, blank=True)
    answer = models.CharField("คำตอบถึงผู้ส่ง", max_length=500, blank=True)
    """What the office last said to those who sent it in: why it came back, or why it is no story."""
    note = models.CharField("สิ่งที่แก้ไข", max_length=500, blank=True)
    groups = models.JSONField("กลุ่มผู้รับ", default=list, blank=True)
    channels = models.JSONField("ช่องทาง", default=list, blank=True)
    is_on_web = models.BooleanField("แสดงบนเว็บ", default=True)
    """Repeats that `channels` has the web, for the lists."""
    is_published_on_consent = models.BooleanField("เผยแพร่ทันทีที่อนุมัติครบ", default=True)
    publish_at = models.DateTimeField("เวลาเผยแพร่", null=True, blank=True)
    """Not before this moment; also the embargo that those who read it ahead must keep."""
    case = models.OneToOneField(
        Case, verbose_name="เรื่องเสนอ", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField("ค่าแฮชของฉบับที่เสนอ", max_length=64, blank=True)
    rounds = models.JSONField("ข้อความที่เสนอแต่ละรอบ", default=dict, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้เรียบเรียง",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    written_at = models.DateTimeField("เรียบเรียงเมื่อ")
    approved_at = models.DateTimeField("อนุมัติเมื่อ", null=True, blank=True)
    published_at = models.DateTimeField("เผยแพร่เมื่อ", null=True, blank=True)

    listed_at = models.DateTimeField("เวลาที่เรียงในรายการ", null=True, blank=True)
    """When the story was first published: a correction keeps its place in the lists."""
    listed_month = models.PositiveIntegerField("เดือนที่เรียงในรายการ", null=True, blank=True)
    """Month of `listed_at` in the office's zone, พ.ศ.: 256911. Repeats it for the archive by month."""
    sent_out_at = models.DateTimeField("เขียนรายการส่งเมื่อ", null=True, blank=True)
    """When its letters were written into the ledger; None on a published version = still to be done."""

    objects = StoryVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "ฉบับของข่าว"
        ordering = ["story", "number"]
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["story"],
                condition=Q(state=StoryState.PUBLISHED),
                name="one_published_version_a_story",
            ),
            models.UniqueConstraint(
                fields=["story"],
                condition=Q(state__in=sorted(UNDER_WAY)),
                name="one_version_under_way_a_story",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_NEEDS_A_CASE) | Q(case__isnull=False),
                name="a_proposed_version_has_a_case",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(WAS_PUBLIC))
                | Q(published_at__isnull=False, approved_at__isnull=False),
                name="a_published_version_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state=StoryState.SCHEDULED) | Q(publish_at__isnull=False),
                name="a_scheduled_version_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(listed_at=None, listed_month=None)
                | Q(listed_at__isnull=False, listed_month__isnull=False),
                name="a_listed_version_has_its_month",
            ),
            models.CheckConstraint(
                condition=~Q(title="") | Q(state__in=[StoryState.WRITING, StoryState.CANCELLED]),
                name="a_version_has_a_title",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "is_on_web", "-listed_at", "-id"], name="stories_newest_first"),
            models.Index(
                fields=["state", "is_on_web", "category", "-listed_at", "-id"], name="stories_by_category"
            ),
            models.Index(
                fields=["state", "is_on_web", "agency", "-listed_at", "-id"], name="stories_by_agency"
            ),
            models.Index(
                fields=["state", "is_on_web", "listed_month", "-listed_at", "-id"], name="stories_by_month"
            ),
        ]

    def __str__(self) -> str:
        return self.title or "ข่าวที่ยังไม่มีพาดหัว"

    @property
    def staff_url(self) -> str:
        """Its page on the desk; also the address of its case."""
        return reverse("news:version", args=[self.story_id, self.number])

    def list_at(self, moment: datetime | None) -> None:
        """Its place in the public lists; None = it has none. Saves nothing."""
        self.listed_at = moment
        self.listed_month = month_of(moment) if moment else None

    @property
    def is_correction(self) -> bool:
        """Whether another version was public before it."""
        return self.number > 1

    @property
    def paragraphs(self) -> list[str]:
        """The body as plain text."""
        return bodies.paragraphs(self.body)

    def content(self) -> dict[str, Any]:
        """All that those who consent to it read; also the pictures that were taken down since."""
        photos = self.photos(manager="everything").select_related("original")
        said = {
            "kind": self.kind,
            "category": self.category,
            "agency": self.agency_id,
            "title": self.title,
            "body": self.body,
            "note": self.note,
            "groups": self.groups,
            "channels": self.channels,
            "photos": [photo.content() for photo in photos],
        }
        recordings = self.recordings.select_related("poster", "poster_photo__web")
        # Left out where there is none: what was proposed before there were recordings keeps its digest.
        if sounds_and_films := [recording.content() for recording in recordings]:
            said["recordings"] = sounds_and_films
        return said

    def digest_now(self) -> str:
        """SHA-256 over the content as it stands."""
        text = json.dumps(self.content(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()
