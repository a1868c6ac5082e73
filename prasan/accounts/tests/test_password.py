"""Setting, forgetting and changing a password."""

import re

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from prasan.accounts.actions import invite
from prasan.accounts.models import User
from prasan.accounts.tests.conftest import PASSWORD
from prasan.ui.refusal import Refused

NEW = "ทุเรียนหมอนทองสองลูก"


@pytest.fixture(autouse=True)
def no_limits_left_over():
    caches["default"].clear()


def set_password(client, mail):
    path = re.search(r"https?://[^/]+(\S+)", mail["body"])[1]
    form = client.get(path, follow=True)
    return client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})


def test_a_forgotten_password_is_set_anew_by_mail(person, client, asked_for):
    client.post("/accounts/password/reset/", {"email": person.email})
    assert asked_for[0]["address"] == person.email
    assert set_password(client, asked_for[0]).url == "/desk/"
    person.refresh_from_db()
    assert person.check_password(NEW)


def test_an_unknown_address_gets_the_same_answer_and_no_mail(person, client, asked_for):
    known = client.post("/accounts/password/reset/", {"email": person.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@x.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert len(asked_for) == 1


def test_a_link_serves_once(person, client, asked_for):
    client.post("/accounts/password/reset/", {"email": person.email})
    set_password(client, asked_for[0])
    path = re.search(r"https?://[^/]+(\S+)", asked_for[0]["body"])[1]
    assert "ลิงก์นี้ใช้ไม่ได้แล้ว" in Client().get(path, follow=True).content.decode()


def test_an_invited_person_sets_a_password_and_is_in(db, client, asked_for):
    user = User.objects.create_user("new@school.example", "นายสมมติ คนใหม่")
    invite(user, by=None, at=timezone.now())
    assert "นายสมมติ คนใหม่" in asked_for[0]["body"]
    assert set_password(client, asked_for[0]).url == "/desk/"


def test_who_has_a_password_is_not_invited(person):
    with pytest.raises(Refused):
        invite(person, by=None, at=timezone.now())


def test_changing_it_ends_the_sessions_elsewhere(person, client, sign_in):
    sign_in()
    elsewhere = Client()
    elsewhere.force_login(person)
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert client.get("/accounts/").status_code == 200
    assert elsewhere.get("/accounts/").status_code == 302


@pytest.mark.parametrize("weak", ["สั้น", "password123", "officer@office"])
def test_a_weak_one_is_refused_in_thai(person, client, sign_in, weak):
    sign_in()
    page = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    )
    assert "ยังเปลี่ยนรหัสผ่านไม่ได้" in page.content.decode()
