"""Writing the audit trail, sealing it and proving it."""

from prasan.audit.actions.record import record, record_many, subject_of
from prasan.audit.actions.seal import seal
from prasan.audit.actions.verify import Verification, verify

__all__ = ["Verification", "record", "record_many", "seal", "subject_of", "verify"]
