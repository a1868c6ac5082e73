"""What a stranger reads of the news, and that nothing else is served."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from prasan.approvals.tests.build import decide, person
from prasan.news.actions import publishing
from prasan.news.models import StoryVersion
from prasan.news.tests.stories import consent, draft, picture, proposed, published

pytestmark = pytest.mark.usefixtures("office")


def photo_url(version: StoryVersion, size: str = "web", name: str = "photo") -> str:
    return reverse(f"news:{name}", args=[version.photos.get().pk, size])


def test_a_published_story_stands_on_its_page_and_in_the_list(client: Client) -> None:
    version = published(picture())
    assert version.title in client.get("/news/").content.decode().replace("\xa0", " ").replace(
        '<span class="nb">', ""
    ).replace("</span>", "")
    html = client.get(version.story.public_url).content.decode()
    assert "มีผู้เข้าร่วม 64\xa0คน" in html
    assert photo_url(version) in html
    answer = client.get(photo_url(version))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    answer.close()


@pytest.mark.parametrize("step", ["draft", "proposed", "returned", "approved", "taken_down"])
def test_nothing_that_is_not_published_is_served_to_a_stranger(client: Client, step: str) -> None:
    version = draft(picture()) if step == "draft" else proposed(picture(), is_published_on_consent=False)
    if step == "returned":
        decide(version.case, "director", "return", remark="แก้")
    if step in {"approved", "taken_down"}:
        version = consent(version)
    if step == "taken_down":
        publishing.publish(version, by=person("officer"), at=timezone.now())
        publishing.take_down(version.story, why="withdrawn", by=person("officer"), at=timezone.now())
        version.story.refresh_from_db()
    for size in ("web", "small"):
        assert client.get(photo_url(version, size)).status_code == 404
        assert client.get(photo_url(version, size, "staff_photo")).status_code == 302
    assert version.title not in client.get("/news/").content.decode()
    page = client.get(version.story.public_url or "/news/2569/1/")
    assert page.status_code == (410 if step == "taken_down" else 404)
    assert "ห้องประชุม" not in page.content.decode()
    assert client.get(version.staff_url).status_code == 302


def test_a_story_for_other_channels_alone_is_not_on_the_web(client: Client) -> None:
    version = published(picture(), channels=["email"])
    assert version.state == "published"
    assert client.get(version.story.public_url).status_code == 404
    assert client.get(photo_url(version)).status_code == 404


@pytest.mark.parametrize(("why", "says"), [("wrong", "ไม่ถูกต้อง"), ("withdrawn", "ถอนจากการเผยแพร่")])
def test_a_story_taken_down_leaves_its_notice(client: Client, why: str, says: str) -> None:
    version = published()
    publishing.take_down(version.story, why=why, by=person("officer"), at=timezone.now())
    assert says in client.get(version.story.public_url).content.decode()


def test_text_is_text(client: Client) -> None:
    version = published(body=["<script>alert(1)</script> & <b>หนา</b>"])
    html = client.get(version.story.public_url).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in html


def test_the_list_costs_the_same_for_one_story_and_for_ten(client: Client) -> None:
    counts = []
    for _ in range(2):
        published(picture())
        with CaptureQueriesContext(connection) as queries:
            client.get("/news/")
        counts.append(len(queries))
        for _ in range(4):
            published(picture())
    assert counts[0] == counts[1]
