"""The page of one agency, and its card."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from prasan.agencies.models import Verification, Version
from prasan.agencies.tests import bulk
from prasan.agencies.tests.proposals import new_school, proposed
from prasan.approvals.tests.build import person

pytestmark = pytest.mark.usefixtures("office")
VALUES = bulk.school(
    "โรงเรียนบ้านตัวอย่าง",
    "210301",
    phones=["038000100 ต่อ 21", "038000101"],
    email="saraban@school.example",
    website="javascript:alert(1)",
    address="หมู่ 1",
    postal_code="21110",
    coordinates=[12.78, 101.65],
    head_name="นายสมมติ ตัวอย่าง",
    head_post="ผู้อำนวยการโรงเรียนบ้านตัวอย่าง",
    head_since="2024-10-01",
    about="งานข้อมูล",
    other_names=["โรงเรียนบ้านชื่อเดิม"],
    pupils=1234,
    academic_year=2569,
    notes="ภายใน",
)


def put(**values: Any) -> int:
    return bulk.put([VALUES | values], by=person("officer"), at=timezone.now())[0].agency_id


def get(client: Client, agency: int, name: str = "agency") -> str:
    response = client.get(reverse(f"agencies:{name}", args=[agency]))
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_whom_to_reach_and_how(client: Client) -> None:
    text = get(client, put())
    assert 'href="tel:+6638000100;ext=21"' in text
    assert 'href="mailto:saraban@school.example"' in text
    for said in ("หมู่ 1", "21110", "นายสมมติ ตัวอย่าง", "1 ต.ค. 2567", "งานข้อมูล", "1,234", "2569", "ชื่อเดิม"):
        assert said in text.replace("\u00a0", " ")
    assert "ภายใน</p>" not in text


def test_every_group_says_as_of_when_and_from_whom(client: Client) -> None:
    assert "ข้อมูล ณ 10 มิ.ย. 2569 ที่มา DMC" in get(client, put()).replace("\u00a0", " ")


def test_a_file_is_the_register_of_the_office_and_each_source_says_what_it_gave(client: Client) -> None:
    agency = put()
    version = Version.objects.get(agency=agency)
    Version.objects.filter(pk=version.pk).update(
        sources=version.sources | {"phones": ["ทะเบียน.xlsx", "2026-07-27"]}
    )
    text = unescape(re.sub(r"<[^>]+>", "", get(client, agency))).replace("\u00a0", " ")
    assert "ข้อมูล ณ 27 ก.ค. 2569 ที่มา ทะเบียนของสำนักงาน (โทรศัพท์)" in text
    assert "ทะเบียน.xlsx" not in text


def test_it_says_when_the_agency_confirmed(client: Client) -> None:
    agency = put()
    Verification.objects.create(agency_id=agency, at=timezone.now(), how="link", by_name="นางตัวอย่าง ผู้ยืนยัน")
    text = get(client, agency).replace("\u00a0", " ")
    assert "10 พ.ย. 2569" in text
    assert "ผู้ยืนยัน</" not in text


def test_the_map_opens_elsewhere(client: Client) -> None:
    assert "https://www.openstreetmap.org/?mlat=12.78&amp;mlon=101.65" in get(client, put())


def test_an_address_that_is_a_script_is_no_link(client: Client) -> None:
    assert 'href="javascript:' not in get(client, put())


def test_a_closed_agency_says_so_and_keeps_its_past(client: Client) -> None:
    text = get(client, put(closed_on="2026-10-01")).replace("\u00a0", " ")
    assert "ปิดหรือยุบรวมแล้วเมื่อ 1 ต.ค. 2569" in text
    assert "saraban@school.example" in text


def test_an_agency_that_waits_for_its_first_consent_is_not_there(client: Client) -> None:
    agency = proposed(new_school()).items.get().agency_id
    assert client.get(reverse("agencies:agency", args=[agency])).status_code == 404
    assert client.get(reverse("agencies:card", args=[agency])).status_code == 404
    assert client.get(reverse("agencies:agency", args=[999_999])).status_code == 404


def test_its_queries_are_few(client: Client) -> None:
    agency = put()
    with CaptureQueriesContext(connection) as queries:
        get(client, agency)
    assert len(queries) <= 4


def test_its_card_is_read_by_telephones(client: Client) -> None:
    response = client.get(reverse("agencies:card", args=[put(name="โรงเรียน ก, ข; ค\\ง")]))
    lines = response.content.split(b"\r\n")
    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    assert lines[:2] == [b"BEGIN:VCARD", b"VERSION:3.0"]
    assert max(map(len, lines)) <= 75
    text = response.content.decode().replace("\r\n ", "")
    assert "FN:โรงเรียน ก\\, ข\\; ค\\\\ง\r\n" in text
    assert "TEL;TYPE=WORK,VOICE:+6638000100;ext=21\r\n" in text
    assert "ADR;TYPE=WORK:;;หมู่ 1 ต.ทางเกวียน;แกลง;ระยอง;21110;ประเทศไทย\r\n" in text
    assert "NOTE:ผู้บริหาร ผู้อำนวยการโรงเรียนบ้านตัวอย่าง นายสมมติ ตัวอย่าง\\nงานข้อมูล\r\n" in text


def test_it_cannot_be_posted_to(client: Client) -> None:
    assert client.post(reverse("agencies:agency", args=[put()])).status_code == 405
