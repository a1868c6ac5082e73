"""Proving the connection to LINE: whose account it is and how much it may still send. Nothing is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http import HTTPStatus

from linebot.v3.messaging import MessagingApi
from linebot.v3.messaging.exceptions import ApiException
from urllib3.exceptions import HTTPError

from prasan.delivery.channels import Step
from prasan.delivery.channels.line.push import WAIT_SECONDS, client

_ADVICE = {
    HTTPStatus.UNAUTHORIZED: "รหัสหมดอายุหรือไม่ถูกต้อง กด Reissue ที่ LINE Developers Console แล้วใส่รหัสใหม่ที่นี่",
    HTTPStatus.FORBIDDEN: "บัญชีนี้ไม่มีสิทธิ์ใช้ Messaging API เปิดใช้ที่ LINE Official Account Manager",
    HTTPStatus.TOO_MANY_REQUESTS: "LINE ขอให้รอ ลองอีกครั้งในอีกหนึ่งนาที",
}


def trial() -> Iterator[Step]:
    """The steps up to the first that fails."""
    with client() as opened:
        api = MessagingApi(opened)
        for name, ask in (("บัญชีของสำนักงาน", _account), ("จำนวนข้อความเดือนนี้", _quota)):
            step = _step(name, api, ask)
            yield step
            if not step.is_well:
                return


def _step(name: str, api: MessagingApi, ask: Callable[[MessagingApi], str]) -> Step:
    try:
        return Step(name, True, ask(api))
    except ApiException as error:
        advice = _ADVICE.get(error.status, "LINE ตอบว่ามีปัญหา อ่านคำตอบแล้วลองใหม่ภายหลัง")
        return Step(name, False, f"{error.status} {str(error.body or '')[:200]}", advice)
    except HTTPError as error:
        return Step(name, False, str(error)[:200], "ติดต่อ LINE ไม่ได้ ตรวจอินเทอร์เน็ตและไฟร์วอลล์ของสำนักงาน")


def _account(api: MessagingApi) -> str:
    found = api.get_bot_info(_request_timeout=WAIT_SECONDS)
    return f"{found.display_name} {found.basic_id}"


def _quota(api: MessagingApi) -> str:
    limit = api.get_message_quota(_request_timeout=WAIT_SECONDS).value
    used = api.get_message_quota_consumption(_request_timeout=WAIT_SECONDS).total_usage
    return (
        f"ส่งแล้ว {used:,} จาก {limit:,} ข้อความ" if limit is not None else f"ส่งแล้ว {used:,} ข้อความ ไม่จำกัดจำนวน"
    )
