"""Pure questions about achievements. The same answer refuses the act and explains the greyed-out button."""

from __future__ import annotations

from collections.abc import Sequence

from prasan.accounts.models import User
from prasan.achievements.models import AchievementVersion, Bundle, Evidence
from prasan.achievements.states import OF_THE_OFFICE, OF_THE_SENDER, OPEN_TO_EDIT, AchievementState, Children
from prasan.agencies.policies import why_not_of_agency
from prasan.approvals.states import CaseState
from prasan.news.models import Story, StoryVersion
from prasan.news.states import OF_THE_SENDER as STORY_OF_THE_SENDER
from prasan.news.states import UNDER_WAY as STORY_UNDER_WAY
from prasan.news.states import StoryState
from prasan.office.standing import Standing
from prasan.ui.refusal import Refusal

MOST_FILES = 20
MOST_TOGETHER = 1000
_NOT_YOURS = Refusal("ผลงานนี้ไม่ใช่ของหน่วยงานท่าน")
_NOT_STAFF = Refusal("ผู้ดำรงตำแหน่งในสำนักงานเท่านั้นที่จัดทำและเสนอผลงานได้")


def why_not_keep_achievements(user: User, standing: Standing) -> Refusal | None:
    """Whoever holds a post in the office today may write, link and propose."""
    return None if standing.post_of(user) else _NOT_STAFF


def why_not_edit(version: AchievementVersion, user: User) -> Refusal | None:
    """A draft is open to every officer, who then is its writer; what came back, to who proposed it; what an
    agency has not sent in yet, or was asked to mend, to the agency's people."""
    if version.state in OF_THE_SENDER:
        return why_not_of_sender(version, user)
    if version.state not in OPEN_TO_EDIT:
        return Refusal(f"ผลงานฉบับนี้อยู่ในสถานะ “{AchievementState(version.state).label}” จึงแก้ไขไม่ได้")
    if version.state == AchievementState.RETURNED and version.written_by_id != user.pk:
        return Refusal(f"คืนเรื่องให้ {version.written_by.name} แก้ไข ผู้เสนอเท่านั้นที่แก้ไขได้")
    return None


def why_not_of_sender(version: AchievementVersion, user: User) -> Refusal | None:
    """What an agency writes is its people's; to all others it is not there."""
    agency = version.achievement.sender
    return why_not_of_agency(agency, user) if agency else _NOT_YOURS


def why_not_send(version: AchievementVersion, user: User, evidence: Sequence[Evidence]) -> Refusal | None:
    """Sent in once something proves it."""
    if version.state not in OF_THE_SENDER:
        return Refusal("ผลงานนี้ส่งถึงสำนักงานแล้ว")
    if refusal := why_not_of_sender(version, user):
        return refusal
    if not evidence:
        return Refusal("เพิ่มหลักฐานอย่างน้อย 1 ไฟล์ เช่น ภาพถ่ายเกียรติบัตร")
    return None


def why_not_answer(version: AchievementVersion) -> Refusal | None:
    """Taken up, given back or declined: only what lies with the office."""
    if version.state == AchievementState.SENT:
        return None
    return Refusal(f"ผลงานนี้อยู่ในสถานะ “{AchievementState(version.state).label}” แล้ว มีผู้ดำเนินการไปก่อน")


def why_not_tell(version: AchievementVersion) -> Refusal | None:
    """A story is begun from what the office works on, or from what is public."""
    if version.state in OF_THE_OFFICE | {AchievementState.PUBLISHED}:
        return None
    return Refusal("เขียนข่าวได้จากผลงานที่สำนักงานรับเรื่องแล้ว และยังไม่สิ้นสุดหรือถอน")


def older_stories(version: AchievementVersion, stories: Sequence[StoryVersion]) -> list[StoryVersion]:
    """Of the public stories those published before this correction was: they may tell what was wrong."""
    if version.state != AchievementState.PUBLISHED or not version.is_correction or not version.published_at:
        return []
    since = version.published_at
    return [row for row in stories if row.published_at and row.published_at < since]


def why_not_this_evidence(*, caption: str, is_public: bool, children: str) -> Refusal | None:
    """A file says what it proves; a public one whether it shows or names pupils."""
    if not caption.strip():
        return Refusal("บอกว่าไฟล์นี้คืออะไร เช่น เกียรติบัตร")
    if len(caption) > 300:
        return Refusal("คำอธิบายยาวเกิน 300 อักษร")
    if children not in {"", *Children.values}:
        return Refusal("ระบุว่าไฟล์มีภาพหรือชื่อนักเรียนหรือไม่")
    if is_public and not children:
        return Refusal("ไฟล์ที่จะเผยแพร่ต้องระบุว่ามีภาพหรือชื่อนักเรียนหรือไม่ และผู้ปกครองยินยอมแล้วหรือไม่")
    return None


def why_not_propose(version: AchievementVersion, user: User, evidence: Sequence[Evidence]) -> Refusal | None:
    """A whole record: whose it is; a correction says what it corrects."""
    if version.state in OF_THE_SENDER:
        return Refusal("ผลงานนี้อยู่ที่หน่วยงานผู้ส่ง เสนอได้เมื่อส่งเข้ามาและรับเรื่องแล้ว")
    if refusal := why_not_edit(version, user):
        return refusal
    if not version.agencies.exists():
        return Refusal("ยังไม่ได้บอกว่าเป็นผลงานของโรงเรียนหรือหน่วยงานใด")
    if version.is_correction and not version.note.strip():
        return Refusal("บอกสิ่งที่แก้ไขจากฉบับก่อน ผู้พิจารณาและผู้อ่านจะเห็น")
    for row in evidence:
        if refusal := why_not_this_evidence(
            caption=row.caption, is_public=row.is_public, children=row.children
        ):
            return refusal
    return None


def why_not_together(count: int) -> Refusal | None:
    """How many go as one case."""
    if count < 2:
        return Refusal("เลือกตั้งแต่ 2 ผลงานขึ้นไป ผลงานเดียวเสนอได้จากหน้าของผลงานนั้น")
    if count > MOST_TOGETHER:
        return Refusal(f"เสนอเป็นเรื่องเดียวได้ครั้งละไม่เกิน {MOST_TOGETHER:,} ผลงาน แบ่งเสนอด้วยตัวกรอง")
    return None


def why_not_alone(bundle: Bundle | None) -> Refusal | None:
    """What goes up with others is proposed and recalled with them."""
    if bundle is None or bundle.case is None:
        return None
    return Refusal(f"ผลงานนี้เสนอรวมกับผลงานอื่นใน{bundle.case.number} เสนอใหม่หรือเรียกคืนที่หน้าของเรื่องนั้น")


def why_not_publish(version: AchievementVersion) -> Refusal | None:
    """The one place that asks whether exactly this was consented to (manual 8.2, 8.3)."""
    case = version.case
    if version.state != AchievementState.PROPOSED or case is None or case.state != CaseState.APPROVED:
        return Refusal("ผลงานฉบับนี้ยังไม่ได้รับอนุมัติจากผู้มีอำนาจให้ข่าวครบทุกขั้น จึงเผยแพร่ไม่ได้")
    if not version.digest or version.digest != version.digest_now():
        return Refusal("ข้อมูลหรือหลักฐานไม่ตรงกับฉบับที่อนุมัติ จึงเผยแพร่ไม่ได้ ให้ทำฉบับใหม่แล้วเสนออีกครั้ง")
    return None


def why_not_cancel(version: AchievementVersion, user: User) -> Refusal | None:
    if version.state != AchievementState.DRAFT:
        return Refusal(f"ผลงานฉบับนี้อยู่ในสถานะ “{AchievementState(version.state).label}” จึงทิ้งไม่ได้")
    return why_not_edit(version, user)


def why_not_correct(version: AchievementVersion | None, *, has_one_under_way: bool) -> Refusal | None:
    """What is public is corrected by a new version, one at a time."""
    if version is None or version.state != AchievementState.PUBLISHED:
        return Refusal("แก้ไขด้วยฉบับใหม่ได้เฉพาะผลงานที่เผยแพร่อยู่")
    if has_one_under_way:
        return Refusal("ผลงานนี้มีฉบับแก้ไขที่ยังไม่สิ้นสุดอยู่แล้ว แก้ในฉบับนั้นหรือรอให้จบก่อน")
    return None


def why_not_take_down(version: AchievementVersion | None) -> Refusal | None:
    if version is None or version.state != AchievementState.PUBLISHED:
        return Refusal("ถอนได้เฉพาะผลงานที่เผยแพร่อยู่")
    return None


def why_not_link(story: Story | None) -> Refusal | None:
    """A story that is public or that the office is working on; what a school has not sent yet is its own."""
    if story is None:
        return Refusal("ไม่พบข่าวนี้")
    states = (STORY_UNDER_WAY | {StoryState.PUBLISHED}) - STORY_OF_THE_SENDER
    if story.taken_down or not story.versions.filter(state__in=states).exists():
        return Refusal("ข่าวนี้ถอนแล้วหรือสิ้นสุดแล้ว จึงโยงกับผลงานไม่ได้")
    return None
