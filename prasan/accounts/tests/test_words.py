"""Every page of sign-in is in Thai."""

import re

import pytest
from django.utils.html import strip_tags

# Names of things, and what stands in the data.
_ALLOWED = re.compile(
    r"Google Authenticator|Microsoft Authenticator|[\w.+-]+@[\w.]+|[A-Z2-7]{32}|\bIP\b|127\.0\.0\.1"
)


def english(page):
    body = re.sub(r"(?s)<(script|style|svg|title).*?</\1>", "", page)
    return re.findall(r"[A-Za-z]{2,}", _ALLOWED.sub("", strip_tags(body)))


@pytest.mark.parametrize(
    "path",
    ["login", "inactive", "signup", "password/reset", "password/reset/done", "confirm-email/x",
     "password/reset/key/1-x", "password/reset/key/done", "confirm-email"],
)  # fmt: skip
def test_a_strangers_page_is_in_thai(client, db, path):
    page = client.get(f"/accounts/{path}/", follow=True)
    assert page.status_code == 200
    assert english(page.content.decode()) == []


@pytest.mark.parametrize(
    "path",
    ["", "logout/", "email/", "password/change/", "reauthenticate/", "2fa/", "2fa/totp/activate/"],
)
def test_my_own_page_is_in_thai(person, client, path):
    client.force_login(person)
    page = client.get(f"/accounts/{path}", follow=True)
    assert page.status_code == 200
    assert english(page.content.decode()) == []


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("login", {}),
        ("login", {"login": "ไม่ใช่อีเมล", "password": "x"}),
        ("login", {"login": "a@b.example", "password": "x"}),
        ("password/reset", {"email": "x"}),
    ],
)
def test_what_is_wrong_is_said_in_thai(client, db, path, data):
    page = client.post(f"/accounts/{path}/", data)
    assert page.status_code == 200
    assert english(page.content.decode()) == []
