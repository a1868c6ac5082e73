"""Text and picture by the Messaging API, with a retry key that stays the same however often it is tried."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any, Self
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from linebot.v3.messaging import (
    ApiClient,
    BroadcastRequest,
    Configuration,
    ImageMessage,
    Message,
    MessagingApi,
    PushMessageRequest,
    TextMessage,
)
from linebot.v3.messaging.exceptions import ApiException
from urllib3.exceptions import HTTPError, NewConnectionError

from prasan.delivery.channels import Outcome, Outgoing, Quota, Reply
from prasan.delivery.channels.line import CHANNEL, FRIENDS, token

logger = logging.getLogger(__name__)

WAIT_SECONDS = 10
_REFUSED = {
    HTTPStatus.BAD_REQUEST: (Outcome.MESSAGE_REFUSED, "LINE ไม่รับข้อความหรือผู้รับนี้"),
    HTTPStatus.FORBIDDEN: (Outcome.UNREACHABLE, "บัญชี LINE ของสำนักงานไม่มีสิทธิ์ส่งข้อความ"),
    HTTPStatus.UNAUTHORIZED: (Outcome.UNREACHABLE, "รหัสของบัญชี LINE หมดอายุหรือไม่ถูกต้อง"),
    HTTPStatus.NOT_FOUND: (Outcome.ADDRESS_REFUSED, "ไม่มีบัญชีผู้รับนี้ใน LINE"),
}


class LineWay:
    """One client for many messages."""

    def __enter__(self) -> Self:
        self._client = client()
        self._api = MessagingApi(self._client)
        return self

    def __exit__(self, *error: object) -> None:
        self._client.close()

    def send(self, message: Outgoing) -> Reply:
        """A lost answer is unknown; the ledger tries again, for LINE knows the key of what it took."""
        if refused := CHANNEL.why_not_text(message.body):
            return Reply(Outcome.MESSAGE_REFUSED, refused)
        try:
            self._hand_in(message)
        except ApiException as error:
            return _reply(error)
        except NewConnectionError as error:
            return Reply(Outcome.UNREACHABLE, "ติดต่อ LINE ไม่ได้", "", str(error)[:300])
        except HTTPError as error:
            if isinstance(getattr(error, "reason", None), NewConnectionError):
                return Reply(Outcome.UNREACHABLE, "ติดต่อ LINE ไม่ได้", "", str(error)[:300])
            return Reply(Outcome.UNKNOWN, "LINE ไม่ตอบ อาจรับแล้ว", "", str(error)[:300])
        return Reply(Outcome.ACCEPTED, "", "200")

    def _hand_in(self, message: Outgoing) -> None:
        about: dict[str, Any] = {
            "x_line_retry_key": str(uuid5(NAMESPACE_URL, message.message_id)),
            "_request_timeout": WAIT_SECONDS,
        }
        if message.to == FRIENDS:
            self._api.broadcast(BroadcastRequest(messages=_messages(message)), **about)
        else:
            self._api.push_message(PushMessageRequest(to=message.to, messages=_messages(message)), **about)


def _messages(message: Outgoing) -> list[Message]:
    """One request, so that text and picture arrive together or not at all."""
    text = TextMessage(text=message.body)
    if not message.picture_url:
        return [text]
    return [
        ImageMessage(originalContentUrl=message.picture_url, previewImageUrl=message.preview_url),
        text,
    ]


def client() -> Any:
    return ApiClient(Configuration(access_token=token(), host=settings.LINE_API))


def _reply(error: ApiException) -> Reply:
    status, text = error.status, str(error.body or "")[:300]
    if status == HTTPStatus.CONFLICT:
        return Reply(Outcome.ACCEPTED, "", str(status), text)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        wait = _seconds((error.headers or {}).get("Retry-After"))
        return Reply(
            Outcome.DELAYED, "LINE ขอให้รอ หรือครบจำนวนของเดือนแล้ว", str(status), text, wait, rests=True
        )
    if status in _REFUSED:
        outcome, reason = _REFUSED[HTTPStatus(status)]
        return Reply(outcome, reason, str(status), text)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Reply(Outcome.UNKNOWN, "LINE ขัดข้อง อาจรับแล้ว", str(status), text)
    return Reply(Outcome.MESSAGE_REFUSED, "LINE ไม่รับข้อความนี้", str(status), text)


def _seconds(text: str | None) -> float | None:
    return float(text) if text and text.isdecimal() else None


def quota_left() -> Quota | None:
    """What LINE still takes this month; None without a limit, or when LINE does not say."""
    try:
        with client() as opened:
            api = MessagingApi(opened)
            limit = api.get_message_quota(_request_timeout=WAIT_SECONDS).value
            used = api.get_message_quota_consumption(_request_timeout=WAIT_SECONDS).total_usage
    except (ApiException, HTTPError) as error:
        logger.warning("LINE does not tell its quota: %s", error)
        return None
    return None if limit is None else Quota(max(0, limit - used), limit, "เดือนนี้")
