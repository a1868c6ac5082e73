"""A case's way up the chain as rungs: what was decided, who has it now, what lies ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from prasan.accounts.models import User
from prasan.approvals.models import Case, Decision
from prasan.approvals.progress import Progress, each_once
from prasan.approvals.states import Outcome
from prasan.approvals.wording import acting_line, decision_word
from prasan.office.chain import Step, StepOutcome
from prasan.office.standing import HOLDER, Decider, Standing

_LOOKS = {
    Outcome.PROPOSED: ("", "send"),
    Outcome.APPROVED: ("", "check"),
    Outcome.RETURNED: ("back", "undo"),
    Outcome.REFUSED: ("stop", "x"),
    Outcome.WITHDRAWN: ("stop", "x"),
    Outcome.PASSED_OVER: ("skip-step", "arrow-right"),
    Outcome.MERGED: ("skip-step", "arrow-up"),
}


@dataclass(frozen=True, slots=True)
class Rung:
    """One line of the chain. `css` is a class of the component: "", now, next, back, stop, skip-step."""

    css: str
    icon: str
    post: str
    word: str = ""
    at: datetime | None = None
    person: str = ""
    acting: str = ""
    order: str = ""
    remark: str = ""
    item_count: int = 0
    signed_on: date | None = None
    """Day on the paper, where it was signed on paper; `at` is then when it was recorded."""
    paper_by: str = ""
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Round:
    number: int
    rungs: list[Rung]
    outcome: str = ""
    """How it ended: returned, approved, refused, withdrawn; empty while it climbs."""

    @property
    def first_at(self) -> datetime | None:
        return next((rung.at for rung in self.rungs if rung.at), None)

    @property
    def last_at(self) -> datetime | None:
        return next((rung.at for rung in reversed(self.rungs) if rung.at), None)


@dataclass(frozen=True, slots=True)
class Ladder:
    """`past` rounds fold into one line each; `now` is the present one."""

    past: list[Round] = field(default_factory=list)
    now: Round | None = None


def ladder_of(
    case: Case, decisions: Sequence[Decision], now: Progress, standing: Standing, reader: User
) -> Ladder:
    """`decisions`: all of the case in their order, with `recorded_by` loaded."""
    rounds = [
        Round(number, [_decided(row) for row in rows], _outcome(rows))
        for number, rows in ((n, list(run)) for n, run in groupby(decisions, key=lambda row: row.round))
    ]
    if not rounds:
        return Ladder()
    *past, current = rounds
    current.rungs.extend(_ahead(now, standing, reader))
    return Ladder(past, current)


def _outcome(rows: Sequence[Decision]) -> str:
    last = rows[-1].outcome
    return last if last in (Outcome.RETURNED, Outcome.REFUSED, Outcome.WITHDRAWN) else ""


def _decided(row: Decision) -> Rung:
    css, icon = _LOOKS[Outcome(row.outcome)]
    is_automatic = row.outcome in (Outcome.PASSED_OVER, Outcome.MERGED)
    return Rung(
        css=css,
        icon=icon,
        post=row.own_post or row.acted_post or "ขั้นนี้",
        word=decision_word(row),
        at=None if is_automatic else row.at,
        person=row.person_name,
        acting=acting_line(row),
        order=f"คำสั่งที่ {row.order_no}" if row.order_no else "",
        remark=row.remark,
        item_count=len(row.item_remarks),
        signed_on=row.signed_on,
        paper_by=row.recorded_by.name if row.recorded_by else "",
        decision=row,
    )


def _ahead(now: Progress, standing: Standing, reader: User) -> list[Rung]:
    waiting = now.waiting
    rungs: list[Rung] = []
    for position, step in now.steps:
        if step.outcome != StepOutcome.DECIDE:
            rungs.append(_skipped(step))
        elif waiting and position == waiting[0]:
            rungs.extend(_standing_at(step, each, standing, reader) for each in each_once(step.deciders))
        else:
            rungs.append(Rung("next", "clock", step.post.title if step.post else "", word=_who(step)))
    return rungs


def _skipped(step: Step) -> Rung:
    icon = "arrow-up" if step.outcome == StepOutcome.MERGED else "arrow-right"
    return Rung("next", icon, step.post.title if step.post else "ขั้นนี้", word=step.reason or "")


def _who(step: Step) -> str:
    if not step.deciders:
        return "ว่าง และยังไม่มีคำสั่งให้ผู้ใดแทน"
    return "ถึงลำดับหลังขั้นก่อนหน้าพิจารณา"


def _standing_at(step: Step, decider: Decider, standing: Standing, reader: User) -> Rung:
    assert step.post is not None
    own = standing.post_of(decider.user)
    is_holder = decider.capacity == HOLDER
    post = step.post if is_holder else own
    return Rung(
        css="now",
        icon="user",
        post="ท่าน" if decider.user.pk == reader.pk else (post.title if post else decider.user.name),
        word="" if decider.user.pk == reader.pk else "รอพิจารณา",
        person=(post.title if post else "") if decider.user.pk == reader.pk else decider.user.name,
        acting="" if is_holder else f"{decider.capacity} {step.post.title}",
        order=f"คำสั่งที่ {decider.order.no}" if decider.order else "",
    )
