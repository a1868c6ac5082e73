"""One decision for many rows whose fate nobody knows: each by the rule of a single one, each in the trail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from prasan.accounts.models import User
from prasan.delivery.actions.decide import resend, take_as_sent
from prasan.delivery.models import Delivery
from prasan.delivery.states import Choice
from prasan.ui.refusal import Refused

_ACTS = {Choice.SEND_AGAIN: resend, Choice.TAKE_AS_SENT: take_as_sent}
MANY = frozenset(_ACTS)
"""What may be decided of many at once."""


@dataclass(slots=True)
class Decided:
    """`refused` {reason: how many}."""

    done: int = 0
    refused: dict[str, int] = field(default_factory=dict)


def decide_many(rows: Iterable[Delivery], choice: Choice, *, by: User, at: datetime) -> Decided:
    """Each row for itself: one that somebody else decided meanwhile holds none back."""
    decided = Decided()
    for row in rows:
        try:
            _ACTS[choice](row, by=by, at=at)
        except Refused as refused:
            reason = str(refused)
            decided.refused[reason] = decided.refused.get(reason, 0) + 1
        else:
            decided.done += 1
    return decided
