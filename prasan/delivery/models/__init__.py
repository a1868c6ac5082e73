"""The ledger of what was sent to whom, and the mail that came in."""

from prasan.delivery.models.delivery import Attempt, Delivery, DeliveryDecision
from prasan.delivery.models.inbound import InboundMail, MailSorting, YearOfMail
from prasan.delivery.models.message import Message
from prasan.delivery.models.quota import DailyCount, DailyQuota
from prasan.delivery.models.stopped import StoppedTopic
from prasan.delivery.models.watch import Watch

__all__ = [
    "Attempt",
    "DailyCount",
    "DailyQuota",
    "Delivery",
    "DeliveryDecision",
    "InboundMail",
    "MailSorting",
    "Message",
    "StoppedTopic",
    "Watch",
    "YearOfMail",
]
