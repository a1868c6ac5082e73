"""Nothing that one person sees is kept for another."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/desk/", "/agencies/", "/accounts/me/"])
def test_a_page_of_somebody_signed_in_is_private(cast, client: Client, path):
    client.force_login(cast["officer"])
    assert "private" in client.get(path)["Cache-Control"]


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/"])
def test_a_form_that_sets_a_cookie_is_private(office, client: Client, path):
    answer = client.get(path)
    assert "csrftoken" in answer.cookies
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/agencies/", "/about/"])
def test_a_public_page_is_the_same_for_every_reader(office, client: Client, path):
    """Neither a cookie nor the reader's language makes another page of it: a proxy draws it once for all."""
    answer = client.get(path, headers={"accept-language": "en"})
    assert not answer.cookies
    assert "Cache-Control" not in answer
    assert answer.get("Vary", "") in {"", "Cookie"}
    assert '<html lang="th"' in answer.content.decode()
