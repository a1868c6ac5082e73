"""What those who sent an achievement in are told of it: received, to be mended, declined, published."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from prasan.achievements.models import AchievementVersion
from prasan.achievements.states import AchievementState
from prasan.contacts.actions import email_point
from prasan.delivery.actions import write

PURPOSE = "achievement_outcome"


def tell_received(version: AchievementVersion, *, at: datetime) -> None:
    """The receipt with its number."""
    receipt = version.achievement.receipt
    said = f"สำนักงานได้รับผลงานแล้ว เลขรับผลงาน {receipt}\nดูสถานะ: {_page(version)}"
    _tell(version, f"received:{at:%Y%m%d%H%M%S}", f"ได้รับผลงานแล้ว เลขรับผลงาน {receipt}", said, at)


def tell_answer(version: AchievementVersion, *, at: datetime) -> None:
    """Why it came back, or why it is not taken."""
    is_back = version.state == AchievementState.GIVEN_BACK
    word = "ขอให้แก้ไขผลงาน" if is_back else "สำนักงานไม่รับเป็นผลงาน"
    said = f"เหตุผล: {version.answer}\nเปิดผลงาน: {_page(version)}"
    _tell(version, f"answer:{at:%Y%m%d%H%M%S}", f"{word}: {version.title}", said, at)


def tell_published(version: AchievementVersion, *, at: datetime) -> None:
    """Where it stands now; nothing for what the office wrote itself."""
    said = f"ผลงานที่ท่านส่งเผยแพร่แล้ว: {settings.ORIGIN}{version.achievement.public_url}"
    _tell(version, f"published:{version.number}", f"เผยแพร่แล้ว: {version.title}", said, at)


def _page(version: AchievementVersion) -> str:
    return f"{settings.ORIGIN}{reverse('achievements:mine_one', args=[version.achievement_id])}"


def _tell(version: AchievementVersion, what: str, subject: str, said: str, at: datetime) -> None:
    achievement = version.achievement
    if achievement.received_at is None:
        return
    write(
        key=f"achievement:{achievement.pk}:sender:{what}",
        to=email_point(achievement.created_by),
        purpose=PURPOSE,
        subject=subject,
        body=f"{version.title}\n\n{said}\n",
        at=at,
    )
