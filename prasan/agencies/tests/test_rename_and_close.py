"""Units get other names, merge and close; what they were stays readable and findable."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.agencies import policies
from prasan.agencies.fields import Level
from prasan.agencies.models import ChangeRequest, Version
from prasan.agencies.tests.doors import everything, where
from prasan.agencies.tests.proposals import change, consent, current, in_force, person, proposed, submit
from prasan.agencies.tests.upkeep import member_of, words

pytestmark = pytest.mark.django_db
OLD, NEW = "โรงเรียนบ้านตัวอย่าง", "โรงเรียนตัวอย่างวิทยา"
BASIS = {
    "source_text": "ประกาศ สพฐ. เรื่อง เปลี่ยนชื่อสถานศึกษา",
    "source_on": "1 พ.ย. 2569",
    "reason": "ตามประกาศ",
}


@pytest.fixture
def agency(office):
    return in_force()


@pytest.fixture
def desk(client, office):
    client.force_login(person("officer"))
    return client


def post(desk, page, agency, **data):
    return desk.post(reverse(f"agencies:{page}", args=[agency]), {**BASIS, **data})


def carried(response):
    """Propose the draft that a page made, and let the chain consent."""
    request = ChangeRequest.objects.latest("pk")
    assert response.url == reverse("agencies:request", args=[request.pk])
    return consent(submit(request))


@pytest.mark.parametrize(
    ("closed_on", "name", "held", "said"),
    [
        (None, NEW, {}, None),
        (None, OLD, {}, "เหมือนชื่อในทะเบียน"),
        (date(2026, 11, 1), NEW, {}, "ปิดหรือยุบรวมแล้ว"),
        (None, NEW, {"name": "เรื่องที่ 1/2569"}, "เรื่องที่ 1/2569"),
        (None, NEW, {"other_names": "เรื่องที่ 1/2569"}, "เรื่องที่ 1/2569"),
        (None, NEW, {"phones": "เรื่องที่ 1/2569"}, None),
    ],
)
def test_why_not_rename(closed_on, name, held, said):
    refusal = policies.why_not_rename(Version(name=OLD, closed_on=closed_on), name, held)
    assert (said in str(refusal)) if said else refusal is None


@pytest.mark.parametrize(
    ("closed_on", "held", "close", "reopen"),
    [
        (None, {}, None, "ยังเปิดอยู่"),
        (date(2026, 11, 1), {}, "อยู่แล้ว", None),
        (None, {"closed_on": "เรื่องที่ 1/2569"}, "เรื่องที่ 1/2569", "ยังเปิดอยู่"),
        (date(2026, 11, 1), {"closed_on": "เรื่องที่ 1/2569"}, "อยู่แล้ว", "เรื่องที่ 1/2569"),
    ],
)
def test_why_not_close_and_reopen(closed_on, held, close, reopen):
    version = Version(name=OLD, closed_on=closed_on)
    for said, refusal in (
        (close, policies.why_not_close(version, held)),
        (reopen, policies.why_not_reopen(version, held)),
    ):
        assert (said in str(refusal)) if said else refusal is None


@pytest.mark.parametrize(
    ("days", "is_refused"), [(-36526, True), (-9000, False), (0, False), (366, False), (367, True)]
)
def test_a_closing_day_far_ahead_or_far_back_is_a_slip(days, is_refused):
    today = date(2026, 11, 10)
    assert bool(policies.why_not_this_closing_day(today + timedelta(days=days), today)) is is_refused


def test_a_new_name_keeps_the_old_one_among_the_others(desk, agency):
    request = carried(post(desk, "rename", agency, name=NEW))
    now = current(agency)
    assert (now.name, now.values["other_names"]) == (NEW, [OLD])
    assert now.sources["name"] == [BASIS["source_text"], "2026-11-01"]
    assert request.title == f"เปลี่ยนชื่อ{OLD}เป็น{NEW}"


def test_the_old_name_still_finds_it(desk, client, agency):
    carried(post(desk, "rename", agency, name=NEW))
    assert NEW.removeprefix("โรงเรียน") in words(client.get(reverse("agencies:directory"), {"q": "บ้านตัวอย่าง"}))


def test_nothing_is_renamed_before_the_last_consent(desk, agency):
    post(desk, "rename", agency, name=NEW)
    submit(ChangeRequest.objects.latest("pk"))
    assert current(agency).name == OLD


def test_names_of_long_ago_stay_and_a_name_taken_back_is_no_other_name(desk, agency):
    carried(post(desk, "rename", agency, name=NEW))
    carried(post(desk, "rename", agency, name=OLD))
    assert current(agency).values["other_names"] == [NEW]


def test_an_old_name_goes_out_no_further_than_the_name(desk, office):
    agency = in_force()
    consent(proposed(change(agency, {}, {"name": 0}), title="ถอน"))
    carried(post(desk, "rename", agency, name=NEW))
    assert current(agency).levels["other_names"] == 0


def test_two_schools_of_one_name_in_one_subdistrict_are_refused(desk, agency):
    in_force(name=NEW)
    assert "ในทะเบียนแล้ว" in words(post(desk, "rename", agency, name=NEW))


def test_closing_keeps_the_past_readable_and_says_who_took_over(desk, client, agency):
    in_force(name="โรงเรียนบ้านรับช่วง")
    response = post(desk, "close", agency, closed_on="1 พ.ย. 2569", successor="โรงเรียนบ้านรับช่วง")
    carried(response)
    assert current(agency).closed_on == date(2026, 11, 1)
    page = words(client.get(reverse("agencies:agency", args=[agency])))
    assert "ปิดหรือยุบรวมแล้วเมื่อ 1 พ.ย. 2569" in page
    assert "รับช่วงต่อโดย โรงเรียนบ้านรับช่วง" in page
    assert "0 3800 0001" in page
    assert Version.objects.filter(agency=agency).count() == 2


def test_a_successor_whose_name_stays_inside_is_named_by_nobody_outside(desk, agency):
    heir = in_force(name="โรงเรียนบ้านรับช่วง")
    carried(post(desk, "close", agency, closed_on="1 พ.ย. 2569", successor="โรงเรียนบ้านรับช่วง"))
    assert where(everything(Client(), [agency, heir]), "โรงเรียนบ้านรับช่วง")
    consent(proposed(change(heir, levels={"name": Level.INTERNAL})))
    assert where(everything(Client(), [agency, heir]), "บ้านรับช่วง") == []
    page = words(Client().get(reverse("agencies:agency", args=[agency])))
    assert "ปิดหรือยุบรวมแล้วเมื่อ 1 พ.ย. 2569" in page
    assert "รับช่วงต่อ" not in page
    assert "รับช่วงต่อโดย โรงเรียนบ้านรับช่วง" in words(desk.get(reverse("agencies:staff_agency", args=[agency])))


def test_a_successor_that_got_another_name_is_named_as_long_as_that_is_public(desk, agency):
    heir = in_force(name="โรงเรียนบ้านรับช่วง")
    carried(post(desk, "close", agency, closed_on="1 พ.ย. 2569", successor="โรงเรียนบ้านรับช่วง"))
    carried(post(desk, "rename", heir, name="โรงเรียนรับช่วงวิทยา"))
    page = reverse("agencies:agency", args=[agency])
    assert "รับช่วงต่อโดย โรงเรียนบ้านรับช่วง" in words(Client().get(page))
    consent(proposed(change(heir, levels={"other_names": Level.INTERNAL})))
    assert "รับช่วงต่อ" not in words(Client().get(page))


def test_a_successor_that_the_register_does_not_have_is_refused_with_near_names(desk, agency):
    in_force(name="โรงเรียนบ้านรับช่วง")
    response = post(desk, "close", agency, closed_on="1 พ.ย. 2569", successor="โรงเรียนบ้านรับชวง")
    assert "ที่ใกล้เคียงคือ โรงเรียนบ้านรับช่วง" in words(response)


def test_a_draft_to_close_says_from_when_it_is_off_the_public_list(desk, agency):
    page = words(desk.get(post(desk, "close", agency, closed_on="1 ธ.ค. 2569").url))
    assert "หน่วยงานนี้จะไม่อยู่ในรายชื่อสาธารณะตั้งแต่วันที่ 1 ธันวาคม 2569" in page
    assert "ก่อนถึงวันนั้นยังอยู่ในรายชื่อ" in page


def test_a_closed_unit_is_not_in_the_list(desk, client, agency):
    address = reverse("agencies:agency", args=[agency])
    assert address in client.get(reverse("agencies:directory")).content.decode()
    carried(post(desk, "close", agency, closed_on="1 พ.ย. 2569"))
    assert address not in client.get(reverse("agencies:directory")).content.decode()


def test_opening_again_takes_the_closing_away(desk, agency):
    carried(post(desk, "close", agency, closed_on="1 พ.ย. 2569"))
    carried(post(desk, "reopen", agency))
    assert current(agency).closed_on is None
    assert "closed_on" not in current(agency).values


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("rename", {"name": ""}, "กรอกชื่อ"),
        ("rename", {"name": OLD}, "ชื่อใหม่เหมือนชื่อในทะเบียน"),
        ("rename", {"name": NEW, "reason": ""}, "กรอกเหตุผลที่เสนอ"),
        ("close", {"closed_on": ""}, "กรอกวันที่ปิดหรือยุบรวม"),
        ("close", {"closed_on": "1 พ.ย. 2669"}, "ไกลกว่าหนึ่งปี"),
        ("close", {"closed_on": "1 ม.ค. 2400"}, "เกินหนึ่งร้อยปี"),
        ("close", {"closed_on": "1 พ.ย. 2569", "source_text": ""}, "กรอกประกาศหรือคำสั่ง"),
        ("close", {"closed_on": "1 พ.ย. 2569", "source_on": "11 พ.ย. 2569"}, "ยังมาไม่ถึง"),
        ("close", {"closed_on": "1 พ.ย. 2569", "successor": OLD}, "ไม่มี “โรงเรียนบ้านตัวอย่าง” ในทะเบียน"),
        ("reopen", {}, "ยังเปิดอยู่"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_drafted(desk, agency, name, data, said):
    before = ChangeRequest.objects.count()
    response = post(desk, name, agency, **data)
    assert response.status_code == 200
    assert said in words(response)
    assert ChangeRequest.objects.count() == before


def test_a_closing_under_way_names_its_case(desk, agency):
    post(desk, "close", agency, closed_on="1 พ.ย. 2569")
    request = submit(ChangeRequest.objects.latest("pk"))
    assert f"เรื่องที่ {request.case_id}/2569" in words(desk.get(reverse("agencies:close", args=[agency])))


@pytest.mark.parametrize("name", ["rename", "close", "reopen", "record_verification", "members"])
def test_a_member_and_a_stranger_stay_outside(client, agency, name):
    url = reverse(f"agencies:{name}", args=[agency])
    assert client.get(url).url.startswith(reverse("account_login"))
    client.force_login(member_of(agency))
    assert client.get(url).status_code == 403
    assert client.post(url, BASIS).status_code == 403


def test_an_agency_that_left_the_register_is_not_there(desk, agency):
    Version.objects.filter(agency=agency).update(valid_to=timezone.localdate())
    assert desk.get(reverse("agencies:close", args=[agency])).status_code == 404
