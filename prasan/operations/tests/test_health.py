"""A watcher outside learns whether the office is up."""

import pytest
from django.db import OperationalError, connection


@pytest.mark.django_db
def test_it_answers_without_a_session_and_is_never_kept(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_it_answers_before_the_office_is_set_up(client, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "prasan.office.middleware.SetUpFirst"]
    assert client.get("/").status_code == 503
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_it_is_an_error_when_the_database_is_out_of_reach(client, monkeypatch):
    def out_of_reach():
        raise OperationalError("no such server")

    monkeypatch.setattr(connection, "cursor", out_of_reach)
    client.raise_request_exception = False
    assert client.get("/healthz").status_code == 500
