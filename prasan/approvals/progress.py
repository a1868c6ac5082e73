"""Where a case stands on a day: who may decide now, what is passed over on the way, what lies ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from prasan.accounts.models import User
from prasan.approvals.models import Case
from prasan.approvals.states import CaseState
from prasan.office.chain import Step, StepOutcome, resolve_steps
from prasan.office.standing import Decider, Standing
from prasan.ui.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Progress:
    """`steps` are those from `case.position` on, with their positions in the chain; `refusal` says why
    nobody can decide (an order is missing) at its last step. All empty when the case is not open."""

    steps: list[tuple[int, Step]] = field(default_factory=list)
    refusal: Refusal | None = None

    @property
    def waiting(self) -> tuple[int, Step] | None:
        """The step that waits for a decision; None when the only one left has nobody."""
        return next((pair for pair in self._to_decide if pair[1].deciders), None)

    @property
    def _to_decide(self) -> list[tuple[int, Step]]:
        return [pair for pair in self.steps if pair[1].outcome == StepOutcome.DECIDE]

    @property
    def skipped(self) -> list[tuple[int, Step]]:
        """Steps passed over or merged on the way to the waiting one."""
        return [pair for pair in self.steps if self.waiting and pair[0] < self.waiting[0]]

    @property
    def is_last(self) -> bool:
        """Whether the waiting step ends the case."""
        return len(self._to_decide) == 1

    def decider(self, user: User) -> Decider | None:
        """In which capacity `user` may decide the waiting step; None when it is not their turn."""
        if self.waiting is None:
            return None
        return next((d for d in self.waiting[1].deciders if d.user.pk == user.pk), None)


def progress(case: Case, standing: Standing) -> Progress:
    """Resolved afresh for the day of `standing` (rules 1–6)."""
    if case.state != CaseState.OPEN:
        return Progress()
    rest = case.chain[case.position :]
    resolution = resolve_steps(rest, case.kind, case.proposer, case.proposer_post, standing)
    return Progress(list(enumerate(resolution.steps, case.position)), resolution.refusal)


def each_once(deciders: Sequence[Decider]) -> list[Decider]:
    """Everyone once, in their first capacity: who holds two orders for a post decides by the first."""
    first: dict[int, Decider] = {}
    for decider in deciders:
        first.setdefault(decider.user.pk, decider)
    return list(first.values())
