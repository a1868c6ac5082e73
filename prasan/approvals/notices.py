"""What people are told when a case moves: by e-mail through the ledger, and as text to copy into LINE."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from prasan.accounts.models import User
from prasan.approvals.models import Case, Decision
from prasan.approvals.progress import progress
from prasan.approvals.states import CaseState
from prasan.approvals.wording import case_number, decision_word
from prasan.contacts.actions import email_point
from prasan.delivery.actions import write
from prasan.office.standing import HOLDER, Decider, Standing

PURPOSE = "case"


def case_link(case: Case) -> str:
    """The address that opens the case after sign-in."""
    return f"{settings.ORIGIN}{case.url}"


def tell_those_who_wait(case: Case, *, at: datetime) -> None:
    """One message to each who may decide the step that waits; writing it again changes nothing."""
    standing = Standing(timezone.localdate(at))
    waiting = progress(case, standing).waiting
    if waiting is None:
        return
    position, step = waiting
    for decider in {d.user.pk: d for d in reversed(step.deciders)}.values():
        write(
            key=f"case:{case.pk}:{case.round}:{position}:{decider.user.pk}",
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


def line_text(case: Case, *, waiting_for: str = "") -> str:
    """The same in a few lines, for the button คัดลอกข้อความสำหรับ LINE."""
    state = f"รอ{waiting_for}พิจารณา" if waiting_for else CaseState(case.state).label
    return f"{case_number(case)}\n{case.title}\n{state}\n{case_link(case)}"


def recipients_of(case: Case, standing: Standing) -> list[User]:
    """Who may decide the waiting step on the day of `standing`."""
    waiting = progress(case, standing).waiting
    return [decider.user for decider in waiting[1].deciders] if waiting else []
