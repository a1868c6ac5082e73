"""LINE and Facebook against a stand-in that throttles, breaks, dawdles, and loses its answers."""

from datetime import timedelta

import pytest

from prasan.contacts.actions import point_of
from prasan.contacts.models import ContactPoint
from prasan.delivery.actions import send_due, write
from prasan.delivery.actions.claim import claim, mark, release_left_behind
from prasan.delivery.channels import kept
from prasan.delivery.channels.registry import channel
from prasan.delivery.models import Delivery
from prasan.delivery.quota import ask_other_sides
from prasan.delivery.standin import PAGE, SECRET, TOKEN
from prasan.delivery.standin.server import standing_in

FRIEND = "U" + "0" * 32


SLOW_SECONDS = 1.0


@pytest.fixture
def other_side(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    with standing_in(tmp_path / "standin", slow_seconds=SLOW_SECONDS) as server:
        settings.LINE_API = settings.FACEBOOK_API = server.url
        kept.keep("line", {"token": TOKEN})
        kept.keep("facebook", {"page": PAGE, "token": TOKEN, "secret": SECRET})
        yield server


def to(point, name, address):
    return point_of(point.contact, ContactPoint.Kind(name), address)


@pytest.fixture
def pushed(other_side, point, now):
    return write(
        key="l",
        to=to(point, "line", FRIEND),
        purpose="news",
        subject="ข่าว",
        body="ข่าวสั้น",
        at=now,
        channel="line",
    )


@pytest.fixture
def posted(other_side, point, now):
    page = to(point, "facebook", PAGE)
    return write(key="f", to=page, purpose="news", subject="ข่าว", body="ข่าวเพจ", at=now, channel="facebook")


def state(row):
    row.refresh_from_db()
    return row.state


@pytest.mark.parametrize(
    ("fault", "after"),
    [("", "accepted"), ("429", "queued"), ("500", "queued"), ("lost", "queued"), ("expired", "queued")],
)
def test_line_is_throttled_breaks_or_goes_silent_and_the_row_waits(other_side, pushed, now, fault, after):
    other_side.box.ask_for("line", [fault] if fault else [])
    send_due(now)
    assert state(pushed) == after


@pytest.mark.parametrize("fault", ["429", "500", "lost", "slow", "expired"])
def test_whatever_line_does_the_reader_gets_it_once(other_side, pushed, now, fault, monkeypatch):
    monkeypatch.setattr("prasan.delivery.channels.line.push.WAIT_SECONDS", SLOW_SECONDS / 2)
    other_side.box.ask_for("line", [fault, fault])
    for minutes in (0, 10, 20):
        send_due(now + timedelta(minutes=minutes))
    assert state(pushed) == "accepted"
    assert len(other_side.box.posts("line")) == 1


def test_line_waits_as_long_as_it_is_asked_to(other_side, pushed, now):
    other_side.box.ask_for("line", ["429"])
    send_due(now)
    pushed.refresh_from_db()
    assert pushed.next_try_at - now >= timedelta(seconds=90)


def test_a_lost_answer_that_line_remembers_no_more_is_for_a_person(other_side, pushed, now):
    other_side.box.ask_for("line", ["lost", "lost"])
    send_due(now)
    send_due(now + timedelta(hours=24))
    assert state(pushed) == "unknown"


def test_a_worker_that_died_while_pushing_leaves_it_to_the_next_for_as_long_as_line_remembers(pushed, now):
    for later, after in ((timedelta(hours=1), "queued"), (timedelta(days=2), "unknown")):
        Delivery.objects.update(state="queued", next_try_at=now)
        mark(claim("dead", at=now, limit=1), "dead", at=now)
        release_left_behind(at=now + later)
        assert state(pushed) == after


def test_an_expired_token_closes_the_way_and_is_no_fault_of_anybody(other_side, pushed, now):
    kept.keep("line", {"token": "old-token"})
    assert send_due(now) == {"unreachable": 1}
    pushed.refresh_from_db()
    assert (pushed.state, pushed.reason) == ("queued", "รหัสของบัญชี LINE หมดอายุหรือไม่ถูกต้อง")
    assert pushed.contact_point.failed_at is None


def test_the_quota_is_known_before_sending(other_side):
    other_side.box.set_account(used=480)
    left = channel("line").quota()
    assert (left.left, left.limit, left.period) == (20, 500, "เดือนนี้")


@pytest.mark.parametrize(
    ("address", "token", "reason"),
    [
        ("somchai.line", TOKEN, "ผู้รับยังไม่ได้เพิ่มบัญชี LINE ของสำนักงานเป็นเพื่อน"),
        (FRIEND, "", "สำนักงานยังไม่ได้ตั้งค่าบัญชี LINE"),
    ],
)
def test_who_cannot_be_pushed_to_is_not_and_the_row_says_why(other_side, point, now, address, token, reason):
    kept.keep("line", {"token": token})
    row = write(
        key="x", to=to(point, "line", address), purpose="news", subject="ก", body="ข", at=now, channel="line"
    )
    assert (row.state, row.reason) == ("suppressed", reason)


@pytest.mark.parametrize(
    ("fault", "after"),
    [("", "accepted"), ("429", "queued"), ("500", "unknown"), ("lost", "unknown"), ("expired", "queued")],
)
def test_a_post_whose_answer_was_lost_is_for_a_person(other_side, posted, now, fault, after):
    other_side.box.ask_for("facebook", [fault] if fault else [])
    send_due(now)
    assert state(posted) == after


def test_a_post_carries_token_and_proof_and_is_made_once(other_side, posted, now):
    other_side.box.ask_for("facebook", ["429", "expired"])
    for minutes in (0, 10, 20):
        send_due(now + timedelta(minutes=minutes))
    assert state(posted) == "accepted"
    assert [post.text for post in other_side.box.posts("facebook")] == ["ข่าวเพจ"]


def test_nobody_listening_is_a_closed_way(posted, now, settings):
    settings.FACEBOOK_API = "http://127.0.0.1:1"
    assert send_due(now) == {"unreachable": 1}


def test_the_page_shows_what_line_still_takes_without_asking_it(other_side, cast, client, now, settings):
    other_side.box.set_account(used=480)
    assert ask_other_sides(at=now) == 1
    settings.LINE_API = "http://127.0.0.1:1"
    client.force_login(cast["officer"])
    assert "LINE <b>20</b> จาก 500 ข้อความเดือนนี้" in client.get("/desk/delivery/").content.decode()
