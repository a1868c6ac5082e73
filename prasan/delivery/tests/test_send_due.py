"""What each answer of the other side leads to."""

from collections import Counter
from datetime import timedelta

import pytest

from prasan.contacts.actions import unsubscribe
from prasan.delivery.actions import (
    Letter,
    PostOffice,
    Text,
    release_left_behind,
    resend,
    send_due,
    stop,
    stop_all,
    write,
    write_many,
)
from prasan.delivery.actions.claim import claim, mark
from prasan.delivery.actions.send import AT_ONCE
from prasan.delivery.actions.settle import Tried, settle
from prasan.delivery.channels import Outcome, Reply
from prasan.delivery.models import Attempt, Delivery, DeliveryDecision, Message
from prasan.delivery.signals import address_failed
from prasan.delivery.states import LEASE, WAITS
from prasan.delivery.tests.conftest import ScriptedWay
from prasan.ui.refusal import Refused


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("accepted", "accepted"),
        ("delayed", "queued"),
        ("unreachable", "queued"),
        ("address_refused", "failed"),
        ("message_refused", "failed"),
        ("unknown", "unknown"),
    ],
)
def test_it_keeps_what_came_of_it(delivery, now, answers, answer, state):
    assert send_due(now, ways=answers(answer)) == {answer: 1}
    delivery.refresh_from_db()
    assert delivery.state == state
    assert [(a.outcome, a.code) for a in delivery.attempts.all()] == [(answer, "000")]


def test_it_sends_nothing_before_its_time(delivery, now, answers):
    assert not send_due(now - timedelta(seconds=1), ways=answers("accepted"))


def test_it_sends_nothing_twice(delivery, now, answers):
    ways = answers("accepted")
    send_due(now, ways=ways)
    send_due(now + timedelta(days=1), ways=ways)
    assert len(ways["email"].sent) == 1


def test_it_waits_longer_after_each_delay_and_never_gives_up(delivery, now, answers):
    moment, waits = now, []
    for _ in range(len(WAITS) + 20):
        send_due(moment, ways=answers("delayed"))
        delivery.refresh_from_db()
        waits.append(round((delivery.next_try_at - moment) / timedelta(seconds=30)) / 2)
        moment = delivery.next_try_at
    assert waits[:11] == [0.5, 1, 2, 5, 15, 30, 60, 180, 360, 720, 1440]
    assert set(waits[11:]) == {1440}
    assert (delivery.state, delivery.reason) == ("queued", "เหตุ")


def test_what_is_put_off_for_days_is_listed_and_may_be_stopped(delivery, point, now, answers):
    send_due(now, ways=answers("delayed"))
    assert list(Delivery.objects.held_up(at=now + timedelta(days=4))) == []
    assert list(Delivery.objects.held_up(at=now + timedelta(days=6))) == [delivery]
    stop(delivery, by=point.contact.user, at=now)
    assert delivery.state == "suppressed"
    assert not send_due(now + timedelta(days=6), ways=answers("accepted"))


def test_the_other_side_may_ask_for_a_longer_wait(delivery, now):
    asked = ScriptedWay(Reply(Outcome.DELAYED, "เหตุ", "429", "", wait=3600))
    send_due(now, ways={"email": asked})
    delivery.refresh_from_db()
    assert delivery.next_try_at - now >= timedelta(hours=1)


def test_a_closed_way_out_holds_the_others_in_their_turn(delivery, point, now, answers):
    write(key="k2", to=point, purpose="case", subject="ก", body="", at=now)
    assert send_due(now, ways=answers("unreachable")) == {"unreachable": 1}
    assert set(Delivery.objects.values_list("state", "next_try_at")) == {("queued", now)}
    assert send_due(now, ways=answers("accepted")) == {"accepted": 2}


def test_a_way_out_that_is_closed_is_left_alone_ever_longer(delivery, now, answers):
    with PostOffice("w", answers("unreachable")) as office:
        waits = []
        for _ in range(3):
            office.send_due(now)
            assert not office.send_due(now)  # still closed
            waits.append(round((office.opens_at(at=now) - now).total_seconds()))
            now = office.opens_at(at=now) + timedelta(seconds=1)
    assert waits == [1, 2, 4]


def test_a_worker_asked_to_stop_finishes_the_message_it_is_at(delivery, point, now, answers):
    write(key="k2", to=point, purpose="case", subject="ก", body="", at=now)
    ways = answers("accepted")
    with PostOffice("w", ways) as office:
        office.asked_to_stop = lambda: bool(ways["email"].sent)
        assert office.send_due(now) == {"accepted": 1}
    assert sorted(Delivery.objects.values_list("state", "claimed_by")) == [("accepted", ""), ("queued", "")]


def test_a_refused_address_is_marked_and_told_upward(delivery, point, now, answers):
    heard = []
    receiver = lambda sender, point, reason, at, **_: heard.append((point.address, reason))  # noqa: E731
    address_failed.connect(receiver)
    send_due(now, ways=answers("address_refused"))
    point.refresh_from_db()
    assert point.failure == "เหตุ"
    assert heard == [("reader@school.example", "เหตุ")]


def test_a_refused_message_is_no_fault_of_the_address(delivery, point, now, answers):
    send_due(now, ways=answers("message_refused"))
    point.refresh_from_db()
    assert point.failed_at is None


@pytest.fixture
def thirteen(point, now):
    for n in range(13):
        write(key=f"n{n}", to=point, purpose="case", subject=f"ที่ {n}", body="", at=now)


def test_a_worker_killed_while_sending_leaves_few_unknown_and_the_rest_in_their_turn(thirteen, now, answers):
    with pytest.raises(SystemExit):
        PostOffice("dead", answers("accepted", "killed")).send_due(now)
    assert release_left_behind(at=now + LEASE - timedelta(seconds=1)) == 0
    release_left_behind(at=now + LEASE + timedelta(seconds=5))
    states = Counter(Delivery.objects.values_list("state", "reason"))
    assert states == {("unknown", "ระบบหยุดขณะส่ง ผู้รับอาจได้รับแล้ว"): AT_ONCE, ("queued", ""): 13 - AT_ONCE}
    assert set(Attempt.objects.values_list("outcome", flat=True)) == {"unknown"}


def test_of_a_worker_known_to_be_dead_nobody_waits_for_the_lease(thirteen, now, answers):
    with pytest.raises(SystemExit):
        PostOffice("dead", answers("killed")).send_due(now)
    assert release_left_behind(at=now, dead=["somebody else"]) == 0
    assert release_left_behind(at=now, dead=["dead"]) == 13


def test_a_worker_taken_for_dead_still_tells_what_became_of_its_rows(delivery, now):
    class Slow(ScriptedWay):
        def send(self, message):
            release_left_behind(at=now + LEASE * 2)
            return super().send(message)

    send_due(now, ways={"email": Slow(Reply(Outcome.ACCEPTED))})
    delivery.refresh_from_db()
    assert delivery.state == "accepted"


def test_a_row_that_somebody_else_took_meanwhile_is_not_sent(delivery, now, answers):
    row = claim("slow", at=now, limit=1)
    release_left_behind(at=now, dead=["slow"])
    claim("quick", at=now, limit=1)
    assert mark(row, "slow", at=now) == []


def test_two_workers_never_hold_the_same_row(thirteen, now):
    first, second = claim("a", at=now, limit=4), claim("b", at=now, limit=20)
    assert [len(first), len(second)] == [4, 9]
    assert not {row.pk for row in first} & {row.pk for row in second}


def test_a_reader_who_stopped_the_news_meanwhile_gets_none(point, now, answers):
    write_many([Letter("n", point, Text("ข่าว", "เนื้อข่าว"))], purpose="news", at=now)
    unsubscribe(point, at=now)
    assert not send_due(now, ways=answers("accepted"))
    assert Delivery.objects.get().reason == "ผู้รับขอหยุดรับตั้งแต่ 10 พ.ย. 2569"


def test_a_message_that_trips_the_code_does_not_hold_back_the_next(delivery, point, now):
    class Broken:
        __enter__ = lambda self: self  # noqa: E731
        __exit__ = lambda self, *error: None  # noqa: E731

        def send(self, message):
            raise TypeError("no such thing")

    assert send_due(now, ways={"email": Broken()}) == {"message_refused": 1}


def test_a_secret_link_is_forgotten_once_sent(delivery, now, answers):
    Delivery.objects.update(purpose="account")
    send_due(now, ways=answers("delayed", "accepted"))
    delivery.refresh_from_db()
    assert Message.objects.get().text
    send_due(delivery.next_try_at, ways=answers("accepted"))
    assert Message.objects.get().text == ""


def test_a_person_may_send_again_what_failed(delivery, point, now, answers):
    send_due(now, ways=answers("address_refused"))
    delivery.refresh_from_db()
    resend(delivery, by=point.contact.user, at=now)
    point.refresh_from_db()
    assert point.failed_at is None
    assert send_due(now, ways=answers("accepted")) == {"accepted": 1}
    assert list(Attempt.objects.values_list("outcome", flat=True)) == ["address_refused", "accepted"]
    decision = DeliveryDecision.objects.get()
    assert (decision.choice, decision.by, decision.at) == ("send_again", point.contact.user, now)


def test_two_people_sending_again_send_once(delivery, point, now, answers):
    send_due(now, ways=answers("unknown"))
    first, second = Delivery.objects.get(), Delivery.objects.get()
    resend(first, by=point.contact.user, at=now)
    with pytest.raises(Refused):
        resend(second, by=point.contact.user, at=now)


@pytest.mark.parametrize(
    ("state", "purpose"), [("accepted", "case"), ("queued", "case"), ("failed", "account")]
)
def test_it_refuses_to_send_again_what_must_not_be(delivery, point, now, state, purpose):
    delivery.state, delivery.purpose = state, purpose
    with pytest.raises(Refused):
        resend(delivery, by=point.contact.user, at=now)


def held(point, now, version=1):
    about = {"purpose": "story", "subject": "ข่าว", "body": "64 คน", "topic": "story:7", "version": version}
    return write(key=f"v{version}", to=point, at=now, **about)


@pytest.mark.parametrize("came_of_it", ["delayed", "unreachable", "killed"])
def test_a_text_put_off_after_it_was_overtaken_never_leaves(point, now, answers, came_of_it):
    """A worker holds it while its story is corrected; then the other side asks to wait, or it dies."""
    row = held(point, now)
    [mine] = claim("w", at=now, limit=5)
    stop_all(topic="story:7", version=1, reason="ข่าวแก้ไขก่อนส่ง", by=None, at=now)
    held(point, now, version=2)
    if came_of_it == "killed":
        release_left_behind(at=now, dead=["w"])
    else:
        settle([Tried(mine, now, Reply(Outcome(came_of_it), "เหตุ"))], "w")
    ways = answers("accepted")
    send_due(now + timedelta(days=1), ways=ways)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("suppressed", "ข่าวแก้ไขก่อนส่ง")
    assert Delivery.objects.get(version=2).state == "accepted"
    assert len(ways["email"].sent) == 1


def test_what_a_worker_had_sent_already_shows_as_sent(point, now):
    row = held(point, now)
    [mine] = claim("w", at=now, limit=5)
    stop_all(topic="story:7", version=1, reason="ข่าวแก้ไขก่อนส่ง", by=None, at=now)
    settle([Tried(mine, now, Reply(Outcome.ACCEPTED))], "w")
    row.refresh_from_db()
    assert row.state == "accepted"


def test_a_letter_written_of_an_overtaken_version_never_leaves(point, now, answers):
    stop_all(topic="story:7", version=1, reason="ข่าวแก้ไขก่อนส่ง", by=None, at=now)
    row = held(point, now)
    assert not send_due(now, ways=answers("accepted"))
    row.refresh_from_db()
    assert row.state == "suppressed"
