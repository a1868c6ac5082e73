"""A published story that reached nobody is named with its reason, where it is mended, and no sooner."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from prasan.approvals.tests.build import person
from prasan.delivery.actions import send_due
from prasan.delivery.channels import kept
from prasan.delivery.models import Delivery, Watch
from prasan.network.tests.members import NO_CONSENT, member
from prasan.news.models import StoryVersion
from prasan.news.tests.stories import fresh, group, published
from prasan.news.tests.test_sending import Taking
from prasan.news.unheard import unheard, unheard_of

pytestmark = pytest.mark.usefixtures("office")
TO_PRESS: dict[str, Any] = {"groups": ["สื่อมวลชน"], "channels": ["web", "email", "handover"]}


def later(**more: Any) -> Any:
    return timezone.now() + timedelta(**(more or {"hours": 2}))


def why(version: StoryVersion) -> tuple[str, str]:
    """(reason, address) as the list names it, which is what the report says too."""
    (one,) = unheard(at=later())
    assert one == unheard_of(fresh(version), at=later())
    return one.why, one.url


def client_of(key: str) -> Client:
    client = Client()
    client.force_login(person(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_web_alone_reaches_nobody_by_name() -> None:
    version = published(channels=["web"])
    said, url = why(version)
    assert said == "ไม่ได้เลือกช่องทางส่ง มีเพียงหน้าเว็บ"
    assert url == f"/desk/news/{version.story_id}/1/media/"


def test_a_group_without_members_and_no_group_at_all() -> None:
    group()
    assert why(published(**TO_PRESS)) == ("กลุ่มผู้รับยังไม่มีสมาชิก (สื่อมวลชน)", "/desk/network/")
    StoryVersion.objects.update(groups=[])
    assert unheard(at=later())[0].why == "ไม่ได้เลือกกลุ่มผู้รับ"


def test_all_suppressed() -> None:
    member("นายสมมติ ไม่ยินยอม", "silent@media.example", "สื่อมวลชน", **NO_CONSENT)
    assert why(published(**TO_PRESS))[0] == "ไม่มีผู้รับที่ส่งได้ ยังไม่มีความยินยอม"


def test_all_wait_to_be_handed_over() -> None:
    member("นายทดสอบ หอกระจายข่าว", "", "สื่อมวลชน", how="หอกระจายข่าวหมู่ 1")
    assert why(published(**TO_PRESS))[0] == "ทุกรายการยังรอเจ้าหน้าที่ส่งมอบ"


def test_a_worker_that_does_not_send() -> None:
    member("นายสมมติ ข่าวสาร", "press@media.example", "สื่อมวลชน")
    assert why(published(**TO_PRESS)) == ("รอส่งนานผิดปกติ งานเบื้องหลังอาจหยุด", "/desk/doctor/")


def test_rows_never_written() -> None:
    version = published(channels=["web"])
    StoryVersion.objects.update(sent_out_at=None)
    assert why(version)[1] == "/desk/doctor/"


def test_a_channel_that_is_not_connected_and_is_sent_once_it_is() -> None:
    version = published(channels=["web", "line"])
    assert why(version) == (
        "ไม่มีผู้รับที่ส่งได้ สำนักงานยังไม่ได้ตั้งค่าบัญชี LINE",
        "/desk/delivery/channels/line/",
    )
    row = Delivery.objects.get(channel="line")
    url = f"/desk/news/{version.story_id}/deliveries/{row.pk}/"
    officer = client_of("officer")
    refused = officer.post(url, {"act": "send_again"}, follow=True).content.decode()
    assert "สำนักงานยังไม่ได้ตั้งค่าบัญชี LINE" in re.sub(r"<[^>]+>", "", refused)
    kept.keep("line", {"token": "a-token-of-line"})
    officer.post(url, {"act": "send_again"})
    row.refresh_from_db()
    assert (row.state, row.contact_point.address) == ("queued", "friends")


def test_a_member_who_was_suppressed_is_never_sent_again() -> None:
    member("นายสมมติ ไม่ยินยอม", "silent@media.example", "สื่อมวลชน", **NO_CONSENT)
    version = published(**TO_PRESS)
    row = Delivery.objects.get(state="suppressed", topic__startswith="story:")
    client_of("officer").post(f"/desk/news/{version.story_id}/deliveries/{row.pk}/", {"act": "send_again"})
    row.refresh_from_db()
    assert row.state == "suppressed"


def test_one_who_got_it_is_enough() -> None:
    member("นายสมมติ ข่าวสาร", "press@media.example", "สื่อมวลชน")
    member("นายสมมติ ไม่ยินยอม", "silent@media.example", "สื่อมวลชน", **NO_CONSENT)
    version = published(**TO_PRESS)
    Delivery.objects.filter(contact_point__address="press@media.example").update(state="accepted")
    assert unheard(at=later()) == []
    assert unheard_of(fresh(version), at=later()) is None


def test_it_waits_as_long_as_the_office_says() -> None:
    published(channels=["web"])
    assert unheard(at=later(minutes=59)) == []
    Watch.objects.create(hours=24)
    assert unheard(at=later(hours=23)) == []
    assert len(unheard(at=later(hours=25))) == 1


def test_it_stands_on_the_desk_of_officers_in_the_report_and_in_the_list(time_machine: Any) -> None:
    version = published(channels=["web"])
    time_machine.move_to(later(), tick=False)
    officer = client_of("officer")
    for address in ("/desk/", f"/desk/news/{version.story_id}/deliveries/", "/desk/news/unheard/"):
        assert "ไม่ได้เลือกช่องทางส่ง" in re.sub(r"<[^>]+>", "", officer.get(address).content.decode())
    assert "ไม่ได้เลือกช่องทางส่ง" not in client_of("director").get("/desk/").content.decode()


def test_the_patience_is_set_by_those_who_keep_the_office() -> None:
    director = client_of("director")
    director.post("/desk/delivery/watch/", {"hours": "24"})
    assert Watch.grace() == timedelta(hours=24)
    director.post("/desk/delivery/watch/", {"hours": "0"})
    assert Watch.grace() == timedelta(hours=24)
    assert client_of("head").post("/desk/delivery/watch/", {"hours": "2"}).status_code == 403


def test_sent_by_a_worker_it_is_heard() -> None:
    member("นายสมมติ ข่าวสาร", "press@media.example", "สื่อมวลชน")
    published(**TO_PRESS)
    send_due(timezone.now(), ways={"email": Taking()})
    assert unheard(at=later()) == []
