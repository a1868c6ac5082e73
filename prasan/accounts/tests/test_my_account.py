"""My account: devices, e-mail, the second factor."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import caches
from django.test import Client

from prasan.accounts.models import User
from prasan.accounts.tests.conftest import PASSWORD

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def no_limits_left_over():
    caches["default"].clear()


@pytest.fixture
def me(person, client, sign_in):
    sign_in()
    return client


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_it_names_the_devices(me, person):
    phone = Client(headers={"User-Agent": PHONE})
    phone.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    page = me.get("/accounts/").content.decode()
    assert "Chrome บน Android" in page
    assert page.count("(เครื่องนี้)") == 1


def test_it_signs_out_of_every_device(me, person):
    other = Client()
    other.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    me.post("/accounts/sign-out-everywhere/")
    assert other.get("/accounts/").status_code == me.get("/accounts/").status_code == 302


def test_a_new_address_counts_when_it_is_confirmed(me, person, asked_for):
    me.post("/accounts/email/", {"action_add": "", "email": "new@office.example"})
    person.refresh_from_db()
    assert person.email == "officer@office.example"
    mail = next(m for m in asked_for if m["address"] == "new@office.example")
    me.post(re.search(r"https?://[^/]+(\S+)", mail["body"])[1])
    person.refresh_from_db()
    assert person.email == "new@office.example"


def test_an_address_changed_by_the_office_counts_at_once(person, sign_in):
    person.email = "moved@office.example"
    person.save()
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("moved@office.example", True, True)
    ]
    assert sign_in(email="moved@office.example").url == "/desk/"


def test_a_second_factor_is_asked_for_once_it_is_on(
    me, person, asked_for, sign_in, django_capture_on_commit_callbacks
):
    me.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = me.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    with django_capture_on_commit_callbacks(execute=True):
        me.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)}, follow=True)
    codes = re.findall(r"<code>(\d+)</code>", me.get("/accounts/2fa/recovery-codes/").content.decode())
    assert len(codes) == 10
    me.post("/accounts/logout/")
    assert sign_in().url == "/accounts/2fa/authenticate/"
    assert me.get("/accounts/").status_code == 302
    me.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert me.get("/accounts/").status_code == 200
    assert "เปิดการยืนยันตัวตนสองชั้นแล้ว" in [mail["subject"] for mail in asked_for]


def test_it_signs_out(me):
    assert "ออกจากระบบ" in me.get("/accounts/logout/").content.decode()
    me.post("/accounts/logout/")
    assert me.get("/accounts/").status_code == 302


def test_a_user_without_office_key_is_added_with_a_proved_address(db):
    user = User.objects.create_user("A@b.example", "นายสมมติ")
    assert EmailAddress.objects.get(user=user).verified
