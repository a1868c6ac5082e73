"""Writing the audit trail, sealing it and proving it."""

from prasan.audit.actions.record import record, subject_of
from prasan.audit.actions.seal import seal
from prasan.audit.actions.verify import Verification, verify

__all__ = ["Verification", "record", "seal", "subject_of", "verify"]
