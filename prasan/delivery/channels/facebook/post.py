"""Posting to a page by the Graph API. It knows no retry key: a post whose answer was lost is for a person."""

from __future__ import annotations

from http import HTTPStatus
from typing import Self

import httpx

from prasan.delivery.channels import Outcome, Outgoing, Reply
from prasan.delivery.channels.facebook import CHANNEL
from prasan.delivery.channels.facebook.graph import (
    FORBIDDEN,
    TOKEN,
    TOO_MUCH,
    WAIT_SECONDS,
    address,
    error_of,
    proofs,
)


class FacebookWay:
    """One client for many posts."""

    def __enter__(self) -> Self:
        self._client = httpx.Client(timeout=WAIT_SECONDS)
        return self

    def __exit__(self, *error: object) -> None:
        self._client.close()

    def send(self, message: Outgoing) -> Reply:
        if refused := CHANNEL.why_not_text(message.body):
            return Reply(Outcome.MESSAGE_REFUSED, refused)
        try:
            answer = self._photo(message) if message.files else self._text(message)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            return Reply(Outcome.UNREACHABLE, "ติดต่อ Facebook ไม่ได้", "", str(error)[:300])
        except httpx.HTTPError as error:
            return Reply(Outcome.UNKNOWN, "Facebook ไม่ตอบ อาจโพสต์แล้ว", "", str(error)[:300])
        return _reply(answer)

    def _text(self, message: Outgoing) -> httpx.Response:
        return self._client.post(address(f"{message.to}/feed"), data={**proofs(), "message": message.body})

    def _photo(self, message: Outgoing) -> httpx.Response:
        """The picture with the text below it, in one call: both or nothing."""
        picture = message.files[0]
        with picture.file.open("rb") as opened:
            source = (picture.name, opened.read(), picture.content_type)
        words = {**proofs(), "caption": message.body}
        return self._client.post(address(f"{message.to}/photos"), data=words, files={"source": source})


def _reply(answer: httpx.Response) -> Reply:
    status, error = answer.status_code, error_of(answer)
    code, text = str(error.get("code") or status), str(error.get("message", ""))[:300]
    if status < HTTPStatus.BAD_REQUEST:
        return Reply(Outcome.ACCEPTED, "", str(status), answer.text[:300])
    if error.get("code") in TOKEN:
        return Reply(Outcome.UNREACHABLE, "สิทธิ์ของเพจ Facebook หมดอายุหรือไม่ถูกต้อง", code, text)
    if error.get("code") in FORBIDDEN:
        return Reply(Outcome.UNREACHABLE, "รหัสของเพจ Facebook ไม่มีสิทธิ์โพสต์ (pages_manage_posts)", code, text)
    if status == HTTPStatus.TOO_MANY_REQUESTS or error.get("code") in TOO_MUCH:
        return Reply(Outcome.DELAYED, "Facebook ขอให้รอ", code, text, rests=True)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Reply(Outcome.UNKNOWN, "Facebook ขัดข้อง อาจโพสต์แล้ว", code, text)
    return Reply(Outcome.MESSAGE_REFUSED, "Facebook ไม่รับข้อความนี้", code, text)
