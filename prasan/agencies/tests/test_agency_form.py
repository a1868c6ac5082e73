"""The form of one agency: what was not touched stays as it was, what is wrong is said beside its field."""

import re
from typing import Any

import pytest
from django.urls import reverse

from prasan.agencies import typed
from prasan.agencies.agency_form import AgencyForm
from prasan.agencies.models import ChangeRequest
from prasan.agencies.tests.proposals import change, current, draft, give_back, in_force, proposed
from prasan.agencies.tests.test_request_pages import as_user, words
from prasan.agencies.views.editing import faults
from prasan.thai.errors import UnreadableError

pytestmark = pytest.mark.usefixtures("office")
EVERYTHING = {
    "other_names": ["รร.ตัวอย่าง", "โรงเรียนเดิม"], "place": "210301", "coordinates": [12.7, 101.6],
    "phones": ["038000001", "038000002 ต่อ 21"], "head_since": "2026-11-16", "website": "https://a.example",
    "email": "saraban@a.example", "academic_year": 2569, "pupils": 1234, "notes": "บรรทัดหนึ่ง\nบรรทัดสอง",
    "contacts": [{"name": "นายสมมติ ก", "phones": ["0800000001"], "about": "ข้อมูล"}],
}  # fmt: skip


def posted(agency: int | None = None, **typed_in: Any) -> dict[str, Any]:
    """What the browser sends of an untouched form, with some boxes typed over."""
    url = reverse("agencies:edit", args=[agency]) if agency else reverse("agencies:new")
    form: AgencyForm = as_user("officer").get(url).context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {**{k: v for k, v in data.items() if v is not None}, "audience": "nobody", **typed_in}


def send(agency: int | None = None, key: str = "officer", **typed_in: Any) -> Any:
    url = reverse("agencies:edit", args=[agency]) if agency else reverse("agencies:new")
    return as_user(key).post(url, posted(agency, **typed_in), follow=True)


def test_a_form_sent_back_untouched_changes_nothing() -> None:
    agency = in_force(**EVERYTHING)
    assert "ยังไม่มีสิ่งที่เปลี่ยน" in words(send(agency).content.decode())
    assert not ChangeRequest.objects.filter(state="draft").exists()


def test_what_was_typed_becomes_a_draft_and_nothing_else() -> None:
    agency = in_force(**EVERYTHING)
    send(
        agency,
        phones="๐ ๓๘๐๐ ๐๐๐๙",
        fax_level="0",
        pupils="1,300 คน",
        source_text="โรงเรียนยืนยัน",
        reason="ย้าย",
    )
    request = ChangeRequest.objects.get(state="draft")
    item = request.items.get()
    assert item.values == {"phones": ["038000009"], "pupils": 1300}
    assert item.levels == {"fax": 0}
    assert item.sources == {"*": ["โรงเรียนยืนยัน", "2026-11-10"]}
    assert request.reason == "ย้าย"


def test_a_new_agency_is_written_and_looked_at() -> None:
    html = send(name="โรงเรียนใหม่", place="ต.ทางเกวียน อ.แกลง จ.ระยอง", contacts_0_name="นางตัวอย่าง ข")
    assert "เพิ่มโรงเรียนใหม่ในทะเบียน" in words(html.content.decode())
    values = ChangeRequest.objects.get().items.get().values
    assert (values["place"], values["contacts"]) == ("210301", [{"name": "นางตัวอย่าง ข"}])


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("phones", "0 3800 000", "ช่องนี้มี 8 หลัก"),
        ("head_since", "31 ก.พ. 2567", "2567"),
        ("coordinates", "99, 200", "พิกัด"),
        ("place", "ต.ไม่มีจริง อ.แกลง จ.ระยอง", "ต."),
        ("email", "saraban@", "อีเมล"),
        ("pupils", "มาก", "ตัวเลข"),
        ("website", "=HYPERLINK(1)", "สูตร"),
        ("name", "", "กรอกชื่อหน่วยงาน"),
        ("contacts_0_phones", "0800", "หลัก"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field_and_kept(field: str, text: str, says: str) -> None:
    response = send(in_force(), **{field: text, "contacts_0_name": "นายสมมติ ก"})
    form = response.context["form"]
    assert says in " ".join(form.errors[field])
    assert f'href="#id_{field}"' in response.content.decode()
    assert form[field].value() == text


def test_personal_data_on_the_web_ask_for_proof_there_and_then() -> None:
    mobile = {"mobiles": "0800000001", "mobiles_level": "1"}
    response = send(in_force(), **mobile)
    assert "หลักฐานความยินยอม" in " ".join(response.context["form"].errors["mobiles_level"])
    proof = send(
        in_force(name="โรงเรียนสอง"), mobiles="0800000001", mobiles_level="1", consent_proof="หนังสือ 1/2569"
    )
    assert ChangeRequest.objects.filter(state="draft").count() == 1
    assert "บันทึกร่างแล้ว" in words(proof.content.decode())


PEOPLE_ON_THE_WEB = {"contacts_0_name": "นางตัวอย่าง ข", "contacts_0_phones": "0800000009", "pupils": "145"}


@pytest.mark.parametrize("level", ["1", "2"])
def test_contact_persons_go_out_only_with_proof_and_what_was_typed_stays(level: str) -> None:
    response = send(in_force(**EVERYTHING), contacts_level=level, **PEOPLE_ON_THE_WEB)
    refused_at_contacts(response, level)


@pytest.mark.parametrize("level", ["1", "2"])
def test_contact_persons_of_an_item_go_out_only_with_proof_too(level: str) -> None:
    request = draft(change(in_force(**EVERYTHING), {"pupils": 150}))
    url = reverse("agencies:request_item", args=[request.pk, request.items.get().pk])
    form = as_user("officer").get(url).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    response = as_user("officer").post(url, {**data, "contacts_level": level, **PEOPLE_ON_THE_WEB})
    refused_at_contacts(response, level)


def refused_at_contacts(response: Any, level: str) -> None:
    assert response.status_code == 200
    form, html = response.context["form"], response.content.decode()
    assert "หลักฐานความยินยอม" in " ".join(form.errors["contacts_level"])
    assert 'href="#id_contacts_level"' in html
    assert 'id="id_contacts_level"' in html
    assert "วิธีเผยแพร่ ผู้ประสานงาน: ผู้ประสานงาน ของบุคคลจะเผยแพร่ออกภายนอก" in words(html)
    assert form["contacts_level"].value() == level
    assert {name: form[name].value() for name in PEOPLE_ON_THE_WEB} == PEOPLE_ON_THE_WEB


@pytest.mark.parametrize("kind", ["school", "person"])
def test_a_fault_of_any_field_and_of_any_level_is_named(kind: str) -> None:
    form = AgencyForm({"name": "ตัวอย่าง", "kind": kind, "scope": "external"}, values={}, levels={})
    for name in form.fields:
        form.add_error(name, "แก้ช่องนี้")
    said = [fault for fault in faults(form) if fault["text"] == "แก้ช่องนี้"]
    assert [fault["anchor"] for fault in said] == [f"id_{name}" for name in form.errors]
    assert form.errors.keys() == form.fields.keys()
    assert all(fault["label"].removeprefix("วิธีเผยแพร่ ") for fault in said)


def test_contact_persons_that_another_case_has_are_refused_beside_them() -> None:
    agency = in_force()
    proposed(change(agency, {"contacts": [{"name": "นายสมมติ ค"}]}, {"contacts": 0}))
    response = send(agency, contacts_0_name="นางตัวอย่าง ข")
    assert "ยังไม่สิ้นสุด" in " ".join(response.context["form"].errors["contacts_0_name"])


def test_a_field_that_another_case_has_is_refused_beside_it() -> None:
    agency = in_force()
    case = proposed(change(agency, {"pupils": 150})).case_id
    response = send(agency, pupils="160")
    assert f"เรื่องที่ {case}/2569" in " ".join(response.context["form"].errors["pupils"])


def test_a_returned_item_is_mended_with_the_reason_beside_it() -> None:
    agency = in_force()
    request = proposed(change(agency, {"phones": ["038000009"]}))
    give_back(request, item_remarks={f"{agency}:phones": "ขาดหนึ่งหลัก"})
    item = request.items.get()
    url = reverse("agencies:request_item", args=[request.pk, item.pk])
    response = as_user("officer").get(url)
    assert "คืนเพราะ: ขาดหนึ่งหลัก" in words(response.content.decode())
    form = response.context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    as_user("officer").post(url, {**data, "phones": "0 3800 0008"})
    item.refresh_from_db()
    assert (item.values, item.rounds) == ({"phones": ["038000008"]}, {"phones": 2})


def test_another_may_not_mend_it() -> None:
    request = give_back(proposed(change(in_force(), {"pupils": 150})))
    url = reverse("agencies:request_item", args=[request.pk, request.items.get().pk])
    assert "ผู้จัดทำเท่านั้น" in words(as_user("head").get(url).content.decode())


def test_one_field_is_dropped_from_a_draft() -> None:
    request = draft(change(in_force(), {"pupils": 150, "address": "หมู่ที่ 3"}))
    url = reverse("agencies:request_drop", args=[request.pk, request.items.get().pk])
    as_user("officer").post(url, {"field": "pupils"})
    assert request.items.get().values == {"address": "หมู่ที่ 3"}


def test_chosen_agencies_are_found_by_name() -> None:
    agency = in_force()
    request = draft(change(agency, {"pupils": 150}))
    url = reverse("agencies:request_about", args=[request.pk])
    data = {"reason": "เหตุ", "audience": "chosen", "agencies": current(agency).name}
    as_user("officer").post(url, data)
    request.refresh_from_db()
    assert request.audience == {"kind": "chosen", "agencies": [agency]}
    wrong = as_user("officer").post(url, {**data, "agencies": "โรงเรียนที่ไม่มี"})
    assert "ไม่พบ “โรงเรียนที่ไม่มี”" in words(wrong.content.decode())


def test_one_who_holds_no_post_in_the_office_writes_nothing(client: Any) -> None:
    agency = in_force()
    assert client.get(reverse("agencies:edit", args=[agency])).status_code == 302


def test_numbers_of_pupils_are_not_asked_of_a_person() -> None:
    html = as_user("officer").get(reverse("agencies:new"), {"kind": "person"}).content.decode()
    assert not re.search('name="pupils"', html)
    assert 'name="consent_proof"' in html


@pytest.mark.parametrize("text", ["", "-", "ไม่มี"])
def test_nothing_in_other_words_is_nothing(text: str) -> None:
    assert typed.read("fax", text) is None


def test_an_ambiguous_place_names_those_that_may_be_meant() -> None:
    with pytest.raises(UnreadableError, match="หมายถึงที่ใด"):
        typed.read("place", "ต.บ้านนา")
