"""One tap by the link of an e-mail: ยังถูกต้อง, without signing in and without JavaScript."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from prasan.agencies.actions import upkeep
from prasan.agencies.models import Verification, VerificationRequest, Version
from prasan.agencies.tests.proposals import change, consent, current, in_force, proposed
from prasan.agencies.tests.upkeep import EMAIL, asked, events, school, token_of_last, words
from prasan.delivery.models import Delivery

pytestmark = pytest.mark.django_db
SECRET = "ข้อมูลเฉพาะสำนักงาน"


@pytest.fixture
def agency(office):
    return school(contacts=[{"name": "นางตัวอย่าง ผู้ประสาน"}], notes=SECRET, consent_proof=SECRET)


@pytest.fixture
def token(agency):
    return asked(agency)


def get(client, token, name="verify", **more):
    return client.get(reverse(f"agencies:{name}", args=[token]), **more)


def tap(client, token, version, **more):
    return client.post(reverse("agencies:verify", args=[token]), {"version": version.pk}, **more)


def test_opening_the_link_changes_nothing(client, agency, token):
    for name in ("verify", "verify_correct", "verify_done"):
        get(client, token, name)
    assert Verification.objects.count() == 0
    assert VerificationRequest.objects.get().answered_at is None
    assert [name for name, _ in events("agency_verified")] == []


def test_the_page_shows_what_the_register_holds_but_the_offices_own_remarks(client, token):
    response = get(client, token)
    assert "นางตัวอย่าง ผู้ประสาน" in words(response)
    assert SECRET not in response.content.decode()
    assert 'content="noindex"' in response.content.decode()


def test_one_tap_confirms(client, agency, token):
    response = tap(client, token, current(agency), follow=True)
    kept = Verification.objects.get()
    assert (kept.how, kept.by_name, kept.recorded_by) == ("link", EMAIL, None)
    assert "ยืนยันแล้ว" in words(response)
    assert events("agency_verified") == [("", {"how": "link"})]


def test_a_double_tap_confirms_once(client, agency, token):
    for _ in range(2):
        assert tap(client, token, current(agency)).status_code == 302
    assert Verification.objects.count() == 1
    assert len(events("agency_verified")) == 1


def test_it_confirms_nothing_that_was_not_seen(client, agency, token):
    seen = current(agency)
    consent(proposed(change(agency, {"phones": ["038000009"]}), title="แก้"))
    response = tap(client, token, seen, follow=True)
    assert Verification.objects.count() == 0
    assert "เพิ่งปรับปรุง" in words(response)
    tap(client, token, current(agency))
    assert Verification.objects.count() == 1


@pytest.mark.parametrize("posted", ["", "0", "abc", "999999999999999999999"])
def test_a_broken_version_confirms_nothing(client, token, posted):
    client.post(reverse("agencies:verify", args=[token]), {"version": posted})
    assert Verification.objects.count() == 0


def test_the_link_of_another_agency_opens_only_that_one(client, agency, token):
    other = in_force(name="โรงเรียนบ้านอื่น", email="other@school.example", address="ที่อยู่ของอีกแห่ง")
    other_token = asked(other)
    assert "ที่อยู่ของอีกแห่ง" not in words(get(client, token))
    tap(client, other_token, current(agency))
    assert Verification.objects.count() == 0
    tap(client, other_token, current(other))
    assert Verification.objects.get().agency_id == other


@pytest.mark.parametrize("name", ["verify", "verify_correct", "verify_done"])
def test_an_unknown_link_gets_a_page_that_helps(client, office, name):
    response = get(client, "nonsense", name)
    assert response.status_code == 404
    assert "ลิงก์อาจมาไม่ครบ" in words(response)


@pytest.mark.parametrize("name", ["verify", "verify_correct", "verify_done"])
def test_an_expired_link_says_when_and_shows_no_data(client, agency, token, clock, name):
    clock.shift(timedelta(days=31))
    response = get(client, token, name)
    page = words(response)
    assert response.status_code == 410
    assert "หมดอายุเมื่อ 10 ธันวาคม 2569" in page
    assert "ส่งลิงก์ใหม่ไปที่อีเมลเดิม" in page
    assert current(agency).name not in page
    assert "นางตัวอย่าง" not in page


def test_an_expired_link_confirms_nothing(client, agency, token, clock):
    clock.shift(timedelta(days=31))
    tap(client, token, current(agency))
    assert Verification.objects.count() == 0


def test_a_new_link_goes_to_the_same_address_once_an_hour(client, agency, token, clock):
    clock.shift(timedelta(days=31))
    again = reverse("agencies:verify_again", args=[token])
    assert "ส่งลิงก์ใหม่ไปที่อีเมลเดิมแล้ว" in words(client.post(again, follow=True))
    assert "ขอลิงก์ใหม่ได้อีกครั้งเวลา" in words(client.post(again, follow=True))
    assert Delivery.objects.filter(purpose=upkeep.PURPOSE, contact_point__address=EMAIL).count() == 2
    assert events("verification_asked")[-1] == ("", {})
    tap(client, token_of_last(), current(agency))
    assert Verification.objects.count() == 1


def test_a_new_link_of_an_unknown_one_is_not_there(client, office):
    assert client.post(reverse("agencies:verify_again", args=["nonsense"])).status_code == 404


def test_an_address_that_the_agency_gave_up_reads_nothing(client, agency, token):
    consent(proposed(change(agency, {"email": "new@school.example"}), title="เปลี่ยนอีเมล"))
    response = get(client, token)
    assert response.status_code == 410
    assert "อีเมลกลางของหน่วยงานในทะเบียนเปลี่ยนไป" in words(response).replace('<span class="nb">', "").replace(
        "</span>", ""
    )
    client.post(reverse("agencies:verify_again", args=[token]))
    assert VerificationRequest.objects.count() == 1


def test_a_closed_agency_says_so(client, agency, token):
    consent(proposed(change(agency, {"closed_on": "2026-11-01"}), title="ปิด"))
    response = get(client, token)
    assert response.status_code == 410
    assert "1 พฤศจิกายน 2569" in words(response)
    assert reverse("agencies:verify_again", args=[token]) not in response.content.decode()


def test_an_agency_that_left_the_register_says_so(client, agency, token):
    Version.objects.filter(agency=agency).update(valid_to=timezone.localdate())
    assert "ไม่อยู่ในทะเบียนแล้ว" in words(get(client, token)).replace('<span class="nb">', "").replace(
        "</span>", ""
    )


def test_before_an_answer_there_is_nothing_to_thank_for(client, token):
    assert get(client, token, "verify_done").url == reverse("agencies:verify", args=[token])


def test_another_method_than_post_sends_no_new_link(client, token):
    assert get(client, token, "verify_again").status_code == 405
