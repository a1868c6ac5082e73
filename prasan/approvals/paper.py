"""A consent signed on paper: from which day it can have been signed, and who could sign since."""

from __future__ import annotations

from datetime import date

from prasan.approvals.models import Case
from prasan.approvals.progress import each_once, progress
from prasan.office.models import Holder, Order
from prasan.office.standing import Decider, Standing


def came_on(case: Case) -> date:
    """The day on which the waiting step came to its deciders: of the proposal, or of the step before."""
    return max(row.decided_on for row in case.decisions.filter(round=case.round))


def signers(case: Case, *, until: date) -> list[Decider]:
    """Everyone who could have signed on some day since the step came, each once, today's people first.

    An order may have ended since the paper was signed, so today's deciders alone would not do.
    """
    found: list[Decider] = []
    for day in sorted(_days_of_change(came_on(case), until), reverse=True):
        waiting = progress(case, Standing(day)).waiting
        found += waiting[1].deciders if waiting else []
    return each_once(found)


def _days_of_change(first: date, last: date) -> set[date]:
    """Days of the period on which others may decide than on the day before; both ends are among them."""
    days = {first, last}
    for order in Order.objects.sharing_a_day(first, last):
        days |= {order.in_force_from, order.to_on or last}
    for holder in Holder.objects.sharing_a_day(first, last):
        days |= {holder.from_on, holder.to_on or last}
    return {day for day in days if first <= day <= last}
