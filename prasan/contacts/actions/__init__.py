"""Finding and keeping the addresses of the one address book."""

from prasan.contacts.actions.points import email_point, email_point_for, mark_failed, mark_working

__all__ = ["email_point", "email_point_for", "mark_failed", "mark_working"]
