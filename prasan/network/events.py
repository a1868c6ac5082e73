"""Who did what with a member, and when, as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from prasan.audit.actions import subject_of
from prasan.audit.models import Event
from prasan.network.fields import BY_KEY
from prasan.network.models import NetworkMember

_WORDS = {
    "member_added": "เพิ่มในทะเบียน",
    "member_changed": "แก้ไข",
    "member_pause": "พักรับข่าว",
    "member_resume": "รับข่าวต่อ",
    "member_leave": "ออกจากเครือข่าย",
    "member_restore": "กลับเข้าเครือข่าย",
    "member_link_sent": "ส่งลิงก์ให้สมาชิก",
    "member_note_left": "สมาชิกฝากข้อความ",
    "member_note_done": "ดำเนินการตามข้อความแล้ว",
    "member_import_undone": "ย้อนการนำเข้า",
    "members_merged": "รวมรายการซ้ำ",
    "members_parted": "แยกรายการที่รวม",
    "group_member_added": "เพิ่มเข้ากลุ่ม",
    "group_member_removed": "ถอนจากกลุ่ม",
    "member_tied": "ผูกกับหน่วยงานในทะเบียน",
}
_MOST = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One act; `by` "" = the member by their own link."""

    at: datetime
    what: str
    by: str
    fields: str = ""


def of_member(member: NetworkMember) -> list[Line]:
    """Latest first."""
    found = Event.objects.filter(subject=subject_of(member), action__in=_WORDS).order_by("-pk")
    return [_line(event) for event in found.select_related("actor")[:_MOST]]


def _line(event: Event) -> Line:
    labels = [BY_KEY[key].label for key in event.details.get("fields", ()) if key in BY_KEY]
    by = event.actor.name if event.actor else ""
    return Line(event.at, _WORDS[event.action], by, " ".join(labels))
