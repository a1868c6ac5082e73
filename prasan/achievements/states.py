"""States of one version of an achievement, and the words of its fields. Tables, no functions."""

from __future__ import annotations

from django.db import models


class AchievementState(models.TextChoices):
    """Of an achievement at most one version is under way and at most one published."""

    WRITING = "writing", "กำลังเขียน"
    SENT = "sent", "ส่งถึงสำนักงานแล้ว"
    GIVEN_BACK = "given_back", "สำนักงานขอให้แก้"
    DECLINED = "not_taken", "ไม่รับเป็นผลงาน"
    DRAFT = "draft", "ร่าง"
    PROPOSED = "proposed", "เสนอ"
    RETURNED = "returned", "คืนเรื่อง/แก้ไข"
    REFUSED = "refused", "ไม่อนุมัติ"
    CANCELLED = "cancelled", "ยกเลิก"
    PUBLISHED = "published", "เผยแพร่"
    CORRECTED = "corrected", "แก้ไขแล้ว"
    TAKEN_DOWN = "taken_down", "ถอน"


# state -> (who owns it, the acts that lead on, and where each leads). An end owns no exit.
TRANSITIONS: dict[AchievementState, tuple[str, dict[str, AchievementState]]] = {
    AchievementState.WRITING: (
        "สถานศึกษา",
        {"send": AchievementState.SENT, "cancel": AchievementState.CANCELLED},
    ),
    AchievementState.SENT: (
        "เจ้าหน้าที่",
        {
            "take_up": AchievementState.DRAFT,
            "give_back": AchievementState.GIVEN_BACK,
            "decline": AchievementState.DECLINED,
        },
    ),
    AchievementState.GIVEN_BACK: (
        "สถานศึกษา",
        {"send_again": AchievementState.SENT, "cancel": AchievementState.CANCELLED},
    ),
    AchievementState.DECLINED: ("–", {}),
    AchievementState.DRAFT: (
        "เจ้าหน้าที่",
        {"propose": AchievementState.PROPOSED, "cancel": AchievementState.CANCELLED},
    ),
    AchievementState.PROPOSED: (
        "ผู้บังคับบัญชาตามลำดับชั้น",
        {
            "return": AchievementState.RETURNED,
            "refuse": AchievementState.REFUSED,
            "recall": AchievementState.DRAFT,
            "approve_last": AchievementState.PUBLISHED,
            "approve_after_take_down": AchievementState.CANCELLED,
        },
    ),
    AchievementState.RETURNED: (
        "ผู้เสนอ",
        {"propose_again": AchievementState.PROPOSED, "recall": AchievementState.DRAFT},
    ),
    AchievementState.REFUSED: ("–", {}),
    AchievementState.CANCELLED: ("–", {}),
    AchievementState.PUBLISHED: (
        "เจ้าหน้าที่",
        {
            "publish_correction": AchievementState.CORRECTED,
            "take_down": AchievementState.TAKEN_DOWN,
        },
    ),
    AchievementState.CORRECTED: ("–", {}),
    AchievementState.TAKEN_DOWN: ("–", {}),
}

OPEN_TO_EDIT = frozenset({AchievementState.DRAFT, AchievementState.RETURNED})
OF_THE_SENDER = frozenset({AchievementState.WRITING, AchievementState.GIVEN_BACK})
"""Open to change for the people of the agency that sends it in."""
OF_THE_OFFICE = frozenset({AchievementState.DRAFT, AchievementState.PROPOSED, AchievementState.RETURNED})
UNDER_WAY = OF_THE_OFFICE | OF_THE_SENDER | {AchievementState.SENT}
WAS_PUBLIC = frozenset({AchievementState.PUBLISHED, AchievementState.CORRECTED, AchievementState.TAKEN_DOWN})
LISTED = UNDER_WAY - {AchievementState.WRITING} | {AchievementState.PUBLISHED}
"""What the desk's list shows when no state is asked for; what was not sent yet is the agency's own."""

KIND_OF_WORK = "news"
"""An achievement is given out as news is: by who may give news (manual 8.2, 8.3)."""


class Kind(models.TextChoices):
    AWARD = "award", "รางวัล"
    PRACTICE = "practice", "วิธีปฏิบัติที่เป็นเลิศ"
    INNOVATION = "innovation", "นวัตกรรม"
    RESULT = "result", "ผลการประเมิน/ทดสอบ"
    PROJECT = "project", "โครงการ"


class Level(models.IntegerChoices):
    """How far it counts, lowest first."""

    SCHOOL = 1, "โรงเรียน"
    GROUP = 2, "กลุ่ม"
    AREA = 3, "เขต"
    PROVINCE = 4, "จังหวัด"
    REGION = 5, "ภาค"
    NATION = 6, "ชาติ"
    WORLD = 7, "นานาชาติ"


class Children(models.TextChoices):
    """Whether a file shows or names pupils, and if so that their guardians agreed (PDPA)."""

    NONE = "none", "ไม่มีภาพหรือชื่อนักเรียน"
    CONSENTED = "consented", "มี และผู้ปกครองยินยอมให้เผยแพร่แล้ว"


class TakenDown(models.TextChoices):
    """Why an achievement was taken down; consent withdrawn also erases the pupils' names."""

    WRONG = "wrong", "ข้อมูลไม่ถูกต้อง"
    CONSENT = "consent", "ผู้ให้ความยินยอมถอนความยินยอม"
    WITHDRAWN = "withdrawn", "ถอนจากการเผยแพร่"
