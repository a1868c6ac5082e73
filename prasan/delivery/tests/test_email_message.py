"""Thai in a mail: whole letters, whole words."""

import re
from base64 import b64decode
from email import message_from_bytes
from email.policy import default

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from prasan.delivery.channels import Outgoing
from prasan.delivery.channels.email.message import WIDTH, build, flow
from prasan.files.actions import store
from prasan.thai.segment import words

LONG = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยองขอความอนุเคราะห์ตรวจสอบข้อมูลพื้นฐานของสถานศึกษาให้เป็นปัจจุบัน" * 2


@pytest.fixture
def wire():
    message = Outgoing(
        "a@b.example",
        "รอท่านพิจารณา: ฟื้นน้ำ",
        f"{LONG}\n\nเปิดเรื่อง: https://a.example/{'x' * 90}/\n",
        "<1@b.example>",
    )
    return build(
        message,
        to="a@b.example",
        sender="prasan@office.example",
        sender_name="สพป.ตัวอย่าง เขต 2",
        at=timezone.now(),
    )


def unflow(text):
    return text.replace("\r\n", "\n").replace(" \n", "")


def test_a_mail_program_reads_what_was_written(wire):
    mail = message_from_bytes(wire, policy=default)
    assert mail["Subject"] == "รอท่านพิจารณา: ฟื้นน้ำ"
    assert mail["From"].addresses[0].display_name == "สพป.ตัวอย่าง เขต 2"
    assert mail["Message-ID"] == "<1@b.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert unflow(mail.get_content()).startswith(f"{LONG}\n\nเปิดเรื่อง:")


def test_the_wire_is_ascii_in_short_lines(wire):
    assert wire.isascii()
    assert max(map(len, wire.split(b"\r\n"))) <= 998


def test_lines_end_between_words(wire):
    lines = flow(LONG).split("\n")
    assert len(lines) > 2
    assert [w for line in lines for w in words(line.rstrip())] == words(LONG)
    assert all(len(line) < 2 * WIDTH for line in lines)


@pytest.mark.parametrize("compound", ["ปีการศึกษา", "ผู้อำนวยการ", "ประถมศึกษา", "บันทึกข้อความ"])
def test_a_line_never_ends_inside_a_compound(compound):
    for blanks in range(WIDTH):
        assert compound in flow(f"{'ก' * blanks} {compound}ใหม่ของสำนักงาน")


def test_an_address_is_never_broken():
    assert f"https://a.example/{'x' * 90}/" in flow(f"เปิดเรื่อง: https://a.example/{'x' * 90}/").split("\n")


@pytest.mark.parametrize("line", [" ย่อหน้า", "> อ้างถึง", "From ที่นี่"])
def test_what_a_flowed_reader_would_eat_is_stuffed(line):
    assert flow(line) == f" {line}"


def read(message):
    wire = build(
        message, to="a@b.example", sender="p@office.example", sender_name="สพป.ตัวอย่าง", at=timezone.now()
    )
    return message_from_bytes(wire, policy=default)


@pytest.mark.parametrize(
    "subject",
    [
        "ข่าว",
        "Plain words 123",
        "ที่ ปู่ น้ำ ฟื้น กู้ ญัตติ ฐิติ ผู้ซื้อ ป้า เป็น ปี้ ฎู ที่" * 5,
        "เรื่อง: “ประชุม” (2/2569), a=b? _x_",
        "😀 ฉลอง",
        "",
    ],
)
def test_a_subject_comes_back_as_written_and_no_word_of_it_parts_a_letter_from_its_marks(subject):
    message = Outgoing("a@b.example", subject, "", "<1@b.example>")
    assert read(message)["Subject"] == subject
    raw = build(message, to="a@b.example", sender="p@o.example", sender_name="ก", at=timezone.now())
    for word in re.findall(rb"=\?utf-8\?b\?[^?]*\?=", raw):
        assert len(word) <= 75
        text = b64decode(word[10:-2]).decode()
        assert not re.match("[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]", text)


def test_text_html_and_files_stand_side_by_side(tmp_path, settings, db):
    settings.MEDIA_ROOT = tmp_path
    file = store(
        SimpleUploadedFile("จดหมายข่าว.pdf", b"%PDF-1.7\n" + b"x" * 200),
        by=None, limit_mb=1, allowed=frozenset({"application/pdf"}),
    )  # fmt: skip
    message = Outgoing(
        "a@b.example", "ก", "ข้อความ", "<1@b.example>", html="<p>ข้อความ</p>", files=(file,), is_bulk=True,
        unsubscribe_url="https://o.example/s/1/",
    )  # fmt: skip
    mail = read(message)
    assert mail.get_content_type() == "multipart/mixed"
    assert "ข้อความ" in mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    assert "<p>ข้อความ</p>" in html
    assert "https://o.example/s/1/" in html
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content()[:5]) == (file.name, b"%PDF-")
    assert not mail.defects
    assert all(not part.defects for part in mail.walk())


@pytest.mark.parametrize(
    "to", ["a@b.example\r\nBcc: c@d.example", "a b@c.example", "ก@b.example", "<a@b.example>", "a"]
)
def test_what_cannot_stand_in_a_header_is_refused(to):
    with pytest.raises(ValueError):
        build(Outgoing(to, "ก", "", "<1@b>"), to=to, sender="p@o.example", sender_name="ก", at=timezone.now())
