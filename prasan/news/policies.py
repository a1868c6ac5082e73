"""Pure questions about stories. The same answer refuses the act and explains the greyed-out button."""

from __future__ import annotations

from datetime import datetime

from prasan.accounts.models import User
from prasan.agencies.policies import why_not_of_agency
from prasan.approvals.states import CaseState
from prasan.news.models import StoryPhoto, StoryVersion
from prasan.news.recordings.policies import why_not_these_recordings, why_not_unfinished
from prasan.news.states import (
    CONSENTED,
    OF_THE_SENDER,
    OPEN_TO_EDIT,
    Children,
    Kind,
    StoryState,
)
from prasan.office.standing import Standing
from prasan.ui.refusal import Refusal

MOST_PHOTOS = 20
_NOT_STAFF = Refusal("ผู้ดำรงตำแหน่งในสำนักงานเท่านั้นที่จัดทำและเสนอข่าวของสำนักงานได้")

_NOT_YOURS = Refusal("ข่าวนี้ไม่ใช่ของหน่วยงานท่าน")


def why_not_work_on_news(user: User, standing: Standing) -> Refusal | None:
    """Whoever holds a post in the office today may write and propose; schools and citizens send in."""
    return None if standing.post_of(user) else _NOT_STAFF


def why_not_edit(version: StoryVersion, user: User) -> Refusal | None:
    """A version is open to change while it is a draft, or returned to its proposer; while an agency writes
    it, to the people of the agency."""
    if version.state in OF_THE_SENDER:
        return why_not_of_sender(version, user)
    if version.state not in OPEN_TO_EDIT:
        return Refusal(f"ข่าวฉบับนี้อยู่ในสถานะ “{StoryState(version.state).label}” จึงแก้ไขไม่ได้")
    if version.written_by_id != user.pk:
        name = version.written_by.name if version.written_by else "ผู้อื่น"
        return Refusal(f"{name} เป็นผู้เรียบเรียงข่าวฉบับนี้ ผู้เรียบเรียงเท่านั้นที่แก้ไขได้")
    return None


def why_not_of_sender(version: StoryVersion, user: User) -> Refusal | None:
    """What an agency writes is its people's; to all others it is not there."""
    if version.agency is None:
        return _NOT_YOURS
    return why_not_of_agency(version.agency, user)


def why_not_send(version: StoryVersion, user: User, photos: list[StoryPhoto]) -> Refusal | None:
    """A story is sent in once it says what happened, and of each picture whether it shows children."""
    if version.state != StoryState.WRITING:
        return Refusal("ข่าวนี้ส่งถึงสำนักงานแล้ว")
    if refusal := why_not_of_sender(version, user):
        return refusal
    if not version.title.strip():
        return Refusal("ยังไม่มีพาดหัว")
    if not version.paragraphs:
        return Refusal("ยังไม่มีเนื้อข่าว กรอกข้อเท็จจริงแล้วกด “ร่างจากข้อเท็จจริง” หรือพิมพ์เอง")
    return (
        why_not_these_photos(photos)
        or why_not_these_recordings(version.recordings.all(), needs_words=False)
        or why_not_unfinished(version, user)
    )


def why_not_answer(version: StoryVersion) -> Refusal | None:
    """Taken up, given back, declined or merged: only what lies with the office."""
    if version.state != StoryState.SENT:
        return Refusal(f"ข่าวนี้อยู่ในสถานะ “{StoryState(version.state).label}” แล้ว มีผู้รับเรื่องไปก่อน")
    return None


def why_not_propose(version: StoryVersion, user: User, photos: list[StoryPhoto]) -> Refusal | None:
    """A whole story: title, text, somewhere to go, and of each picture whether it shows children."""
    if refusal := why_not_edit(version, user):
        return refusal
    return (
        _why_not_whole(version)
        or why_not_these_photos(photos)
        or why_not_these_recordings(version.recordings.all())
    )


def _why_not_whole(version: StoryVersion) -> Refusal | None:
    if version.kind not in Kind.values:
        return Refusal("เลือกประเภทงานของข่าว")
    if not version.title.strip():
        return Refusal("ข่าวยังไม่มีพาดหัว")
    if not version.paragraphs:
        return Refusal("ข่าวยังไม่มีเนื้อข่าว")
    if version.is_correction and not version.note.strip():
        return Refusal("บอกสิ่งที่แก้ไขจากฉบับก่อน ผู้อ่านจะเห็นเหนือข่าว")
    return None


def why_not_these_photos(photos: list[StoryPhoto]) -> Refusal | None:
    """Each says whether it shows children, and stands for itself in words."""
    for place, photo in enumerate(photos, 1):
        if photo.children not in Children.values:
            return Refusal(f"ภาพที่ {place} ยังไม่ได้ระบุว่ามีภาพเด็กหรือไม่ และผู้ปกครองยินยอมแล้วหรือไม่")
        if not photo.text.strip():
            return Refusal(f"ภาพที่ {place} ยังไม่มีคำบรรยาย ผู้ที่มองไม่เห็นภาพต้องใช้คำบรรยายแทนภาพ")
    return None


def why_not_consented(version: StoryVersion) -> Refusal | None:
    """The one place that asks whether this text, with these pictures, was consented to (manual 8.2, 8.3)."""
    case = version.case
    if version.state not in CONSENTED or case is None or case.state != CaseState.APPROVED:
        return Refusal("ข่าวฉบับนี้ยังไม่ได้รับอนุมัติจากผู้มีอำนาจให้ข่าวครบทุกขั้น จึงเผยแพร่ไม่ได้")
    if not version.digest or version.digest != version.digest_now():
        return Refusal("เนื้อข่าวหรือภาพไม่ตรงกับฉบับที่อนุมัติ จึงเผยแพร่ไม่ได้ ให้ทำฉบับใหม่แล้วเสนออีกครั้ง")
    return None


def why_not_publish(version: StoryVersion, *, at: datetime) -> Refusal | None:
    """Consented to, and its time has come."""
    if refusal := why_not_consented(version):
        return refusal
    if version.publish_at and version.publish_at > at:
        return Refusal("ยังไม่ถึงเวลาเผยแพร่ที่กำหนดไว้ ยกเลิกการตั้งเวลาก่อนจึงเผยแพร่ได้ทันที")
    return None


def why_not_schedule(version: StoryVersion, when: datetime, *, at: datetime) -> Refusal | None:
    if refusal := why_not_consented(version):
        return refusal
    return None if when > at else Refusal("เวลาที่ตั้งไว้ผ่านไปแล้ว ตั้งเวลาข้างหน้า หรือเผยแพร่ทันที")


def why_not_unschedule(version: StoryVersion) -> Refusal | None:
    return None if version.state == StoryState.SCHEDULED else Refusal("ข่าวฉบับนี้ไม่ได้ตั้งเวลาไว้")


def why_not_cancel(version: StoryVersion, user: User) -> Refusal | None:
    """A draft is dropped by who wrote it; what was consented to and is no longer wanted, by any officer."""
    if version.state == StoryState.APPROVED:
        return None
    if version.state != StoryState.DRAFT:
        return Refusal(f"ข่าวฉบับนี้อยู่ในสถานะ “{StoryState(version.state).label}” จึงยกเลิกไม่ได้")
    return why_not_edit(version, user)


def why_not_correct(version: StoryVersion | None, *, has_one_under_way: bool) -> Refusal | None:
    """What is public is corrected by a new version, one at a time."""
    if version is None or version.state != StoryState.PUBLISHED:
        return Refusal("แก้ไขข่าวที่เผยแพร่อยู่เท่านั้นได้ ข่าวนี้ไม่ได้เผยแพร่อยู่")
    if has_one_under_way:
        return Refusal("ข่าวนี้มีฉบับแก้ไขที่ยังไม่สิ้นสุดอยู่แล้ว แก้ในฉบับนั้นหรือรอให้จบก่อน")
    return None


def why_not_take_down(version: StoryVersion | None) -> Refusal | None:
    if version is None or version.state != StoryState.PUBLISHED:
        return Refusal("ถอนได้เฉพาะข่าวที่เผยแพร่อยู่")
    return None
