"""Whom the office asks whether their data are still right."""

from datetime import timedelta

import pytest
from django.utils import timezone

from prasan.agencies import stale_list
from prasan.agencies.actions import upkeep
from prasan.agencies.models import Verification, VerificationRequest
from prasan.agencies.tests.proposals import current, person
from prasan.agencies.tests.upkeep import EMAIL, age, asked, events, school
from prasan.delivery.models import Delivery
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.django_db


def ask(agency, by="officer"):
    return upkeep.ask(current(agency), by=person(by), at=timezone.now())


def stale():
    return [row.agency_id for row in upkeep.stale(at=timezone.now())]


def verified(agency, days, how="phone"):
    at = timezone.now() - timedelta(days=days)
    return Verification.objects.create(agency_id=agency, at=at, how=how, by_name="นายสมมติ ผู้อำนวยการ")


@pytest.mark.parametrize(
    ("consent_days", "verified_days", "expected"),
    [
        (10, None, False),
        (179, None, False),
        (181, None, True),
        (400, 181, True),
        (400, 100, False),
        (100, 300, False),
    ],
)
def test_stale_counts_from_the_later_of_consent_and_confirmation(
    office, consent_days, verified_days, expected
):
    agency = school()
    age(agency, consent_days)
    if verified_days:
        verified(agency, verified_days)
    assert (agency in stale()) is expected


def test_the_longest_unconfirmed_stands_first(office):
    younger, older = school(name="โรงเรียนบ้านหนึ่ง"), school(name="โรงเรียนบ้านสอง")
    age(younger, 200)
    age(older, 300)
    assert stale() == [older, younger]


def test_a_closed_agency_is_never_stale(office):
    age(school(closed_on="2026-10-01"))
    assert stale() == []


def test_it_writes_to_the_central_email_and_keeps_the_digest_alone(office):
    token = asked(school())
    question = VerificationRequest.objects.get()
    message = Delivery.objects.get(purpose=upkeep.PURPOSE)
    assert message.contact_point.address == question.email == EMAIL
    assert token not in question.digest
    assert upkeep.question_for(token) == question
    assert events("verification_asked") == [("officer", {})]


@pytest.mark.parametrize("values", [{"email": "ไม่ใช่อีเมล"}, {"email": ""}])
def test_it_refuses_to_ask_without_an_email(office, values):
    agency = school(**values)
    with pytest.raises(Refused, match="ไม่มีอีเมลกลาง"):
        ask(agency)


def test_it_refuses_to_ask_a_closed_agency(office):
    agency = school(closed_on="2026-10-01")
    with pytest.raises(Refused, match="ปิดหรือยุบรวม"):
        ask(agency)


def test_it_refuses_somebody_without_a_post(office):
    agency = school()
    stranger = person("officer").__class__.objects.create_user("member@network.example", "นายทดสอบ")
    with pytest.raises(Refused, match="ผู้ดำรงตำแหน่ง"):
        upkeep.ask(current(agency), by=stranger, at=timezone.now())
    assert VerificationRequest.objects.count() == 0


def test_a_second_press_within_the_hour_sends_nothing(office, clock):
    agency = school()
    ask(agency)
    with pytest.raises(Refused, match="ขอลิงก์ใหม่ได้อีกครั้งเวลา"):
        ask(agency)
    clock.shift(timedelta(minutes=61))
    ask(agency)
    assert Delivery.objects.filter(purpose=upkeep.PURPOSE).count() == 2


def test_asking_all_leaves_out_those_asked_within_fourteen_days(office, clock):
    fresh, lately, mute = (school(name=f"โรงเรียนบ้าน{name}") for name in ("หนึ่ง", "สอง", "สาม"))
    for agency in (fresh, lately, mute):
        age(agency)
    current(mute).__class__.objects.filter(agency=mute).update(values=current(mute).values | {"email": ""})
    ask(lately)
    clock.shift(timedelta(days=13))
    result = upkeep.ask_all(upkeep.stale(at=timezone.now()), by=person("officer"), at=timezone.now())
    assert (result.asked, result.recently, [row.agency_id for row in result.without]) == (1, 1, [mute])
    clock.shift(timedelta(days=2))
    again = upkeep.ask_all(upkeep.stale(at=timezone.now()), by=person("officer"), at=timezone.now())
    assert (again.asked, again.recently) == (1, 1)


def test_the_plan_says_beforehand_what_asking_all_would_do(office):
    asked_one, mute, other = (school(name=f"โรงเรียนบ้าน{name}") for name in ("หนึ่ง", "สอง", "สาม"))
    for agency in (asked_one, mute, other):
        age(agency)
    current(mute).__class__.objects.filter(agency=mute).update(values=current(mute).values | {"email": ""})
    ask(asked_one)
    plan = stale_list.plan(upkeep.stale(at=timezone.now()), at=timezone.now())
    assert (plan.ask, plan.lately, plan.without) == ([other], 1, [(mute, "โรงเรียนบ้านสอง")])


def test_a_row_names_who_confirmed_last_and_that_it_was_asked(office):
    agency = school()
    age(agency, 400)
    verified(agency, 300, "letter")
    verified(agency, 200, "phone")
    ask(agency)
    [row] = stale_list.rows(list(upkeep.stale(at=timezone.now())), at=timezone.now())
    assert (row.verified.how, row.is_asked_lately, row.email) == ("phone", True, EMAIL)
    assert row.checked_on == (timezone.localdate() - timedelta(days=200))


def test_an_officer_records_what_was_heard_once(office):
    agency = school()
    for _ in range(2):
        upkeep.record_verification(
            current(agency).agency,
            how="phone",
            by_name=" นางตัวอย่าง ผอ. ",
            by=person("officer"),
            at=timezone.now(),
        )
    kept = Verification.objects.get()
    assert (kept.by_name, kept.recorded_by) == ("นางตัวอย่าง ผอ.", person("officer"))
    assert events("agency_verified") == [("officer", {"how": "phone"})]
