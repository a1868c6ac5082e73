"""By e-mail and password, remembered when wished, and never telling who is known here."""

import re

import pytest
from django.core.cache import caches
from django.utils.html import strip_tags

from prasan.accounts.models import User
from prasan.accounts.tests.conftest import PASSWORD
from prasan.audit.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_left_over():
    caches["default"].clear()


def test_it_lets_in_and_goes_to_the_desk(person, sign_in):
    assert sign_in().url == "/desk/"
    assert Event.objects.filter(action="account.sign_in", actor=person).exists()


def test_it_goes_back_to_the_page_asked_for(person, sign_in):
    assert sign_in(next="/desk/cases/7/").url == "/desk/cases/7/"


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_it_never_leads_out_of_the_house(person, sign_in, url):
    assert sign_in(next=url).url == "/desk/"


@pytest.mark.parametrize(("choice", "expires"), [({"remember": "on"}, False), ({}, True)])
def test_it_remembers_a_device_for_thirty_days_when_wished(person, sign_in, client, choice, expires):
    cookie = sign_in(**choice).cookies["sessionid"]
    assert client.session.get_expire_at_browser_close() is expires
    assert cookie["max-age"] == ("" if expires else 30 * 24 * 3600)


def test_a_wrong_password_and_an_unknown_address_look_alike(person, sign_in):
    wrong = sign_in(password="ไม่ใช่รหัสนี้เลย").content.decode()
    unknown = sign_in(email="nobody@office.example").content.decode()
    forget = lambda page: re.sub(r'(?s)value="[^"]*"|nonce="[^"]*"', "", page)  # noqa: E731
    assert forget(wrong) == forget(unknown)
    assert "ไม่ถูกต้อง" in wrong


def test_it_stops_guessing(person, sign_in):
    for _ in range(6):
        page = sign_in(password="เดาไปเรื่อย ๆ")
    assert "หลายครั้ง" in strip_tags(page.content.decode())
    assert sign_in().status_code == 200  # not even the right one


def test_its_limits_are_shared_by_all_processes(settings):
    from prasan.config.settings import base

    assert base.CACHES["default"]["BACKEND"].endswith("db.DatabaseCache")
    settings.CACHES = base.CACHES
    caches["default"].set("limit", 1)
    assert caches["default"].get("limit") == 1


def test_nobody_signs_up(client, db):
    assert "สำนักงานเป็นผู้เพิ่มบัญชี" in client.get("/accounts/signup/").content.decode()
    client.post("/accounts/signup/", {"email": "new@x.example", "password1": PASSWORD})
    assert not User.objects.exists()


def test_a_suspended_person_stays_out(person, sign_in, client):
    User.objects.update(is_active=False)
    sign_in()
    assert "_auth_user_id" not in client.session


def test_passwords_are_kept_by_argon2():
    from prasan.config.settings import base

    assert base.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
