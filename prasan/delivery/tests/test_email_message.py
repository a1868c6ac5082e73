"""Thai in a mail: whole letters, whole words."""

from email import message_from_bytes
from email.policy import default

import pytest
from django.utils import timezone

from prasan.delivery.channels import Outgoing
from prasan.delivery.channels.email.message import WIDTH, build, flow
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
    ).as_bytes()


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


def test_an_address_is_never_broken():
    assert f"https://a.example/{'x' * 90}/" in flow(f"เปิดเรื่อง: https://a.example/{'x' * 90}/").split("\n")


@pytest.mark.parametrize("line", [" ย่อหน้า", "> อ้างถึง", "From ที่นี่"])
def test_what_a_flowed_reader_would_eat_is_stuffed(line):
    assert flow(line) == f" {line}"
