"""An agency's own people say what is wrong: by the link, or signed in on their own page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from prasan.agencies.models import Agency, Correction, Verification, VerificationRequest
from prasan.agencies.tests.proposals import change, consent, current, in_force, person, proposed
from prasan.agencies.tests.upkeep import asked, events, member_of, school, sent, words
from prasan.agencies.upkeep_forms import NOT_THEIRS, CorrectionForm
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(office):
    return school(contacts=[{"name": "นางตัวอย่าง ผู้ประสาน", "phones": ["038000008"]}], notes="เฉพาะสำนักงาน")


def filled(version, **changes):
    """What the form sends when nothing but `changes` was touched."""
    form = CorrectionForm(version, asks_name=True)
    start = {name: form[name].value() or "" for name in form.fields}
    return {**start, "version": version.pk, "name_of_sender": "นายสมมติ ครู", **changes}


def send(client, token, data, **more):
    return client.post(reverse("agencies:verify_correct", args=[token]), data, **more)


def test_the_form_asks_nothing_that_the_office_decides(agency):
    form = CorrectionForm(current(agency), asks_name=False)
    assert not form.fields.keys() & (NOT_THEIRS | {"source_text", "source_on", "name_of_sender"})
    assert not [name for name in form.fields if name.endswith("_level")]


def test_by_link_only_what_was_changed_is_sent(client, agency):
    token = asked(agency)
    data = filled(current(agency), phones="038 111 222, 038111223 ต่อ 4", fax="", note="ย้ายเลขหมาย")
    response = send(client, token, data, follow=True)
    kept = Correction.objects.get()
    assert kept.values == {"phones": ["038111222", "038111223 ต่อ 4"], "fax": None}
    assert (kept.note, kept.sent_by) == ("ย้ายเลขหมาย", None)
    assert kept.sent_by_name == "นายสมมติ ครู (ลิงก์ที่ส่งถึง school@school.example)"
    assert "ต่อจากนี้" in words(response)
    assert events("correction_sent") == [("", {"fields": ["fax", "phones"]})]


def test_sending_answers_the_question_and_confirms_nothing(client, agency):
    token = asked(agency)
    send(client, token, filled(current(agency), phones="038111222"))
    assert VerificationRequest.objects.get().answered_at == timezone.now()
    assert Verification.objects.count() == 0


def test_a_double_press_sends_one(client, agency):
    token = asked(agency)
    for _ in range(2):
        send(client, token, filled(current(agency), phones="038111222"))
    assert Correction.objects.count() == 1


def test_contact_persons_can_be_corrected(client, agency):
    token = asked(agency)
    data = filled(current(agency), contacts_0_name="นายใหม่ ผู้ประสาน", contacts_1_name="นางสอง ผู้ช่วย")
    send(client, token, data)
    names = [one["name"] for one in Correction.objects.get().values["contacts"]]
    assert names == ["นายใหม่ ผู้ประสาน", "นางสอง ผู้ช่วย"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"phones": "0380"}, "หลัก"),
        ({"email": "ไม่ใช่อีเมล"}, "อีเมล"),
        ({"name": ""}, "กรอกชื่อหน่วยงาน"),
        ({"name_of_sender": "", "phones": "038111222"}, "กรอกชื่อและตำแหน่ง"),
        ({}, "ยังไม่มีรายการที่ต่างจากเดิม"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, agency, changes, said):
    token = asked(agency)
    response = send(
        client,
        token,
        filled(current(agency), website="www.typed.example", **changes)
        if changes
        else filled(current(agency)),
    )
    page = words(response)
    assert response.status_code == 200
    assert said in page
    assert not changes or "www.typed.example" in response.content.decode()
    assert Correction.objects.count() == 0


def test_a_form_shown_before_a_change_sends_only_what_its_sender_changed(client, agency):
    token = asked(agency)
    data = filled(current(agency), fax="038111222")
    consent(proposed(change(agency, {"phones": ["038000009"]}), title="แก้"))
    send(client, token, data)
    assert Correction.objects.get().values == {"fax": ["038111222"]}


def test_a_form_of_another_agency_is_read_against_ones_own(client, agency):
    other = in_force(name="โรงเรียนบ้านอื่น", phones=["038000077"])
    token = asked(agency)
    data = filled(current(agency)) | {"version": current(other).pk}
    send(client, token, data)
    assert Correction.objects.count() == 0


def test_an_expired_link_sends_nothing(client, agency, clock):
    token, data = asked(agency), filled(current(agency), fax="038111222")
    clock.shift(timedelta(days=31))
    assert send(client, token, data).status_code == 410
    assert Correction.objects.count() == 0


def test_more_than_ten_wait_for_an_answer_first(agency):
    for number in range(10):
        sent(agency, {}, f"ข้อความ {number}")
    with pytest.raises(Refused, match="รอคำตอบก่อน"):
        sent(agency, {}, "อีกหนึ่ง")


def test_a_message_alone_is_enough_and_nothing_at_all_is_not(agency):
    assert sent(agency, {}, "ที่อยู่ไม่ตรง").values == {}
    with pytest.raises(Refused, match="แก้อย่างน้อยหนึ่งช่อง"):
        sent(agency, {}, "  ")


def test_nobody_sends_for_an_agency_that_is_not_theirs(agency):
    with pytest.raises(Refused, match="ไม่ได้ดูแลข้อมูล"):
        sent(agency, sent_by=person("officer"))


def test_nothing_is_sent_for_a_closed_agency(agency):
    consent(proposed(change(agency, {"closed_on": "2026-11-01"}), title="ปิด"))
    with pytest.raises(Refused, match="ปิดหรือยุบรวม"):
        sent(agency)


def test_a_member_lands_on_their_agency_after_sign_in(client, agency):
    client.force_login(member_of(agency))
    assert client.get("/desk/").url == reverse("agencies:mine")
    assert client.get(reverse("agencies:mine")).url == reverse("agencies:mine_one", args=[agency])


def test_a_member_of_two_chooses(client, agency):
    member = member_of(agency)
    Agency.objects.get(pk=in_force(name="โรงเรียนบ้านอื่น")).members.add(member)
    client.force_login(member)
    assert "โรงเรียนบ้านอื่น" in words(client.get(reverse("agencies:mine")))


def test_who_has_no_agency_is_told_why(client, agency):
    client.force_login(person("officer"))
    response = client.get(reverse("agencies:mine"))
    assert response.status_code == 403
    assert "ยังไม่ได้ดูแลข้อมูล" in words(response)


@pytest.mark.parametrize("name", ["mine_one", "mine_correct"])
def test_a_stranger_signs_in_first(client, agency, name):
    response = client.get(reverse(f"agencies:{name}", args=[agency]))
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("name", "method"), [("mine_one", "get"), ("mine_correct", "get"), ("mine_confirm", "post")]
)
def test_the_page_of_another_agency_is_not_there(client, agency, name, method):
    other = in_force(name="โรงเรียนบ้านอื่น")
    client.force_login(member_of(agency))
    assert getattr(client, method)(reverse(f"agencies:{name}", args=[other])).status_code == 404
    assert Verification.objects.count() == 0


def test_a_member_confirms_with_one_tap(client, agency):
    client.force_login(member_of(agency))
    for _ in range(2):
        client.post(reverse("agencies:mine_confirm", args=[agency]), {"version": current(agency).pk})
    kept = Verification.objects.get()
    assert (kept.how, kept.by_name) == ("page", "นางสาวตัวอย่าง ครูธุรการ")
    assert events("agency_verified") == [("school072@school.example", {"how": "page"})]


def test_a_member_sends_a_correction_and_sees_what_became_of_it(client, agency):
    client.force_login(member_of(agency))
    data = filled(current(agency), fax="038111222")
    response = client.post(reverse("agencies:mine_correct", args=[agency]), data, follow=True)
    assert "รอเจ้าหน้าที่" in words(response)
    assert Correction.objects.get().sent_by_name == "นางสาวตัวอย่าง ครูธุรการ"


def test_the_page_of_a_closed_agency_can_be_read_and_not_confirmed(client, agency):
    client.force_login(member_of(agency))
    consent(proposed(change(agency, {"closed_on": "2026-11-01"}), title="ปิด"))
    page = client.get(reverse("agencies:mine_one", args=[agency])).content.decode()
    assert reverse("agencies:mine_confirm", args=[agency]) not in page
    client.post(reverse("agencies:mine_confirm", args=[agency]), {"version": current(agency).pk})
    assert Verification.objects.count() == 0


def test_a_school_s_own_page_leads_to_what_it_may_send(client, agency):
    client.force_login(member_of(agency), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("agencies:mine_one", args=[agency])).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    assert "ส่งข่าวถึงสำนักงาน" in main
    assert "ส่งผลงานถึงสำนักงาน" in main
