"""What comes back later marks its row and, for good, its address; once, and only for mails of ours."""

from datetime import timedelta

import pytest

from prasan.delivery.actions import resend, send_due, take_bounce, take_delivered, write
from prasan.delivery.models import Attempt, Delivery
from prasan.delivery.signals import address_failed


@pytest.fixture
def sent(delivery, now, answers):
    send_due(now, ways=answers("accepted"))
    delivery.refresh_from_db()
    return delivery


@pytest.fixture
def heard():
    found = []
    receiver = lambda sender, point, **_: found.append(point.address)  # noqa: E731
    address_failed.connect(receiver)
    yield found
    address_failed.disconnect(receiver)


def bounce(at, *, message_id="", addresses=("reader@school.example",), permanent=True):
    return take_bounce(
        addresses=addresses, message_id=message_id, reason="ไม่มีผู้รับนี้", permanent=permanent, at=at, code="5.1.1"
    )


def test_a_late_bounce_marks_row_and_address_and_tells_upward_once(sent, point, now, heard):
    for _ in range(2):
        assert bounce(now + timedelta(days=2), message_id=sent.message_id) == [sent]
    sent.refresh_from_db()
    point.refresh_from_db()
    assert (sent.state, sent.reason, point.failure) == ("bounced", "ไม่มีผู้รับนี้", "ไม่มีผู้รับนี้")
    assert list(Attempt.objects.values_list("outcome", "code")) == [("accepted", "000"), ("bounced", "5.1.1")]
    assert heard == ["reader@school.example"]


def test_a_second_row_to_the_same_dead_address_tells_nobody_again(sent, point, now, heard, answers):
    other = write(key="k2", to=point, purpose="case", subject="ก", body="", at=now)
    send_due(now, ways=answers("accepted"))
    bounce(now, message_id=sent.message_id)
    bounce(now, message_id=other.message_id)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"bounced"}
    assert len(heard) == 1


def test_without_an_id_it_is_the_last_mail_to_that_address(sent, point, now, heard):
    assert bounce(now + timedelta(days=1), addresses=["READER@school.example"]) == [sent]


def test_a_bounce_of_what_we_never_wrote_marks_nothing(sent, point, now, heard):
    assert bounce(now, message_id="<forged@evil.example>") == []
    assert bounce(now, addresses=["other@school.example"]) == []
    assert bounce(now + timedelta(days=9)) == []
    point.refresh_from_db()
    assert point.failed_at is None
    assert heard == []


def test_a_temporary_one_is_a_note(sent, point, now, heard):
    for _ in range(2):
        bounce(now, message_id=sent.message_id.strip("<>"), permanent=False)
    sent.refresh_from_db()
    point.refresh_from_db()
    assert (sent.state, point.failed_at) == ("accepted", None)
    assert [a.outcome for a in sent.attempts.all()] == ["accepted", "warned"]


def test_an_unknown_one_that_bounces_is_no_longer_unknown(sent, now, heard):
    Delivery.objects.update(state="unknown")
    bounce(now, message_id=sent.message_id)
    sent.refresh_from_db()
    assert sent.state == "bounced"


def test_a_bounced_one_can_be_sent_again_by_a_person(sent, point, now, heard, answers):
    bounce(now, message_id=sent.message_id)
    sent.refresh_from_db()
    resend(sent, by=point.contact.user, at=now)
    assert send_due(now, ways=answers("accepted")) == {"accepted": 1}


def test_a_receipt_says_that_it_arrived(sent, now):
    take_delivered(message_id=sent.message_id, at=now)
    sent.refresh_from_db()
    assert sent.state == "delivered"
    assert take_delivered(message_id="<no@no>", at=now) is None
