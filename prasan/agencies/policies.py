"""Pure questions about the register. The same answer refuses the act and explains the greyed-out button."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from prasan.accounts.models import User
from prasan.agencies.fields import BY_KEY, Kind, Level
from prasan.agencies.models import Agency, ChangeRequest, Version
from prasan.agencies.states import RequestState
from prasan.office.standing import Standing
from prasan.thai import dates
from prasan.ui.refusal import Refusal


def why_not_work_on_register(user: User, standing: Standing) -> Refusal | None:
    """Whoever holds a post in the office today may gather and propose; schools and citizens send in."""
    if standing.post_of(user) is None:
        return Refusal("ผู้ดำรงตำแหน่งในสำนักงานเท่านั้นที่จัดทำและเสนอข้อมูลทะเบียนได้")
    return None


def why_not_edit_request(request: ChangeRequest, user: User) -> Refusal | None:
    """A request is open to change while it is a draft, or returned to its proposer."""
    if request.state not in (RequestState.DRAFT, RequestState.RETURNED):
        return Refusal(f"คำขอนี้อยู่ในสถานะ “{RequestState(request.state).label}” แก้ไขไม่ได้ เรียกเรื่องคืนก่อน")
    if request.created_by_id != user.pk:
        return Refusal(f"{request.created_by.name} เป็นผู้จัดทำคำขอนี้ ผู้จัดทำเท่านั้นที่แก้ไขได้")
    return None


def why_not_copy(request: ChangeRequest, user: User, standing: Standing) -> Refusal | None:
    """Only what was recalled is taken up again, one copy at a time, so that nothing is added twice; the
    reverse of a request is proposed anew from that one."""
    if request.state != RequestState.WITHDRAWN or request.case_id is None or request.reverses_id:
        return Refusal("คัดลอกเป็นร่างได้เฉพาะเรื่องที่ผู้เสนอยกเลิก")
    if copy := request.living_copy():
        state = RequestState(copy.state).label
        return Refusal(f"{copy.created_by.name} คัดลอกเรื่องนี้เป็นร่างใหม่แล้ว ร่างนั้นอยู่ในสถานะ “{state}”")
    return why_not_work_on_register(user, standing)


# Of a person as such; of any agency.
_NEVER_PRIVATE = frozenset({"scope", "kind"})
_PRIVATE = frozenset({"mobiles", "personal_email", "personal_line", "contacts"})


def why_not_these_levels(values: Mapping[str, Any], levels: Mapping[str, int | None]) -> Refusal | None:
    """A person's data and personal numbers go out only with proof of the person's consent (PDPA)."""
    if values.get("consent_proof"):
        return None
    asked = levels.keys() - _NEVER_PRIVATE if values.get("kind") == Kind.PERSON else levels.keys() & _PRIVATE
    private = [
        key for key in levels if key in asked and (levels[key] or 0) > Level.INTERNAL and key in values
    ]
    if private:
        labels = " ".join(BY_KEY[key].label for key in private)
        return Refusal(
            f"{labels} ของบุคคลจะเผยแพร่ออกภายนอก กรอกช่อง{BY_KEY['consent_proof'].label} "
            "(หนังสือยินยอมฉบับใด ลงวันที่ใด) หรือตั้งเป็น ภายใน"
        )
    return None


def why_not_of_agency(agency: Agency, user: User) -> Refusal | None:
    """Only people of an agency speak for it."""
    if agency.members.filter(pk=user.pk).exists():
        return None
    return Refusal("บัญชีของท่านไม่ได้ดูแลข้อมูลของหน่วยงานนี้ ขอให้สำนักงานเพิ่มท่านเป็นผู้ดูแลข้อมูลของหน่วยงาน")


def why_not_rename(version: Version, name: str, held: Mapping[str, str]) -> Refusal | None:
    """`held` {field: case that has it}. A closed unit keeps the name under which it closed."""
    if version.closed_on:
        return Refusal(f"{version.name} ปิดหรือยุบรวมแล้ว เปลี่ยนชื่อไม่ได้ เสนอเปิดใหม่ก่อน")
    if case := held.get("name") or held.get("other_names"):
        return Refusal(f"ชื่อของหน่วยงานนี้อยู่ใน{case} ซึ่งยังไม่สิ้นสุด รอให้เรื่องนั้นจบก่อน")
    if name == version.name:
        return Refusal("ชื่อใหม่เหมือนชื่อในทะเบียน พิมพ์ชื่อที่เปลี่ยนแล้ว")
    return None


def why_not_close(version: Version, held: Mapping[str, str]) -> Refusal | None:
    """Closed once; a closing that is under way is not proposed again."""
    if version.closed_on:
        return Refusal(f"{version.name} ปิดหรือยุบรวมเมื่อ {dates.long(version.closed_on)} อยู่แล้ว")
    return _why_closing_is_held(held)


def why_not_reopen(version: Version, held: Mapping[str, str]) -> Refusal | None:
    if version.closed_on is None:
        return Refusal(f"{version.name} ยังเปิดอยู่ จึงไม่มีการปิดให้ยกเลิก")
    return _why_closing_is_held(held)


def _why_closing_is_held(held: Mapping[str, str]) -> Refusal | None:
    if case := held.get("closed_on"):
        return Refusal(f"การปิดหรือเปิดหน่วยงานนี้อยู่ใน{case} ซึ่งยังไม่สิ้นสุด รอให้เรื่องนั้นจบก่อน")
    return None


_LONG_AGO = 36525
"""Days of a hundred years: no paper of the office reaches further back."""


def why_not_this_closing_day(day: date, today: date) -> Refusal | None:
    """A day far ahead, or further back than a long life, is a slip of the year."""
    if day < today - timedelta(days=_LONG_AGO):
        return Refusal("วันที่ปิดอยู่ก่อนวันนี้เกินหนึ่งร้อยปี ตรวจปี พ.ศ. อีกครั้ง")
    if day > today + timedelta(days=366):
        return Refusal("วันที่ปิดอยู่ไกลกว่าหนึ่งปีข้างหน้า ตรวจปี พ.ศ. อีกครั้ง")
    return None
