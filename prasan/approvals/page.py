"""What a page shows of a case and what its buttons send, whatever the case is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from prasan.accounts.models import User
from prasan.approvals import notices
from prasan.approvals.inbox import waiting_ids
from prasan.approvals.ladder import ladder_of
from prasan.approvals.models import Case, Decision
from prasan.approvals.policies import Seen, why_not_decide, why_not_recall
from prasan.approvals.progress import Progress, progress
from prasan.approvals.record import decisions_of
from prasan.approvals.states import CaseState, Choice, Outcome
from prasan.approvals.wording import acting_line, decision_word
from prasan.office.chain import Step, StepOutcome
from prasan.office.standing import HOLDER, Decider, Standing

MARK = "why:"
"""Prefix of the inputs that hold why an item is returned."""
_DONE = {Choice.APPROVE: "อนุมัติแล้ว", Choice.RETURN: "คืนเรื่อง/แก้ไขแล้ว", Choice.REFUSE: "บันทึกว่าไม่อนุมัติแล้ว"}


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where the case stands among those that wait for its reader."""

    position: int | None
    count: int
    next_url: str


def case_context(case: Case, reader: User, standing: Standing) -> dict[str, Any]:
    """What the page of any room shows of its case: who has it, what was decided, what the reader may do.

    The templates of this room need it, and of the room itself `effect_template`: a template that says in
    one line what comes of the consent.
    """
    decisions = decisions_of(case)
    now = progress(case, standing)
    decider = now.decider(reader)
    refusal = why_not_decide(case, reader, now)
    may = refusal is None
    own = _own_decision(case, decisions, reader)
    returned = _last_return(case, decisions)
    return {
        "case": case,
        "number": case.number,
        "decisions": decisions,
        "ladder": ladder_of(case, decisions, now, standing, reader),
        "decider": decider if may else None,
        "acting": acting_notice(decider, standing, reader) if may else None,
        "may_decide": may,
        "is_last_step": now.is_last,
        "why_not_decide": refusal,
        "waiting_post": waiting_title(now),
        "next_post": next_title(now),
        "own_decision": own,
        "own_word": decision_word(own) if own else "",
        "is_decider": is_decider(case, decisions, now, reader),
        "is_proposer": case.proposer_id == reader.pk,
        "may_recall": why_not_recall(case, reader) is None,
        "may_record_paper": _may_record_paper(case, now, reader, standing),
        "line_text": notices.line_text(case, waiting_for=waiting_title(now)),
        "neighbours": _neighbours(case, reader, standing),
        "last_return": returned,
        "return_acting": acting_line(returned) if returned else "",
    }


def is_decider(case: Case, decisions: Sequence[Decision], now: Progress, reader: User) -> bool:
    """Whether a step was decided by the reader, or is theirs to decide; never of their own work."""
    if case.proposer_id == reader.pk:
        return False
    decided = any(row.person_id == reader.pk and row.position is not None for row in decisions)
    return decided or any(d.user.pk == reader.pk for _, step in now.steps for d in step.deciders)


def waiting_title(now: Progress) -> str:
    return _post_title(now.waiting[1]) if now.waiting else ""


def next_title(now: Progress) -> str:
    """Title of the post whose desk the case goes to once the waiting step consents; "" after the last."""
    if now.waiting is None:
        return ""
    after = (
        step
        for position, step in now.steps
        if position > now.waiting[0] and step.outcome == StepOutcome.DECIDE
    )
    return next((_post_title(step) for step in after), "")


def _post_title(step: Step) -> str:
    return step.post.title if step.post else ""


def acting_notice(decider: Decider | None, standing: Standing, reader: User) -> dict[str, Any] | None:
    """In which capacity an order lets the reader decide; None for the holder of the post."""
    if decider is None or decider.capacity == HOLDER or decider.order is None:
        return None
    own = standing.post_of(reader)
    return {
        "wording": decider.capacity,
        "post": decider.order.post.title,
        "order": decider.order,
        "own_post": own.title if own else "",
    }


def _may_record_paper(case: Case, now: Progress, reader: User, standing: Standing) -> bool:
    """Somebody other than the reader has it, and the reader works here."""
    return now.waiting is not None and standing.post_of(reader) is not None and now.decider(reader) is None


def _last_return(case: Case, decisions: Sequence[Decision]) -> Decision | None:
    if case.state != CaseState.RETURNED:
        return None
    return next((row for row in reversed(decisions) if row.outcome == Outcome.RETURNED), None)


def _own_decision(case: Case, decisions: Sequence[Decision], reader: User) -> Decision | None:
    """What the reader decided in this round."""
    mine = (row for row in decisions if row.round == case.round and row.person_id == reader.pk)
    return next((row for row in mine if row.position is not None), None)


def _neighbours(case: Case, reader: User, standing: Standing) -> Neighbours:
    waiting = waiting_ids(reader, standing)
    position = waiting.index(case.pk) if case.pk in waiting else None
    others = [pk for pk in waiting if pk != case.pk]
    following = others[position % len(others)] if others and position is not None else None
    following = following or (others[0] if others else None)
    url = Case.objects.values_list("url", flat=True).get(pk=following) if following else ""
    return Neighbours(position + 1 if position is not None else None, len(waiting), url)


def seen_round(case: Case, reader: User) -> int | None:
    """The last round before the present one that the reader has opened."""
    readings = case.readings.filter(user=reader, round__lt=case.round).order_by("-round")
    return readings.values_list("round", flat=True).first()


def marks_of(data: QueryDict) -> dict[str, str]:
    """{item key: why it is returned} of what was marked on the page."""
    marked = {
        name.removeprefix(MARK): str(text).strip() for name, text in data.items() if name.startswith(MARK)
    }
    return {key: text for key, text in marked.items() if text}


def seen_of(data: QueryDict) -> Seen:
    """What the page showed; a page always says it, and a broken value is as good as an old one."""
    try:
        return Seen(round=int(data.get("seen_round", "")), position=int(data.get("seen_position", "")))
    except ValueError:
        return Seen(round=0, position=0)


def what_next(choice: Choice, now: Progress) -> str:
    """What is said after a decision: อนุมัติแล้ว เรื่องไปที่…"""
    return f"{_DONE[choice]}{goes_to(now)}"


def goes_to(now: Progress) -> str:
    """ " เรื่องไปที่ผู้อำนวยการ…" in the middle of a sentence; "" when nobody waits for it."""
    waiting = waiting_title(now)
    return f" เรื่องไปที่{waiting}" if waiting else ""
