"""What those who sent a story in are told of it: received, given back, declined, published."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from prasan.contacts.actions import email_point
from prasan.delivery.actions import write
from prasan.delivery.actions.receipts import answer
from prasan.delivery.inbound.kinds import MailKind
from prasan.delivery.models import InboundMail
from prasan.news.models import Story, StoryVersion
from prasan.news.states import StoryState

PURPOSE = "story_outcome"


def tell_received(version: StoryVersion, *, at: datetime) -> None:
    """The receipt with its number."""
    said = f"สำนักงานได้รับข่าวแล้ว เลขรับ {version.story.receipt}\nดูสถานะ: {_page(version)}"
    _tell(version, f"received:{at:%Y%m%d%H%M%S}", f"ได้รับข่าวแล้ว เลขรับ {version.story.receipt}", said, at)


def tell_answer(version: StoryVersion, *, at: datetime) -> None:
    """Why it came back, or why it is no story."""
    word = "ขอให้แก้ไขข่าว" if version.state == StoryState.WRITING else "สำนักงานไม่รับเป็นข่าว"
    said = f"เหตุผล: {version.answer}\n{_what_next(version)}"
    _tell(version, f"answer:{at:%Y%m%d%H%M%S}", f"{word}: {version.title}", said, at)


def tell_published(version: StoryVersion, *, at: datetime) -> None:
    """Where it stands now."""
    said = f"ข่าวที่ท่านส่งเผยแพร่แล้ว: {settings.ORIGIN}{version.story.public_url}"
    _tell(version, f"published:{version.number}", f"เผยแพร่แล้ว: {version.title}", said, at)


def mail_of(story: Story) -> InboundMail | None:
    """The mail that `story` was made of; its sender is told in the thread of that mail."""
    return InboundMail.objects.filter(topic=f"story:{story.pk}", kind=MailKind.NEWS).order_by("pk").first()


def _what_next(version: StoryVersion) -> str:
    if mail_of(version.story) is None:
        return f"เปิดข่าว: {_page(version)}"
    if version.state == StoryState.WRITING:
        return "ตอบกลับจดหมายฉบับนี้พร้อมข้อความหรือภาพที่ขอ แล้วข่าวจะกลับมาที่สำนักงาน"
    return "หากมีข้อมูลเพิ่ม ให้ตอบกลับจดหมายฉบับนี้"


def _page(version: StoryVersion) -> str:
    return f"{settings.ORIGIN}{reverse('news:mine_one', args=[version.story_id])}"


def _tell(version: StoryVersion, what: str, subject: str, said: str, at: datetime) -> None:
    if mail := mail_of(version.story):
        about = f"{version.title}\n{mail.receipt}"
        answer(mail, what=what, subject=subject, said=f"{about}\n\n{said}", at=at)
        return
    sender = version.story.created_by
    if sender is None or version.story.received_at is None:
        return
    write(
        key=f"story:{version.story_id}:sender:{what}",
        to=email_point(sender),
        purpose=PURPOSE,
        subject=subject,
        body=f"{version.title}\n\n{said}\n",
        at=at,
    )
