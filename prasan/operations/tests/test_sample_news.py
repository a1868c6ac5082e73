"""The sample's stories came by the same ways as an office's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import timezone

from prasan.delivery.models import Delivery
from prasan.news.models import StoryRecording, StoryVersion
from prasan.operations.sample import make_sample


@pytest.mark.django_db
def test_some_are_published_one_waits_and_two_were_sent_in(tmp_path: Path) -> None:
    with override_settings(MEDIA_ROOT=tmp_path, DATA=tmp_path):
        make_sample(at=timezone.now())
    states = sorted(StoryVersion.objects.values_list("state", flat=True))
    assert states == ["proposed", *["published"] * 6, "sent", "sent"]
    assert all(version.photos.exists() for version in StoryVersion.objects.all())
    shown = StoryRecording.objects.filter(version__state="published")
    assert sorted(shown.values_list("content_type", flat=True)) == ["audio/wav", "video/mp4"]
    assert Delivery.objects.filter(topic__startswith="story:").exists()
