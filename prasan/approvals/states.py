"""States of a case and outcomes of its steps. Tables, no functions; words as the regulation's."""

from __future__ import annotations

from django.db import models


class CaseState(models.TextChoices):
    OPEN = "open", "เสนอ"
    RETURNED = "returned", "คืนเรื่อง/แก้ไข"
    APPROVED = "approved", "อนุมัติ"
    REFUSED = "refused", "ไม่อนุมัติ"
    WITHDRAWN = "withdrawn", "ยกเลิก"


class Outcome(models.TextChoices):
    """What one row of a case's record says."""

    PROPOSED = "proposed", "เสนอ"
    APPROVED = "approved", "อนุมัติ/เห็นชอบ"
    RETURNED = "returned", "คืนเรื่อง/แก้ไข"
    REFUSED = "refused", "ไม่อนุมัติ"
    WITHDRAWN = "withdrawn", "ยกเลิก"
    PASSED_OVER = "passed_over", "ข้ามขั้น"
    MERGED = "merged", "ลงนามในขั้นที่สูงกว่า"


class Choice(models.TextChoices):
    """What a decider may press."""

    APPROVE = "approve", "อนุมัติ"
    RETURN = "return", "คืนเรื่อง/แก้ไข"
    REFUSE = "refuse", "ไม่อนุมัติ"


# state -> (who owns it, the acts that lead on, and where each leads). An end owns no exit.
TRANSITIONS: dict[CaseState, tuple[str, dict[str, CaseState]]] = {
    CaseState.OPEN: (
        "ผู้บังคับบัญชาตามลำดับชั้น",
        {
            "approve": CaseState.OPEN,
            "approve_last": CaseState.APPROVED,
            "return": CaseState.RETURNED,
            "refuse": CaseState.REFUSED,
            "withdraw": CaseState.WITHDRAWN,
        },
    ),
    CaseState.RETURNED: ("ผู้เสนอ", {"propose_again": CaseState.OPEN, "withdraw": CaseState.WITHDRAWN}),
    CaseState.APPROVED: ("–", {}),
    CaseState.REFUSED: ("–", {}),
    CaseState.WITHDRAWN: ("–", {}),
}

ENDED = frozenset({CaseState.APPROVED, CaseState.REFUSED, CaseState.WITHDRAWN})
UNDER_WAY = frozenset({CaseState.OPEN, CaseState.RETURNED})
