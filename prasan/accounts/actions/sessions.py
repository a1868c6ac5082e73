"""End sessions."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction

from prasan.accounts.models import User
from prasan.audit.actions import record


@transaction.atomic
def end_all_sessions(user: User, *, by: User | None) -> int:
    """Sign `user` out of every device; returns of how many."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    record("account.sign_out_everywhere", user, by=by, count=len(sessions))
    return len(sessions)
