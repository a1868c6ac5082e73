"""What was done, by whom, when; append-only and sealed."""

from prasan.audit.models.event import Event, Seal

__all__ = ["Event", "Seal"]
