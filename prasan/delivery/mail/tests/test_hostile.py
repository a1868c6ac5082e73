from __future__ import annotations

import json
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prasan.delivery.mail import read
from prasan.delivery.mail.__main__ import as_record
from prasan.delivery.mail.tests.mails import (
    NEWS,
    attached,
    from_daemon,
    html,
    mail,
    multipart,
    part,
    reply,
    report,
)

SEEDS = [
    mail(NEWS),
    reply(f"รับทราบ\n\nเมื่อ 24 พ.ย. 2569 09:41 ก <a@b.example> เขียนว่า:\n> {NEWS}"),
    html("<p>ก<table><tr><td>ข</td></table><blockquote type=cite>ค</blockquote>"),
    attached(b"%PDF" * 9, "attachment; filename*=utf-8''%E0%B8%81.pdf"),
    report("Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1"),
    multipart(multipart(part(b"x", "Content-Type: text/plain"), boundary="in"), kind="alternative"),
]
SHARDS = [
    *(b"--q\n", b"--q--\n", b"\n", b"a: b\n", b"=?utf-8?b?", b"<p", b"> "),
    b"Content-Type: multipart/mixed; boundary=q\n",
    b"Content-Type: text/html\n",
    b"Content-Type: message/delivery-status\n",
    b"Content-Transfer-Encoding: base64\n",
]
FEW = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def survives(raw: bytes) -> None:
    started = monotonic()
    got = read(raw)
    assert monotonic() - started < 5
    record = as_record("x", got)
    assert json.loads(json.dumps(record)) == record
    assert "อ่านจดหมายฉบับนี้ไม่สำเร็จ" not in "".join(got.problems)


@FEW
@given(st.binary(max_size=3000))
def test_any_bytes_are_survived(raw: bytes) -> None:
    survives(raw)


@FEW
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=6), st.integers(0, 30))),
)
def test_spoilt_mails_are_survived(seed: bytes, wounds: list[tuple[int, bytes, int]]) -> None:
    for at, put, cut in wounds:
        at %= len(seed) + 1
        seed = seed[:at] + put + seed[at + cut :]
    survives(seed)


@FEW
@given(st.lists(st.sampled_from(SHARDS), max_size=60))
def test_shuffled_structure_is_survived(pieces: list[bytes]) -> None:
    survives(b"".join(pieces))


NESTED = b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (n, n + 1) for n in range(3000))


def test_three_thousand_levels_are_walked() -> None:
    head = b"From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b0\n\n"
    assert read(head + NESTED + b"--b3000\n\nhello\n").body == "hello"


def test_very_many_headers_and_a_very_long_one_are_read() -> None:
    many = "".join(f"X-{n}: y\n" for n in range(100_000)) + "X-Long: " + "z" * 1_000_000 + "\n"
    assert read(mail("hello", headers=many)).body == "hello"


@pytest.mark.parametrize(
    "raw",
    [
        html("<!-->" * 100_000),
        html('<a " > " ' * 100_000),
        html("<ul><li>x" * 60_000),
        mail("จาก: x\n" * 100_000),
        mail("@" * 1_000_000),
        mail("begin 644 x\n" * 100_000),
        mail(b"a\x80\xe0\xb8" * 200_000),
        mail(subject="=?utf-8?q?" * 50_000),
        mail(sender='"\\' * 200_000),
        mail(sender="(" * 200_000),
        mail(headers=f"Content-Type: multipart/mixed; boundary={'-' * 100_000}\n"),
        from_daemon(
            "unable to deliver message\n" + "".join(f"<t{n}@x.example>:\nno\n\n" for n in range(20_000))
        ),
        multipart(*[part(b"x", "Content-Type: text/plain")] * 10_000),
    ],
)
def test_what_was_made_to_take_long_ends_in_time(raw: bytes) -> None:
    survives(raw)


def test_a_mail_that_cannot_be_finished_says_so() -> None:
    got = read(multipart(*[part(b"x", "Content-Type: text/plain")] * 500), seconds=0)
    assert any("อ่านไม่หมด" in problem for problem in got.problems)
