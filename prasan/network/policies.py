"""Pure questions about the network, each with its reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from prasan.accounts.models import User
from prasan.network.fields import Values
from prasan.network.models import MemberImport, NetworkMember
from prasan.network.states import MEMBER_TRANSITIONS, MemberState
from prasan.office.standing import Standing
from prasan.ui.refusal import Refusal


def why_not_keep_network(user: User, standing: Standing) -> Refusal | None:
    """Personal data of many: for whoever holds a post in the office today."""
    if standing.post_of(user) is None:
        return Refusal("ผู้ดำรงตำแหน่งในสำนักงานเท่านั้นที่จัดทำทะเบียนเครือข่ายได้")
    return None


_WHY_NOT_NOW = {
    MemberState.ACTIVE: "สมาชิกรับข่าวอยู่แล้ว",
    MemberState.PAUSED: "สมาชิกพักรับข่าวอยู่แล้ว",
    MemberState.LEFT: "สมาชิกออกจากเครือข่ายแล้ว",
}


def why_not_turn(state: str, act: str) -> Refusal | None:
    """`act` of `states.MEMBER_TRANSITIONS`, from `state`."""
    now = MemberState(state)
    return None if act in MEMBER_TRANSITIONS[now][1] else Refusal(_WHY_NOT_NOW[now])


def why_not_renew(member: NetworkMember, until: date, *, today: date) -> Refusal | None:
    if member.state == MemberState.LEFT:
        return Refusal("สมาชิกออกจากเครือข่ายแล้ว จึงต่อวาระไม่ได้")
    if until <= max(today, member.term_to or today):
        return Refusal("วาระใหม่ต้องสิ้นสุดหลังวาระเดิม และหลังวันนี้")
    return None


def why_not_map(source: MemberImport) -> Refusal | None:
    """Columns are corrected before rows are taken."""
    if source.taken_at:
        return Refusal("รับแถวของไฟล์นี้ไปแล้ว จึงเปลี่ยนการจับคู่คอลัมน์ไม่ได้")
    return None


def why_not_undo(source: MemberImport) -> Refusal | None:
    if source.taken_at is None:
        return Refusal("ยังไม่ได้รับแถวของไฟล์นี้ จึงไม่มีสิ่งที่ต้องย้อน")
    if source.undone_at:
        return Refusal("ย้อนการนำเข้านี้ไปแล้ว")
    if not source.done:
        return Refusal("การนำเข้านี้รับก่อนที่ระบบจะจดสิ่งที่ทำไว้ จึงย้อนทั้งไฟล์ไม่ได้ แก้รายคนแทน")
    return None


def why_not_values(values: Values, *, today: date) -> dict[str, Refusal]:
    """{field: refusal} of whole values that cannot stand together."""
    found: dict[str, Refusal] = {}
    start, end = values.get("term_from"), values.get("term_to")
    if start and end and end < start:
        found["term_to"] = Refusal("วาระสิ้นสุดอยู่ก่อนวันเริ่ม")
    _check_consent(values, today, found)
    if values.get("channel") == "email" and not values.get("email"):
        found["email"] = Refusal("เลือกรับทางอีเมล จึงต้องกรอกอีเมล หรือเปลี่ยนช่องทางรับข่าว")
    if values.get("channel") == "handover" and not values.get("how"):
        found["how"] = Refusal("บอกว่าส่งมอบอย่างไร เช่น กลุ่ม LINE หอกระจายข่าว บอร์ดชุมชน โทรศัพท์")
    return found


def _check_consent(values: Values, today: date, found: dict[str, Any]) -> None:
    on, how = values.get("consent_on"), values.get("consent_how")
    if on and on > today:
        found["consent_on"] = Refusal("วันที่ให้ความยินยอมยังมาไม่ถึง")
    if on and not how:
        found["consent_how"] = Refusal("บอกว่าให้ความยินยอมอย่างไร เช่น แบบตอบรับ โทรศัพท์ อีเมล")
    if not on and (how or values.get("consent_taken_by")):
        found["consent_on"] = Refusal("กรอกวันที่ให้ความยินยอม หรือลบวิธีและผู้รับความยินยอม")
