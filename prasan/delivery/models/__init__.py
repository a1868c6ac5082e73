"""The ledger of what was sent to whom."""

from prasan.delivery.models.delivery import Attempt, Delivery, DeliveryDecision
from prasan.delivery.models.message import Message

__all__ = ["Attempt", "Delivery", "DeliveryDecision", "Message"]
