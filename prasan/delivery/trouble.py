"""Why a mail server or a mailbox cannot be used, in plain Thai, with the setting to look at."""

from __future__ import annotations

import smtplib
import socket
import ssl
from typing import NamedTuple

from imap_tools import MailboxFolderSelectError, MailboxLoginError

_LOGIN = (smtplib.SMTPAuthenticationError, MailboxLoginError)
# Verify codes of OpenSSL (X509_V_ERR_…).
_RUN_OUT, _OTHER_NAME = {10}, {62, 64}
_NOT_TOLD = "ระบบยังไม่ได้ส่งรหัสผ่านไป"


class Trouble(NamedTuple):
    """`cause` for anybody; `look_at` names settings, for whoever looks after the machine ("" = at none)."""

    cause: str
    look_at: str = ""

    @property
    def advice(self) -> str:
        return f"{self.cause} ตรวจค่า {self.look_at}" if self.look_at else self.cause


def trouble_of(error: Exception, settings: str) -> Trouble:
    """`settings` is what the names of the settings begin with: PRASAN_SMTP or PRASAN_IMAP."""
    host = settings if settings == "PRASAN_SMTP" else f"{settings}_HOST"
    port = settings if settings == "PRASAN_SMTP" else f"{settings}_PORT"
    if isinstance(error, _LOGIN):
        return Trouble("ชื่อหรือรหัสผ่านไม่ถูกต้อง", f"{settings}_USER และ {settings}_PASSWORD")
    if isinstance(error, MailboxFolderSelectError):
        return Trouble("ไม่มีกล่องชื่อนี้ในบัญชี", f"{settings}_FOLDER")
    if isinstance(error, ssl.SSLCertVerificationError):
        return _of_certificate(error, host)
    if isinstance(error, ssl.SSLError):
        return Trouble("พอร์ตนี้ไม่ได้ใช้การเข้ารหัสแบบที่ตั้งไว้", f"{port} และ {settings}_TLS")
    if isinstance(error, socket.gaierror):
        return Trouble("ไม่พบเครื่องชื่อนี้", host)
    if isinstance(error, TimeoutError):
        return Trouble("เครื่องปลายทางไม่ตอบ", f"{port} และไฟร์วอลล์ของสำนักงาน")
    if isinstance(error, ConnectionRefusedError):
        return Trouble("เครื่องปลายทางไม่เปิดพอร์ตนี้", port)
    if isinstance(error, smtplib.SMTPNotSupportedError) or "STARTTLS" in str(error):
        return Trouble("เซิร์ฟเวอร์ไม่มีการเข้ารหัสหรือการเข้าสู่ระบบที่ตั้งไว้", f"{settings}_TLS")
    return Trouble("ต่อเซิร์ฟเวอร์อีเมลไม่ได้", f"{host} และเครือข่าย")


def _of_certificate(error: ssl.SSLCertVerificationError, host: str) -> Trouble:
    """Never go on without a good one: a password would be told to whoever listens."""
    if error.verify_code in _RUN_OUT:
        return Trouble(f"ใบรับรองความปลอดภัยของเซิร์ฟเวอร์หมดอายุ แจ้งผู้ให้บริการ {_NOT_TOLD}")
    if error.verify_code in _OTHER_NAME:
        return Trouble(f"ใบรับรองความปลอดภัยเป็นของเครื่องชื่ออื่น {_NOT_TOLD}", host)
    return Trouble(f"ใบรับรองความปลอดภัยของเซิร์ฟเวอร์ไม่มีผู้รับรองที่เชื่อถือได้ แจ้งผู้ให้บริการ {_NOT_TOLD}")
