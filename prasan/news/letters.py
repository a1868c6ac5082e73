"""What readers of the network are written: the story, its correction, the notice that it was taken down."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from prasan.delivery.actions import Text
from prasan.news.models import Story, StoryVersion
from prasan.news.newsletter.issuing import newsletter_address
from prasan.news.states import TakenDown
from prasan.office.models import OfficeProfile
from prasan.thai import dates

_WHY = {
    TakenDown.WRONG: "ข้อมูลในข่าวไม่ถูกต้อง โปรดอย่าใช้หรือส่งต่อข่าวฉบับเดิม",
    TakenDown.REPLACED: "มีข่าวใหม่แทน โปรดใช้ข่าวใหม่",
    TakenDown.WITHDRAWN: "สำนักงานถอนข่าวจากการเผยแพร่ โปรดอย่าส่งต่อข่าวฉบับเดิม",
}


def story_text(version: StoryVersion) -> Text:
    """The whole story, and where it stands with its pictures."""
    return _text(version.title, "", version)


def correction_text(version: StoryVersion) -> Text:
    """First what was wrong, then the whole story as it is right."""
    return _text(f"แก้ไขข่าว: {version.title}", version.note, version)


def plain(version: StoryVersion, note: str = "") -> str:
    """The story as text to copy into LINE or to read aloud."""
    parts = [version.title, *version.paragraphs]
    if note:
        parts.insert(0, f"แก้ไขข่าวที่ส่งถึงท่านแล้ว\nสิ่งที่แก้ไข: {note}\n\nข่าวฉบับที่ถูกต้อง")
    if version.is_on_web and version.story.public_url:
        parts.append(f"อ่านข่าวพร้อมภาพ: {settings.ORIGIN}{version.story.public_url}")
    if pdf := newsletter_address(version):
        parts.append(f"จดหมายข่าว PDF: {pdf}")
    return "\n\n".join(parts)


def _text(subject: str, note: str, version: StoryVersion) -> Text:
    name = _office()
    context = {
        "version": version,
        "note": note,
        "office_name": name,
        "newsletter": newsletter_address(version),
        "url": f"{settings.ORIGIN}{version.story.public_url}" if version.is_on_web else "",
    }
    html = render_to_string("news/email/story.html", context)
    return Text(subject[:300], f"{plain(version, note)}\n\n{name}\n", html)


def notice_text(story: Story, version: StoryVersion) -> Text:
    """`version` is the last that was public: its reader must know which story is meant."""
    assert story.taken_down_at is not None
    on = dates.long(timezone.localdate(story.taken_down_at))
    lines = [f"ข่าว “{version.title}” ที่ส่งถึงท่าน ถอนแล้วเมื่อวันที่ {on}", _WHY[TakenDown(story.taken_down)]]
    if story.replaced_by and story.replaced_by.public_url:
        lines.append(f"อ่านข่าวใหม่: {settings.ORIGIN}{story.replaced_by.public_url}")
    return Text(f"ถอนข่าว: {version.title}"[:300], "\n".join([*lines, "", _office()]) + "\n")


def _office() -> str:
    office = OfficeProfile.current()
    return office.name if office else ""
