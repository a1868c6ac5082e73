"""Proving the way out: one mail to oneself, step by step, with what the server answered to each."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from uuid import uuid4

from django.conf import settings

from prasan.delivery.channels import Outgoing, Step
from prasan.delivery.channels.email.message import build
from prasan.delivery.channels.email.smtp import connect
from prasan.delivery.trouble import trouble_of

_WAIT_SECONDS = 10.0
# RFC 3207, 4 and RFC 4954, 6: it wants us encrypted, or signed in, first.
_NEEDS_MORE = frozenset({530, 538})
_LOCKED = (
    "เซิร์ฟเวอร์ต้องการการเข้ารหัสและการเข้าสู่ระบบก่อน "
    "ตั้ง PRASAN_SMTP_TLS=1 พร้อม PRASAN_SMTP_USER และ PRASAN_SMTP_PASSWORD"
)


def trial(to: str, *, sender_name: str, at: datetime) -> Iterator[Step]:
    """The steps of sending one mail to `to`, up to the first that fails."""
    where = f"{settings.EMAIL_HOST} พอร์ต {settings.EMAIL_PORT}"
    try:
        server = connect(_WAIT_SECONDS)
    except (OSError, smtplib.SMTPException) as error:
        yield Step(f"เชื่อมต่อ {where}", False, str(error)[:300], trouble_of(error, "PRASAN_SMTP").advice)
        return
    with suppress(smtplib.SMTPException, OSError):
        yield Step(f"เชื่อมต่อ {where}", True, _first_line(server.ehlo_resp or server.helo_resp or b""))
        if settings.EMAIL_HOST_USER:
            yield Step(f"เข้าสู่ระบบด้วยบัญชี {settings.EMAIL_HOST_USER}", True, "")
        yield from _hand_over(server, to, _mail(to, sender_name, at))
        server.quit()
    server.close()


def _mail(to: str, sender_name: str, at: datetime) -> bytes:
    sender = settings.DEFAULT_FROM_EMAIL
    message_id = f"<{uuid4().hex}@{sender.rpartition('@')[2]}>"
    body = "อีเมลฉบับนี้ท่านส่งถึงตัวเองจากหน้าตั้งค่าอีเมล\n\nหากอ่านได้ครบถ้วน แสดงว่าสำนักงานส่งอีเมลออกได้\nที่ ปู่ น้ำ ฟื้น กู้ ญัตติ\n"
    message = Outgoing(to, "ทดลองส่งอีเมลจากระบบประสาน", body, message_id)
    return build(message, to=to, sender=sender, sender_name=sender_name, at=at)


def _hand_over(server: smtplib.SMTP, to: str, mail: bytes) -> Iterator[Step]:
    sender = settings.DEFAULT_FROM_EMAIL
    steps: tuple[tuple[str, Callable[[], tuple[int, bytes]], str], ...] = (
        (f"ผู้ส่ง {sender}", lambda: server.mail(sender), "ผู้ให้บริการไม่ยอมให้ส่งในนามที่อยู่นี้ ตรวจค่า PRASAN_FROM"),
        (f"ผู้รับ {to}", lambda: server.rcpt(to), "ปลายทางไม่รับที่อยู่นี้ ตรวจอีเมลในบัญชีของท่าน"),
        ("ส่งข้อความ", lambda: server.data(mail), "ปลายทางไม่รับข้อความ อ่านคำตอบแล้วแจ้งผู้ให้บริการ"),
    )
    for name, say, advice in steps:
        try:
            code, answer = say()
        except smtplib.SMTPDataError as error:
            code, answer = error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else b""
        except (OSError, smtplib.SMTPException) as error:
            yield Step(name, False, str(error)[:300], "การเชื่อมต่อขาด ลองใหม่อีกครั้ง")
            return
        is_well = code < 400
        advice = "" if is_well else _LOCKED if code in _NEEDS_MORE else advice
        yield Step(name, is_well, f"{code} {_first_line(answer)}", advice)
        if not is_well:
            return


def _first_line(answer: bytes) -> str:
    lines = answer.decode("utf-8", "replace").splitlines()
    return lines[0][:200] if lines else ""
