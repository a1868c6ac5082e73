"""Pure questions about a case. The same answer refuses the act and explains the greyed-out button."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from prasan.accounts.models import User
from prasan.approvals.models import Case
from prasan.approvals.progress import Progress
from prasan.approvals.states import CaseState, Choice
from prasan.office.standing import Standing
from prasan.thai import dates
from prasan.ui.refusal import Refusal

_NOT_OPEN = {
    CaseState.RETURNED: "เรื่องนี้คืนให้ผู้เสนอแก้ไขแล้ว รอผู้เสนอเสนอใหม่",
    CaseState.APPROVED: "เรื่องนี้อนุมัติครบทุกขั้นแล้ว",
    CaseState.REFUSED: "เรื่องนี้ไม่ได้รับอนุมัติและสิ้นสุดแล้ว",
    CaseState.WITHDRAWN: "ผู้เสนอยกเลิกเรื่องนี้แล้ว",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page showed when the button was pressed; None = pressed without a page (command line)."""

    round: int
    position: int


def why_not_decide(case: Case, user: User, progress: Progress, *, seen: Seen | None = None) -> Refusal | None:
    """May `user` decide the waiting step now?"""
    if case.state in _NOT_OPEN:
        return Refusal(_NOT_OPEN[CaseState(case.state)])
    if seen and (seen.round, seen.position) != (case.round, case.position):
        return Refusal("เรื่องนี้เปลี่ยนไปหลังท่านเปิดหน้า มีผู้พิจารณาหรือแก้ไขแล้ว เปิดดูใหม่ก่อนตัดสิน")
    if user.pk == case.proposer_id:
        return Refusal("ท่านเป็นผู้เสนอเรื่องนี้ จึงพิจารณาเองไม่ได้")
    if progress.decider(user):
        return None
    if progress.refusal:
        return progress.refusal
    return _not_your_turn(user, progress)


def _not_your_turn(user: User, progress: Progress) -> Refusal:
    waiting = progress.waiting
    title = waiting[1].post.title if waiting and waiting[1].post else "ผู้พิจารณาขั้นก่อน"
    is_ahead = any(user.pk in step.people for _, step in progress.steps)
    if is_ahead:
        return Refusal(f"ยังไม่ถึงลำดับของท่าน เรื่องรอ{title} ท่านอ่านล่วงหน้าได้")
    return Refusal(f"เรื่องนี้รอ{title} ท่านไม่มีตำแหน่งหรือคำสั่งที่ให้พิจารณาขั้นนี้ในวันนี้")


def why_not_choice(choice: str, remark: str, item_remarks: Mapping[str, str]) -> Refusal | None:
    """A return or a refusal says why."""
    if choice not in Choice.values:
        return Refusal("ไม่รู้จักการพิจารณานี้")
    if choice == Choice.APPROVE and item_remarks:
        return Refusal("ท่านทำเครื่องหมายคืนบางรายการไว้ จึงอนุมัติไม่ได้ ให้คืนเรื่องหรือยกเลิกเครื่องหมายก่อน")
    if (
        choice != Choice.APPROVE
        and not remark.strip()
        and not any(text.strip() for text in item_remarks.values())
    ):
        word = Choice(choice).label
        return Refusal(f"บอกเหตุผลของการ{word} ผู้เสนอจะได้รู้ว่าต้องทำอะไร")
    return None


def why_not_recall(case: Case, user: User) -> Refusal | None:
    """The proposer may take an open or returned case back."""
    if case.state not in (CaseState.OPEN, CaseState.RETURNED):
        return Refusal(_NOT_OPEN[CaseState(case.state)])
    if user.pk != case.proposer_id:
        return Refusal(f"ผู้เสนอคือ {case.proposer.name} ผู้เสนอเท่านั้นที่เรียกเรื่องคืนได้")
    return None


def why_not_propose_again(case: Case, user: User) -> Refusal | None:
    """Only what was returned is proposed again, and by the one who proposed it."""
    if case.state != CaseState.RETURNED:
        return Refusal("เสนอใหม่ได้เฉพาะเรื่องที่คืนให้แก้ไข")
    if user.pk != case.proposer_id:
        return Refusal(f"ผู้เสนอคือ {case.proposer.name} ผู้เสนอเท่านั้นที่เสนอใหม่ได้")
    return None


def why_not_record_paper(recorder: User, signer: User, standing: Standing) -> Refusal | None:
    """Any officer but the signer records what a superior signed on paper, with its scan."""
    if standing.post_of(recorder) is None:
        return Refusal("บุคลากรของสำนักงานเท่านั้นที่บันทึกผลจากกระดาษได้")
    if recorder.pk == signer.pk:
        return Refusal("ผู้ลงนามพิจารณาในระบบได้เอง ไม่ต้องบันทึกจากกระดาษ")
    return None


def why_not_signed_on(day: date, *, came_on: date, today: date) -> Refusal | None:
    """`came_on`: the day on which the step came to its signer."""
    if day > today:
        return Refusal(f"วันที่ลงนาม {dates.short(day)} ยังมาไม่ถึง")
    if day < came_on:
        return Refusal(f"วันที่ลงนาม {dates.short(day)} อยู่ก่อนวันที่เรื่องมาถึงขั้นนี้ ({dates.short(came_on)})")
    return None
