from __future__ import annotations

import pytest

from prasan.delivery.mail import read
from prasan.delivery.mail.tests.mails import NEWS, html, mail, multipart, part
from prasan.delivery.mail.words import Words, decode_words

PAGE = (
    "<html><head><title>t</title><style>p{}</style><script>alert(1)</script></head><body>"
    "<p>ย่อหน้า&nbsp;1</p><p>ย่อหน้า 2<br>ต่อ</p><ul><li>หนึ่ง<li>สอง</ul><ol><li>ก</ol>"
    "<table><tr><td>ชื่อ</td><td>คะแนน</td></tr></table><div style='display:none'>ซ่อน</div>"
    "<a href='https://album.example/1'>อัลบั้มภาพ</a></body></html>"
)


def test_html_becomes_text() -> None:
    assert read(html(PAGE)).body == (
        "ย่อหน้า 1\n\nย่อหน้า 2\nต่อ\n\n- หนึ่ง\n- สอง\n\n1. ก\n\nชื่อ\tคะแนน\n\nอัลบั้มภาพ <https://album.example/1>"
    )


@pytest.mark.parametrize(
    "page", ["<p>ข่าว<style>", "<!-- ข่าว", "<p>ข่าว</b></div><", "ข่าว<a b='", "<!---->ข่าว"]
)
def test_broken_html_keeps_its_text(page: str) -> None:
    assert "ข่าว" in read(html(page)).body or page == "<!-- ข่าว"


@pytest.mark.parametrize(
    ("plain", "body"),
    [
        ("ธรรมดา", "ธรรมดา"),
        ("  \n", "จริง"),
        ("Your email client does not support HTML messages", "จริง"),
        ("This message requires an HTML-capable e-mail client.", "จริง"),
        ("โปรแกรมของคุณไม่รองรับ HTML", "จริง"),
    ],
)
def test_plain_text_is_preferred_when_it_says_something(plain: str, body: str) -> None:
    texts = (
        part(plain.encode(), "Content-Type: text/plain"),
        part("<p>จริง</p>".encode(), "Content-Type: text/html"),
    )
    assert read(multipart(*texts, kind="alternative")).body == body


def test_flowed_lines_are_joined() -> None:
    head = "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n"
    assert read(mail("ข่าว \nวันนี้\n>> ถาม \n>> ต่อ\n> เดิม\nตอบ\n-- \nครู", headers=head)).body == "ข่าววันนี้\n\nตอบ"


@pytest.mark.parametrize("eol", ["\r\n", "\n", "\r"])
def test_any_line_end_will_do(eol: str) -> None:
    raw = mail("หนึ่ง\nสอง").replace(b"\n", eol.encode())
    assert (read(raw).body, read(raw).subject) == ("หนึ่ง\nสอง", "ทดสอบ")


def test_a_lone_cr_in_a_header_is_a_space() -> None:
    got = read(b"From: a@b.example\r\nSubject: a\rb\r\n\r\nx")
    assert (got.subject, got.body) == ("a b", "x")


def test_doubled_crs_are_one_line_end() -> None:
    got = read(mail("หนึ่ง\nสอง").replace(b"\n", b"\r\r\n"))
    assert (got.subject, got.body) == ("ทดสอบ", "หนึ่ง\nสอง")


def test_nul_bytes_are_dropped() -> None:
    assert read(mail(b"ab\0cd")).body == "abcd"


def test_a_missing_boundary_is_guessed() -> None:
    raw = multipart(
        part(b"hello", "Content-Type: text/plain"), part(b"AAAA", "Content-Type: image/png"), boundary="zz"
    )
    got = read(raw.replace(b'; boundary="zz"', b""))
    assert (got.body, len(got.attachments)) == ("hello", 1)
    assert any("เส้นแบ่งส่วน" in problem for problem in got.problems)


def test_a_telephone_gateway_sends_its_text_as_a_file() -> None:
    text = part(NEWS.encode(), 'Content-Type: text/plain; charset=utf-8; name="text_0.txt"')
    photo = part(b"AAAA", "Content-Type: image/jpeg; name=a.jpg", "Content-Transfer-Encoding: base64")
    assert read(multipart(text, photo)).body == NEWS


def test_text_without_headers_is_a_message() -> None:
    got = read(NEWS.encode())
    assert (got.kind, got.body) == ("message", NEWS)
    assert got.problems


def test_the_house_gets_what_it_needs_later() -> None:
    head = (
        "Message-ID: <2@school.example>\nIn-Reply-To: <1@office.example>\nReply-To: ก <r@school.example>\n"
        "References: <0@office.example>\n <1@office.example>\nDate: Tue, 24 Nov 2026 09:41:00 "
        "+0700\nCc: b@c.example\n"
    )
    got = read(mail(headers=head))
    assert got.message_id == "<2@school.example>"
    assert got.in_reply_to == ("<1@office.example>",)
    assert got.references == ("<0@office.example>", "<1@office.example>")
    assert (got.reply_to[0].address, got.to[0].address, got.cc[0].address) == (
        "r@school.example",
        "news@office.example",
        "b@c.example",
    )
    assert got.date is not None
    assert got.date.isoformat() == "2026-11-24T09:41:00+07:00"


def test_a_name_that_ends_in_plain_words_after_padded_base64_is_whole() -> None:
    raw = b"=?utf-8?b?4Liq4Lie4LibLuC4o+C4sOC4ouC4reC4hyDguYDguILguJU=?= 2"
    assert decode_words(raw) == Words("สพป.ระยอง เขต 2")


def test_nuls_in_a_text_do_not_make_it_a_file() -> None:
    got = read(mail("ก\0ข\n" * 10))
    assert (got.kind, got.body.split("\n")[0], got.attachments) == ("message", "กข", ())
