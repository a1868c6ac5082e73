"""The officer's list of whom to ask, the asking of many, and what was heard by telephone."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prasan.agencies.models import Verification, VerificationRequest, Version
from prasan.agencies.tests.proposals import change, consent, current, person, proposed
from prasan.agencies.tests.upkeep import age, asked, events, member_of, school, words
from prasan.agencies.views import upkeep as views
from prasan.delivery.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, office):
    client.force_login(person("officer"))
    return client


@pytest.fixture
def three(office):
    """Two with an e-mail, the last without, all stale."""
    agencies = [school(name=f"โรงเรียนบ้าน{name}", address="หมู่ 0") for name in ("หนึ่ง", "สอง", "สาม")]
    for agency in agencies:
        age(agency)
    mute = current(agencies[2])
    mute.values.pop("email")
    mute.save()
    return agencies


def asked_agencies():
    return sorted(VerificationRequest.objects.values_list("agency", flat=True))


def test_the_list_tells_scope_and_number(desk, three):
    Version.objects.filter(agency=three[1]).update(scope="external")
    page = words(desk.get(reverse("agencies:stale")))
    assert "ถามทุกแห่ง (3)" in page
    inside = words(desk.get(reverse("agencies:stale"), {"scope": "internal"}))
    assert "ถามทุกแห่ง (2)" in inside
    assert "โรงเรียนบ้านสอง" not in inside
    assert desk.get(reverse("agencies:stale"), {"scope": "nonsense", "page": "x"}).status_code == 200


def test_the_list_asks_as_often_for_many_as_for_few(desk, office):
    age(school(name="โรงเรียนบ้านเดียว"))
    few = count_queries(desk)
    for number in range(5):
        age(school(name=f"โรงเรียนบ้านที่{number}"))
    assert count_queries(desk) == few


def count_queries(desk):
    with CaptureQueriesContext(connection) as seen:
        desk.get(reverse("agencies:stale"))
    return len(seen)


def test_an_empty_list_says_what_will_fill_it(desk, office):
    assert "ไม่มีข้อมูลที่เก่าเกิน 180 วัน" in words(desk.get(reverse("agencies:stale")))


def test_one_can_be_asked(desk, three):
    response = desk.post(reverse("agencies:ask_one"), {"agency": three[0]}, follow=True)
    assert asked_agencies() == [three[0]]
    assert "รอคำตอบ" in words(response)


def test_asking_one_without_an_email_says_what_to_do(desk, three):
    response = desk.post(reverse("agencies:ask_one"), {"agency": three[2]}, follow=True)
    assert "ไม่มีอีเมลกลางในทะเบียน" in words(response)
    assert asked_agencies() == []


@pytest.mark.parametrize("posted", ["", "x", "999"])
def test_asking_nobody_is_not_found(desk, office, posted):
    assert desk.post(reverse("agencies:ask_one"), {"agency": posted}).status_code == 404


def test_the_question_before_asking_names_those_without_an_email(desk, three):
    asked(three[0])
    page = words(desk.get(reverse("agencies:stale_ask")))
    assert "1 หน่วยงาน ได้รับอีเมล" in page
    assert "1 หน่วยงาน ถามไปแล้วภายใน 14 วัน" in page
    assert "1 หน่วยงาน ไม่มีอีเมลกลาง" in page
    assert "โรงเรียนบ้านสาม" in page
    assert asked_agencies() == [three[0]]


def test_all_are_asked_once_however_often_it_is_pressed(desk, three):
    for _ in range(2):
        desk.post(reverse("agencies:stale_ask"), {"scope": ""})
    assert asked_agencies() == three[:2]
    assert Delivery.objects.filter(purpose="verification").count() == 2
    assert len(events("verification_asked")) == 2


def test_only_the_chosen_are_asked(desk, three):
    page = desk.get(reverse("agencies:stale_ask"), {"agency": [three[1]]})
    assert f'name="agency" value="{three[1]}"' in page.content.decode()
    desk.post(reverse("agencies:stale_ask"), {"agency": [three[1]]})
    assert asked_agencies() == [three[1]]


def test_one_that_is_not_stale_cannot_be_slipped_in(desk, three):
    fresh = school(name="โรงเรียนบ้านสดใหม่")
    desk.post(reverse("agencies:stale_ask"), {"agency": [fresh]})
    assert asked_agencies() == []


def test_many_are_asked_by_the_worker_with_progress(desk, three, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE", 1)
    response = desk.post(reverse("agencies:stale_ask"), {"scope": "internal"})
    assert parse_qs(urlsplit(response.url).query)["total"] == ["2"]
    assert asked_agencies() == three[:2]
    assert "ส่งคำถามครบแล้ว" in words(desk.get(response.url))
    more = response.url.replace("total=2", "total=5")
    assert "แล้ว 2 จาก 5" in words(desk.get(more))


@pytest.mark.parametrize("at", ["", "x", "2026-11-10"])
def test_progress_of_nothing_is_not_found(desk, office, at):
    assert desk.get(reverse("agencies:asking"), {"at": at, "total": 3}).status_code == 404


def test_an_officer_records_a_call_and_the_agency_leaves_the_list(desk, three):
    url = reverse("agencies:record_verification", args=[three[0]])
    assert "หมู่ 0" in words(desk.get(url))
    for _ in range(2):
        desk.post(url, {"how": "phone", "by_name": "นางตัวอย่าง ผอ.โรงเรียน"})
    kept = Verification.objects.get()
    assert (kept.how, kept.by_name, kept.recorded_by) == ("phone", "นางตัวอย่าง ผอ.โรงเรียน", person("officer"))
    assert "ถามทุกแห่ง (2)" in words(desk.get(reverse("agencies:stale")))


@pytest.mark.parametrize(
    ("how", "name", "said"), [("phone", "", "กรอกชื่อและตำแหน่ง"), ("link", "นายสมมติ", "ยืนยันทางใด")]
)
def test_what_is_missing_of_a_call_is_said(desk, three, how, name, said):
    url = reverse("agencies:record_verification", args=[three[0]])
    assert said in words(desk.post(url, {"how": how, "by_name": name}))
    assert Verification.objects.count() == 0


def test_a_closed_agency_takes_no_confirmation(desk, three):
    consent(proposed(change(three[0], {"closed_on": "2026-11-01"}), title="ปิด"))
    url = reverse("agencies:record_verification", args=[three[0]])
    assert "ปิดหรือยุบรวม" in words(desk.post(url, {"how": "phone", "by_name": "นายสมมติ"}))
    assert Verification.objects.count() == 0


def test_a_stranger_signs_in_first(client, three):
    for name in ("stale", "stale_ask", "corrections"):
        assert client.get(reverse(f"agencies:{name}")).url.startswith(reverse("account_login"))


def test_a_person_is_let_in_for_an_agency_and_out_again(desk, three):
    url = reverse("agencies:members", args=[three[0]])
    desk.post(url, {"email": "new@school.example", "name": "นางสาวตัวอย่าง ใหม่"})
    member = current(three[0]).agency.members.get()
    assert member.email == "new@school.example"
    assert "new@school.example" in words(desk.get(url))
    assert events("agency_member_added") == [("officer", {"member": member.pk})]
    desk.post(reverse("agencies:drop_member", args=[three[0], member.pk]))
    assert not current(three[0]).agency.members.exists()
    assert events("agency_member_removed") == [("officer", {"member": member.pk})]


def test_a_person_known_already_is_not_made_twice(desk, three):
    member = member_of(three[1])
    desk.post(reverse("agencies:members", args=[three[0]]), {"email": member.email.upper(), "name": "ใคร"})
    assert current(three[0]).agency.members.get() == member
