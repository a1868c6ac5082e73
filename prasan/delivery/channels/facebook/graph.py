"""Calls to the Graph API in the name of the office's page."""

from __future__ import annotations

import hmac
from typing import Any

import httpx
from django.conf import settings

from prasan.delivery.channels import kept
from prasan.delivery.channels.facebook import token

WAIT_SECONDS = 20.0
# Codes of the Graph API's errors: the token is no longer good; too much at once; it may not do this.
TOKEN = frozenset({102, 190, 463, 467})
TOO_MUCH = frozenset({4, 17, 32, 341, 613})
FORBIDDEN = frozenset({10, *range(200, 300)})


def address(path: str) -> str:
    return f"{settings.FACEBOOK_API}/{path}"


def proofs() -> dict[str, str]:
    """The token, and that the call comes from the app that it was made for (appsecret_proof)."""
    secret = kept.get("facebook", "secret")
    found = {"access_token": token()}
    if secret:
        found["appsecret_proof"] = hmac.new(secret.encode(), token().encode(), "sha256").hexdigest()
    return found


def error_of(answer: httpx.Response) -> dict[str, Any]:
    """The `error` of an answer, {} for none."""
    try:
        found = answer.json().get("error", {})
    except (ValueError, AttributeError):
        return {}
    return found if isinstance(found, dict) else {}
