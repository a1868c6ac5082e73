"""What LINE and Facebook got in the sample office; a real office has neither pages nor stand-in."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from prasan.delivery.channels import kept
from prasan.delivery.standin import TOKEN, Box, Post
from prasan.office.models import OfficeProfile
from prasan.operations.management.commands import serve
from prasan.operations.sample.channels import connect_sample_channels

PNG = b"\x89PNG\r\n\x1a\n"
POST = Post(
    "facebook-0123456789ab", "facebook", "1", "ข่าว <b> ดี", "2026-11-24T03:00:00+00:00", "", "image/png", "a"
)


@pytest.fixture
def sample(cast, settings, tmp_path):
    settings.DATA = tmp_path
    OfficeProfile.objects.update(is_sample=True)
    return cast


@pytest.fixture
def box(sample, tmp_path):
    box = Box(tmp_path / "standin")
    box.keep(POST, PNG)
    return box


def test_a_post_is_shown_with_its_picture(box, client):
    page = client.get("/sample/posts/").content.decode()
    assert "ข่าว &lt;b&gt; ดี" in page
    answer = client.get(f"/sample/posts/{POST.id}/picture")
    assert (answer.content, answer["Content-Type"]) == (PNG, "image/png")
    assert client.get("/sample/posts/facebook-000000000000/picture").status_code == 404


def test_it_misbehaves_when_asked_to_and_no_more_when_asked_again(box, client):
    client.post("/sample/posts/behave/", {"channel": "line", "fault": "expired", "stays": "1"})
    assert [box.next_fault("line") for _ in range(2)] == ["expired", "expired"]
    assert "รหัสหมดอายุ ทุกครั้ง" in client.get("/sample/posts/").content.decode()
    client.post("/sample/posts/behave/", {"channel": "line", "fault": ""})
    assert box.next_fault("line") == ""
    client.post("/sample/posts/behave/", {"channel": "facebook", "fault": "lost"})
    assert [box.next_fault("facebook") for _ in range(2)] == ["lost", ""]
    assert client.post("/sample/posts/behave/", {"channel": "line", "fault": "burn"}).status_code == 404


def test_a_real_office_has_none_of_it(box, client):
    OfficeProfile.objects.update(is_sample=False)
    assert client.get("/sample/posts/").status_code == 404
    assert client.get(f"/sample/posts/{POST.id}/picture").status_code == 404
    assert client.post("/sample/posts/behave/", {"channel": "line", "fault": ""}).status_code == 404


class TestServe:
    @pytest.fixture
    def opened(self, sample, settings, monkeypatch):
        """`opened()` is the environment that the children of `serve` get."""
        for name in ("PRASAN_LINE_API", "PRASAN_FACEBOOK_API"):
            monkeypatch.delenv(name, raising=False)
        with ExitStack() as stack:
            environment = {}

            def open_it():
                serve._open_standin(stack, environment)
                return environment

            yield open_it

    def test_the_sample_office_is_connected_to_it(self, opened, settings):
        environment = opened()
        assert environment["PRASAN_LINE_API"] == (settings.DATA / "standin-at").read_text()
        assert kept.get("line", "token") == TOKEN

    def test_a_real_office_is_not_and_an_old_note_is_gone(self, opened, settings):
        OfficeProfile.objects.update(is_sample=False)
        (settings.DATA / "standin-at").write_text("http://127.0.0.1:1")
        assert opened() == {}
        assert not (settings.DATA / "standin-at").exists()
        assert kept.get("line", "token") == ""

    def test_what_a_person_entered_stays(self, sample):
        kept.keep("line", {"token": "my-own-token"})
        connect_sample_channels()
        assert kept.get("line", "token") == "my-own-token"
