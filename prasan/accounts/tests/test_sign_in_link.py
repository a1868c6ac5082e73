"""A one-time link: opened as often as one likes, used once, within ten minutes."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from prasan.accounts.actions import make_sign_in_link
from prasan.accounts.models import User
from prasan.audit.models import Event


@pytest.fixture
def path(person, clock):
    return make_sign_in_link(person, by=None, at=timezone.now(), next_url="/desk/cases/7/").partition(
        ":8000"
    )[2]


def test_opening_it_does_not_use_it_up(path, client):
    for _ in range(2):
        page = client.get(path)
    assert "นางสาวตัวอย่าง คนที่เจ็ด" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_pressing_the_button_signs_in_and_opens_the_page(path, client):
    assert client.post(path).url == "/desk/cases/7/"
    assert "(เครื่องนี้)" in client.get("/accounts/").content.decode()


def test_it_serves_once(path, client):
    client.post(path)
    assert client.post(path).status_code == 410


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_old_one_offers_other_ways_in(path, client, clock, method):
    clock.shift(timedelta(minutes=10))
    page = getattr(client, method)(path)
    assert page.status_code == 410
    assert "ขอลิงก์ตั้งรหัสผ่านทางอีเมล" in page.content.decode()


def test_a_suspended_person_has_no_use_for_it(path, client):
    User.objects.update(is_active=False)
    assert client.post(path).status_code == 410


def test_it_leads_nowhere_else(person, client, clock):
    link = make_sign_in_link(person, by=None, at=timezone.now(), next_url="https://evil.example/")
    assert client.post(link.partition(":8000")[2]).url == "/desk/"


@pytest.mark.parametrize("reference", ["officer", "OFFICER@office.example"])
def test_the_command_prints_a_link(person, client, capsys, reference):
    call_command("sign_in_link", reference)
    link = capsys.readouterr().out.strip()
    assert client.get(link.partition(":8000")[2]).status_code == 200
    assert Event.objects.filter(action="account.sign_in_link").exists()


def test_the_command_answers_in_json(person, capsys):
    call_command("sign_in_link", "officer", json=True)
    answer = json.loads(capsys.readouterr().out)
    assert answer["url"].startswith("http://127.0.0.1:8000/in/")
    assert (answer["person"], answer["refused"]) == ("officer", None)


def test_the_command_refuses_whom_it_does_not_know(person, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("sign_in_link", "nobody", json=True)
    assert ended.value.code == 1
    assert json.loads(capsys.readouterr().out)["refused"] == "ไม่พบผู้ใช้ “nobody” ในระบบ"
