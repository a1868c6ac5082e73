"""What the house knows about its own running."""

from prasan.operations.models.mark import Mark

__all__ = ["Mark"]
