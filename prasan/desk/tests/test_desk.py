"""งานของฉัน: what waits for whom, oldest first, and that it costs the same however much there is."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.models import Correction, Import
from prasan.agencies.tests.proposals import change, draft, give_back, in_force, new_school, proposed
from prasan.agencies.tests.test_request_pages import as_user, words
from prasan.approvals.tests.build import decide, person, scan
from prasan.desk.cards import count_for, desk_of
from prasan.office.standing import Standing

pytestmark = pytest.mark.usefixtures("office")


def desk(key: str, **query: str) -> str:
    response = as_user(key).get(reverse("desk:home"), query)
    assert response.status_code == 200
    return words(response.content.decode())


def headings(key: str) -> list[str]:
    return [pile.heading for pile in desk_of(person(key), Standing(timezone.localdate())).to_do]


def test_an_empty_desk_says_that_nothing_waits_and_what_will_come() -> None:
    text = desk("director")
    assert text.count("ไม่มีเรื่องรอท่าน") == 2
    assert "จะมาอยู่ที่นี่" in text


def test_a_case_waits_for_its_decider_and_is_ahead_of_the_others() -> None:
    request = proposed()
    assert "รอท่านพิจารณา" in desk("head")
    assert request.title in desk("director", tab="ahead")
    assert request.title in desk("officer", tab="proposed")
    assert "อยู่ที่ ผู้อำนวยการกลุ่มอำนวยการ" in desk("officer", tab="proposed")


def test_a_returned_case_shows_the_reason_to_its_proposer() -> None:
    give_back(proposed(), remark="แก้เบอร์โทรศัพท์")
    text = desk("officer")
    assert "คืนให้ท่านแก้ไข" in text
    assert "แก้เบอร์โทรศัพท์" in text


def test_a_returned_case_waits_since_its_return(clock: time_machine.Traveller) -> None:
    case = proposed()
    clock.shift(timedelta(hours=3))
    returned_at = timezone.now()
    give_back(case, remark="แก้เบอร์โทรศัพท์")
    user = person("officer")
    [pile] = desk_of(user, Standing(timezone.localdate())).to_do
    assert pile.cards[0].at == returned_at


def test_drafts_imports_and_corrections_wait_for_an_officer_alone() -> None:
    agency = in_force()
    draft(change(agency, {"pupils": 150}))
    Correction.objects.create(
        agency_id=agency, values={"pupils": 151}, sent_by_name="ครูสมมติ", sent_at=timezone.now()
    )
    assert headings("officer") == ["ข้อมูลที่หน่วยงานแจ้งแก้", "ร่างของท่าน"]
    assert headings("head") == []
    assert count_for(person("officer")) == 2
    assert count_for(person("head")) == 0


def test_an_import_waits_until_it_is_proposed() -> None:
    row = Import.objects.create(file=scan(), by=person("officer"), created_at=timezone.now(), state="ready")
    assert headings("officer") == ["การนำเข้าที่ยังไม่เสนอ"]
    row.state = "proposed"
    row.save()
    assert headings("officer") == []


def test_the_count_is_that_of_the_desk() -> None:
    for _ in range(3):
        proposed(new_school())
    decide(proposed(new_school("โรงเรียนอื่น")).case, "head")
    assert count_for(person("head")) == 3
    assert count_for(person("deputy1")) == 1
    assert count_for(person("officer")) == 0


def test_the_oldest_comes_first_and_is_the_first_act(clock: object) -> None:
    first = proposed(new_school("โรงเรียนแรก"), title="เรื่องแรก")
    clock.shift(timedelta(days=1))  # type: ignore[attr-defined]
    proposed(new_school("โรงเรียนหลัง"), title="เรื่องหลัง")
    html = as_user("head").get(reverse("desk:home")).content.decode()
    assert html.index("เรื่องแรก") < html.index("เรื่องหลัง")
    assert f'class="btn pri" href="{first.case.url}"' in html


def test_many_cases_cost_as_many_queries_as_one() -> None:
    counts = []
    for count in (1, 30):
        for number in range(count):
            proposed(new_school(f"โรงเรียน {count} {number}"))
        with CaptureQueriesContext(connection) as queries:
            desk("head")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_stranger_is_sent_to_sign_in() -> None:
    assert Client().get(reverse("desk:home")).status_code == 302


def test_a_person_without_post_or_agency_lands_on_their_account() -> None:
    response = as_user(_nobody().key).get(reverse("desk:home"), follow=True)
    assert response.redirect_chain == [(reverse("account_me"), 302)]
    assert "ยังไม่มีตำแหน่งหรือหน่วยงานที่ดูแล" in words(response.content.decode())


def test_a_closed_door_leads_a_signed_in_person_to_their_account_and_out() -> None:
    response = as_user(_nobody().key).get(reverse("agencies:register"))
    assert response.status_code == 403
    page = response.content.decode()
    assert f'href="{reverse("account_me")}"' in page
    assert f'action="{reverse("account_logout")}"' in page


def _nobody() -> User:
    return User.objects.create_user("nobody@network.example", "นายทดสอบ ไม่มีตำแหน่ง", key="nobody")


def test_my_account_leads_staff_back_to_their_desk_and_nobody_else() -> None:
    back = "กลับไปงานของฉัน"
    assert back in words(as_user("officer").get(reverse("account_me")).content.decode())
    assert back not in words(as_user(_nobody().key).get(reverse("account_me")).content.decode())


def test_the_foot_of_the_public_pages_knows_who_is_signed_in() -> None:
    stranger = words(Client().get("/").content.decode())
    assert "เจ้าหน้าที่เข้าสู่ระบบ" in stranger
    officer = words(as_user("officer").get("/").content.decode())
    assert "เจ้าหน้าที่เข้าสู่ระบบ" not in officer
    assert "บัญชีของฉัน" in officer
