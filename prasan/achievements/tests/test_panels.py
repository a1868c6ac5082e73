"""Achievements on the public page of their school and of the story that tells of them, once consented to."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.achievements.actions import linking, publishing
from prasan.achievements.tests.build import draft, published, school
from prasan.approvals.tests.build import person
from prasan.news.models import StoryVersion
from prasan.news.tests.stories import published as published_story

pytestmark = pytest.mark.usefixtures("office")


def words(text: str) -> str:
    return re.sub(r"<[^>]+>", "", text)


def of_school(client: Client) -> str:
    return words(client.get(reverse("agencies:agency", args=[school().pk])).content.decode())


def test_a_school_shows_what_is_public_and_the_way_to_all(client: Client) -> None:
    draft(title="ยังไม่อนุมัติ")
    assert "ผลงานของหน่วยงาน" not in of_school(client)
    for number in range(6):
        published(title=f"รางวัลที่ {number}")
    shown = of_school(client)
    assert "ผลงานของหน่วยงาน" in shown
    assert shown.count("รางวัลที่") == 5
    assert "ดูทั้ง 6 ผลงาน" in shown
    assert "ยังไม่อนุมัติ" not in shown


def test_one_taken_down_is_gone(client: Client) -> None:
    version = published()
    publishing.take_down(version.achievement, why="wrong", by=person("officer"), at=timezone.now())
    assert "ผลงานของหน่วยงาน" not in of_school(client)


def test_a_story_shows_the_achievements_that_it_tells_of_and_they_show_it(client: Client) -> None:
    version, waiting = published(title="รางวัลที่หนึ่ง"), draft(title="รางวัลที่รอ")
    story: StoryVersion = published_story()
    for one in (version, waiting):
        linking.link(one.achievement, story=story.story, by=person("officer"), at=timezone.now())
    shown = words(client.get(story.story.public_url).content.decode())
    assert "ผลงานในข่าวนี้" in shown
    assert "รางวัลที่หนึ่ง" in shown
    assert "รางวัลที่รอ" not in shown
    assert story.story.public_url in client.get(version.achievement.public_url).content.decode()
