"""Letting people in, and out."""

from prasan.accounts.actions.invite import invite
from prasan.accounts.actions.sessions import end_all_sessions
from prasan.accounts.actions.sign_in_link import make_sign_in_link

__all__ = ["end_all_sessions", "invite", "make_sign_in_link"]
