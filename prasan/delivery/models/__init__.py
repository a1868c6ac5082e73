"""The ledger of what was sent to whom."""

from prasan.delivery.models.delivery import Attempt, Delivery

__all__ = ["Attempt", "Delivery"]
