"""The hand-over list: text and picture to copy, “ส่งแล้วโดย … เมื่อ …”, undone again, and on paper."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from prasan.approvals.tests.build import person
from prasan.delivery.models import Delivery
from prasan.network.tests.members import member
from prasan.news.models import StoryVersion
from prasan.news.tests.stories import TITLE, picture, published

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def version(office: None) -> StoryVersion:
    member("นายทดสอบ หอกระจายข่าว", "", "สื่อมวลชน", how="หอกระจายข่าวหมู่ 1")
    member("นายสมมติ ข่าวสาร", "press@media.example", "สื่อมวลชน")
    return published(picture(), groups=["สื่อมวลชน"], channels=["web", "email", "handover"])


@pytest.fixture
def officer(office: None) -> Client:
    client = Client()
    client.force_login(person("officer"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def plain(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", answer.content.decode()).replace("\xa0", " ").split())


def test_it_has_text_picture_and_those_who_are_reached_by_hand(
    officer: Client, version: StoryVersion
) -> None:
    answer = officer.get(f"/desk/news/{version.story_id}/handover/")
    assert "เหลือ 1 จาก 1 ราย" in plain(answer)
    assert "หอกระจายข่าวหมู่ 1" in plain(answer)
    assert "press@media.example" not in plain(answer)
    assert f'data-copy="{TITLE}' in answer.content.decode()
    assert 'download="photo-1.jpg"' in answer.content.decode()


def test_a_press_says_by_whom_and_when_and_is_undone(officer: Client, version: StoryVersion) -> None:
    row = Delivery.objects.get(channel="handover")
    url = f"/desk/news/{version.story_id}/deliveries/{row.pk}/"
    answer = officer.post(url, {"act": "handed_over", "back": "handover"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/desk/news/{version.story_id}/handover/#row-{row.pk}"
    name = person("officer").name
    assert f"ส่งแล้วโดย {name} เมื่อ 10 พ.ย. 2569" in plain(answer)
    assert "ส่งครบทุกรายแล้ว" in plain(answer)
    assert name in plain(officer.get(f"/desk/news/{version.story_id}/handover/print/"))
    officer.post(url, {"act": "not_handed_over", "back": "handover"})
    row.refresh_from_db()
    assert row.state == "waiting"


def test_on_paper_there_is_room_to_sign(officer: Client, version: StoryVersion) -> None:
    page = plain(officer.get(f"/desk/news/{version.story_id}/handover/print/"))
    assert "ใบรายการส่งมอบข่าว" in page
    assert "................" in page
    assert TITLE in page


def test_a_stranger_is_sent_to_sign_in(version: StoryVersion) -> None:
    for path in ("", "print/"):
        answer = Client().get(f"/desk/news/{version.story_id}/handover/{path}")
        assert answer["Location"].startswith("/accounts/login/")
