"""An officer takes up what was sent in, or says why not."""

import pytest
from django.urls import reverse
from django.utils import timezone

from prasan.agencies import own_page
from prasan.agencies.actions import change_requests, corrections
from prasan.agencies.models import ChangeRequest, Correction
from prasan.agencies.states import RequestState
from prasan.agencies.tests.proposals import change, consent, current, give_back, person, proposed, submit
from prasan.agencies.tests.upkeep import EMAIL, events, member_of, school, sent, words
from prasan.approvals.tests.build import decide
from prasan.delivery.models import Delivery
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(office):
    return school()


@pytest.fixture
def desk(client, office):
    client.force_login(person("officer"))
    return client


def taken(correction, by="officer"):
    return corrections.take_up(correction, by=person(by), at=timezone.now())


def declined(correction, answer="แก้ที่ DMC", by="officer"):
    return corrections.decline(correction, answer=answer, by=person(by), at=timezone.now())


def word(correction):
    correction.refresh_from_db()
    return own_page.progress_of(correction).word


def test_taking_up_makes_a_draft_with_its_source(agency):
    correction = sent(agency, {"phones": ["038123456"], "fax": None}, "ย้ายเลขหมาย")
    request = taken(correction)
    item = request.items.get()
    assert (item.values, request.reason) == ({"phones": ["038123456"], "fax": None}, "ย้ายเลขหมาย")
    assert item.sources["*"] == ["แจ้งโดย นางสาวตัวอย่าง ครูธุรการ", "2026-11-10"]
    assert request.title == "ปรับปรุงข้อมูลโรงเรียนบ้านตัวอย่าง 2 รายการ"
    assert events("correction_taken_up") == [("officer", {"request": request.pk})]


def test_it_goes_out_no_further_than_the_field_did(agency):
    request = taken(sent(agency, {"mobiles": ["0800000000"], "phones": ["038123456"]}))
    assert request.items.get().levels == {"mobiles": 0}


def test_two_officers_take_it_up_once(agency):
    correction = sent(agency)
    taken(correction)
    with pytest.raises(Refused, match="รับเรื่องแล้ว"):
        taken(correction, by="head")
    with pytest.raises(Refused, match="รับเรื่องแล้ว"):
        declined(correction)
    assert ChangeRequest.objects.filter(corrections=correction).count() == 1


def test_what_the_register_says_already_makes_no_draft(agency):
    correction = sent(agency)
    consent(proposed(change(agency, {"phones": ["038123456"]}), title="แก้"))
    with pytest.raises(Refused, match="ทะเบียนมีข้อมูลตามที่แจ้งแล้ว"):
        taken(correction)
    correction.refresh_from_db()
    assert correction.state == Correction.State.NEW


def test_what_changed_meanwhile_is_left_out_of_the_draft(agency):
    correction = sent(agency, {"phones": ["038123456"], "pupils": 150})
    consent(proposed(change(agency, {"phones": ["038123456"]}), title="แก้"))
    assert taken(correction).items.get().values == {"pupils": 150}


def test_a_message_alone_becomes_an_empty_item_that_cannot_be_proposed(agency):
    request = taken(sent(agency, {}, "เลขหมู่ไม่ตรง"))
    assert request.reason == "เลขหมู่ไม่ตรง"
    with pytest.raises(Refused, match="ยังไม่มีสิ่งที่เปลี่ยน"):
        submit(request)


def test_somebody_without_a_post_takes_nothing_up(agency):
    correction = sent(agency)
    with pytest.raises(Refused, match="ผู้ดำรงตำแหน่ง"):
        corrections.take_up(correction, by=member_of(agency), at=timezone.now())


def test_a_correction_of_an_agency_closed_since_is_not_taken_up(agency):
    correction = sent(agency)
    consent(proposed(change(agency, {"closed_on": "2026-11-01"}), title="ปิด"))
    with pytest.raises(Refused, match="ปิดหรือยุบรวม"):
        taken(correction)


def test_declining_needs_a_reason_and_tells_the_sender(agency):
    correction = sent(agency)
    with pytest.raises(Refused, match="บอกเหตุผล"):
        declined(correction, " ")
    declined(correction)
    message = Delivery.objects.get(purpose=corrections.PURPOSE)
    assert message.contact_point.address == EMAIL
    assert "แก้ที่ DMC" in message.body
    assert events("correction_declined") == [("officer", {})]


def test_a_signed_in_sender_is_told_at_their_own_address(agency):
    member = member_of(agency)
    declined(sent(agency, sent_by=member))
    assert Delivery.objects.get(purpose=corrections.PURPOSE).contact_point.address == member.email


def test_its_sender_sees_every_stage(agency):
    correction = sent(agency)
    assert word(correction) == "รอเจ้าหน้าที่"
    request = taken(correction)
    assert word(correction) == "เจ้าหน้าที่รับเรื่องแล้ว"
    request = submit(request)
    assert word(correction) == "อยู่ระหว่างพิจารณา"
    give_back(request)
    assert word(correction) == "อยู่ระหว่างพิจารณา"
    submit(request)
    consent(request)
    assert word(correction) == "ประกาศแล้ว"
    assert current(agency).values["phones"] == ["038123456"]


def test_a_refused_case_ends_it(agency):
    correction = sent(agency)
    request = submit(taken(correction))
    decide(request.case, "head", "refuse", remark="ไม่มีหลักฐาน")
    assert word(correction) == "ไม่อนุมัติ"


@pytest.mark.parametrize("is_proposed", [False, True])
def test_a_withdrawn_draft_gives_it_back(agency, is_proposed):
    correction = sent(agency)
    request = taken(correction)
    if is_proposed:
        request = submit(request)
    request = change_requests.withdraw(request, by=person("officer"), at=timezone.now())
    correction.refresh_from_db()
    assert (correction.state, correction.request) == (Correction.State.NEW, None)
    assert request.state == RequestState.WITHDRAWN
    taken(correction)


def test_the_list_and_the_page_show_old_beside_new(desk, agency):
    correction = sent(agency, {"phones": ["038123456"], "pupils": 138}, "ย้ายเลขหมาย")
    assert "ย้ายเลขหมาย" in words(desk.get(reverse("agencies:corrections")))
    page = words(desk.get(reverse("agencies:correction", args=[correction.pk])))
    assert "เดิม 0 3800 0001" in page
    assert "เสนอเป็น 0 3812 3456" in page
    assert "138 ทะเบียนตรงแล้ว" in page


def test_the_page_names_the_case_that_holds_a_field(desk, agency):
    correction = sent(agency)
    proposed(change(agency, {"phones": ["038000009"]}), title="แก้")
    assert "ถือรายการนี้อยู่" in words(desk.get(reverse("agencies:correction", args=[correction.pk])))


def test_taking_up_leads_to_the_form_of_the_draft(desk, agency):
    correction = sent(agency)
    response = desk.post(reverse("agencies:correction_take", args=[correction.pk]))
    item = ChangeRequest.objects.get(corrections=correction).items.get()
    assert response.url == reverse("agencies:request_item", args=[item.request_id, item.pk])
    assert desk.get(response.url).status_code == 200
    again = desk.post(reverse("agencies:correction_take", args=[correction.pk]), follow=True)
    assert "มีผู้ตอบเรื่องนี้แล้ว: รับเรื่องแล้ว" in words(again)


def test_a_decline_without_a_reason_says_what_is_missing(desk, agency):
    correction = sent(agency)
    response = desk.post(reverse("agencies:correction_decline", args=[correction.pk]), {"answer": ""})
    assert "บอกเหตุผลที่ไม่รับ" in words(response)
    desk.post(reverse("agencies:correction_decline", args=[correction.pk]), {"answer": "แก้ที่ DMC"})
    assert "แก้ที่ DMC" in words(desk.get(reverse("agencies:correction", args=[correction.pk])))


@pytest.mark.parametrize("name", ["corrections", "stale", "stale_ask"])
def test_a_member_of_an_agency_sees_no_desk(client, agency, name):
    client.force_login(member_of(agency))
    assert client.get(reverse(f"agencies:{name}")).status_code == 403
