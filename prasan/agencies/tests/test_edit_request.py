"""A request written by hand: only what differs, mended after a return, and what is refused."""

import pytest
from django.utils import timezone

from prasan.agencies.actions import change_requests, edit_requests
from prasan.agencies.changes import Effect, effect_of, field_changes
from prasan.agencies.fields import Level
from prasan.agencies.models import ChangeRequest
from prasan.agencies.tests.proposals import (
    SCHOOL,
    change,
    consent,
    current,
    draft,
    give_back,
    in_force,
    new_school,
    person,
    proposed,
    submit,
)  # fmt: skip
from prasan.approvals.tests.build import decide
from prasan.audit.models import Event
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")


def from_form(agency: int | None, values: dict, levels: dict | None = None, **more: object) -> ChangeRequest:
    return edit_requests.draft_from_values(
        agency, values, levels or {}, by=person("officer"), at=timezone.now(), **more
    )


def edit(request: ChangeRequest, values: dict, levels: dict | None = None, by: str = "officer") -> None:
    item = request.items.get()
    whole = {**item.values, **values}
    edit_requests.edit_item(
        item, values=whole, levels={**item.levels, **(levels or {})}, by=person(by), at=timezone.now()
    )


def test_a_draft_holds_only_what_differs() -> None:
    agency = in_force()
    request = from_form(agency, {**SCHOOL, "pupils": 142}, {"fax": 0, "phones": 2})
    item = request.items.get()
    assert (item.values, item.levels) == ({"pupils": 142}, {"fax": 0})
    assert item.before_values == {"pupils": 138, "fax": ["038000002"]}
    assert request.title == "ปรับปรุงข้อมูลโรงเรียนบ้านตัวอย่าง 2 รายการ"


def test_a_form_without_a_change_is_refused() -> None:
    with pytest.raises(Refused, match="ยังไม่มีสิ่งที่เปลี่ยน"):
        from_form(in_force(), SCHOOL)


def test_a_new_field_takes_the_level_of_its_kind() -> None:
    request = from_form(in_force(), {"website": "https://school.example", "notes": "ภายในเท่านั้น"})
    assert request.items.get().levels == {"website": Level.OPEN, "notes": Level.INTERNAL}


def test_an_emptied_field_leaves_the_register_on_consent() -> None:
    agency = in_force()
    consent(submit(from_form(agency, {"fax": None})))
    assert "fax" not in current(agency).values
    assert "fax" not in current(agency).levels


def test_a_new_agency_is_drafted_whole() -> None:
    request = from_form(None, {"name": "วัดตัวอย่าง", "scope": "external", "kind": "organisation"})
    item = request.items.get()
    assert (item.action, item.levels["name"], request.title) == ("add", Level.OPEN, "เพิ่มวัดตัวอย่างในทะเบียน")


def test_the_source_stands_beside_every_changed_value() -> None:
    request = from_form(in_force(), {"pupils": 142}, source=["DMC", "2026-11-10"])
    assert field_changes(request.items.get())[0].source == "DMC 10 พ.ย. 2569"


def test_personal_data_on_the_web_need_proof() -> None:
    agency = in_force()
    request = from_form(agency, {"mobiles": ["0800000001"]}, {"mobiles": Level.WEB})
    with pytest.raises(Refused, match="หลักฐานความยินยอม"):
        submit(request)
    edit(request, {"consent_proof": "หนังสือยินยอม ลงวันที่ 1 พ.ย. 2569"})
    assert submit(request).state == "open"


def test_a_field_stands_in_one_open_request_at_a_time() -> None:
    agency = in_force()
    first = proposed(change(agency, {"pupils": 142}))
    second = from_form(agency, {"pupils": 150})
    with pytest.raises(Refused, match=f"เรื่องที่ {first.case_id}/2569"):
        submit(second)
    assert second.state == "draft"
    assert submit(from_form(agency, {"address": "หมู่ที่ 9"})).state == "open"


def test_a_draft_that_lay_shows_what_stands_in_the_register_now() -> None:
    agency = in_force()
    lay = from_form(agency, {"pupils": 150})
    consent(proposed(change(agency, {"pupils": 142})))
    submit(lay)
    assert lay.items.get().before_values == {"pupils": 142}


def test_after_a_return_what_was_mended_is_marked_with_its_round() -> None:
    request = give_back(proposed(change(in_force(), {"pupils": 142, "phones": ["038000009"]})))
    edit(request, {"phones": ["038000008"]})
    assert request.items.get().rounds == {"phones": 2}
    request = submit(request)
    assert request.case.decisions.last().remark == "แก้ไข 1 รายการแล้วเสนอ"
    marked = [row.field for row in field_changes(request.items.get(), seen_round=1) if row.is_new_to_reader]
    assert marked == ["phones"]


def test_who_never_saw_an_earlier_round_has_nothing_marked() -> None:
    item = proposed(change(in_force(), {"pupils": 142})).items.get()
    assert not any(row.is_new_to_reader for row in field_changes(item))


def test_a_dropped_field_leaves_and_the_last_takes_the_item_along() -> None:
    request = give_back(proposed(change(in_force(), {"pupils": 142, "phones": ["038000009"]})))
    for field in ("phones", "pupils"):
        edit_requests.drop_field(request.items.get(), field, by=person("officer"), at=timezone.now())
    assert not request.items.exists()
    with pytest.raises(Refused, match="ยังไม่มีรายการ"):
        submit(request)


def test_a_new_agency_keeps_its_name() -> None:
    item = draft().items.get()
    with pytest.raises(Refused, match="ตัดทั้งรายการแทน"):
        edit_requests.drop_field(item, "name", by=person("officer"), at=timezone.now())


@pytest.mark.parametrize("state", ["open", "approved"])
def test_what_is_proposed_or_ended_is_not_edited(state: str) -> None:
    request = proposed(change(in_force(), {"pupils": 142}))
    if state == "approved":
        request = consent(request)
    with pytest.raises(Refused, match="แก้ไขไม่ได้"):
        edit(request, {"pupils": 143})


def test_nobody_edits_the_draft_of_another() -> None:
    with pytest.raises(Refused, match="ผู้จัดทำเท่านั้น"):
        edit(draft(change(in_force(), {"pupils": 142})), {"pupils": 143}, by="head")


def test_an_edit_is_audited_by_names_of_fields_alone() -> None:
    request = draft(change(in_force(), {"pupils": 142}))
    edit(request, {"pupils": 143})
    event = Event.objects.filter(action="request_edited").last()
    assert event.details == {"agency": request.items.get().agency_id, "fields": ["pupils"]}


def test_why_and_who_is_told_change_with_the_case() -> None:
    request = give_back(proposed(change(in_force(), {"pupils": 142}), reason="เดิม"))
    edit_requests.set_about(
        request, reason="แก้แล้ว", audience={"kind": "all"}, by=person("officer"), at=timezone.now()
    )
    request.refresh_from_db()
    assert (request.reason, request.case.reason, request.audience) == ("แก้แล้ว", "แก้แล้ว", {"kind": "all"})


def test_the_effect_counts_what_shows_and_what_leaves() -> None:
    request = proposed(change(in_force(), {"pupils": 142, "address": None}, {"fax": 0, "phones": 1}))
    effect = effect_of(request)
    assert effect == Effect(on_web=2, in_open_data=1, off_web=2, off_open_data=2)


def test_a_new_school_shows_every_field_at_its_level() -> None:
    effect = effect_of(proposed(new_school()))
    assert (effect.on_web, effect.in_open_data, effect.off_web) == (7, 6, 0)


def test_recalling_frees_the_fields() -> None:
    agency = in_force()
    first = proposed(change(agency, {"pupils": 142}))
    change_requests.withdraw(first, by=person("officer"), at=timezone.now())
    assert proposed(change(agency, {"pupils": 150})).state == "open"


def test_a_dropped_draft_is_withdrawn_and_holds_no_case() -> None:
    request = change_requests.withdraw(draft(), by=person("officer"), at=timezone.now())
    assert (request.state, request.case) == ("withdrawn", None)


def test_a_decision_just_before_a_recall_wins() -> None:
    request = proposed(change(in_force(), {"pupils": 142}))
    decide(request.case, "head", "refuse", remark="ไม่ครบ")
    with pytest.raises(Refused, match="สิ้นสุดแล้ว"):
        change_requests.withdraw(request, by=person("officer"), at=timezone.now())
