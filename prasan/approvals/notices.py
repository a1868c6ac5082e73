"""What people are told when a case moves: by e-mail through the ledger, and as text to copy into LINE."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from prasan.accounts.models import User
from prasan.approvals.models import Case, Decision
from prasan.approvals.progress import each_once, progress
from prasan.approvals.signals import naming_items
from prasan.approvals.states import CaseState
from prasan.approvals.wording import acting_line, decision_word
from prasan.contacts.actions import email_point
from prasan.delivery.actions import write
from prasan.delivery.models import Delivery
from prasan.office.standing import HOLDER, Decider, Standing
from prasan.thai import dates

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
        _key(case, _turn(position, decider)): (case, position, decider)
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


def _key(case: Case, what: str) -> str:
    return f"case:{case.pk}:{case.round}:{what}"


def _turn(position: int, decider: Decider) -> str:
    return f"{position}:{decider.user.pk}"


def _tell(case: Case, what: str, user: User, *, subject: str, lines: Iterable[str], at: datetime) -> None:
    """One mail about a case: who it is to, which case, `lines` ("" is left out), and where it opens.

    `what` makes it one message in its round; writing it again changes nothing.
    """
    said = "\n".join(filter(None, lines))
    write(
        key=_key(case, what),
        to=email_point(user),
        purpose=PURPOSE,
        subject=f"{subject}: {case.title} ({case.number})",
        body=f"เรียน {user.name}\n\n{case.number}\n{case.title}\n\n{said}\n\nเปิดเรื่อง: {case_link(case)}\n",
        at=at,
    )


def _tell_decider(case: Case, position: int, decider: Decider, at: datetime) -> None:
    lines = (
        f"เสนอโดย {_with_post(case.proposer.name, case.proposer_post.title if case.proposer_post else '')}",
        _capacity(decider),
        f"เหตุผลที่เสนอ: {case.reason}" if case.reason else "",
    )
    _tell(case, _turn(position, decider), decider.user, subject="รอท่านพิจารณา", lines=lines, at=at)


def _capacity(decider: Decider) -> str:
    if decider.capacity == HOLDER or decider.order is None:
        return ""
    return f"ท่านพิจารณาในฐานะ{decider.capacity} {decider.order.post.title} ตามคำสั่งที่ {decider.order.no}"


def _with_post(name: str, post: str) -> str:
    return f"{name} ตำแหน่ง{post}" if post else name


def tell_proposer(case: Case, decision: Decision, *, at: datetime) -> None:
    """The proposer hears when their case is returned or ends, and of each returned item why."""
    word = decision_word(decision)
    lines = (
        f"{word} โดย {_with_post(decision.person_name, decision.own_post)} {acting_line(decision)}".strip(),
        f"ความเห็น: {decision.remark}" if decision.remark else "",
        *_returned_items(case, decision),
    )
    _tell(case, f"told:{decision.pk}", case.proposer, subject=word, lines=lines, at=at)


def _returned_items(case: Case, decision: Decision) -> list[str]:
    """A line each: "- โทรศัพท์: ขาดหนึ่งหลัก"."""
    if not decision.item_remarks:
        return []
    labels = labels_of(case, decision.item_remarks)
    reasons = decision.item_remarks.items()
    return [
        f"รายการที่คืน {len(reasons)} รายการ",
        *(f"- {labels[key]}: {reason}" if key in labels else f"- {reason}" for key, reason in reasons),
    ]


def labels_of(case: Case, keys: Iterable[str]) -> dict[str, str]:
    """{item key: its name}, asked of the room that the case is about; what it does not know is missing."""
    labels: dict[str, str] = {}
    for _, answer in naming_items.send(Case, case=case, keys=list(keys)):
        if isinstance(answer, dict):
            labels |= answer
    return labels


def tell_signer(case: Case, decision: Decision, *, at: datetime) -> None:
    """Whoever signed on paper hears that it was recorded in their name, and by whom."""
    assert decision.person is not None
    assert decision.recorded_by is not None
    assert decision.signed_on is not None
    said = (
        f"{decision.recorded_by.name} บันทึกว่าท่านลงนาม “{decision_word(decision)}” ในเอกสาร "
        f"ลงวันที่ {dates.short(decision.signed_on)} หากไม่ใช่ แจ้งสำนักงานทันที"
    )
    subject = "มีผู้บันทึกการลงนามของท่าน"
    _tell(case, f"paper:{decision.pk}", decision.person, subject=subject, lines=[said], at=at)


def tell_of_recall(case: Case, waited: list[User], *, at: datetime) -> None:
    """Those whose turn it was hear that the proposer took it back."""
    for user in waited:
        lines = [f"{case.proposer.name} เรียกเรื่องคืนแล้ว ท่านไม่ต้องพิจารณา"]
        _tell(case, f"recalled:{user.pk}", user, subject="ยกเลิก", lines=lines, at=at)


def line_text(case: Case, *, waiting_for: str = "") -> str:
    """The same in a few lines, for the button คัดลอกข้อความสำหรับ LINE."""
    state = f"รอ {waiting_for} พิจารณา" if waiting_for else CaseState(case.state).label
    return f"{case.number}\n{case.title}\n{state}\n{case_link(case)}"


def recipients_of(case: Case, standing: Standing) -> list[User]:
    """Who may decide the waiting step on the day of `standing`."""
    return [decider.user for _, decider in _waiting(case, standing)]
