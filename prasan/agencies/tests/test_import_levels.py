"""A level chosen for an import reaches every agency of its sheet that the register has, and no other."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from prasan.agencies.actions import imports, proposing
from prasan.agencies.fields import Level
from prasan.agencies.import_screen.levels import brought_by
from prasan.agencies.models import ChangeRequest, Import, Version
from prasan.agencies.tests import sheets
from prasan.agencies.tests.doors import open_data, web, where
from prasan.agencies.tests.proposals import consent, current, person
from prasan.agencies.tests.test_import_propose import propose
from prasan.agencies.tests.test_request_pages import as_user

pytestmark = pytest.mark.usefixtures("office")
HEADINGS = "ชื่อสถานศึกษา,ตำบล,อำเภอ,โทรศัพท์,จำนวนนักเรียน"
CHANGED = "โรงเรียนวัดสมมติ,กระแสบน,แกลง,038000001,{}"
PHONE_CHANGED = "โรงเรียนชุมชนทดลอง,ทางเกวียน,แกลง,{},4107"
SAME = "โรงเรียนบ้านตัวอย่าง,กระแสบน,แกลง,038000002,4108"
ABSENT = "โรงเรียนอนุบาลทดสอบ,วังหว้า,แกลง,038000004,4109"


def in_register() -> dict[str, int]:
    """{name: agency} of four schools whose pupils stand in the open data."""
    first = sheets.judged(
        CHANGED.format(4106), PHONE_CHANGED.format("038000003"), SAME, ABSENT, headings=HEADINGS
    )
    consent(proposing.propose(first, by=person("officer"), at=timezone.now()))
    return {version.name: version.agency_id for version in Version.objects.current()}


def second(*more: str) -> Import:
    rows = (CHANGED.format(4206), PHONE_CHANGED.format("038000009"), SAME, *more)
    return sheets.judged(*rows, headings=HEADINGS)


def propose_inside(source: Import) -> ChangeRequest:
    response = propose(as_user("officer"), source, levels={"pupils": Level.INTERNAL})
    assert response.status_code == 302, sheets.words(response)
    source.refresh_from_db()
    assert source.request is not None
    return source.request


def test_after_consent_no_stranger_sees_the_field_of_any_agency_of_the_sheet() -> None:
    agencies = in_register()
    stranger = Client()
    assert where(open_data(stranger), "4108")
    consent(propose_inside(second()))
    doors = web(stranger, list(agencies.values())) | open_data(stranger)
    for pupils in ("4106", "4206", "4107", "4108"):
        assert where(doors, pupils) == [], pupils
    assert where(open_data(stranger), "4109") == ["csv", "xlsx", "json"]
    assert where(open_data(stranger), "038000009")


def test_the_unchanged_are_proposed_with_their_level_alone_and_the_absent_not_at_all() -> None:
    agencies = in_register()
    request = propose_inside(second())
    items = {item.name: (item.values, item.levels) for item in request.items.all()}
    assert items["โรงเรียนบ้านตัวอย่าง"] == ({}, {"pupils": 0})
    assert items["โรงเรียนชุมชนทดลอง"] == ({"phones": ["038000009"]}, {"pupils": 0})
    assert items["โรงเรียนวัดสมมติ"] == ({"pupils": 4206}, {"pupils": 0})
    assert "โรงเรียนอนุบาลทดสอบ" not in items
    consent(request)
    assert current(agencies["โรงเรียนอนุบาลทดสอบ"]).levels["pupils"] == Level.OPEN


def test_the_page_counts_whom_a_level_reaches_before_it_is_proposed() -> None:
    in_register()
    source = second()
    page = sheets.words(as_user("officer").get(f"/desk/imports/{source.pk}/levels/"))
    assert "ภายใน มีผลกับ 3 แห่ง รวม 1 แห่งที่ข้อมูลไม่เปลี่ยน" in page
    assert "หน่วยงานที่ไม่อยู่ในไฟล์นี้คงเดิม" in page
    assert brought_by(source).reach("pupils", Level.OPEN) == (0, 0)
    assert propose_inside(source).items.filter(levels__pupils=0).count() == 3


def test_a_default_level_leaves_the_unchanged_alone() -> None:
    in_register()
    source = second()
    propose(as_user("officer"), source)
    assert {item.name for item in ChangeRequest.objects.latest("pk").items.all()} == {
        "โรงเรียนวัดสมมติ",
        "โรงเรียนชุมชนทดลอง",
    }


def test_an_agency_that_is_inside_already_is_not_proposed_again() -> None:
    in_register()
    consent(propose_inside(second()))
    third = sheets.judged(CHANGED.format(4306), SAME, headings=HEADINGS)
    assert brought_by(third).reach("pupils", Level.INTERNAL) == (0, 0)
    assert brought_by(third).reach("pupils", Level.WEB) == (2, 1)


def test_personal_data_of_the_unchanged_ask_for_proof_too() -> None:
    headings = "ชื่อสถานศึกษา,ตำบล,อำเภอ,โทรศัพท์เคลื่อนที่"
    rows = ("โรงเรียนวัดสมมติ,กระแสบน,แกลง,{}", "โรงเรียนบ้านตัวอย่าง,กระแสบน,แกลง,0800000002")
    first = sheets.judged(rows[0].format("0800000001"), rows[1], headings=headings)
    consent(proposing.propose(first, by=person("officer"), at=timezone.now()))
    source = sheets.judged(rows[0].format("0800000009"), rows[1], headings=headings)
    response: Any = propose(as_user("officer"), source, levels={"mobiles": Level.WEB})
    assert "ข้อมูลส่วนบุคคล 2 แห่งยังไม่มีหลักฐานความยินยอม" in sheets.words(response)


def test_one_agency_in_two_rows_is_proposed_once() -> None:
    in_register()
    source = second(SAME)
    imports.analyse_if_waiting(source.pk, at=timezone.now())
    request = propose_inside(source)
    assert request.items.filter(name="โรงเรียนบ้านตัวอย่าง").count() == 1
