from __future__ import annotations

import base64
import quopri

import pytest

from prasan.delivery.mail import charset, read
from prasan.delivery.mail.tests import charset_cases
from prasan.delivery.mail.tests.charset_cases import CASES, Case
from prasan.delivery.mail.tests.mails import NEWS, mail, words


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.label}-{case.bytes_are}-{case.text[:9]}")
def test_the_bytes_decide(case: Case) -> None:
    found = charset.decode(case.text.encode(case.bytes_are), case.label)
    assert found.text == case.text
    assert found.problem is None


def test_the_published_table_is_what_the_code_does() -> None:
    assert charset_cases.PAGE.read_text(encoding="utf-8") == charset_cases.page()


@pytest.mark.parametrize("label", ["us-ascii", "iso-8859-1", "utf-8", "x-unknown", "tis-620", "Thai"])
@pytest.mark.parametrize("transfer", ["8bit", "base64", "quoted-printable"])
def test_a_body_is_read_under_any_label_and_transfer_encoding(label: str, transfer: str) -> None:
    raw = NEWS.encode("cp874")
    encoded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(transfer, bytes)(
        raw
    )
    got = read(mail(encoded, charset=label, headers=f"Content-Transfer-Encoding: {transfer}\n"))
    assert (got.body, got.kind) == (NEWS, "message")


def test_an_unknown_label_is_told_to_the_reader() -> None:
    assert any("รหัสอักขระ" in problem for problem in read(mail(NEWS, charset="x-nonsense")).problems)


@pytest.mark.parametrize("label", ["utf-8", "tis-620", "ISO-8859-1", "x-unknown", "windows-874*th"])
@pytest.mark.parametrize("kind", ["B", "b", "Q", "q"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp874"])
def test_encoded_words_cut_in_mid_character_are_joined(label: str, kind: str, encoding: str) -> None:
    subject = words(NEWS.encode(encoding), label, 13, kind)
    name = words("ครูสมมติ".encode(encoding), label, 5, kind)
    got = read(b"Subject: " + subject + b'\r\nFrom: "' + name + b'" <a@school.example>\r\n\r\nx')
    assert got.subject == NEWS
    assert str(got.sender) == "ครูสมมติ <a@school.example>"


def test_base64_words_cut_inside_of_a_quantum_are_joined() -> None:
    whole = base64.b64encode(NEWS.encode())
    raw = b"=?utf-8?B?" + whole[:10] + b"?= =?utf-8?B?" + whole[10:] + b"?="
    assert read(b"Subject: " + raw + b"\nFrom: a@b.example\n\nx").subject == NEWS


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        (b"Re: =?utf-8?B?4LiB?= =?utf-8?B?4LiC?= (2)", "Re: กข (2)"),
        (b"=?utf-8?q?Hello World=E0=B8=81 x?=", "Hello Worldก x"),
        (b"=?utf-8?B?4LiB4LiC", "กข"),
        (b"=?utf-8?B?4LiB?==?utf-8?B?4LiC?=", "กข"),
        (b"=?utf-8?B?4LiB?=\n=?utf-8?B?4LiC?=", "กข"),
        (b"a\n\tb", "a b"),
    ],
)
def test_badly_made_words_are_read_all_the_same(raw: bytes, subject: str) -> None:
    assert read(b"Subject: " + raw + b"\nFrom: a@b.example\n\nx").subject == subject


@pytest.mark.parametrize("encoding", ["utf-8", "cp874"])
def test_raw_headers_are_read(encoding: str) -> None:
    raw = f"From: ครูสมมติ <a@school.example>\nSubject: ตอบ: {NEWS}\n\nx".encode(encoding)
    got = read(raw)
    assert (str(got.sender), got.subject) == ("ครูสมมติ <a@school.example>", f"ตอบ: {NEWS}")


@pytest.mark.parametrize(
    ("raw", "sender"),
    [
        ('"Doe, Jane" <a@b.example>', '"Doe, Jane" <a@b.example>'),
        ("Doe, Jane <a@b.example>", '"Doe, Jane" <a@b.example>'),
        ("a@b.example (ครู)", "ครู <a@b.example>"),
        ("<a@b.example>", "a@b.example"),
        ("ครูไม่มีที่อยู่", "ครูไม่มีที่อยู่"),
    ],
)
def test_senders_are_read_as_people_write_them(raw: str, sender: str) -> None:
    assert str(read(mail(sender=raw)).sender) == sender


def test_a_short_raw_subject_follows_the_body() -> None:
    assert read(f"From: a@b.example\nSubject: รถ\n\n{NEWS}".encode("cp874")).subject == "รถ"


def test_quoted_printable_broken_in_mid_character_is_whole() -> None:
    body = b"=E0=B8=\n=AA=E0=B8=A7=E0=\r\n=B8=B1=E0=B8=AA=  \n=E0=B8=94=E0=B8=B5"
    assert read(mail(body, headers="Content-Transfer-Encoding: quoted-printable\n")).body == "สวัสดี"


@pytest.mark.parametrize("through", ["cp874", "utf-8"])
def test_thai_taken_for_latin_on_the_way_is_set_right(through: str) -> None:
    got = read(mail(NEWS.encode(through).decode("latin-1")))
    assert got.body == NEWS
    assert any("แก้กลับ" in problem for problem in got.problems)


def test_a_cut_character_costs_only_itself() -> None:
    found = charset.decode(NEWS.encode()[:-1], "utf-8")
    assert found.text == NEWS[:-1]
    assert found.problem


def test_lines_in_two_codes_are_read_each_by_itself() -> None:
    assert charset.decode(NEWS.encode() + b"\n" + NEWS.encode("cp874")).text == f"{NEWS}\n{NEWS}"
