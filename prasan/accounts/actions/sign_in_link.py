"""Make a one-time link: for the cast of the sample, and for whoever cannot get in otherwise."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from prasan.accounts.models import SignInLink, User
from prasan.audit.actions import record


@transaction.atomic
def make_sign_in_link(user: User, *, by: User | None, at: datetime, next_url: str = "/desk/") -> str:
    """The whole address. It passes by password and second factor: whoever holds it is `user`, once."""
    token = SignInLink.issue(user, at=at, next_url=next_url)
    record("account.sign_in_link", user, by=by, at=at)
    return settings.ORIGIN + reverse("sign_in_link", args=[token])
