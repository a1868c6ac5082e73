"""What follows from a user being added, changed or signed in."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress

from prasan.accounts.models import User
from prasan.audit.actions import record


def keep_address(sender: type[User], instance: User, raw: bool, update_fields: Any, **kwargs: Any) -> None:
    """The address that the office gave is the one to sign in with; nobody has to prove it first."""
    if raw or (update_fields is not None and "email" not in update_fields):
        return
    known = EmailAddress.objects.filter(user=instance)
    if known.filter(email__iexact=instance.email).exists():
        return
    known.filter(primary=True).delete()
    EmailAddress.objects.create(user=instance, email=instance.email.lower(), verified=True, primary=True)


def record_sign_in(sender: type[User], user: User, **kwargs: Any) -> None:
    record("account.sign_in", user, by=user)
