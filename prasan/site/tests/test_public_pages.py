"""The pages of no single room: home, about, contact, and what machines ask for."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.templatetags.static import static
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from prasan.agencies.models import Version
from prasan.agencies.tests import bulk, doors
from prasan.approvals.tests.build import person
from prasan.office.models import OfficeProfile
from prasan.site import sitemaps

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def register() -> list[Version]:
    rows = [bulk.school("โรงเรียนบ้านนา"), bulk.school("โรงเรียนวังหิน", "210401"), bulk.school("โรงเรียนสามดี")]
    return bulk.put(rows, by=person("officer"), at=timezone.now())


def test_home_leads_to_the_register(client: Client, register: list[Version]) -> None:
    page = client.get("/")
    text = doors.words(page)
    assert f'action="{reverse("agencies:directory")}"' in text
    assert "3 หน่วยงาน" in text
    assert [row.name for row in page.context["latest"]] == ["โรงเรียนสามดี", "โรงเรียนวังหิน", "โรงเรียนบ้านนา"]


def test_home_of_an_empty_register_says_what_comes(client: Client) -> None:
    assert "กำลังเตรียมทะเบียนหน่วยงาน" in doors.words(client.get("/"))


def test_home_asks_little_of_the_database(client: Client, register: list[Version]) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) <= 8


def test_contact_shows_what_the_office_says_of_itself(client: Client) -> None:
    OfficeProfile.objects.update(
        phone="038000000 ต่อ 10", email="saraban@office.example", address="", website=""
    )
    text = doors.words(client.get(reverse("site:contact")))
    assert 'href="tel:+6638000000;ext=10"' in text
    assert "saraban@office.example" in text
    assert "ที่ตั้ง</dt>" not in text


def test_contact_without_any_channel_says_so(client: Client) -> None:
    OfficeProfile.objects.update(phone="", email="", address="", website="", opening_hours="")
    assert "ยังไม่ได้ลงช่องทางติดต่อ" in doors.words(client.get(reverse("site:contact")))


def test_about_leads_to_the_notice_on_personal_data(client: Client) -> None:
    assert reverse("site:privacy") in doors.words(client.get(reverse("site:about")))
    assert "ภายใน 30 วัน" in doors.words(client.get(reverse("site:privacy")))


def test_the_sitemap_names_public_open_agencies_alone(client: Client, register: list[Version]) -> None:
    closed = bulk.put(
        [bulk.school("โรงเรียนปิด", closed_on="2020-01-01")], by=person("officer"), at=timezone.now()
    )
    hidden = bulk.put([bulk.school("โรงเรียนลับ")], by=person("officer"), at=timezone.now(), levels={"name": 0})
    response = client.get(reverse("site:sitemap_part", args=["agencies"]))
    text = response.content.decode()
    assert response["Content-Type"].startswith("application/xml")
    assert f"/agencies/{register[0].agency_id}/</loc><lastmod>2026-11-10</lastmod>" in text
    for version in (*closed, *hidden):
        assert f"/agencies/{version.agency_id}/<" not in text


def test_the_index_of_sitemaps_names_every_part_and_when_it_changed_last(
    client: Client, register: list[Version], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps.Agencies, "limit", 2)
    response = client.get(reverse("site:sitemap"))
    text = response.content.decode()
    assert response["Content-Type"].startswith("application/xml")
    parts = re.findall(r"<loc>http://testserver(.+?)</loc>", text)
    assert {"/sitemap-pages.xml", "/sitemap-stories.xml", "/sitemap-achievements.xml"} <= set(parts)
    assert "/sitemap-agencies.xml</loc><lastmod>2026-11-10</lastmod>" in text
    named = "".join(client.get(part).content.decode() for part in parts)
    for version in register:
        assert named.count(f"/agencies/{version.agency_id}/<") == 1
    assert f"http://testserver{reverse('news:home')}</loc>" in named


@pytest.mark.parametrize(
    "address", ["/sitemap-staff.xml", "/sitemap-stories.xml?p=9", "/sitemap-pages.xml?p=x"]
)
def test_a_part_of_the_sitemap_that_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_robots_are_told_where_not_to_go(client: Client) -> None:
    text = client.get(reverse("site:robots")).content.decode()
    assert "Disallow: /desk/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_a_browser_that_guesses_the_icon_is_sent_to_it(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, static("ui/favicon.svg"))


def test_no_public_page_sets_a_cookie(client: Client, register: list[Version]) -> None:
    for name in (
        "site:home",
        "site:about",
        "site:contact",
        "agencies:directory",
        "agencies:data",
        "agencies:dictionary",
    ):
        assert not client.get(reverse(name)).cookies, name
    assert not client.get(reverse("agencies:agency", args=[register[0].agency_id])).cookies
