"""Finding and keeping the addresses of the one address book."""

from prasan.contacts.actions.points import (
    confirm,
    email_point,
    email_point_for,
    mark_failed,
    mark_working,
    point_of,
    subscribe_again,
    unsubscribe,
)

__all__ = [
    "confirm",
    "email_point",
    "email_point_for",
    "mark_failed",
    "mark_working",
    "point_of",
    "subscribe_again",
    "unsubscribe",
]
