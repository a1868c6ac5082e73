"""What still leaves goes without the picture; what is out is named, with where to delete it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from prasan.approvals.tests.build import person
from prasan.delivery.actions import send_due
from prasan.delivery.channels.facebook import CHANNEL as FACEBOOK
from prasan.delivery.models import Delivery, Message
from prasan.delivery.standin import StandIn
from prasan.files.models import Attachment
from prasan.news.actions import proposing
from prasan.news.models import PictureSentOut
from prasan.news.newsletter import issuing
from prasan.news.pictures_down import acts
from prasan.news.pictures_down.tests.test_acts import CHILD, take_down
from prasan.news.tests.stories import consent, draft, jpeg, picture, published
from prasan.news.tests.test_posting import BOTH, https, other_side

__all__ = ["https", "other_side"]
pytestmark = pytest.mark.usefixtures("office", "https")


def test_what_waits_to_be_sent_goes_without_it(
    other_side: StandIn, django_capture_on_commit_callbacks: Any
) -> None:
    version = published(picture(CHILD), **BOTH)
    with django_capture_on_commit_callbacks(execute=True):
        act = take_down(version.photos.get())
    send_due(timezone.now())
    (line,), (facebook,) = other_side.box.posts("line"), other_side.box.posts("facebook")
    assert (line.picture_url, facebook.picture_name) == ("", "")
    assert not act.sent_out.exists()


def test_what_went_out_is_named_and_a_person_says_that_it_is_gone(other_side: StandIn) -> None:
    version = published(picture(CHILD), **BOTH)
    send_due(timezone.now())
    photo = version.photos.get()
    client = Client()
    client.force_login(person("officer"), backend="django.contrib.auth.backends.ModelBackend")
    first = client.get(f"/desk/news/photos/{photo.pk}/take-down/").content.decode()
    assert "ต้องลบเองภายหลัง 2 รายการ" in first.replace("\xa0", " ")
    answer = client.post(
        f"/desk/news/photos/{photo.pk}/take-down/", {"reason": "ผู้ปกครองขอ", "asked": "ผู้ปกครอง"}, follow=True
    )
    page = answer.content.decode()
    assert "ยังต้องลบเอง 2 รายการ" in page
    assert "LINE เรียกข้อความที่ส่งแล้วคืนไม่ได้" in page.replace("\u200b", "").replace("\xa0", " ")
    row = PictureSentOut.objects.filter(delivery__channel="facebook").get()
    client.post(f"/desk/news/taken-down/{row.take_down_id}/sent/{row.pk}/")
    row.refresh_from_db()
    assert row.removed_by == person("officer")
    assert "ยังต้องลบเอง 1 รายการ" in client.get(row.take_down.staff_url).content.decode()
    assert "ยังต้องลบเอง" in client.get("/desk/news/taken-down/").content.decode()


@pytest.mark.parametrize(
    ("answer", "url"),
    [
        ('{"id":"9","post_id":"123_456"}', "https://www.facebook.com/123_456"),
        ('{"id":"123_456"}', "https://www.facebook.com/123_456"),
        ('{"id":"javascript:1"}', ""),
        ("[1]", ""),
        ("cut {", ""),
    ],
)
def test_a_post_is_found_by_what_facebook_answered(answer: str, url: str) -> None:
    assert FACEBOOK.seen_at(answer) == url


@pytest.mark.usefixtures("press")
def test_the_newsletter_that_the_ledger_keeps_is_erased_and_one_without_it_is_not(
    other_side: StandIn, django_capture_on_commit_callbacks: Any
) -> None:
    others = [picture(jpeg((300 + each, 200), "navy"), caption=f"ภาพ {each}") for each in range(6)]
    with_it = issued(picture(CHILD), picture(), title="สพป.ระยอง เขต 2 จัดกิจกรรมที่ 1")
    seventh = issued(*others, picture(CHILD, caption="ภาพที่เจ็ด"), title="สพป.ระยอง เขต 2 จัดกิจกรรมที่ 2")
    send_due(timezone.now())
    kept = {version.pk: paper_of(version) for version in (with_it, seventh)}
    with django_capture_on_commit_callbacks(execute=True):
        act = take_down(with_it.photos.first())
        acts.finish(at=act.at + acts.AGAIN_AFTER)
    there = {key: default_storage.exists(paper.file.name) for key, paper in kept.items()}
    assert there == {with_it.pk: False, seventh.pk: True}
    assert {row.delivery.version for row in act.sent_out.all()} == {1}
    topics = set(act.sent_out.values_list("delivery__topic", flat=True))
    assert topics == {f"story:{with_it.story_id}"}


def issued(*pictures: Any, **values: Any) -> Any:
    version = draft(*pictures, **BOTH, **values)
    issuing.issue(version, design="a", by=person("officer"), at=timezone.now())
    return consent(proposing.propose(version, by=person("officer"), at=timezone.now()))


def paper_of(version: Any) -> Attachment:
    row = Delivery.objects.get(topic=f"story:{version.story_id}", channel="facebook")
    return Message.objects.get(pk=row.content_id).files.get()
