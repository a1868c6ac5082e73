"""As the Graph API answers for one page (reference: Page feed, Page photos, debug_token, error codes)."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

from prasan.delivery.standin.box import Box, Post
from prasan.delivery.standin.known import PAGE, SECRET, TOKEN
from prasan.delivery.standin.said import Answer, Call

_MOST_BYTES = 10 * 1024 * 1024
_PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


def _error(status: int, code: int, message: str) -> Answer:
    return Answer(status, {"error": {"code": code, "message": message, "type": "OAuthException"}})


_EXPIRED = _error(400, 190, "Error validating access token: Session has expired")
REFUSALS = {
    "expired": _EXPIRED,
    "429": _error(400, 32, "Page request limit reached"),
    "500": _error(500, 1, "An unknown error occurred"),
}


def answer(call: Call, box: Box) -> Answer:
    words, picture, name = _said(call)
    if words.get("access_token") != TOKEN:
        return _EXPIRED
    if "appsecret_proof" in words and not hmac.compare_digest(words["appsecret_proof"], _proof()):
        return _error(400, 100, "Invalid appsecret_proof provided in the API argument")
    if call.method == "GET":
        return _told(call.path)
    if call.path == f"/{PAGE}/feed":
        return _kept(words.get("message", ""), b"", "", box)
    if call.path == f"/{PAGE}/photos":
        return _photo(words, picture, name, box)
    return _error(404, 803, "Some of the aliases you requested do not exist")


def _proof() -> str:
    return hmac.new(SECRET.encode(), TOKEN.encode(), "sha256").hexdigest()


def _told(path: str) -> Answer:
    if path == f"/{PAGE}":
        return Answer(200, {"id": PAGE, "name": "เพจสำนักงานตัวอย่าง"})
    if path == "/debug_token":
        scopes = ["pages_manage_posts", "pages_read_engagement"]
        return Answer(200, {"data": {"is_valid": True, "type": "PAGE", "expires_at": 0, "scopes": scopes}})
    return _error(404, 803, "Some of the aliases you requested do not exist")


def _photo(words: dict[str, str], picture: bytes, name: str, box: Box) -> Answer:
    if not picture:
        return _error(400, 324, "Requires upload file")
    if len(picture) > _MOST_BYTES or not _content_type(picture):
        return _error(400, 1366046, "Your photos couldn't be uploaded")
    return _kept(words.get("caption", ""), picture, name, box)


def _kept(text: str, picture: bytes, name: str, box: Box) -> Answer:
    if not text and not picture:
        return _error(400, 100, "Missing message or attachment")
    post = Post(
        id=f"facebook-{uuid4()}",
        channel="facebook",
        to=PAGE,
        text=text,
        at=datetime.now(UTC).isoformat(),
        content_type=_content_type(picture),
        picture_name=name,
    )
    box.keep(post, picture)
    number = str(int(post.id.rpartition("-")[2], 16))
    return Answer(200, {"id": number, "post_id": f"{PAGE}_{number}"})


def _content_type(picture: bytes) -> str:
    return next((kind for mark, kind in _PICTURES.items() if picture.startswith(mark)), "")


def _said(call: Call) -> tuple[dict[str, str], bytes, str]:
    """The fields of the call, and the file `source` with its name if it brought one."""
    kind = call.headers.get("Content-Type", "")
    if call.method == "GET":
        return dict(call.query), b"", ""
    if not kind.startswith("multipart/form-data"):
        return {name: values[0] for name, values in parse_qs(call.body.decode()).items()}, b"", ""
    whole = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + call.body, policy=HTTP)
    words, picture, file_name = {}, b"", ""
    for part in whole.iter_parts():
        name, content = _part(part)
        if name == "source":
            picture, file_name = content, part.get_filename() or ""
        else:
            words[name] = content.decode("utf-8", "replace")
    return words, picture, file_name


def _part(part: Any) -> tuple[str, bytes]:
    name = part.get_param("name", header="Content-Disposition") or ""
    return str(name), part.get_payload(decode=True) or b""
