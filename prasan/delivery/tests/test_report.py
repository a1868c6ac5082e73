"""Who got it, who did not, and why."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prasan.delivery.actions import Letter, Text, resend, send_due, write_many
from prasan.delivery.models import Delivery
from prasan.delivery.report import counts_of, holders_of, reached_nobody, rows_of


@pytest.fixture
def story(point, now):
    letters = [Letter(f"s:{n}", None if n == 2 else point, Text("ข่าว", "เนื้อข่าว"), "ชื่อ") for n in range(3)]
    write_many(letters, purpose="news", topic="story:12", version=1, at=now)


def test_a_row_tells_its_whole_life(story, point, now, answers):
    send_due(now, ways=answers("unknown", "accepted"))
    resend(Delivery.objects.get(key="s:0"), by=point.contact.user, at=now)
    send_due(now, ways=answers("accepted"))
    first, _, none = rows_of("story:12")
    at = "2026-11-10T12:00:00+07:00"
    assert [each["outcome"] for each in first.pop("attempts")] == ["unknown", "accepted"]
    assert first == {
        "message_id": Delivery.objects.get(key="s:0").message_id,
        "contact_point": "reader@school.example",
        "channel": "email",
        "version": 1,
        "state": "accepted",
        "decisions": [{"by": "นางตัวอย่าง ผู้อ่าน", "at": at, "choice": "send_again"}],
        "reason": "",
    }
    assert (none["contact_point"], none["state"], none["reason"]) == ("", "suppressed", "ไม่มีที่อยู่อีเมล")


def test_it_asks_three_questions_however_many_rows(story, now, point):
    with CaptureQueriesContext(connection) as asked:
        list(rows_of("story:12"))
    assert len(asked) == 3


def test_it_counts_by_channel_and_state(story, now, answers):
    send_due(now, ways=answers("accepted", "delayed"))
    assert counts_of("story:12") == {"email": {"accepted": 1, "queued": 1, "suppressed": 1}}
    assert counts_of("story:12", version=2) == {}


def test_a_correction_goes_to_those_who_may_have_the_wrong_version(story, now, answers):
    send_due(now, ways=answers("accepted", "unknown"))
    assert [row.key for row in holders_of("story:12", version=1)] == ["s:0", "s:1"]
    assert not holders_of("story:12", version=2)


def test_what_reached_nobody_is_named_after_an_hour(story, now, answers):
    assert reached_nobody(at=now + timedelta(minutes=30)) == []
    (found,) = reached_nobody(at=now + timedelta(hours=2))
    assert (found.topic, found.subject, found.rows) == ("story:12", "ข่าว", 3)
    send_due(now, ways=answers("accepted", "delayed"))
    assert reached_nobody(at=now + timedelta(hours=2)) == []
