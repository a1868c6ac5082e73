"""Mails for tests, as bytes."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

SCHOOL = "ครูสมมติ ตัวอย่าง <kru@school.example>"


def mail(
    body: str = "เรียน ผู้อำนวยการ",
    *,
    subject: str = "เรื่องทดสอบ",
    sender: str = SCHOOL,
    to: str = "office@office.example",
    message_id: str = "<one@school.example>",
    files: dict[str, bytes] | None = None,
    **headers: Any,
) -> bytes:
    """`files` {name: JPEG bytes}; further headers with _ for -: in_reply_to="<…>"."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, to, subject
    if message_id:
        message["Message-ID"] = message_id
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    for name, data in (files or {}).items():
        message.add_attachment(data, maintype="image", subtype="jpeg", filename=name)
    return message.as_bytes()


def bounce(of: str, address: str, status: str = "5.1.1") -> bytes:
    """A report (RFC 3464) that the mail `of` did not reach `address`."""
    return f"""Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example>
To: prasan@office.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce-{status}@mx.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

could not be delivered
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {address}
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 no such user
--b
Content-Type: text/rfc822-headers

Message-ID: {of}
To: {address}
--b--
""".replace("\n", "\r\n").encode()
