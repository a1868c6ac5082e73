"""What can be done to a case."""

from prasan.approvals.actions.cases import mark_read, propose, propose_again, recall
from prasan.approvals.actions.decide import Paper, decide

__all__ = ["Paper", "decide", "mark_read", "propose", "propose_again", "recall"]
