"""Writing the audit trail."""

from prasan.audit.actions.record import record, subject_of

__all__ = ["record", "subject_of"]
