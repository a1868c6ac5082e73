"""Stories on the desk: what was sent in for officers, one's own to finish and to publish."""

from __future__ import annotations

import pytest
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.models import Agency
from prasan.agencies.tests.proposals import in_force
from prasan.approvals.tests.build import person
from prasan.desk.cards import count_for, desk_of
from prasan.news.actions import submissions
from prasan.news.tests.stories import consent, draft, proposed
from prasan.office.standing import Standing

pytestmark = pytest.mark.usefixtures("office")


def piles(key: str) -> dict[str, int]:
    desk = desk_of(person(key), Standing(timezone.localdate()))
    assert desk.count == count_for(person(key))
    return {pile.heading: len(pile.cards) for pile in desk.to_do}


def test_a_draft_and_an_approved_story_lie_with_who_wrote_them() -> None:
    draft()
    consent(proposed(is_published_on_consent=False))
    assert piles("officer") == {"ร่างข่าวของท่าน": 1, "ข่าวที่อนุมัติแล้วรอเผยแพร่": 1}
    assert piles("head") == {}


def test_what_a_school_sent_in_lies_with_the_officers() -> None:
    agency = Agency.objects.get(pk=in_force())
    teacher = User.objects.create_user("t@school.example", "นางสาวตัวอย่าง ครู")
    agency.members.add(teacher)
    now = timezone.now()
    version = submissions.begin(agency, by=teacher, at=now)
    submissions.keep(version, title="ข่าว", text="เนื้อข่าว", category="school", facts={}, by=teacher, at=now)
    submissions.send(version, by=teacher, at=now)
    assert piles("officer") == {"ข่าวที่ส่งเข้ามา": 1}
    assert piles("director") == {}
