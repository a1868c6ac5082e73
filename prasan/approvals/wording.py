"""The words of a case's record, exactly as the regulation's (domain: consent up the chain)."""

from __future__ import annotations

from prasan.approvals.models import Case, Decision
from prasan.approvals.states import Outcome
from prasan.office.standing import HOLDER

_WORDS = {
    Outcome.PROPOSED: "เสนอ",
    Outcome.APPROVED: "อนุมัติ",
    Outcome.RETURNED: "คืนเรื่อง/แก้ไข",
    Outcome.REFUSED: "ไม่อนุมัติ",
    Outcome.WITHDRAWN: "ยกเลิก",
    Outcome.PASSED_OVER: "ข้ามขั้น",
    Outcome.MERGED: "ลงนามในขั้นที่สูงกว่า",
}


def case_number(case: Case) -> str:
    """`เรื่องที่ 147/2569`, as it stands wherever a case is named."""
    return case.number


def decision_word(decision: Decision) -> str:
    """`อนุมัติ`, or with the capacity of who acts for another: `อนุมัติ (รักษาราชการแทน)`."""
    word = _WORDS[Outcome(decision.outcome)]
    if is_acting(decision):
        return f"{word} ({decision.capacity})"
    return word


def is_acting(decision: Decision) -> bool:
    """Whether it was decided by an order, not by the holder of the post."""
    return bool(decision.capacity) and decision.capacity != HOLDER


def acting_line(decision: Decision) -> str:
    """`รักษาราชการแทน ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา…`, printed unbroken under the real post."""
    return f"{decision.capacity} {decision.acted_post}" if is_acting(decision) else ""
