"""A way out that answers as it is told, and a message to send through it."""

import pytest
from django.utils import timezone

from prasan.accounts.models import User
from prasan.contacts.actions import email_point
from prasan.delivery.actions import write
from prasan.delivery.channels import Outcome, Reply


class ScriptedWay:
    """Answers with the given replies in turn, the last one for ever. Dies where a reply is an exception."""

    def __init__(self, *replies):
        self.replies = list(replies)
        self.sent = []

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def send(self, message):
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, BaseException):
            raise reply
        self.sent.append(message)
        return reply


def _reply(outcome):
    if outcome == "killed":
        return SystemExit("the worker was killed")
    return Reply(Outcome(outcome), "" if outcome == "accepted" else "เหตุ", "000", "text")


@pytest.fixture
def answers():
    """`answers("accepted", "delayed")` are ways out where e-mail answers so; "killed" ends the worker."""
    return lambda *outcomes: {"email": ScriptedWay(*map(_reply, outcomes))}


@pytest.fixture
def point(db):
    return email_point(User.objects.create_user("reader@school.example", "นางตัวอย่าง ผู้อ่าน"))


@pytest.fixture
def now(clock):
    return timezone.now()


@pytest.fixture
def delivery(point, now):
    return write(key="k1", to=point, purpose="case", subject="รอท่านพิจารณา", body="เรียน ท่าน", at=now)
