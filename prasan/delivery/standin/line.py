"""As the Messaging API answers (reference: Push and broadcast messages, Retrying, Image and text message)."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from prasan.delivery.standin.box import Box, Post
from prasan.delivery.standin.known import TOKEN
from prasan.delivery.standin.said import Answer, Call

_UNAUTHORIZED = Answer(401, {"message": "Authentication failed. Confirm that the access token is valid."})
REFUSALS = {
    "expired": _UNAUTHORIZED,
    "429": Answer(429, {"message": "The API rate limit has been exceeded"}, {"Retry-After": "90"}),
    "500": Answer(500, {"message": "Internal server error"}),
}
_SEND = "/v2/bot/message/"
_TO = re.compile(r"[UCR][0-9a-f]{32}")
_LONGEST, _LONGEST_URL, _MOST_MESSAGES = 5_000, 2_000, 5


def answer(call: Call, box: Box) -> Answer:
    if call.headers["Authorization"] != f"Bearer {TOKEN}":
        return _UNAUTHORIZED
    if call.method == "GET":
        return _told(call.path, box)
    if call.path not in {f"{_SEND}push", f"{_SEND}broadcast"}:
        return Answer(404, {"message": "Not found"})
    return _taken(call, box)


def _told(path: str, box: Box) -> Answer:
    account = box.account()
    found: dict[str, dict[str, Any]] = {
        "/v2/bot/info": {
            "userId": "U" + "0" * 32,
            "basicId": "@000sample",
            "displayName": "สำนักงานตัวอย่าง",
            "chatMode": "bot",
            "markAsReadMode": "auto",
        },
        f"{_SEND}quota": {"type": "limited", "value": account["limit"]},
        f"{_SEND}quota/consumption": {"totalUsage": account["used"]},
    }
    return Answer(200, found[path]) if path in found else Answer(404, {"message": "Not found"})


def _taken(call: Call, box: Box) -> Answer:
    try:
        body = json.loads(call.body)
        key = str(UUID(call.headers["X-Line-Retry-Key"])) if "X-Line-Retry-Key" in call.headers else ""
    except ValueError:
        return _refusal("The request body or the retry key is not valid")
    to = body.get("to", "")
    is_broadcast = call.path.endswith("broadcast")
    if not is_broadcast and not _TO.fullmatch(to):
        return _refusal("The property, 'to', in the request body is invalid")
    if wrong := _wrong(body.get("messages")):
        return _refusal(wrong)
    return _kept(body["messages"], "broadcast" if is_broadcast else to, key, box)


def _kept(messages: list[dict[str, Any]], to: str, key: str, box: Box) -> Answer:
    account = box.account()
    used = account["used"] + (account["friends"] if to == "broadcast" else 1)
    post = Post(
        id=f"line-{key or uuid4()}",
        channel="line",
        to=to,
        text="\n".join(each["text"] for each in messages if each["type"] == "text"),
        at=datetime.now(UTC).isoformat(),
        picture_url=next((each["originalContentUrl"] for each in messages if each["type"] == "image"), ""),
    )
    is_known = any(known.id == post.id for known in box.posts("line"))
    if not is_known and used > account["limit"]:
        return Answer(429, {"message": "You have reached your monthly limit."})
    if not box.keep(post):
        message = {"message": "The retry key is already accepted"}
        return Answer(409, message, {"X-Line-Accepted-Request-Id": post.id})
    box.set_account(used=used)
    return Answer(200, {"sentMessages": [{"id": "1", "quoteToken": "0"}]} if to != "broadcast" else {})


def _wrong(messages: Any) -> str:
    if not isinstance(messages, list) or not 0 < len(messages) <= _MOST_MESSAGES:
        return "Size must be between 1 and 5"
    return next(filter(None, map(_wrong_message, messages)), "")


def _wrong_message(message: dict[str, Any]) -> str:
    if message.get("type") == "text":
        units = len(str(message.get("text", "")).encode("utf-16-le", "surrogatepass")) // 2
        return "" if 0 < units <= _LONGEST else "Length must be between 0 and 5000"
    if message.get("type") == "image":
        urls = [str(message.get(name, "")) for name in ("originalContentUrl", "previewImageUrl")]
        is_well = all(url.startswith("https://") and len(url) <= _LONGEST_URL for url in urls)
        return "" if is_well else "Must be a valid HTTPS URL"
    return "Must be one of the following values: [text, image]"


def _refusal(what: str) -> Answer:
    return Answer(
        400, {"message": "The request body has 1 error(s)", "details": [{"message": what, "property": ""}]}
    )
