"""Writing to the ledger and working through it."""

from prasan.delivery.actions.resend import resend
from prasan.delivery.actions.send import send_due
from prasan.delivery.actions.write import write

__all__ = ["resend", "send_due", "write"]
