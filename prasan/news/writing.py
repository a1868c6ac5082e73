"""What somebody wants to say: a story's text and pictures before they are rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.base import File

from prasan.agencies.models import Agency
from prasan.network.recipients import unknown_groups
from prasan.news import body as bodies
from prasan.news import ways
from prasan.news.body import tidy
from prasan.news.states import WEB, Category, Children, Kind
from prasan.ui.refusal import Refusal

LONGEST_TITLE, LONGEST_BODY, LONGEST_CAPTION = 200, 20_000, 300


@dataclass(frozen=True, slots=True)
class Writing:
    """`body` is HTML; `facts` as in `StoryVersion`."""

    kind: str
    title: str
    body: str = ""
    category: str = Category.ACTIVITY
    agency: Agency | None = None
    facts: dict[str, str] = field(default_factory=dict)
    groups: Sequence[str] = ()
    channels: Sequence[str] = (WEB,)
    is_published_on_consent: bool = True
    publish_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """`children` "none", "consented", or "" = not yet said."""

    file: File[bytes]
    caption: str = ""
    alt: str = ""
    children: str = ""


def why_not_this_writing(writing: Writing) -> Refusal | None:
    """What no version may hold, whatever its state."""
    return why_not_this_title(writing.title) or _why_not_this_body(writing.body) or _why_not_there(writing)


def why_not_this_title(title: str) -> Refusal | None:
    if not tidy(title):
        return Refusal("ข่าวต้องมีพาดหัว")
    if len(tidy(title)) > LONGEST_TITLE:
        return Refusal(f"พาดหัวยาวเกิน {LONGEST_TITLE} อักษร")
    if bodies.has_markup(title):
        return Refusal("พาดหัวเป็นข้อความล้วน ใส่แท็กหรือรหัส HTML ไม่ได้")
    return None


def _why_not_this_body(body: str) -> Refusal | None:
    if len(body) > LONGEST_BODY:
        return Refusal(f"เนื้อข่าวยาวเกิน {LONGEST_BODY:,} อักษร")
    return None


def _why_not_there(writing: Writing) -> Refusal | None:
    if writing.kind not in Kind.values:
        return Refusal("ไม่รู้จักประเภทงานของข่าว")
    if writing.category not in Category.values:
        return Refusal("ไม่รู้จักหมวดข่าว")
    if not writing.channels:
        return Refusal("เลือกช่องทางเผยแพร่อย่างน้อยหนึ่งช่องทาง")
    if unknown := [name for name in writing.channels if name not in dict(ways.choices())]:
        return Refusal(f"ไม่รู้จักช่องทาง “{unknown[0]}”")
    if unknown := unknown_groups(writing.groups):
        return Refusal(f"ไม่มีกลุ่มเครือข่าย “{unknown[0]}”")
    return None


def why_not_this_picture(picture: Picture) -> Refusal | None:
    if picture.children not in {"", *Children.values}:
        return Refusal("ระบุภาพเด็กว่าไม่มี หรือมีและผู้ปกครองยินยอมแล้ว")
    for text in (picture.caption, picture.alt):
        if len(tidy(text)) > LONGEST_CAPTION:
            return Refusal(f"คำบรรยายภาพยาวเกิน {LONGEST_CAPTION} อักษร")
        if bodies.has_markup(text):
            return Refusal("คำบรรยายภาพเป็นข้อความล้วน ใส่แท็กหรือรหัส HTML ไม่ได้")
    return None
