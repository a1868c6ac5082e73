"""A central e-mail at which nothing arrives puts its agency on the list ควรยืนยันอีกครั้ง, with the reason."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from prasan.agencies import stale_list
from prasan.agencies.actions import upkeep
from prasan.agencies.models import Agency, VerificationRequest
from prasan.agencies.tests.proposals import change, consent, current, person, proposed
from prasan.agencies.tests.upkeep import EMAIL, age, events, school, words
from prasan.contacts.actions import email_point_for, mark_working
from prasan.contacts.models import ContactPoint
from prasan.delivery.actions import write
from prasan.delivery.actions.bounces import take_bounce
from prasan.delivery.models import Delivery
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")
FULL = "ตู้จดหมายเต็ม"


def bounced(address: str = EMAIL) -> ContactPoint:
    """A letter went there and came back."""
    point = email_point_for("โรงเรียน", address)
    assert point is not None
    at = timezone.now()
    row = write(key=f"b{point.pk}", to=point, purpose="x", subject="ก", body="", at=at)
    Delivery.objects.filter(pk=row.pk).update(state="accepted")
    take_bounce(addresses=[], message_id=row.message_id, reason=FULL, permanent=True, at=at)
    point.refresh_from_db()
    return point


def listed() -> list[int]:
    return [version.agency_id for version in upkeep.stale(at=timezone.now())]


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(person("officer"))
    return client


@pytest.mark.parametrize("written", [EMAIL, f" {EMAIL.upper()} "])
def test_a_bounce_puts_the_agency_on_the_list_however_its_address_is_written(written: str) -> None:
    agency, other = school(email=written), school(name="โรงเรียนบ้านอื่น", email="other@school.example")
    assert listed() == []
    bounced()
    assert listed() == [agency]
    assert events("agency_email_failed") == [("", {})]
    assert other not in listed()


def test_it_stays_until_the_address_works_again() -> None:
    agency = school()
    point = bounced()
    assert listed() == [agency]
    mark_working(point)
    assert listed() == []


def test_it_stays_until_the_address_is_changed() -> None:
    agency = school()
    bounced()
    consent(proposed(change(agency, {"email": "new@school.example"}), title="แก้อีเมล"))
    assert listed() == []


def test_a_closed_agency_is_not_asked_after() -> None:
    school(closed_on="2026-10-01")
    bounced()
    assert listed() == []


def test_a_telephone_number_of_the_same_letters_says_nothing_of_an_email() -> None:
    point = bounced("else@school.example")
    ContactPoint.objects.filter(pk=point.pk).update(kind="line", address=EMAIL)
    school()
    assert listed() == []


def test_the_list_says_why_and_offers_the_telephone(desk: Client) -> None:
    agency = school()
    bounced()
    page = desk.get(reverse("agencies:stale"))
    said = words(page)
    assert "อีเมลกลางส่งไม่ถึง" in said
    assert FULL in said
    assert reverse("agencies:record_verification", args=[agency]) in page.content.decode()
    assert f'form="one" name="agency" value="{agency}"' not in page.content.decode()


def test_the_list_asks_as_often_for_many_as_for_few(desk: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            desk.get(reverse("agencies:stale"))
        return len(seen)

    school()
    bounced()
    few = queries()
    for number in range(4):
        school(name=f"โรงเรียนบ้านที่{number}", email=f"s{number}@school.example")
        bounced(f"s{number}@school.example")
    assert len(listed()) == 5
    assert queries() == few


def test_it_is_not_asked_by_the_mail_that_does_not_arrive() -> None:
    agency = school()
    bounced()
    with pytest.raises(Refused, match="ส่งไม่ถึง"):
        upkeep.ask(current(agency), by=person("officer"), at=timezone.now())
    plan = stale_list.plan(upkeep.stale(at=timezone.now()), at=timezone.now())
    assert (plan.ask, plan.without) == ([], [(agency, current(agency).name)])
    assert not VerificationRequest.objects.exists()


def test_an_officer_says_on_its_page_that_it_works_again(desk: Client) -> None:
    agency = school()
    bounced()
    page = reverse("agencies:staff_agency", args=[agency])
    assert "อีเมลกลางส่งไม่ถึงตั้งแต่" in words(desk.get(page))
    desk.post(reverse("agencies:trust_email", args=[agency]))
    assert "อีเมลกลางส่งไม่ถึงตั้งแต่" not in words(desk.get(page))
    assert listed() == []
    assert events("agency_email_trusted") == [("officer", {})]


def test_who_may_not_work_on_the_register_trusts_no_address() -> None:
    agency = Agency.objects.get(pk=school())
    bounced()
    stranger = type(person("officer")).objects.create_user("member@network.example", "นายทดสอบ")
    with pytest.raises(Refused):
        upkeep.trust_email(agency, by=stranger, at=timezone.now())
    assert listed() == [agency.pk]


def test_one_stale_and_unreachable_stands_there_once() -> None:
    agency = school()
    age(agency)
    bounced()
    assert listed() == [agency]
