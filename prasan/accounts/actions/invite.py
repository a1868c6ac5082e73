"""Invite a person whom the office has added."""

from __future__ import annotations

from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from prasan.accounts.models import User
from prasan.accounts.policies import why_not_invite
from prasan.accounts.signals import account_mail
from prasan.audit.actions import record
from prasan.ui.refusal import ensure


@transaction.atomic
def invite(user: User, *, by: User | None, at: datetime) -> None:
    """Send `user` a mail with a link to set their password, valid as long as `PASSWORD_RESET_TIMEOUT`."""
    ensure(why_not_invite(user))
    context = {
        "user": user,
        "link": settings.ORIGIN + _password_path(user),
        "sign_in": settings.ORIGIN + reverse("account_login"),
    }
    account_mail.send(
        sender=User,
        address=user.email,
        subject=render_to_string("accounts/email/invitation_subject.txt", context).strip(),
        body=render_to_string("accounts/email/invitation_message.txt", context),
    )
    record("account.invite", user, by=by, at=at)


def _password_path(user: User) -> str:
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
