"""The report of a story: its sums, its reasons, its names, and what a person may say of one row."""

from __future__ import annotations

import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from prasan.approvals.tests.build import person
from prasan.delivery.models import Delivery
from prasan.network.tests.members import NO_CONSENT, member
from prasan.news.models import StoryVersion
from prasan.news.tests.stories import published

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def version(office: None) -> StoryVersion:
    member("นายสมมติ ข่าวสาร", "press@media.example", "สื่อมวลชน")
    member("=HYPERLINK นางตัวอย่าง", "radio@media.example", "สื่อมวลชน")
    member("นายทดสอบ หอกระจายข่าว", "", "สื่อมวลชน", how="หอกระจายข่าวหมู่ 1")
    member("นายสมมติ ไม่ยินยอม", "silent@media.example", "สื่อมวลชน", **NO_CONSENT)
    return published(groups=["สื่อมวลชน"], channels=["web", "email", "handover"])


@pytest.fixture
def officer(office: None) -> Client:
    client = Client()
    client.force_login(person("officer"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def report(client: Client, version: StoryVersion, **query: str) -> str:
    answer = client.get(reverse("news:deliveries", args=[version.story_id]), query)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", "", answer.content.decode()).replace("\xa0", " ").split())


def press(client: Client, version: StoryVersion, row: Delivery, **data: str) -> str:
    url = reverse("news:decide_delivery", args=[version.story_id, row.pk])
    answer = client.post(url, data, follow=True)
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def row_of(channel: str) -> Delivery:
    return Delivery.objects.filter(channel=channel, topic__startswith="story").first()


def test_it_says_how_many_got_it_and_why_others_did_not(officer: Client, version: StoryVersion) -> None:
    Delivery.objects.filter(contact_point__address="press@media.example").update(state="accepted")
    Delivery.objects.filter(contact_point__address="radio@media.example").update(
        state="unknown", reason="ระบบหยุดขณะส่ง"
    )
    html = report(officer, version)
    for text in ("ถึงแล้ว 1 จาก 4 ราย", "ยังไม่มีความยินยอม", "ระบบหยุดขณะส่ง", "เลือกรายคนว่า"):
        assert text in html


def test_a_reason_opens_its_names(officer: Client, version: StoryVersion) -> None:
    html = report(officer, version, state="suppressed", reason="ยังไม่มีความยินยอม")
    names = html[html.index("รายชื่อตามที่เลือก") :]
    assert "นายสมมติ ไม่ยินยอม" in names
    assert "นายสมมติ ข่าวสาร" not in names
    assert "press@media.example" in report(officer, version, q="press@")


def test_a_hand_over_says_who_when_and_where_and_can_be_taken_back(
    officer: Client, version: StoryVersion
) -> None:
    row = row_of("handover")
    press(officer, version, row, act="handed_over", link="https://line.example/post/1")
    row.refresh_from_db()
    assert row.state == "handed_over"
    decision = row.decisions.get()
    assert (decision.by.key, decision.link) == ("officer", "https://line.example/post/1")
    assert "ส่งแล้วโดย" in report(officer, version)
    press(officer, version, row, act="not_handed_over")
    row.refresh_from_db()
    assert row.state == "waiting"


def test_a_link_that_could_run_is_refused(officer: Client, version: StoryVersion) -> None:
    row = row_of("handover")
    assert "ลิงก์ต้องขึ้นต้น" in press(officer, version, row, act="handed_over", link="javascript:alert(1)")
    row.refresh_from_db()
    assert row.state == "waiting"


def test_a_row_nobody_knows_of_is_decided_by_a_person(officer: Client, version: StoryVersion) -> None:
    row = row_of("email")
    Delivery.objects.filter(pk=row.pk).update(state="unknown")
    press(officer, version, row, act="take_as_sent")
    row.refresh_from_db()
    assert row.state == "accepted"


def test_a_row_of_something_else_is_not_there(officer: Client, version: StoryVersion) -> None:
    other = Delivery.objects.exclude(topic__startswith="story").first()
    url = reverse("news:decide_delivery", args=[version.story_id, other.pk])
    assert officer.post(url, {"act": "send_again"}).status_code == 404


def test_the_sheet_has_every_row_and_no_formula(officer: Client, version: StoryVersion) -> None:
    answer = officer.get(reverse("news:deliveries_sheet", args=[version.story_id]))
    data = b"".join(answer.streaming_content)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert len(rows) == 5
    assert {row[0] for row in rows[1:]} >= {"'=HYPERLINK นางตัวอย่าง", "นายสมมติ ไม่ยินยอม"}


def test_the_report_costs_the_same_however_many_got_it(officer: Client, version: StoryVersion) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            report(officer, version)
        return len(queries)

    first = cost()
    row = row_of("email")
    for number in range(20):
        row.pk, row.key, row.message_id = None, f"k{number}", f"<m{number}@office.example>"
        row.save(force_insert=True)
    assert cost() == first
