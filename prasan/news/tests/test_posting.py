"""A story goes to LINE and Facebook: the text that suits each, one picture, and what is said of it before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.approvals.tests.build import person
from prasan.delivery.actions import send_due
from prasan.delivery.channels import kept
from prasan.delivery.channels.line import is_public
from prasan.delivery.models import Delivery, Message
from prasan.delivery.quota import ask_other_sides
from prasan.delivery.standin import PAGE, SECRET, TOKEN, StandIn
from prasan.delivery.standin.server import standing_in
from prasan.files.models import Attachment
from prasan.news.actions import proposing, publishing, sending
from prasan.news.models import StoryVersion
from prasan.news.newsletter import issuing
from prasan.news.tests.stories import TITLE, consent, draft, group, picture, proposed, published
from prasan.news.tests.test_sending import corrected

pytestmark = pytest.mark.usefixtures("office")
BOTH: dict[str, Any] = {"channels": ["web", "line", "facebook"]}


@pytest.fixture
def other_side(settings: Any, tmp_path: Path) -> Iterator[StandIn]:
    cache.clear()
    settings.DATA = tmp_path
    with standing_in(tmp_path / "standin") as server:
        settings.LINE_API = settings.FACEBOOK_API = server.url
        kept.keep("line", {"token": TOKEN})
        kept.keep("facebook", {"page": PAGE, "token": TOKEN, "secret": SECRET})
        yield server
    cache.clear()


@pytest.fixture
def https(settings: Any) -> None:
    settings.ORIGIN = "https://office.example"


@pytest.fixture
def officer(office: None) -> Client:
    client = Client()
    client.force_login(person("officer"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def states() -> dict[str, str]:
    rows = Delivery.objects.filter(topic__startswith="story:", channel__in=["line", "facebook"])
    return dict(rows.order_by("pk").values_list("channel", "state"))


def page(client: Client, version: StoryVersion) -> str:
    html = client.get(version.staff_url).content.decode()
    return " ".join(re.sub(r"<[^>]+>", "", html).replace("\xa0", " ").split())


@pytest.mark.usefixtures("https")
def test_both_get_text_and_picture(other_side: StandIn) -> None:
    version = published(picture(), **BOTH)
    send_due(timezone.now())
    assert states() == {"line": "accepted", "facebook": "accepted"}
    (line,), (facebook,) = other_side.box.posts("line"), other_side.box.posts("facebook")
    photo = version.photos.get()
    assert line.to == "broadcast"
    assert line.picture_url == f"https://office.example/news/photos/{photo.pk}-web.jpg"
    assert line.text.startswith(TITLE)
    assert "#ข่าวการศึกษา" in facebook.text
    with photo.web.file.open("rb") as web:
        assert other_side.box.picture(facebook.id) == (web.read(), "image/jpeg")


def test_line_gets_text_alone_from_a_site_that_nobody_elsewhere_reaches(other_side: StandIn) -> None:
    published(picture(), **BOTH)
    send_due(timezone.now())
    (line,) = other_side.box.posts("line")
    assert (line.picture_url, line.text[: len(TITLE)]) == ("", TITLE)


@pytest.mark.usefixtures("https")
def test_the_newsletter_goes_where_there_is_one_and_is_kept_once(other_side: StandIn) -> None:
    version = draft(picture(), **BOTH)
    issuing.issue(version, design="a", by=person("officer"), at=timezone.now())
    version = consent(proposing.propose(version, by=person("officer"), at=timezone.now()))
    count = Attachment.objects.count()
    sending.send_out(version.pk, at=timezone.now())
    assert Attachment.objects.count() == count
    send_due(timezone.now())
    (line,), (facebook,) = other_side.box.posts("line"), other_side.box.posts("facebook")
    assert line.picture_url.endswith("/newsletter.png")
    assert facebook.picture_name.startswith("newsletter-")
    for url in (line.picture_url, Message.objects.get(picture_url=line.picture_url).preview_url):
        answer = Client().get(url.removeprefix("https://office.example"))
        assert b"".join(answer.streaming_content)[1:4] == b"PNG"  # type: ignore[attr-defined]


@pytest.mark.usefixtures("https")
def test_a_correction_goes_where_the_wrong_version_went(other_side: StandIn) -> None:
    group()
    version = published(**BOTH)
    send_due(timezone.now())
    corrected(version)
    send_due(timezone.now())
    newest, oldest = other_side.box.posts("line")
    first = (
        "แก้ไขข่าวที่สำนักงานเผยแพร่ก่อนหน้านี้ โปรดใช้ฉบับนี้แทนฉบับเดิม\nสิ่งที่แก้ไข: เดิม 64 คน แก้เป็น 46 คน\n"
        f"ข่าวฉบับที่ถูกต้อง: https://office.example{version.story.public_url}\n"
    )
    assert newest.text.startswith(first)
    assert oldest.text.startswith(TITLE)
    newest, _ = other_side.box.posts("facebook")
    assert newest.text.startswith(first)


def test_a_story_taken_down_names_the_posts_that_a_person_must_remove(
    other_side: StandIn, officer: Client
) -> None:
    version = published(**BOTH)
    send_due(timezone.now())
    (post,) = other_side.box.posts("facebook")
    link = f"https://www.facebook.com/{PAGE}_{int(post.id.rpartition('-')[2], 16)}"
    report = reverse("news:deliveries", args=[version.story_id])
    assert "ต้องลบเอง" not in officer.get(report).content.decode()
    publishing.take_down(version.story, why="wrong", by=person("officer"), at=timezone.now())
    send_due(timezone.now())
    for url in (report, version.staff_url):
        html = officer.get(url).content.decode()
        assert html.count("ต้องลบเองที่") == 2
        assert f'href="{link}"' in html


def test_a_channel_that_is_not_set_up_has_its_row_and_says_why(settings: Any, tmp_path: Path) -> None:
    published(**BOTH)
    rows = Delivery.objects.filter(channel__in=["line", "facebook"]).order_by("channel")
    assert [(row.state, row.reason) for row in rows] == [
        ("suppressed", "สำนักงานยังไม่ได้ตั้งค่าเพจ Facebook"),
        ("suppressed", "สำนักงานยังไม่ได้ตั้งค่าบัญชี LINE"),
    ]


class TestBeforeConsent:
    def test_it_says_what_goes_out_and_what_line_still_takes(
        self, officer: Client, other_side: StandIn, https: None
    ) -> None:
        other_side.box.set_account(used=480)
        ask_other_sides(at=timezone.now())
        text = page(officer, proposed(picture(), **BOTH))
        assert "LINE ถึงเพื่อนทุกคนของบัญชีสำนักงานข้อความ" in text
        assert "พร้อมภาพแรกของข่าว ส่งได้อีก 20 จาก 500 ข้อความเดือนนี้" in text
        assert "ส่งข้อความอย่างเดียว" not in text

    def test_it_says_that_line_gets_no_picture_and_why(self, officer: Client, other_side: StandIn) -> None:
        text = page(officer, proposed(picture(), **BOTH))
        assert "ส่งข้อความอย่างเดียว LINE รับภาพจากเว็บสาธารณะแบบ https เท่านั้น" in text

    def test_it_says_when_the_month_is_used_up(self, officer: Client, other_side: StandIn) -> None:
        other_side.box.set_account(used=500)
        ask_other_sides(at=timezone.now())
        assert "LINE ครบจำนวนของเดือนนี้แล้ว ข่าวจะรอ" in page(officer, proposed(**BOTH))

    def test_it_says_that_a_channel_is_not_set_up(self, officer: Client) -> None:
        assert "สำนักงานยังไม่ได้ตั้งค่าบัญชี LINE ข่าวจะไม่ออกทางนี้" in page(officer, proposed(**BOTH))


@pytest.mark.parametrize(
    ("url", "is_so"),
    [
        ("https://www.office.example/p.jpg", True),
        ("http://www.office.example/p.jpg", False),
        ("https://localhost/p.jpg", False),
        ("https://10.1.2.3/p.jpg", False),
        ("https://8.8.8.8/p.jpg", True),
        ("https://office.local/p.jpg", False),
    ],
)
def test_public_is_what_a_server_elsewhere_reaches(url: str, is_so: bool) -> None:
    assert is_public(url) is is_so
