"""Posting to a page by the Graph API. It knows no retry key: a post whose answer was lost is for a person."""

from __future__ import annotations

import hmac
from http import HTTPStatus
from typing import Any, Self

import httpx
from django.conf import settings

from prasan.delivery.channels import Outcome, Outgoing, Reply

_WAIT_SECONDS = 20.0
# Codes of the Graph API's errors: the token is no longer good; too much at once.
_TOKEN = frozenset({102, 190, 463, 467})
_TOO_MUCH = frozenset({4, 17, 32, 341, 613})


class FacebookWay:
    """One client for many posts."""

    def __enter__(self) -> Self:
        self._client = httpx.Client(timeout=_WAIT_SECONDS)
        return self

    def __exit__(self, *error: object) -> None:
        self._client.close()

    def send(self, message: Outgoing) -> Reply:
        where = f"{settings.FACEBOOK_API}/{message.to}/feed"
        words = {"message": message.body, "access_token": settings.FACEBOOK_TOKEN} | _proof()
        try:
            answer = self._client.post(where, data=words)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            return Reply(Outcome.UNREACHABLE, "ติดต่อ Facebook ไม่ได้", "", str(error)[:300])
        except httpx.HTTPError as error:
            return Reply(Outcome.UNKNOWN, "Facebook ไม่ตอบ อาจโพสต์แล้ว", "", str(error)[:300])
        return _reply(answer)


def _proof() -> dict[str, str]:
    """That the call comes from the app that the token was made for (appsecret_proof)."""
    if not settings.FACEBOOK_SECRET:
        return {}
    secret, token = settings.FACEBOOK_SECRET.encode(), settings.FACEBOOK_TOKEN.encode()
    return {"appsecret_proof": hmac.new(secret, token, "sha256").hexdigest()}


def _reply(answer: httpx.Response) -> Reply:
    status, error = answer.status_code, _error(answer)
    code, text = str(error.get("code") or status), str(error.get("message", ""))[:300]
    if status < HTTPStatus.BAD_REQUEST:
        return Reply(Outcome.ACCEPTED, "", str(status), answer.text[:300])
    if error.get("code") in _TOKEN:
        return Reply(Outcome.UNREACHABLE, "สิทธิ์ของเพจ Facebook หมดอายุหรือไม่ถูกต้อง", code, text)
    if status == HTTPStatus.TOO_MANY_REQUESTS or error.get("code") in _TOO_MUCH:
        return Reply(Outcome.DELAYED, "Facebook ขอให้รอ", code, text, rests=True)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Reply(Outcome.UNKNOWN, "Facebook ขัดข้อง อาจโพสต์แล้ว", code, text)
    return Reply(Outcome.MESSAGE_REFUSED, "Facebook ไม่รับข้อความนี้", code, text)


def _error(answer: httpx.Response) -> dict[str, Any]:
    try:
        found = answer.json().get("error", {})
    except (ValueError, AttributeError):
        return {}
    return found if isinstance(found, dict) else {}
