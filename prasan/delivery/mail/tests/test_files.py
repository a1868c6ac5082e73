from __future__ import annotations

import base64
import struct
from hashlib import sha256
from urllib.parse import quote

import pytest

from prasan.delivery.mail import read
from prasan.delivery.mail.tests.mails import attached, mail, multipart, part, words

NAME = "รายงาน ปี 2569.pdf"
UTF8, TIS = quote(NAME), quote(NAME.encode("cp874"))


@pytest.mark.parametrize(
    "disposition",
    [
        f"attachment; filename*=utf-8'th'{UTF8}",
        f"attachment; filename*=tis-620''{TIS}",
        f"attachment; filename*=iso-8859-1''{TIS}",
        f"attachment; filename*=tis-620''{UTF8}",
        f"attachment;\r\n filename*0*=utf-8''{UTF8[:20]};\r\n filename*1*={UTF8[20:40]};\n "
        f"filename*2*={UTF8[40:]}",
        f'attachment; filename="{words(NAME.encode(), "utf-8", 10).decode()}"',
        f"attachment; filename={words(NAME.encode('cp874'), 'tis-620', 99).decode()}",
        f'attachment; filename="{NAME}"',
        f'attachment; filename="{UTF8}"',
    ],
)
def test_a_thai_file_name_is_read_however_it_was_written(disposition: str) -> None:
    got = read(attached(b"%PDF-1.4", disposition))
    assert [file.name for file in got.attachments] == [NAME]
    assert got.attachments[0].sha256 == sha256(b"%PDF-1.4").hexdigest()
    assert got.body == "hello"


def test_a_raw_tis_620_name_is_read() -> None:
    raw = attached(b"x", 'attachment; filename="NAME"').replace(b"NAME", NAME.encode("cp874"))
    assert read(raw).attachments[0].name == NAME


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ('"../../etc/passwd"', "passwd"),
        ('"C:\\Users\\x\\scan.pdf"', "scan.pdf"),
        ("my file name.pdf", "my file name.pdf"),
        ('"report\u202efdp.exe"', "reportfdp.exe"),
        ('"tool.exe"', "tool.exe"),
        ('"../"', "ไฟล์แนบ-1.pdf"),
    ],
)
def test_a_name_is_made_harmless(given: str, name: str) -> None:
    assert read(attached(b"x", f"attachment; filename={given}")).attachments[0].name == name


def test_files_of_one_name_are_both_kept() -> None:
    image = part(b"AAAA", "Content-Type: image/png; name=image.png", "Content-Transfer-Encoding: base64")
    got = read(multipart(part(b"hi", "Content-Type: text/plain"), image, image))
    assert [file.name for file in got.attachments] == ["image.png", "image.png"]


def test_a_scanner_may_send_the_file_alone() -> None:
    body = base64.encodebytes(b"%PDF")
    head = "Content-Type: application/pdf; name=scan.pdf\nContent-Transfer-Encoding: base64\n"
    got = read(mail(body, subject="Scan", headers=head))
    assert (got.kind, got.body, got.attachments[0].content) == ("message", "", b"%PDF")


def test_an_inline_picture_is_a_file() -> None:
    page = part(b"<p>hi<img src=cid:1>", "Content-Type: text/html")
    logo = part(
        b"AAAA", "Content-Type: image/png; name=l.png", "Content-ID: <1>", "Content-Transfer-Encoding: base64"
    )
    got = read(multipart(page, logo, kind="related"))
    assert (got.body, got.attachments[0].content_id, got.attachments[0].is_inline) == ("hi", "1", True)


def test_a_forwarded_mail_stays_a_file() -> None:
    inner = part(b"Subject: inner\n\ninner text", "Content-Type: message/rfc822")
    got = read(multipart(part(b"hi", "Content-Type: text/plain"), inner))
    assert (got.body, got.attachments[0].name) == ("hi", "ไฟล์แนบ-1.eml")


def test_uuencoded_files_leave_the_text() -> None:
    got = read(mail("ข่าว\n\nbegin 644 a.txt\n#0V%T\n`\nend\n"))
    assert (got.body, [(file.name, file.content) for file in got.attachments]) == ("ข่าว", [("a.txt", b"Cat")])


def test_winmail_is_opened_and_kept() -> None:
    def attribute(number: int, data: bytes) -> bytes:
        return struct.pack("<BII", 2, number, len(data)) + data + b"\0\0"

    tnef = struct.pack("<IH", 0x223E9F78, 1) + attribute(0x00069002, b"") + attribute(0x00018010, b"a.txt\0")
    tnef += attribute(0x0006800F, b"inside")
    got = read(attached(tnef, "attachment; filename=winmail.dat", "application/ms-tnef"))
    assert {(file.name, file.size) for file in got.attachments} == {("winmail.dat", len(tnef)), ("a.txt", 6)}
    assert any("winmail.dat" in problem for problem in got.problems)


@pytest.mark.parametrize("spoil", [lambda raw: raw.rstrip(b"=\n"), lambda raw: raw.replace(b"\n", b"\n!#\n")])
def test_broken_base64_gives_what_it_holds(spoil: object) -> None:
    content = bytes(range(256)) * 3 + b"x"
    raw = spoil(base64.encodebytes(content))  # type: ignore[operator]
    file = part(raw, "Content-Type: image/png; name=a.png", "Content-Transfer-Encoding: base64")
    assert read(multipart(file)).attachments[0].content == content


def test_a_cut_mail_keeps_what_came_and_says_so() -> None:
    got = read(attached(b"%PDF-1.4" * 100, "attachment; filename=a.pdf")[:-400])
    assert (got.body, got.attachments[0].name) == ("hello", "a.pdf")
    assert any("ไม่ครบ" in problem for problem in got.problems)
