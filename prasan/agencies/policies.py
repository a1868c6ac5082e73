"""Pure questions about the register. The same answer refuses the act and explains the greyed-out button."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prasan.accounts.models import User
from prasan.agencies.fields import BY_KEY, Kind, Level
from prasan.agencies.models import ChangeRequest
from prasan.agencies.states import RequestState
from prasan.office.standing import Standing
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


def why_not_these_levels(values: Mapping[str, Any], levels: Mapping[str, int]) -> Refusal | None:
    """A person's data and personal numbers go out only with proof of the person's consent (PDPA)."""
    if values.get("consent_proof"):
        return None
    goes_out = [
        key for key, level in levels.items() if level > Level.INTERNAL and values.get(key) is not None
    ]
    private = [key for key in goes_out if key in ("mobiles", "personal_email", "personal_line", "contacts")]
    if values.get("kind") == Kind.PERSON:
        private = [key for key in goes_out if key not in ("scope", "kind")]
    if private:
        labels = " ".join(BY_KEY[key].label for key in private)
        return Refusal(
            f"{labels} ของบุคคลจะเผยแพร่ออกภายนอก กรอกช่อง{BY_KEY['consent_proof'].label} "
            "(หนังสือยินยอมฉบับใด ลงวันที่ใด) หรือตั้งเป็น ภายใน"
        )
    return None
