"""How allauth behaves in this house."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from prasan.accounts.models import User
from prasan.accounts.signals import account_mail


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are added by the office, then invited."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the ledger of deliveries: a mail server that is down or slow must not be felt at sign-in."""
        mail = self.render_mail(template_prefix, email, {"request": self.request, "email": email, **context})
        account_mail.send(sender=User, address=email, subject=mail.subject, body=mail.body)
