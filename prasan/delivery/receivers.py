"""Messages that lower rooms ask for."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from prasan.accounts.models import User
from prasan.contacts.actions import email_point, email_point_for
from prasan.delivery.actions import write


def write_account_mail(sender: type[User], address: str, subject: str, body: str, **kwargs: Any) -> None:
    """Links to set a password and the like. Each is new: asking again is a wish for another mail."""
    user = User.objects.filter(email__iexact=address).first()
    point = email_point(user) if user else email_point_for(address, address)
    write(
        key=f"account:{uuid4().hex}",
        to=point,
        purpose="account",
        subject=subject,
        body=body,
        at=timezone.now(),
    )
