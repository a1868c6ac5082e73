"""Mails made for the tests: sentences and people are invented."""

from __future__ import annotations

import base64

NEWS = "ส่งข่าวกิจกรรมวันภาษาไทย โรงเรียนบ้านตัวอย่าง"
FROM = "ครูสมมติ <teacher@school.example>"


def mail(
    body: str | bytes = "สวัสดี",
    *,
    subject: str = "ทดสอบ",
    sender: str = FROM,
    headers: str = "",
    charset: str = "utf-8",
    encoding: str = "utf-8",
) -> bytes:
    """A mail of one text part; `headers` are further lines, each with its line end."""
    head = f"From: {sender}\nTo: news@office.example\nSubject: {subject}\n{headers}"
    if "content-type" not in headers.lower():
        head += f"Content-Type: text/plain; charset={charset}\n"
    raw = body if isinstance(body, bytes) else body.encode(encoding)
    return head.encode() + b"\n" + raw


def reply(body: str, *, subject: str = "Re: ข่าว", headers: str = "") -> bytes:
    return mail(body, subject=subject, headers=f"In-Reply-To: <1@office.example>\n{headers}")


def html(body: str, *, headers: str = "") -> bytes:
    return mail(body, headers=f"Content-Type: text/html; charset=utf-8\n{headers}")


def part(content: bytes, *headers: str) -> bytes:
    return "".join(f"{header}\n" for header in headers).encode() + b"\n" + content + b"\n"


def multipart(*parts: bytes, kind: str = "mixed", boundary: str = "=_q", headers: str = "") -> bytes:
    head = f'From: {FROM}\nSubject: ทดสอบ\n{headers}Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'
    lines = [f"--{boundary}\n".encode() + each for each in parts]
    return head.encode() + b"".join(lines) + f"--{boundary}--\n".encode()


def attached(content: bytes, disposition: str, kind: str = "application/pdf") -> bytes:
    """A mail with the text `hello` and one base64 file."""
    lines = [f"Content-Type: {kind}", "Content-Transfer-Encoding: base64"]
    if disposition:
        lines.append(f"Content-Disposition: {disposition}")
    file = part(base64.encodebytes(content), *lines)
    return multipart(part(b"hello", "Content-Type: text/plain"), file)


def words(data: bytes, label: str, size: int, kind: str = "B", between: bytes = b"\r\n ") -> bytes:
    """Encoded words of `size` bytes each, wherever that cuts."""
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    encode = base64.b64encode if kind in "Bb" else _quoted
    return between.join(f"=?{label}?{kind}?".encode() + encode(piece) + b"?=" for piece in pieces)


def _quoted(data: bytes) -> bytes:
    return b"".join(
        b"_" if c == 32 else bytes([c]) if chr(c).isalnum() and c < 128 else b"=%02X" % c for c in data
    )


def report(*recipients: str, text: str = "I'm sorry") -> bytes:
    """A delivery report with a block of fields for each recipient."""
    fields = "\n\n".join(("Reporting-MTA: dns; mx.example", *recipients))
    original = "Message-ID: <original@office.example>\nTo: lost@school.example\nSubject: ข่าว\n\nเนื้อหา"
    return multipart(
        part(text.encode(), "Content-Type: text/plain"),
        part(fields.encode(), "Content-Type: message/delivery-status"),
        part(original.encode(), "Content-Type: message/rfc822"),
        kind='report; report-type="delivery-status"',
    )


def from_daemon(body: str, subject: str = "Undelivered Mail Returned to Sender", headers: str = "") -> bytes:
    return mail(body, subject=subject, sender="MAILER-DAEMON@mx.example", headers=headers)
