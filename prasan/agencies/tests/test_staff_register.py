"""The register behind the desk: everything that was consented to, today and on any past day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.actions import change_requests
from prasan.agencies.actions.change_requests import Proposal
from prasan.agencies.fields import Level
from prasan.agencies.models import Verification, Version
from prasan.agencies.tests import bulk, doors
from prasan.agencies.tests.proposals import SCHOOL, change, consent, in_force, new_school, proposed
from prasan.approvals.tests.build import ACTING_DAY, decide, moment, person
from prasan.approvals.wording import case_number

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def staff(client: Client, office: None) -> Client:
    client.force_login(person("officer"))
    return client


@pytest.fixture
def agency() -> int:
    return in_force()


def open_page(client: Client, name: str, *args: int, **params: str) -> HttpResponse:
    response: HttpResponse = client.get(reverse(f"agencies:{name}", args=args), params)
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("name", ["register", "staff_agency", "history"])
def test_a_stranger_is_sent_to_sign_in(client: Client, agency: int, name: str) -> None:
    address = reverse(f"agencies:{name}", args=[agency] if name != "register" else [])
    response = client.get(address)
    assert (response.status_code, address in response["Location"]) == (302, True)


def test_a_person_without_a_post_is_refused(client: Client, agency: int) -> None:
    client.force_login(User.objects.create(name="นางตัวอย่าง สมมติ", email="school@school.example"))
    assert client.get(reverse("agencies:register")).status_code == 403


def test_it_lists_what_is_not_public_too(staff: Client) -> None:
    hidden = bulk.put(
        [SCHOOL], by=person("officer"), at=timezone.now(), levels=dict.fromkeys(SCHOOL, int(Level.INTERNAL))
    )[0]
    assert [row.agency for row, _ in open_page(staff, "register").context["rows"]] == [hidden.agency_id]
    assert open_page(staff, "register", kind="school", scope="internal").context["count"] == 1


def test_it_names_the_open_request_of_an_agency(staff: Client, agency: int) -> None:
    request = proposed(change(agency, {"pupils": 142}))
    for page in (open_page(staff, "register"), open_page(staff, "staff_agency", agency)):
        assert f"เรื่องที่ {request.case_id}" in doors.words(page)
        assert reverse("agencies:request", args=[request.pk]) in doors.words(page)


def test_its_queries_do_not_grow_with_the_register(staff: Client, agency: int) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            open_page(staff, "register")
        return len(queries)

    proposed(change(agency, {"pupils": 1}))
    few = count()
    schools = bulk.put(bulk.schools(60), by=person("officer"), at=timezone.now())
    for version in schools[:5]:
        proposed(change(version.agency_id, {"pupils": 1}))
    assert count() == few


def test_an_agency_shows_every_field_with_its_flag(staff: Client) -> None:
    agency = in_force(notes="บันทึกของเจ้าหน้าที่")
    lines = {
        line.field.key: line.level
        for section in open_page(staff, "staff_agency", agency).context["sections"].values()
        for line in section.lines
    }
    assert set(lines) == {*SCHOOL, "notes"}
    assert (lines["fax"], lines["phones"], lines["notes"]) == (Level.WEB, Level.OPEN, Level.INTERNAL)


def test_an_agency_that_waits_for_its_first_consent_leads_to_its_request(staff: Client) -> None:
    request = proposed(new_school())
    response = staff.get(reverse("agencies:staff_agency", args=[request.items.get().agency_id]))
    assert response["Location"] == reverse("agencies:request", args=[request.pk])
    assert staff.get(reverse("agencies:staff_agency", args=[999_999])).status_code == 404


class TestAsOf:
    @pytest.fixture
    def past(self, agency: int, clock: time_machine.Traveller) -> int:
        """Renamed two days later, closed another two days later; now it is a week on."""
        start = timezone.now()
        clock.move_to(start + timedelta(days=2))
        consent(proposed(change(agency, {"name": "โรงเรียนบ้านชื่อใหม่"})))
        clock.move_to(start + timedelta(days=4))
        consent(proposed(change(agency, {"closed_on": timezone.localdate().isoformat()})))
        clock.move_to(start + timedelta(days=7))
        return agency

    @pytest.mark.parametrize(
        ("on", "names"),
        [
            ("9 พ.ย. 2569", []),
            ("๑๐ พ.ย. ๒๕๖๙", ["โรงเรียนบ้านตัวอย่าง"]),
            ("11/11/2569", ["โรงเรียนบ้านตัวอย่าง"]),
            ("2026-11-12", ["โรงเรียนบ้านชื่อใหม่"]),
            ("13 พ.ย. 69", ["โรงเรียนบ้านชื่อใหม่"]),
            ("14 พ.ย. 2569", []),
            ("", []),
        ],
    )
    def test_the_register_stands_as_it_was(self, staff: Client, past: int, on: str, names: list[str]) -> None:
        page = open_page(staff, "register", on=on)
        assert [row.name for row, _ in page.context["rows"]] == names

    def test_filters_and_search_look_into_that_day(self, staff: Client, past: int) -> None:
        page = open_page(staff, "register", on="11 พ.ย. 2569", q="ตัวอย่าง", kind="school")
        assert page.context["count"] == 1
        assert "on=2026-11-11" in page.context["kinds"][0].address

    def test_an_agency_stands_as_it_was(self, staff: Client, past: int) -> None:
        assert open_page(staff, "staff_agency", past, on="11 พ.ย. 2569").context["name"] == SCHOOL["name"]
        assert open_page(staff, "staff_agency", past).context["is_closed"]
        response = staff.get(reverse("agencies:staff_agency", args=[past]), {"on": "9 พ.ย. 2569"})
        assert response.status_code == 404

    @pytest.mark.parametrize(
        ("on", "why"), [("30 ก.พ. 2569", "กุมภาพันธ์"), ("1 ม.ค. 2570", "ยังมาไม่ถึง"), ("เมื่อไร", "อ่านวันที่ไม่ออก")]
    )
    def test_a_day_that_is_none_is_explained(self, staff: Client, past: int, on: str, why: str) -> None:
        page = open_page(staff, "register", on=on)
        assert why in page.context["on_error"]
        assert 'aria-invalid="true"' in page.content.decode()

    def test_a_day_that_is_none_is_explained_under_the_name_of_its_field(
        self, staff: Client, past: int
    ) -> None:
        page = open_page(staff, "staff_agency", past, on="1/13/2569").content.decode()
        assert "<b>วันที่:</b> ไม่มีเดือนที่" in page
        assert 'href="#on"' in page


class TestHistory:
    def test_it_tells_what_changed_when_by_whom_and_from_where(
        self, staff: Client, agency: int, clock: time_machine.Traveller
    ) -> None:
        clock.move_to(moment(ACTING_DAY))
        request = proposed(
            Proposal(agency, {"phones": ["038000009"]}, {"fax": 0}, {"*": ["โรงเรียนยืนยัน", "2026-11-20"]})
        )
        consent(request, on=ACTING_DAY, last="deputy2")
        history = open_page(staff, "history", agency)
        change_event, first = history.context["events"]
        text = doors.words(history)
        assert request.case.number in text
        assert ("เปลี่ยนเป็น 0 3800 0009" in text, "เสนอเป็น" in text) == (True, False)
        assert [(one.field.key, one.before, one.after) for one in change_event.changes] == [
            ("phones", "0 3800 0001", "0 3800 0009"),
            ("fax", "0 3800 0002", "0 3800 0002"),
        ]
        assert change_event.changes[1].level_after == Level.INTERNAL
        assert change_event.changes[0].source == "ข้อมูล ณ 20 พ.ย. 2569 ที่มา โรงเรียนยืนยัน"
        assert change_event.consents[-1].acting.startswith("รักษาราชการแทน ผู้อำนวยการสำนักงานเขตพื้นที่")
        assert (change_event.day, first.kind) == (ACTING_DAY, "first")
        assert [one.field.key for one in first.changes if one.after] == [
            one.field.key for one in first.changes
        ]

    def test_it_tells_who_confirmed(self, staff: Client, agency: int) -> None:
        Verification.objects.create(
            agency_id=agency, at=timezone.now() + timedelta(hours=1), how="phone", by_name="นางตัวอย่าง สมมติ"
        )
        events = open_page(staff, "history", agency).context["events"]
        assert [event.kind for event in events] == ["verified", "first"]
        assert "นางตัวอย่าง สมมติ" in doors.words(open_page(staff, "history", agency))

    def test_it_tells_that_an_agency_was_taken_out(self, staff: Client, agency: int) -> None:
        request = Version.objects.get(agency=agency).request
        undo = change_requests.reverse(request, by=person("officer"), at=timezone.now())
        for key in ("head", "deputy1", "director"):
            decide(undo.case, key)
        assert open_page(staff, "history", agency).context["events"][0].kind == "removed"
        page = open_page(staff, "staff_agency", agency)
        assert "ถอนออกจากทะเบียนแล้ว" in doors.words(page)
        assert open_page(staff, "register").context["count"] == 0

    def test_its_queries_do_not_grow_with_the_past(self, staff: Client, agency: int) -> None:
        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                open_page(staff, "history", agency)
            return len(queries)

        few = count()
        for pupils in range(3):
            consent(proposed(change(agency, {"pupils": pupils})))
        assert count() == few

    def test_a_stranger_sees_no_past(self, client: Client, agency: int) -> None:
        consent(proposed(change(agency, {"phones": ["038000009"]})))
        public = doors.words(client.get(reverse("agencies:agency", args=[agency])))
        assert "0 3800 0001" not in public
        assert case_number(Version.objects.current().get(agency=agency).request.case) not in public


def test_days_are_those_of_the_office(staff: Client, clock: time_machine.Traveller) -> None:
    """Half past midnight in Bangkok is still yesterday in UTC."""
    clock.move_to(moment(date(2026, 11, 12)).replace(hour=0, minute=30))
    in_force()
    assert open_page(staff, "register", on="11 พ.ย. 2569").context["count"] == 0
    clock.shift(86_400)
    assert open_page(staff, "register", on="12 พ.ย. 2569").context["count"] == 1
