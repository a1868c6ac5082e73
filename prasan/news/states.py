"""States of one version of a story. Tables, no functions."""

from __future__ import annotations

from django.db import models


class StoryState(models.TextChoices):
    """What happens to a version; of a story at most one version is under way and at most one published."""

    WRITING = "writing", "กำลังเขียน"
    SENT = "sent", "ส่งถึงสำนักงานแล้ว"
    MERGED = "merged_story", "รวมกับข่าวอื่น"
    DECLINED = "declined", "ไม่รับเป็นข่าว"
    DRAFT = "draft", "ร่าง"
    PROPOSED = "proposed", "เสนอ"
    RETURNED = "returned", "คืนเรื่อง/แก้ไข"
    REFUSED = "refused", "ไม่อนุมัติ"
    CANCELLED = "cancelled", "ยกเลิก"
    APPROVED = "approved", "อนุมัติ"
    SCHEDULED = "scheduled", "ตั้งเวลา"
    PUBLISHED = "published", "เผยแพร่"
    CORRECTED = "corrected", "แก้ไขแล้ว"
    TAKEN_DOWN = "taken_down", "ถอน"


# state -> (who owns it, the acts that lead on, and where each leads). An end owns no exit.
TRANSITIONS: dict[StoryState, tuple[str, dict[str, StoryState]]] = {
    StoryState.WRITING: (
        "สถานศึกษา",
        {"send": StoryState.SENT, "cancel": StoryState.CANCELLED},
    ),
    StoryState.SENT: (
        "เจ้าหน้าที่",
        {
            "take_up": StoryState.DRAFT,
            "give_back": StoryState.WRITING,
            "merge": StoryState.MERGED,
            "decline": StoryState.DECLINED,
            "sort_mail_away": StoryState.CANCELLED,
        },
    ),
    StoryState.MERGED: ("–", {}),
    StoryState.DECLINED: ("–", {}),
    StoryState.DRAFT: (
        "เจ้าหน้าที่",
        {"propose": StoryState.PROPOSED, "cancel": StoryState.CANCELLED},
    ),
    StoryState.PROPOSED: (
        "ผู้บังคับบัญชาตามลำดับชั้น",
        {
            "return": StoryState.RETURNED,
            "refuse": StoryState.REFUSED,
            "recall": StoryState.DRAFT,
            "approve_last": StoryState.APPROVED,
        },
    ),
    StoryState.RETURNED: (
        "ผู้เสนอ",
        {"propose_again": StoryState.PROPOSED, "recall": StoryState.DRAFT},
    ),
    StoryState.REFUSED: ("–", {}),
    StoryState.CANCELLED: ("–", {}),
    StoryState.APPROVED: (
        "เจ้าหน้าที่",
        {
            "publish": StoryState.PUBLISHED,
            "schedule": StoryState.SCHEDULED,
            "cancel": StoryState.CANCELLED,
        },
    ),
    StoryState.SCHEDULED: (
        "นาฬิกาของระบบ",
        {"publish_due": StoryState.PUBLISHED, "unschedule": StoryState.APPROVED},
    ),
    StoryState.PUBLISHED: (
        "เจ้าหน้าที่",
        {"publish_correction": StoryState.CORRECTED, "take_down": StoryState.TAKEN_DOWN},
    ),
    StoryState.CORRECTED: ("–", {}),
    StoryState.TAKEN_DOWN: ("–", {}),
}

OPEN_TO_EDIT = frozenset({StoryState.DRAFT, StoryState.RETURNED})
OF_THE_SENDER = frozenset({StoryState.WRITING})
"""Open to change for the people of the agency that writes it."""
UNDER_WAY = frozenset(
    {
        StoryState.WRITING,
        StoryState.SENT,
        StoryState.DRAFT,
        StoryState.PROPOSED,
        StoryState.RETURNED,
        StoryState.APPROVED,
        StoryState.SCHEDULED,
    }
)
CONSENTED = frozenset({StoryState.APPROVED, StoryState.SCHEDULED})
"""May be published, if its case says so too."""
WAS_PUBLIC = frozenset({StoryState.PUBLISHED, StoryState.CORRECTED, StoryState.TAKEN_DOWN})


class Kind(models.TextChoices):
    """Kinds of work as the office's chains name them."""

    NEWS = "news", "ข่าวและประกาศ"
    ROUTINE = "news_routine", "ข่าวประจำวัน"


class Category(models.TextChoices):
    OFFICE = "office", "ข่าวสำนักงาน"
    SCHOOL = "school", "ข่าวโรงเรียน"
    ACTIVITY = "activity", "กิจกรรม"
    ANNOUNCEMENT = "announcement", "ประกาศ"


WEB = "web"
"""Beside the channels of the house (`news.ways`), which are folders and not listed anywhere."""


class Children(models.TextChoices):
    """Whether a picture shows children, and if so that their guardians agreed (PDPA)."""

    NONE = "none", "ไม่มีภาพเด็ก"
    CONSENTED = "consented", "มีภาพเด็ก ผู้ปกครองยินยอมแล้ว"


class TakenDown(models.TextChoices):
    """Why a story was taken down; each has its notice on the page that stays."""

    WRONG = "wrong", "ข้อมูลไม่ถูกต้อง"
    REPLACED = "replaced", "มีข่าวใหม่แทน"
    WITHDRAWN = "withdrawn", "ถอนจากการเผยแพร่"
