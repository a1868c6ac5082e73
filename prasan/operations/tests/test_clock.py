"""One clock, whoever asks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from prasan.operations.clock import MINUTE, Duty, tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def done():
    return []


@pytest.fixture
def duties(done):
    def fails(*, at):
        raise ValueError("no such thing")

    return (
        Duty("fails", MINUTE, fails),
        Duty("each_minute", MINUTE, lambda *, at: done.append("minute")),
        Duty("each_hour", timedelta(hours=1), lambda *, at: done.append("hour")),
    )


def test_a_duty_that_fails_does_not_stop_the_others(duties, done):
    answers = tick(timezone.now(), duties)
    assert done == ["minute", "hour"]
    assert answers["fails"] == "failed: no such thing"


def test_each_is_done_when_due_and_by_one_worker(duties, done):
    now = timezone.now()
    for seconds in (0, 1, 58, 61, 120):
        tick(now + timedelta(seconds=seconds), duties)
    assert done == ["minute", "hour", "minute", "minute"]


def test_the_house_s_own_duties_can_be_done():
    assert not [answer for answer in tick(timezone.now()).values() if str(answer).startswith("failed")]
