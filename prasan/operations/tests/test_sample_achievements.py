"""The sample's achievements: a wall with something on it, one that waits, one to be proposed."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from prasan.achievements.models import AchievementVersion, Evidence
from prasan.operations.sample import make_sample


@pytest.mark.django_db
@pytest.mark.parametrize("month", [5, 11])
def test_most_are_public_one_waits_and_one_is_a_draft(time_machine, settings, tmp_path, month: int) -> None:
    settings.MEDIA_ROOT, settings.DATA = tmp_path / "files", tmp_path
    at = datetime(2026, month, 25, 10, 0, tzinfo=ZoneInfo("Asia/Bangkok"))
    time_machine.move_to(at)
    make_sample(at=at)
    states = Counter(AchievementVersion.objects.values_list("state", flat=True))
    assert states == {"published": 4, "proposed": 1, "draft": 1}
    assert all(version.agencies.exists() for version in AchievementVersion.objects.all())
    assert Evidence.objects.filter(is_public=True).count() == 2
    wall = Client().get(reverse("achievements:wall"))
    assert wall.context["count"] == 4
    assert len(wall.context["years"]) >= 2
