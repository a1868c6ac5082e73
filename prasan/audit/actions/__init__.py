"""Writing the audit trail, sealing it and proving it."""

from prasan.audit.actions.record import record, subject_of
from prasan.audit.actions.seal import Verification, seal, verify

__all__ = ["Verification", "record", "seal", "subject_of", "verify"]
