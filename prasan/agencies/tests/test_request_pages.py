"""The pages of a request: who sees what, what the buttons do, and that a refusal says why."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from prasan.agencies.actions import edit_requests
from prasan.agencies.actions.notices import tell_audience
from prasan.agencies.models import ChangeRequest
from prasan.agencies.tests.proposals import (
    change,
    consent,
    current,
    draft,
    give_back,
    in_force,
    new_school,
    proposed,
    submit,
)
from prasan.agencies.tests.test_edit_request import edit
from prasan.approvals.tests.build import ACTING_DAY, decide, person
from prasan.delivery.models import Delivery
from prasan.files.models import Attachment
from prasan.office.models import Holder

pytestmark = pytest.mark.usefixtures("office")


def as_user(key: str) -> Client:
    client = Client()
    client.force_login(person(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def words(html: str) -> str:
    """What a reader sees: without tags and with plain blanks."""
    return re.sub(r"<[^>]+>", "", html).replace("\xa0", " ")


def page(key: str, request: ChangeRequest, name: str = "request", **query: str) -> str:
    response = as_user(key).get(reverse(f"agencies:{name}", args=[request.pk]), query)
    assert response.status_code == 200
    return response.content.decode()


def press(
    key: str, request: ChangeRequest, choice: str = "approve", *, confirmed: bool = True, **more: Any
) -> Any:
    case = request.case
    data = {"seen_round": case.round, "seen_position": case.position, **more}
    data["confirmed" if confirmed else "choice"] = choice
    return as_user(key).post(reverse("agencies:request_decide", args=[request.pk]), data, follow=True)


@pytest.fixture
def request_() -> ChangeRequest:
    return proposed(change(in_force(), {"phones": ["038000009"]}, {"fax": 0}), reason="ย้ายเลขหมาย")


class TestReading:
    def test_whose_turn_it_is_sees_old_new_and_the_effect(self, request_: ChangeRequest) -> None:
        html = page("head", request_)
        for text in ("0 3800 0001", "0 3800 0009", "ถอนออก 1 รายการ", "ย้ายเลขหมาย", "คืนรายการนี้"):
            assert text in words(html)

    def test_what_stays_on_the_web_but_leaves_the_open_data_is_said(self) -> None:
        request = proposed(change(in_force(), {}, {"phones": 1}))
        assert words(page("head", request)).count("ถอนจากข้อมูลเปิด 1 รายการ") > 1

    def test_a_superior_reads_ahead_without_buttons(self, request_: ChangeRequest) -> None:
        html = page("director", request_)
        assert "อ่านล่วงหน้าได้" in html
        assert 'value="approve"' not in html

    def test_the_proposer_may_recall_and_not_decide(self, request_: ChangeRequest) -> None:
        html = page("officer", request_)
        assert "เรียกเรื่องคืน" in html
        assert 'value="approve"' not in html

    def test_an_acting_person_is_told_so_above_what_they_judge(
        self, request_: ChangeRequest, clock: Any
    ) -> None:
        decide(request_.case, "head")
        decide(request_.case, "deputy1")
        clock.move_to(ACTING_DAY)
        html = page("deputy2", request_)
        assert html.index("ท่านพิจารณาในฐานะ") < html.index("0 3800 0009".replace(" ", "\xa0"))
        assert "245/2569" in html

    def test_a_return_by_one_who_acts_for_another_says_so(self, request_: ChangeRequest) -> None:
        decide(request_.case, "head")
        decide(request_.case, "deputy1")
        decide(request_.case, "deputy2", "return", on=ACTING_DAY, remark="แก้ไขก่อน")
        acting = "รักษาราชการแทน ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา"
        assert acting in words(page("officer", request_)).split("ลำดับชั้น")[0]
        assert acting in words(as_user("officer").get(reverse("desk:home")).content.decode())

    def test_what_changed_since_the_reader_saw_it_is_marked(self, request_: ChangeRequest) -> None:

        assert "เปลี่ยนหลังท่านเห็น" not in page("head", request_)
        edit(give_back(request_), {"phones": ["038000008"]})
        submit(request_)
        assert "เปลี่ยนหลังท่านเห็น" in page("head", request_)
        assert "เปลี่ยนหลังท่านเห็น" not in page("deputy1", request_)

    def test_a_stranger_is_sent_to_sign_in_and_back(self, request_: ChangeRequest) -> None:
        url = reverse("agencies:request", args=[request_.pk])
        response = Client().get(url)
        assert response.status_code == 302
        assert url in response["Location"]

    def test_one_without_a_post_is_refused(self, request_: ChangeRequest) -> None:

        Holder.objects.filter(user=person("auditor")).delete()
        response = as_user("auditor").get(reverse("agencies:request", args=[request_.pk]))
        assert response.status_code == 403

    def test_a_request_that_is_none_is_not_found(self) -> None:
        assert as_user("head").get(reverse("agencies:request", args=[999])).status_code == 404


class TestDeciding:
    def test_without_scripts_it_asks_first_and_then_decides(self, request_: ChangeRequest) -> None:
        asked = press("head", request_, confirmed=False)
        assert "ยังไม่อนุมัติ" in asked.content.decode()
        assert "ในฐานะผู้อำนวยการกลุ่ม" in words(asked.content.decode())
        request_.case.refresh_from_db()
        assert request_.case.position == 0
        done = press("head", request_)
        assert "อนุมัติแล้ว เรื่องไปที่รองผู้อำนวยการ" in words(done.content.decode())

    def test_after_it_the_next_case_is_one_press_away(self, request_: ChangeRequest) -> None:
        other = proposed(new_school("โรงเรียนอื่น"))
        assert reverse("agencies:request", args=[other.pk]) in press("head", request_).content.decode()

    def test_who_decided_sees_what_they_did_and_where_to_go_on(self, request_: ChangeRequest) -> None:
        html = words(press("head", request_).content.decode())
        assert "ท่านพิจารณาเรื่องนี้แล้ว: อนุมัติ" in html
        assert "กลับไปงานของฉัน" in html
        assert "ท่านไม่มีตำแหน่งหรือคำสั่ง" not in html

    def test_the_last_consent_puts_it_in_force(self, request_: ChangeRequest) -> None:
        decide(request_.case, "head")
        decide(request_.case, "deputy1")
        request_.case.refresh_from_db()
        press("director", request_)
        assert current(request_.items.get().agency_id).values["phones"] == ["038000009"]

    def test_a_marked_field_goes_back_with_its_reason(self, request_: ChangeRequest) -> None:
        key = f"{request_.items.get().agency_id}:phones"
        asked = press("head", request_, "return", confirmed=False, **{f"why:{key}": "ขาดหลัก"})
        assert "ขาดหลัก" in asked.content.decode()
        press("head", request_, "return", resume_here="on", **{f"why:{key}": "ขาดหลัก"})
        request_.refresh_from_db()
        assert request_.state == "returned"
        assert request_.case.decisions.last().item_remarks == {key: "ขาดหลัก"}
        assert "ขาดหลัก" in page("officer", request_)

    def test_the_mail_of_a_return_names_each_field_with_its_reason(self, request_: ChangeRequest) -> None:
        agency = request_.items.get().agency_id
        give_back(request_, item_remarks={f"{agency}:phones": "ขาดหลัก", f"{agency}:fax": "ไม่ควรถอน"})
        mail = Delivery.objects.filter(key__contains=":told:").latest("pk").body
        assert "- โทรศัพท์: ขาดหลัก\n- โทรสาร: ไม่ควรถอน" in mail
        assert "phones" not in mail

    def test_the_mail_of_a_return_names_the_agency_of_several(self) -> None:
        request = proposed(new_school("โรงเรียนหนึ่ง"), new_school("โรงเรียนสอง"))
        agency = request.items.get(name="โรงเรียนสอง").agency_id
        give_back(request, item_remarks={f"{agency}:pupils": "นับซ้ำ"})
        assert "- โรงเรียนสอง จำนวนนักเรียน: นับซ้ำ" in Delivery.objects.get(key__contains=":told:").body

    def test_the_first_step_is_not_asked_where_the_next_round_begins(self, request_: ChangeRequest) -> None:
        offer = "รอบหน้าเริ่มที่ขั้นนี้"
        assert offer not in press("head", request_, "return", confirmed=False).content.decode()
        decide(request_.case, "head")
        request_.case.refresh_from_db()
        assert offer in press("deputy1", request_, "return", confirmed=False).content.decode()

    def test_the_question_names_the_desk_that_it_goes_to_next(self, request_: ChangeRequest) -> None:
        html = words(page("head", request_))
        assert "จากนั้นเรื่องไปที่รองผู้อำนวยการ" in html

    def test_a_consent_with_marks_is_refused_beside_the_field(self, request_: ChangeRequest) -> None:
        html = press("head", request_, **{"why:1:phones": "ผิด"}).content.decode()
        assert "ยกเลิกเครื่องหมาย" in html

    def test_a_refusal_without_a_reason_asks_for_one(self, request_: ChangeRequest) -> None:
        assert "บอกเหตุผล" in press("head", request_, "refuse").content.decode()

    def test_an_old_window_is_refused_and_says_why(self, request_: ChangeRequest) -> None:
        decide(request_.case, "head")
        html = press("deputy1", request_, seen_round=1, seen_position=0).content.decode()
        assert "เปลี่ยนไปหลังท่านเปิดหน้า" in html

    def test_whose_turn_it_is_not_is_refused(self, request_: ChangeRequest) -> None:
        assert "ยังไม่ถึงลำดับของท่าน" in press("director", request_).content.decode()

    def test_a_page_without_what_it_showed_decides_nothing(self, request_: ChangeRequest) -> None:
        press("head", request_, seen_round="x")
        request_.case.refresh_from_db()
        assert request_.case.position == 0


class TestPaper:
    def record(self, request: ChangeRequest, content: bytes = b"%PDF-1.4 scan", **more: Any) -> Any:
        signed = {"person": person("head").pk, "choice": "approve", "signed_on": "10 พ.ย. 2569"}
        scan = SimpleUploadedFile("memo.pdf", content)
        data = {**signed, "seen_round": 1, "seen_position": 0, "scan": scan, **more}
        url = reverse("agencies:request_paper", args=[request.pk])
        return as_user("officer").post(url, data, follow=True)

    def test_the_officer_records_it_with_the_scan(self, request_: ChangeRequest) -> None:
        html = self.record(request_).content.decode()
        assert "ลงนามในกระดาษ" in html
        assert "บันทึกผลจากเอกสารที่ลงนามแล้ว เรื่องไปที่รองผู้อำนวยการ" in words(html)
        row = request_.case.decisions.last()
        scan = as_user("deputy1").get(reverse("agencies:request_scan", args=[request_.pk, row.pk]))
        assert b"".join(scan.streaming_content) == b"%PDF-1.4 scan"

    def test_a_scan_that_is_none_is_refused_and_nothing_is_kept(self, request_: ChangeRequest) -> None:
        html = self.record(request_, b"not a scan at all").content.decode()
        assert "ไฟล์นี้เป็นชนิดที่ระบบไม่รับ" in html
        assert request_.case.decisions.count() == 1
        assert not Attachment.objects.exists()

    def test_a_scan_is_asked_for(self, request_: ChangeRequest) -> None:
        self.record(request_, scan="")
        assert request_.case.decisions.count() == 1

    @pytest.mark.parametrize(
        ("day", "why"), [("", "กรอกวันที่"), ("11 พ.ย. 2569", "ยังมาไม่ถึง"), ("1 พ.ย. 2569", "ก่อนวันที่เรื่องมาถึง")]
    )
    def test_the_day_of_signing_is_asked_for_and_judged(
        self, request_: ChangeRequest, day: str, why: str
    ) -> None:
        assert why in words(self.record(request_, signed_on=day).content.decode())
        assert request_.case.decisions.count() == 1

    def test_the_chain_shows_the_day_of_signing(self, request_: ChangeRequest) -> None:
        html = words(self.record(request_).content.decode())
        assert "อนุมัติ · 10 พ.ย. 2569" in html

    def test_nobody_else_can_be_named_as_the_signer(self, request_: ChangeRequest) -> None:
        self.record(request_, person=person("director").pk)
        assert request_.case.decisions.count() == 1


class TestProposing:
    def test_a_draft_is_looked_at_and_proposed(self) -> None:
        request = draft()
        assert "ลำดับชั้นที่จะพิจารณา" in page("officer", request)
        as_user("officer").post(reverse("agencies:request_submit", args=[request.pk]))
        request.refresh_from_db()
        assert request.state == "open"

    def test_one_proposed_again_says_whose_turn_it_is(self, request_: ChangeRequest) -> None:
        decide(request_.case, "head")
        request = give_back(request_, "deputy1", resume_here=True)
        url = reverse("agencies:request_submit", args=[request.pk])
        html = words(as_user("officer").post(url, follow=True).content.decode())
        assert "เสนอแล้ว เรื่องไปที่รองผู้อำนวยการ" in html

    def test_a_draft_of_another_is_not_proposed(self) -> None:
        request = draft()
        html = as_user("head").post(reverse("agencies:request_submit", args=[request.pk]), follow=True)
        assert "ผู้จัดทำเท่านั้น" in html.content.decode()

    def test_a_recall_asks_first(self, request_: ChangeRequest) -> None:
        assert "เก็บไว้ตามเดิม" in page("officer", request_, "request_recall")
        as_user("officer").post(reverse("agencies:request_recall", args=[request_.pk]), {"remark": "ส่งผิด"})
        request_.refresh_from_db()
        assert request_.state == "withdrawn"

    def test_the_list_has_mine_first(self, request_: ChangeRequest) -> None:
        request = draft(title="ร่างของฉัน")
        html = as_user("officer").get(reverse("agencies:requests")).content.decode()
        assert html.index(request.title) < html.index("อยู่ระหว่างพิจารณา")


class TestPrinting:
    def test_the_memo_and_its_annex_are_pdf(self) -> None:
        request = proposed(*[new_school(f"โรงเรียนที่ {n}") for n in range(6)])
        for name, args in (("request_memo", [request.pk]), ("request_annex", [request.pk, 1])):
            response = as_user("head").get(reverse(f"agencies:{name}", args=args))
            assert response["Content-Type"] == "application/pdf"
            assert response.content.startswith(b"%PDF")

    def test_an_annex_that_is_none_is_not_found(self, request_: ChangeRequest) -> None:
        assert (
            as_user("head").get(reverse("agencies:request_annex", args=[request_.pk, 1])).status_code == 404
        )

    def test_a_draft_has_no_memo(self) -> None:
        assert as_user("officer").get(reverse("agencies:request_memo", args=[draft().pk])).status_code == 404


def test_a_large_request_costs_as_many_queries_whatever_its_size() -> None:
    sizes = (60, 120)
    requests = [proposed(*[new_school(f"โรงเรียน {size} ที่ {n}") for n in range(size)]) for size in sizes]
    counts = []
    for request, size in zip(requests, sizes, strict=True):
        page("head", request)
        with CaptureQueriesContext(connection) as queries:
            html = page("head", request)
        counts.append(len(queries))
        assert f"เพิ่มหน่วยงานใหม่ {size}" in words(html)
        assert html.count('id="item-') == 50
    assert counts[0] == counts[1]
    assert "โรงเรียน 120 ที่ 119" in words(page("head", requests[1], page="3"))
    opened = page("head", requests[1], item=str(requests[1].items.first().pk))
    assert opened.count("data-field") == 7


def test_a_large_request_lists_as_many_with_another_level_as_it_counts() -> None:
    olds = [in_force(name=f"โรงเรียนเดิมที่ {n}") for n in range(52)]
    new_field = [change(old, {"website": "https://school.example"}, {"website": 1}) for old in olds[1:]]
    request = proposed(change(olds[0], {}, {"phones": 0}), *new_field)
    html = page("head", request, tab="levels")
    assert "วิธีเผยแพร่เปลี่ยน 1" in words(html)
    assert html.count('id="item-') == 1
    assert "โรงเรียนเดิมที่ 0" in words(html)


def test_the_sum_of_an_ended_case_says_what_came_of_it() -> None:
    assert "รายการแล้ว" in words(page("officer", consent(proposed(new_school("โรงเรียนใหม่")))))
    request = proposed(new_school("โรงเรียนอื่น"))
    decide(request.case, "head", "refuse", remark="ไม่ควร")
    assert "ไม่มีผลต่อเว็บ" in words(page("officer", request))


class TestOutcome:
    def test_after_the_last_consent_it_leads_to_the_public_page(self) -> None:
        request = consent(proposed(new_school("โรงเรียนใหม่")))
        html = page("director", request)
        assert "เผยแพร่แล้ว 7 รายการ" in words(html)
        assert reverse("agencies:agency", args=[request.items.get().agency_id]) in html

    def test_of_many_it_leads_to_the_directory(self) -> None:
        request = consent(proposed(new_school("โรงเรียนหนึ่ง"), new_school("โรงเรียนสอง")))
        html = page("officer", request)
        assert "เผยแพร่แล้ว 14 รายการ" in words(html)
        assert f'href="{reverse("agencies:directory")}">ดูหน้าสาธารณะ' in html

    def test_what_nobody_outside_sees_leads_nowhere(self) -> None:
        agency = in_force()
        request = consent(proposed(change(agency, {}, {"name": 0})))
        assert "ดูหน้าสาธารณะ" not in page("officer", request)

    def test_before_the_last_consent_nothing_is_said_to_be_public(self, request_: ChangeRequest) -> None:
        decide(request_.case, "head")
        assert "เผยแพร่แล้ว" not in page("officer", request_)


class TestMending:
    def returned(self, request: ChangeRequest) -> ChangeRequest:
        agency = request.items.get().agency_id
        reasons = {f"{agency}:phones": "ขาดหลัก", f"{agency}:fax": "ไม่ควรถอน"}
        return give_back(request, item_remarks=reasons)

    def test_what_was_given_back_and_not_touched_is_named(self, request_: ChangeRequest) -> None:
        request = self.returned(request_)
        assert "ยังไม่ได้แก้ไข โทรศัพท์ · โทรสาร" in words(page("officer", request))
        edit(request, {"phones": ["038000008"]}, {"fax": 0})
        assert "ยังไม่ได้แก้ไข โทรสาร" in words(page("officer", request))

    def test_the_record_of_the_new_round_names_it_too(self, request_: ChangeRequest) -> None:
        request = self.returned(request_)
        edit(request, {"phones": ["038000008"]}, {"fax": 0})
        submit(request)
        said = request.case.decisions.last().remark
        assert said == "แก้ไข 1 รายการแล้วเสนอ คงเดิม 1 รายการที่ถูกคืน: โทรสาร"

    def test_all_mended_says_nothing_of_it(self, request_: ChangeRequest) -> None:
        request = self.returned(request_)
        edit(request, {"phones": ["038000008"]})
        edit_requests.drop_field(request.items.get(), "fax", by=person("officer"), at=timezone.now())
        assert "ยังไม่ได้แก้ไข" not in words(page("officer", request))


def test_who_was_told_stands_on_the_page_once_it_is_in_force() -> None:
    in_force(name="โรงเรียนผู้รับ", email="saraban@receiver.example")
    request = consent(proposed(new_school("โรงเรียนใหม่"), audience={"kind": "internal"}))

    tell_audience(request.pk)
    assert "ผู้ที่ได้รับแจ้ง" in page("officer", request)
