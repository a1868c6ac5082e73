"""Who consents to a piece of work, step by step (domain: consent up the chain, rules 1–6).

Rules are applied in the order 1 (holders and orders), 5 (nobody consents to their own work), 3 (a step
with nobody), 4 (one person who alone may decide two steps in a row).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from prasan.accounts.models import User
from prasan.office.models import Chain, Post, PostKind, Unit
from prasan.office.standing import Decider, Standing
from prasan.ui.refusal import Refusal

LET_AN_OFFICER_PROPOSE = "มอบเจ้าหน้าที่เป็นผู้เสนอ"


class StepOutcome(StrEnum):
    DECIDE = "decide"
    PASSED_OVER = "passed_over"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it stands on the day; `reason` (Thai) says why it is passed over or merged."""

    kind: str
    post: Post | None
    outcome: StepOutcome = StepOutcome.DECIDE
    deciders: Sequence[Decider] = ()
    reason: str | None = None

    @property
    def people(self) -> frozenset[int]:
        return frozenset(decider.user.pk for decider in self.deciders)


@dataclass(frozen=True, slots=True)
class Resolution:
    """The chain for one proposer on one day. When refused, the last step has nobody; a case that is already
    under way may still be decided at a lower step."""

    refusal: Refusal | None
    steps: list[Step] = field(default_factory=list)


def resolve(kind_of_work: str, proposer: User, *, on: date) -> Resolution:
    """The whole chain of `kind_of_work` as proposed by `proposer` on the day `on`."""
    chain = Chain.objects.filter(kind_of_work=kind_of_work).first()
    if chain is None:
        known = ", ".join(Chain.objects.order_by("kind_of_work").values_list("kind_of_work", flat=True))
        there = f" ที่กำหนดแล้วคือ {known}" if known else ""
        return Resolution(Refusal(f"ไม่รู้จักประเภทงาน “{kind_of_work}” สำนักงานยังไม่ได้กำหนดลำดับชั้นของงานนี้{there}"))
    standing = Standing(on)
    post = standing.post_of(proposer)
    if post is None:
        return Resolution(
            Refusal(f"{proposer.name} ไม่ได้ดำรงตำแหน่งในสำนักงานในวันที่ขอ จึงเสนอเรื่องไม่ได้ {LET_AN_OFFICER_PROPOSE}")
        )
    return resolve_steps(chain.steps, kind_of_work, proposer, post, standing)


def resolve_steps(
    kinds: Sequence[str], kind_of_work: str, proposer: User, proposer_post: Post | None, standing: Standing
) -> Resolution:
    """The steps `kinds` (lowest first; the rest of a chain for a case under way) on the day of `standing`."""
    unit = proposer_post.unit if proposer_post else None
    steps = [_deciders_of(kind, standing.post_for(kind, unit), kind_of_work, standing) for kind in kinds]
    steps, refusal = _strike_proposer(steps, proposer)
    steps = [*(_pass_over_if_empty(step) for step in steps[:-1]), steps[-1]]
    if refusal is None and not steps[-1].deciders:
        refusal = _missing_order(steps[-1], unit)
    return Resolution(refusal, _merge(steps))


def _deciders_of(kind: str, post: Post | None, kind_of_work: str, standing: Standing) -> Step:
    return Step(kind, post, deciders=standing.deciders(post, kind_of_work) if post else ())


def _strike_proposer(steps: list[Step], proposer: User) -> tuple[list[Step], Refusal | None]:
    """Rule 5: strike the proposer everywhere; a step left empty by it, and all below, are passed over."""
    struck = [
        replace(step, deciders=[d for d in step.deciders if d.user.pk != proposer.pk]) for step in steps
    ]
    emptied = [
        i
        for i, (before, after) in enumerate(zip(steps, struck, strict=True))
        if before.deciders and not after.deciders
    ]
    if not emptied:
        return struck, None
    highest = emptied[-1]
    if highest == len(steps) - 1:
        refusal = Refusal(
            f"ผู้เสนอเป็นผู้พิจารณาขั้นสุดท้ายเพียงผู้เดียว และไม่มีผู้ใดอนุมัติงานของตนเองได้ {LET_AN_OFFICER_PROPOSE}"
        )
        return _pass_over_up_to(struck, highest - 1, emptied), refusal
    return _pass_over_up_to(struck, highest, emptied), None


def _pass_over_up_to(steps: list[Step], highest: int, emptied: list[int]) -> list[Step]:
    own, below = "ผู้เสนอเป็นผู้พิจารณาขั้นนี้เอง", "อยู่ต่ำกว่าขั้นที่ผู้เสนอเป็นผู้พิจารณา"
    passed = [
        _pass_over(step, own if position in emptied else below)
        for position, step in enumerate(steps[: highest + 1])
    ]
    return passed + steps[highest + 1 :]


def _pass_over(step: Step, reason: str) -> Step:
    return replace(step, outcome=StepOutcome.PASSED_OVER, deciders=(), reason=reason)


def _pass_over_if_empty(step: Step) -> Step:
    """Rule 3, before the last step."""
    if step.deciders or step.outcome != StepOutcome.DECIDE:
        return step
    if step.post is None:
        return _pass_over(step, f"ไม่มีตำแหน่ง{PostKind(step.kind).label}ในสายงานนี้")
    return _pass_over(step, f"ตำแหน่ง{step.post.title} ว่าง และไม่มีคำสั่งให้ผู้ใดแทนในวันนี้")


def _missing_order(step: Step, unit: Unit | None) -> Refusal:
    """Rule 3 at the last step: say which order is missing, or the post that an order would be for."""
    if step.post is None:
        return _missing_post(PostKind(step.kind), unit)
    title = step.post.title
    return Refusal(f"ตำแหน่ง{title} ว่าง และไม่มีคำสั่งที่มีผลในวันนี้ ต้องมีคำสั่งรักษาราชการแทน {title} ก่อนจึงจะเสนอได้")


def _missing_post(kind: PostKind, unit: Unit | None) -> Refusal:
    if kind == PostKind.DIRECTOR:
        where = f"สำนักงานยังไม่มีตำแหน่ง{kind.label}"
    elif unit is None:
        return Refusal(f"ผู้เสนอไม่ได้อยู่ในกลุ่มใด จึงไม่มี{kind.label}เป็นผู้พิจารณาขั้นสุดท้าย {LET_AN_OFFICER_PROPOSE}")
    elif kind == PostKind.DEPUTY:
        where = f"{unit.name} ไม่มี{kind.label}กำกับดูแล"
    else:
        where = f"{unit.name} ไม่มีตำแหน่ง{kind.label}"
    return Refusal(f"{where} จึงไม่มีผู้พิจารณาขั้นสุดท้าย ต้องกำหนดตำแหน่งนี้ก่อน แล้วระบุผู้ดำรงตำแหน่งหรือบันทึกคำสั่งให้ผู้อื่นแทน")


def _merge(steps: list[Step]) -> list[Step]:
    """Rule 4: who alone may decide this step and the next one above signs once, at the higher."""
    merged = list(steps)
    above: Step | None = None
    for position in range(len(steps) - 1, -1, -1):
        step = steps[position]
        if step.outcome == StepOutcome.PASSED_OVER:
            continue
        if above is not None and len(step.people) == 1 and step.people == above.people:
            merged[position] = replace(
                step, outcome=StepOutcome.MERGED, deciders=(), reason="ลงนามในขั้นที่สูงกว่า"
            )
        above = step
    return merged
