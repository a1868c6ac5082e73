"""What people are told when a case moves: by e-mail through the ledger, and as text to copy into LINE."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from prasan.accounts.models import User
from prasan.approvals.models import Case, Decision
from prasan.approvals.progress import each_once, progress
from prasan.approvals.states import CaseState
from prasan.approvals.wording import case_number, decision_word
from prasan.contacts.actions import email_point
from prasan.delivery.actions import write
from prasan.delivery.models import Delivery
from prasan.office.standing import HOLDER, Decider, Standing

PURPOSE = "case"


def case_link(case: Case) -> str:
    """The address that opens the case after sign-in."""
    return f"{settings.ORIGIN}{case.url}"


def tell_those_who_wait(case: Case, *, at: datetime) -> None:
    """One message to each who may decide the step that waits; writing it again changes nothing."""
    for position, decider in _waiting(case, Standing(timezone.localdate(at))):
        _tell_decider(case, position, decider, at)


def tell_whoever_may_now(*, at: datetime) -> int:
    """Write to those whose turn came without a decision (an order began or ended, a post changed hands).

    Returns how many were written; whoever was told of this step in this round is not told again.
    """
    standing = Standing(timezone.localdate(at))
    cases = Case.objects.filter(state=CaseState.OPEN).select_related("proposer", "proposer_post__unit")
    turns = {
        _turn_key(case, position, decider): (case, position, decider)
        for case in cases
        for position, decider in _waiting(case, standing)
    }
    told = set(Delivery.objects.filter(key__in=list(turns)).values_list("key", flat=True))
    new = [turn for key, turn in turns.items() if key not in told]
    for case, position, decider in new:
        _tell_decider(case, position, decider, at)
    return len(new)


def _waiting(case: Case, standing: Standing) -> list[tuple[int, Decider]]:
    """(position, decider) of the step that waits; a person with two capacities once, in the first."""
    waiting = progress(case, standing).waiting
    if waiting is None:
        return []
    position, step = waiting
    return [(position, decider) for decider in each_once(step.deciders)]


def _turn_key(case: Case, position: int, decider: Decider) -> str:
    return f"case:{case.pk}:{case.round}:{position}:{decider.user.pk}"


def _tell_decider(case: Case, position: int, decider: Decider, at: datetime) -> None:
    write(
        key=_turn_key(case, position, decider),
        to=email_point(decider.user),
        purpose=PURPOSE,
        subject=f"รอท่านพิจารณา: {case.title}",
        body=_waiting_text(case, decider),
        at=at,
    )


def _waiting_text(case: Case, decider: Decider) -> str:
    capacity = ""
    if decider.capacity != HOLDER and decider.order:
        capacity = (
            f"ท่านพิจารณาในฐานะ{decider.capacity} {decider.order.post.title} ตามคำสั่งที่ {decider.order.no}\n"
        )
    return (
        f"เรียน {decider.user.name}\n\n"
        f"{case_number(case)} {case.title}\nเสนอโดย {case.proposer.name}\n{capacity}"
        f"{_reason(case)}\nเปิดเรื่อง: {case_link(case)}\n"
    )


def _reason(case: Case) -> str:
    return f"เหตุผล: {case.reason}\n" if case.reason else ""


def tell_proposer(case: Case, decision: Decision, *, at: datetime) -> None:
    """The proposer hears when their case is returned or ends."""
    word = decision_word(decision)
    remark = f"ความเห็น: {decision.remark}\n" if decision.remark else ""
    remark += "".join(f"เหตุผลรายรายการ: {reason}\n" for reason in decision.item_remarks.values())
    write(
        key=f"case:{case.pk}:{case.round}:told:{decision.pk}",
        to=email_point(case.proposer),
        purpose=PURPOSE,
        subject=f"{word}: {case.title}",
        body=(
            f"เรียน {case.proposer.name}\n\n{case_number(case)} {case.title}\n"
            f"{word} โดย {decision.person_name} {decision.own_post}\n{remark}\nเปิดเรื่อง: {case_link(case)}\n"
        ),
        at=at,
    )


def tell_signer(case: Case, decision: Decision, *, at: datetime) -> None:
    """Whoever signed on paper hears that it was recorded in their name, and by whom."""
    assert decision.person is not None
    assert decision.recorded_by is not None
    write(
        key=f"case:{case.pk}:{case.round}:paper:{decision.pk}",
        to=email_point(decision.person),
        purpose=PURPOSE,
        subject=f"มีผู้บันทึกการลงนามของท่าน: {case.title}",
        body=(
            f"เรียน {decision.person_name}\n\n{case_number(case)} {case.title}\n"
            f"{decision.recorded_by.name} บันทึกว่าท่านลงนาม “{decision_word(decision)}” ในเอกสาร "
            f"หากไม่ใช่ แจ้งสำนักงานทันที\n\nเปิดเรื่อง: {case_link(case)}\n"
        ),
        at=at,
    )


def tell_of_recall(case: Case, waited: list[User], *, at: datetime) -> None:
    """Those whose turn it was hear that the proposer took it back."""
    for user in waited:
        write(
            key=f"case:{case.pk}:{case.round}:recalled:{user.pk}",
            to=email_point(user),
            purpose=PURPOSE,
            subject=f"ยกเลิก: {case.title}",
            body=(
                f"เรียน {user.name}\n\n{case_number(case)} {case.title}\n"
                f"{case.proposer.name} เรียกเรื่องคืนแล้ว ท่านไม่ต้องพิจารณา\n\nเปิดเรื่อง: {case_link(case)}\n"
            ),
            at=at,
        )


def line_text(case: Case, *, waiting_for: str = "") -> str:
    """The same in a few lines, for the button คัดลอกข้อความสำหรับ LINE."""
    state = f"รอ{waiting_for}พิจารณา" if waiting_for else CaseState(case.state).label
    return f"{case_number(case)}\n{case.title}\n{state}\n{case_link(case)}"


def recipients_of(case: Case, standing: Standing) -> list[User]:
    """Who may decide the waiting step on the day of `standing`."""
    return [decider.user for _, decider in _waiting(case, standing)]
