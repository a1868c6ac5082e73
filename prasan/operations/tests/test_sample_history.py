"""What the sample's people did, they did at work."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from prasan.audit.models import Event
from prasan.office.workdays import is_workday
from prasan.operations.sample import make_sample

MONDAY_NIGHT = datetime(2026, 11, 23, 23, 50, tzinfo=ZoneInfo("Asia/Bangkok"))


@pytest.mark.django_db
def test_the_samples_decisions_fall_on_working_days_in_office_hours() -> None:
    make_sample(at=MONDAY_NIGHT)
    acts = Event.objects.filter(at__lt=MONDAY_NIGHT - timedelta(minutes=1))
    moments = [timezone.localtime(at) for at in acts.values_list("at", flat=True)]
    assert moments
    assert all(is_workday(moment.date()) and 9 <= moment.hour < 16 for moment in moments)
