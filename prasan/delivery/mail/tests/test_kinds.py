from __future__ import annotations

import pytest

from prasan.delivery.mail import read
from prasan.delivery.mail.tests.mails import mail, multipart, part


@pytest.mark.parametrize(
    ("subject", "header"),
    [
        ("Automatic reply: ข่าว", ""),
        ("ตอบกลับอัตโนมัติ: ข่าว", ""),
        ("ไม่อยู่ที่สำนักงาน: ข่าว", ""),
        ("Out of Office: x", ""),
        ("Re: ข่าว", "Auto-Submitted: auto-replied (vacation)\n"),
        ("ข่าว", "X-Autoreply: yes\n"),
        ("ข่าว", "X-Autorespond: yes\n"),
        ("ข่าว", "Precedence: auto_reply\n"),
    ],
)
def test_an_automatic_answer_is_auto(subject: str, header: str) -> None:
    assert read(mail(subject=subject, headers=header)).kind == "auto"


@pytest.mark.parametrize(
    ("subject", "header"),
    [
        ("ข่าว", "Auto-Submitted: no\n"),
        ("Re: Automatic reply: ข่าว", "In-Reply-To: <1@x.example>\n"),
        ("ข่าว", "List-Id: <l.example>\nPrecedence: list\n"),
        ("พรุ่งนี้ไม่อยู่ที่สำนักงาน ฝากข่าว", ""),
        ("ข่าว", "X-Spam-Flag: NO\nX-Spam-Level: ******\n"),
        ("ข่าว", "X-MS-Exchange-Organization-SCL: 1\n"),
        ("ข่าว", "X-Auto-Response-Suppress: All\n"),
    ],
)
def test_a_persons_mail_is_a_message(subject: str, header: str) -> None:
    assert read(mail(subject=subject, headers=header)).kind == "message"


@pytest.mark.parametrize(
    ("kind", "part_type"),
    [
        ("report; report-type=disposition-notification", "message/disposition-notification"),
        ("report; report-type=feedback-report", "message/feedback-report"),
        ("alternative", "text/calendar; method=REPLY"),
    ],
)
def test_receipts_complaints_and_calendar_answers_are_auto(kind: str, part_type: str) -> None:
    parts = part(b"read", "Content-Type: text/plain"), part(b"X: y", f"Content-Type: {part_type}")
    assert read(multipart(*parts, kind=kind)).kind == "auto"


def test_an_invitation_is_a_message() -> None:
    parts = (
        part(b"come", "Content-Type: text/plain"),
        part(b"x", "Content-Type: text/calendar; method=REQUEST"),
    )
    assert read(multipart(*parts, kind="alternative")).kind == "message"


@pytest.mark.parametrize(
    "header",
    [
        "X-Spam-Flag: YES\n",
        "X-Spam-Status: Yes, score=9\n",
        "X-MS-Exchange-Organization-SCL: 6\n",
        "X-Spam-Level: *******\n",
    ],
)
def test_a_filter_in_front_is_believed(header: str) -> None:
    assert read(mail(headers=header)).kind == "spam"


OFFER = "เครดิตฟรี แจกโบนัส ฝากถอนออโต้ รับโบนัส 100% https://x.example"


def test_only_an_offer_with_a_link_is_spam_by_its_words() -> None:
    assert read(mail(OFFER)).kind == "spam"
    assert read(mail(OFFER.replace("https://x.example", ""))).kind == "message"
    assert read(mail("โครงการรู้เท่าทันพนันออนไลน์ สล็อต บาคาร่า และคำว่าเครดิตฟรี https://x.example")).kind == "message"


@pytest.mark.parametrize(
    ("header", "kind"), [("Return-Path: <>\n", "auto"), ("Return-Path: <a@b.example>\n", "message")]
)
def test_who_wants_no_answer_is_no_person(header: str, kind: str) -> None:
    assert read(mail("ไม่อยู่ที่สำนักงาน", subject="Re: ข่าว", headers=header)).kind == kind


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 20,
        mail(bytes(range(32)) * 40),
        mail("-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----"),
        mail(b"MIIB", headers="Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n"),
        multipart(part(b"v", "Content-Type: application/pgp-encrypted"), kind="encrypted"),
    ],
    ids=["empty", "outlook-msg", "picture", "binary", "pgp", "smime", "pgp-mime"],
)
def test_what_nobody_can_read_is_unreadable_and_says_why(raw: bytes) -> None:
    got = read(raw)
    assert got.kind == "unreadable"
    assert got.problems
