"""Who gets a story, each once, and why the others get nothing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prasan.agencies.tests.bulk import put, school
from prasan.contacts.actions import mark_failed
from prasan.contacts.models import ContactPoint
from prasan.network.models import Group
from prasan.network.recipients import recipients, unknown_groups
from prasan.network.tests.members import NO_CONSENT, member

pytestmark = pytest.mark.usefixtures("office")
MEDIA, HEADS = "สื่อมวลชน", "ผู้นำชุมชน"


def test_a_member_of_two_groups_is_there_once():
    one = member("นายสมมติ ข่าวดี", "a@media.example", MEDIA, HEADS)
    found = recipients([MEDIA, HEADS])
    assert [(r.member_id, r.channel, r.why_not) for r in found] == [(one.pk, "email", "")]
    assert found[0].point is not None
    assert found[0].point.address == "a@media.example"


def test_only_the_groups_that_were_asked_for():
    member("นายสมมติ ข่าวดี", "a@media.example", MEDIA)
    assert recipients([HEADS]) == []


def test_a_group_is_found_in_any_spelling_and_an_unknown_one_is_named():
    member("นายสมมติ ข่าวดี", "a@media.example", "เเกนนำ 2")
    assert len(recipients(["แกนนำ ๒"])) == 1
    assert unknown_groups(["แกนนำ 2", "ไม่มีกลุ่มนี้"]) == ["ไม่มีกลุ่มนี้"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": "paused"}, "พักรับข่าวตั้งแต่ 10 พ.ย. 2569"),
        ({"state": "left"}, "ออกจากเครือข่ายเมื่อ 10 พ.ย. 2569"),
        (NO_CONSENT, "ยังไม่มีความยินยอม"),
        ({"term_to": date(2026, 11, 9)}, "วาระสิ้นสุดเมื่อ 9 พ.ย. 2569"),
        ({"term_from": date(2026, 11, 11)}, "วาระเริ่ม 11 พ.ย. 2569"),
        ({"email": None}, "ไม่มีอีเมล"),
    ],
)
def test_it_says_why_a_member_gets_nothing(fields, said):
    member("นายสมมติ ข่าวดี", "a@media.example", MEDIA, **fields)
    assert [r.why_not for r in recipients([MEDIA])] == [said]


def test_the_last_day_of_a_term_still_counts():
    member("นายสมมติ ข่าวดี", "a@media.example", MEDIA, term_to=date(2026, 11, 10))
    assert [r.why_not for r in recipients([MEDIA])] == [""]


def test_an_address_that_failed_is_not_written_to():
    one = member("นายสมมติ ข่าวดี", "a@media.example", MEDIA)
    mark_failed(one.email, reason="ไม่มีผู้รับนี้", at=timezone.now())
    assert [r.why_not for r in recipients([MEDIA])] == ["อีเมลนี้เคยส่งไม่ถึง: ไม่มีผู้รับนี้"]


def test_one_address_of_two_members_is_written_to_once():
    member("นายกอไก่ ตัวอย่าง", "both@media.example", MEDIA)
    member("นายขอไข่ ตัวอย่าง", "both@media.example", MEDIA)
    assert [r.why_not for r in recipients([MEDIA])] == ["", "ใช้อีเมลเดียวกับนายกอไก่ ตัวอย่าง ซึ่งได้รับแล้ว"]


def test_a_handover_says_how_and_needs_no_address():
    member("นางตัวอย่าง ชุมชน", "", MEDIA, how="หอกระจายข่าว")
    found = recipients([MEDIA])[0]
    assert (found.channel, found.why_not) == ("handover", "")
    assert found.point is not None
    assert found.point.address == "หอกระจายข่าว"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"needs_confirmation": True}, "เจ้าของอีเมลยังไม่ได้ยืนยัน"),
        ({"unsubscribed_at": "2026-11-01T12:00+07:00"}, "ขอหยุดรับทางอีเมลเมื่อ 1 พ.ย. 2569"),
    ],
)
def test_an_address_whose_owner_did_not_say_yes_or_said_no_gets_nothing(fields, said):
    one = member("นายสมมติ ข่าวดี", "a@media.example", MEDIA)
    ContactPoint.objects.filter(pk=one.email_id).update(**fields)
    assert [r.why_not for r in recipients([MEDIA])] == [said]


def test_the_central_address_of_the_register_counts_as_consented(cast):
    row = school("โรงเรียนบ้านตัวอย่าง", email="saraban@school.example")
    agency = put([row], by=cast["officer"], at=timezone.now())[0].agency
    member("นายสมมติ ข่าวดี", "saraban@school.example", MEDIA, agency=agency, **NO_CONSENT)
    member("นายสมมติ ส่วนตัว", "own@school.example", MEDIA, agency=agency, **NO_CONSENT)
    assert [r.why_not for r in recipients([MEDIA])] == ["", "ยังไม่มีความยินยอม"]


def test_many_members_cost_as_many_queries_as_one():
    member("นายสมมติ หนึ่ง", "1@media.example", MEDIA, **NO_CONSENT)
    assert Group.objects.count() == 1
    with CaptureQueriesContext(connection) as few:
        recipients([MEDIA])
    for number in range(2, 30):
        member(f"นายสมมติ {number}", f"{number}@media.example", MEDIA)
    with CaptureQueriesContext(connection) as many:
        assert len(recipients([MEDIA])) == 29
    assert len(many) == len(few)
