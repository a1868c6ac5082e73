"""The sample's mails: news of a school with its pictures lies with the office, a question waits."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from prasan.delivery.models import Delivery, InboundMail
from prasan.news.models import StoryVersion
from prasan.operations.sample import make_sample


@pytest.mark.django_db
def test_one_is_news_of_a_school_and_one_a_question(time_machine: Any, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.DATA = tmp_path / "files", tmp_path
    at = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Asia/Bangkok"))
    time_machine.move_to(at)
    make_sample(at=at)
    news, question = InboundMail.objects.order_by("pk")
    assert (news.kind, question.kind) == ("news", "request")
    version = StoryVersion.objects.get(story=news.topic.removeprefix("story:"))
    assert (version.state, version.photos.count()) == ("sent", 2)
    assert version.agency is not None
    assert Delivery.objects.filter(purpose="mail_answer").count() == 2
