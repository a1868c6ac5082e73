"""Pages of the sample: one click signs in, every mail can be read, and a real office has none of it."""

import pytest
from django.utils import timezone

from prasan.delivery.channels import Outgoing
from prasan.delivery.channels.email.message import build
from prasan.office.models import OfficeProfile
from prasan.operations import mailbox


@pytest.fixture
def sample(cast, settings, tmp_path):
    settings.DATA = tmp_path
    OfficeProfile.objects.update(is_sample=True)
    return cast


@pytest.fixture
def mail_id(sample):
    body = (
        "เรียน ท่าน\n\n"
        + "ขอความอนุเคราะห์ตรวจสอบข้อมูลพื้นฐาน" * 5
        + "\nhttp://127.0.0.1:8000/desk/cases/7/\n<script>alert(1)</script>"
    )
    message = Outgoing("head@office.example", "รอท่านพิจารณา", body, "<1@office.example>")
    mail = build(message, to=message.to, sender="p@office.example", sender_name="สพป.", at=timezone.now())
    return mailbox.keep(mail)


def test_one_click_signs_in(sample, client):
    page = client.get("/sample/").content.decode()
    assert 'value="deputy1"' in page
    assert client.post("/sample/sign-in/", {"person": "deputy1"}).url == "/desk/"
    assert client.session["_auth_user_id"] == str(sample["deputy1"].pk)


def test_the_sign_in_page_leads_to_the_cast_and_on(sample, client):
    page = client.get("/accounts/login/?next=/desk/x/%3Fa%3D1").content.decode()
    assert 'href="/sample/?next=%2Fdesk%2Fx%2F%3Fa%3D1"' in page
    OfficeProfile.objects.update(is_sample=False)
    assert "/sample/" not in client.get("/accounts/login/").content.decode()


def test_it_goes_to_the_page_asked_for_and_nowhere_else(sample, client):
    assert client.post("/sample/sign-in/", {"person": "head", "next": "/desk/x/"}).url == "/desk/x/"
    assert client.post("/sample/sign-in/", {"person": "head", "next": "//evil.example"}).url == "/desk/"


@pytest.mark.parametrize("person", ["", "nobody", "head2"])
def test_only_the_cast_is_let_in(sample, client, person):
    assert client.post("/sample/sign-in/", {"person": person}).status_code == 404


def test_mails_can_be_read_with_their_links(client, mail_id):
    assert "รอท่านพิจารณา" in client.get("/sample/mail/").content.decode()
    page = client.get(f"/sample/mail/{mail_id}/").content.decode()
    assert '<a href="http://127.0.0.1:8000/desk/cases/7/" rel="nofollow">' in page
    assert "ขอความอนุเคราะห์ตรวจสอบข้อมูลพื้นฐาน" * 5 in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("mail_id", ["nothing", "20261124-101010-00000000", "secret_key"])
def test_only_mails_can_be_read(sample, client, mail_id):
    assert client.get(f"/sample/mail/{mail_id}/").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", ""), ("post", "sign-in/"), ("get", "mail/"), ("get", "mail/20261124-101010-00000000/")],
)
def test_an_office_with_real_data_has_none_of_these(cast, client, method, path):
    assert getattr(client, method)(f"/sample/{path}", {"person": "head"}).status_code == 404
    assert "_auth_user_id" not in client.session
