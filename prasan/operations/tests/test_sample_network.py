"""The sample's network: every row of its sheet is taken, and one sends to most of them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from prasan.network.models import Group, MemberImport, NetworkMember
from prasan.network.recipients import recipients
from prasan.operations.sample import make_sample


@pytest.mark.django_db
@pytest.mark.parametrize("year", [2026, 2031])
def test_every_row_is_a_member_and_most_may_be_written_to(time_machine, year: int) -> None:
    at = datetime(year, 11, 25, 10, 0, tzinfo=ZoneInfo("Asia/Bangkok"))
    time_machine.move_to(at)
    make_sample(at=at)
    counts = MemberImport.objects.get().summary["counts"]
    assert counts == {"new": 13, "changed": 0, "unchanged": 0, "doubtful": 0, "error": 0}
    assert NetworkMember.objects.exclude(agency=None).count() == 5
    everyone = recipients(Group.objects.values_list("name", flat=True))
    assert {one.channel for one in everyone} == {"email", "handover"}
    assert [one.why_not for one in everyone if one.why_not] == ["ยังไม่มีความยินยอม"]
