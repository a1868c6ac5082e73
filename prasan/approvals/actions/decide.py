"""Decide the waiting step of a case: consent, return or refuse, in person or on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.approvals import notices, policies
from prasan.approvals.actions.cases import locked
from prasan.approvals.models import Case, Decision
from prasan.approvals.paper import came_on
from prasan.approvals.policies import Seen
from prasan.approvals.progress import Progress, progress
from prasan.approvals.signals import case_decided
from prasan.approvals.states import CaseState, Choice, Outcome
from prasan.audit.actions import record
from prasan.files.models import Attachment
from prasan.office.chain import Step, StepOutcome
from prasan.office.standing import HOLDER, Standing
from prasan.ui.refusal import ensure

_OUTCOMES = {
    Choice.APPROVE: Outcome.APPROVED,
    Choice.RETURN: Outcome.RETURNED,
    Choice.REFUSE: Outcome.REFUSED,
}
_SKIPPED = {StepOutcome.PASSED_OVER: Outcome.PASSED_OVER, StepOutcome.MERGED: Outcome.MERGED}


@dataclass(frozen=True, slots=True)
class Paper:
    """A consent signed on paper: who records it, the day of the signature, and the scan of the signed
    บันทึกข้อความ."""

    recorded_by: User
    scan: Attachment
    signed_on: date


@transaction.atomic
def decide(
    case: Case,
    *,
    by: User,
    choice: str,
    at: datetime,
    remark: str = "",
    item_remarks: Mapping[str, str] | None = None,
    resume_here: bool = False,
    seen: Seen | None = None,
    paper: Paper | None = None,
) -> Case:
    """Decide as whoever `by` may decide as today (rules 1–6).

    "Who decides a step is found when the step is decided": on paper it is decided by the signature, so the
    chain is asked for the day of signing, and an order that was in force then holds although it has ended
    since (rule 6). That day is neither to come nor before the step came to its signer. `at` is when it enters
    the record, from when what was consented to is in force.

    `item_remarks` {item key: reason} go with a return; `resume_here`: the next round starts at this step
    instead of the lowest. Raises `Refused` and writes nothing when it is not theirs to decide now.
    """
    item_remarks = dict(item_remarks or {})
    case = locked(case)
    today = timezone.localdate(at)
    if paper:
        ensure(policies.why_not_record_paper(paper.recorded_by, by, Standing(today)))
        ensure(policies.why_not_signed_on(paper.signed_on, came_on=came_on(case), today=today))
    standing = Standing(paper.signed_on if paper else today)
    now = progress(case, standing)
    ensure(policies.why_not_decide(case, by, now, seen=seen))
    ensure(policies.why_not_choice(choice, remark, item_remarks))
    decision = _decision(case, now, standing, by=by, at=at, outcome=_OUTCOMES[Choice(choice)], paper=paper)
    decision.remark, decision.item_remarks = remark.strip(), item_remarks
    _record_skipped(case, now, at)
    decision.save()
    _move(case, now, Choice(choice), resume_here=resume_here, at=at)
    record(
        "case_decided",
        case,
        by=paper.recorded_by if paper else by,
        at=at,
        outcome=decision.outcome,
        round=case.round,
        position=decision.position,
        capacity=decision.capacity,
        signer=by.pk,
        on_paper=bool(paper),
        **({"signed_on": paper.signed_on.isoformat()} if paper else {}),
    )
    _tell(case, decision, at)
    return case


def _decision(
    case: Case,
    now: Progress,
    standing: Standing,
    *,
    by: User,
    at: datetime,
    outcome: Outcome,
    paper: Paper | None,
) -> Decision:
    assert now.waiting is not None  # the policy let `by` through, so a step waits
    position, step = now.waiting
    decider = now.decider(by)
    assert decider is not None
    assert step.post is not None
    own_post = step.post if decider.capacity == HOLDER else standing.post_of(by)
    return Decision(
        case=case,
        round=case.round,
        position=position,
        post_kind=step.kind,
        outcome=outcome,
        person=by,
        person_name=by.name,
        own_post=own_post.title if own_post else "",
        acted_post=step.post.title,
        capacity=decider.capacity,
        order_no=decider.order.no if decider.order else "",
        order_dated_on=decider.order.dated_on if decider.order else None,
        at=at,
        is_paper=paper is not None,
        signed_on=paper.signed_on if paper else None,
        recorded_by=paper.recorded_by if paper else None,
        scan=paper.scan if paper else None,
    )


def _record_skipped(case: Case, now: Progress, at: datetime) -> None:
    """Steps passed over or merged become rows of the record when the case moves past them."""
    Decision.objects.bulk_create(_skipped(case, position, step, at) for position, step in now.skipped)


def _skipped(case: Case, position: int, step: Step, at: datetime) -> Decision:
    return Decision(
        case=case,
        round=case.round,
        position=position,
        post_kind=step.kind,
        outcome=_SKIPPED[step.outcome],
        acted_post=step.post.title if step.post else "",
        remark=step.reason or "",
        at=at,
    )


def _move(case: Case, now: Progress, choice: Choice, *, resume_here: bool, at: datetime) -> None:
    assert now.waiting is not None
    position = now.waiting[0]
    if choice == Choice.APPROVE and not now.is_last:
        case.position = position + 1
    elif choice == Choice.APPROVE:
        case.state, case.decided_at = CaseState.APPROVED, at
    elif choice == Choice.RETURN:
        case.state, case.resume_at = CaseState.RETURNED, position if resume_here else 0
    else:
        case.state, case.decided_at = CaseState.REFUSED, at
    case.save(update_fields=["position", "state", "decided_at", "resume_at"])


def _tell(case: Case, decision: Decision, at: datetime) -> None:
    if decision.is_paper:
        notices.tell_signer(case, decision, at=at)
    if case.state == CaseState.OPEN:
        notices.tell_those_who_wait(case, at=at)
        return
    case_decided.send(Case, case=case, decision=decision)
    notices.tell_proposer(case, decision, at=at)
