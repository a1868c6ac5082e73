"""The provider's daily limit: what is above it waits for tomorrow, and the office sees until when."""

from datetime import date, timedelta

import pytest

from prasan.delivery.actions import PostOffice, send_due, write
from prasan.delivery.models import DailyCount, DailyQuota, Delivery
from prasan.delivery.quota import outlook


@pytest.fixture
def five(point, now):
    for n in range(5):
        write(key=f"n{n}", to=point, purpose="case", subject=f"ที่ {n}", body="", at=now)
    return DailyQuota.objects.create(channel="email", per_day=2)


def test_what_is_above_the_limit_waits_for_tomorrow(five, now, answers):
    ways = answers("accepted")
    assert send_due(now, ways=ways) == {"accepted": 2}
    assert send_due(now + timedelta(hours=11), ways=ways) == {}
    assert send_due(now + timedelta(hours=12), ways=ways) == {"accepted": 2}
    assert set(Delivery.objects.values_list("state", flat=True)) == {"accepted", "queued"}


def test_it_says_when_all_will_have_left(five, now, answers):
    assert outlook("email", at=now).done_on == date(2026, 11, 12)
    send_due(now, ways=answers("accepted"))
    seen = outlook("email", at=now)
    assert (seen.left, seen.waiting, seen.done_on) == (0, 3, date(2026, 11, 12))


def test_without_a_limit_there_is_nothing_to_say(db, now):
    assert outlook("email", at=now) is None


@pytest.mark.parametrize("answer", ["delayed", "unreachable"])
def test_what_did_not_leave_is_not_counted(five, now, answers, answer):
    send_due(now, ways=answers(answer))
    assert DailyCount.objects.get().count == 0


def test_a_used_up_quota_is_no_reason_to_wait_at_the_door(five, now, answers):
    with PostOffice("w", answers("accepted")) as office:
        office.send_due(now)
        assert not office.send_due(now + timedelta(seconds=1))
        assert office.opens_at(at=now + timedelta(seconds=1)) is None
