"""The open cases as one person sees them today: theirs to decide now, later, or handed back to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from prasan.accounts.models import User
from prasan.approvals.models import Case, Decision, Reading
from prasan.approvals.progress import Progress, progress
from prasan.approvals.states import UNDER_WAY, CaseState, Outcome
from prasan.office.standing import Decider, Standing


@dataclass(frozen=True, slots=True)
class Entry:
    """A case in somebody's list, with where it stands; `decider`: in which capacity it waits for them."""

    case: Case
    progress: Progress
    decider: Decider | None = None
    is_new: bool = False
    """Not opened by them in this round."""
    returned: Decision | None = None
    """The return that handed it back."""

    @property
    def waits_for(self) -> str:
        """Title of the post that it waits for; empty when nobody may decide."""
        waiting = self.progress.waiting
        return waiting[1].post.title if waiting and waiting[1].post else ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """Each list oldest first."""

    waiting: list[Entry] = field(default_factory=list)
    returned: list[Entry] = field(default_factory=list)
    ahead: list[Entry] = field(default_factory=list)
    """Will come to them; may be read now."""
    proposed: list[Entry] = field(default_factory=list)


def inbox_of(user: User, standing: Standing) -> Inbox:
    """At most three queries besides those of `standing`, however many cases are open."""
    inbox = Inbox()
    cases = list(_under_way())
    read = _read_rounds(user)
    returns = _last_returns(user, cases)
    for case in cases:
        _sort_in(inbox, case, user, progress(case, standing), read.get(case.pk, 0) < case.round, returns)
    return inbox


def _sort_in(
    inbox: Inbox, case: Case, user: User, now: Progress, is_new: bool, returns: dict[int, Decision]
) -> None:
    if case.proposer_id == user.pk:
        target = inbox.returned if case.state == CaseState.RETURNED else inbox.proposed
        target.append(Entry(case, now, is_new=is_new, returned=returns.get(case.pk)))
    elif decider := now.decider(user):
        inbox.waiting.append(Entry(case, now, decider, is_new))
    elif any(user.pk in step.people for _, step in now.steps):
        inbox.ahead.append(Entry(case, now, is_new=is_new))


def waiting_ids(user: User, standing: Standing) -> list[int]:
    """Keys of the cases that wait for `user`, oldest first; one query besides those of `standing`."""
    return [case.pk for case in _under_way() if _waits_for(user, case, standing)]


def asking_count(user: User, standing: Standing) -> int:
    """How many cases ask something of `user`: to decide, or to mend; as many queries as `waiting_ids`."""
    return sum(_is_returned_to(user, case) or _waits_for(user, case, standing) for case in _under_way())


def _waits_for(user: User, case: Case, standing: Standing) -> bool:
    return case.state == CaseState.OPEN and progress(case, standing).decider(user) is not None


def _is_returned_to(user: User, case: Case) -> bool:
    return case.state == CaseState.RETURNED and case.proposer_id == user.pk


def _under_way() -> Iterable[Case]:
    cases = Case.objects.filter(state__in=UNDER_WAY).select_related("proposer", "proposer_post__unit")
    return cases.order_by("proposed_at", "pk")


def _read_rounds(user: User) -> dict[int, int]:
    """{case: latest round that `user` has opened}."""
    rows = Reading.objects.filter(user=user, case__state__in=UNDER_WAY).order_by("round")
    return dict(rows.values_list("case_id", "round"))


def _last_returns(user: User, cases: list[Case]) -> dict[int, Decision]:
    mine = [case.pk for case in cases if case.proposer_id == user.pk and case.state == CaseState.RETURNED]
    if not mine:
        return {}
    rows = Decision.objects.filter(case__in=mine, outcome=Outcome.RETURNED).order_by("pk")
    return {row.case_id: row for row in rows}
