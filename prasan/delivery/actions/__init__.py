"""Writing to the ledger, working through it, and what people decide about it."""

from prasan.delivery.actions.bounces import take_bounce, take_delivered
from prasan.delivery.actions.claim import release_left_behind
from prasan.delivery.actions.decide import hand_over, resend, stop, stop_all, take_as_sent, take_back
from prasan.delivery.actions.send import PostOffice, send_due
from prasan.delivery.actions.send_without import send_without
from prasan.delivery.actions.wishes import stop_news, want_news
from prasan.delivery.actions.write import Letter, Text, write, write_many

__all__ = [
    "Letter",
    "PostOffice",
    "Text",
    "hand_over",
    "release_left_behind",
    "resend",
    "send_due",
    "send_without",
    "stop",
    "stop_all",
    "stop_news",
    "take_as_sent",
    "take_back",
    "take_bounce",
    "take_delivered",
    "want_news",
    "write",
    "write_many",
]
