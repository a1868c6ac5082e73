"""Cases that climb the chain of command, and what was decided."""

from prasan.approvals.models.case import Case, Reading
from prasan.approvals.models.decision import Decision

__all__ = ["Case", "Decision", "Reading"]
