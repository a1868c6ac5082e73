"""Those who keep the office connect its channels; what they enter is never shown or written elsewhere."""

from __future__ import annotations

import json
import re
import stat

import pytest
from django.conf import settings as house

from prasan.audit.models import Event
from prasan.delivery.channels import kept
from prasan.delivery.standin import PAGE, SECRET, TOKEN
from prasan.delivery.standin.server import standing_in

LIST = "/desk/delivery/channels/"
LINE, FACEBOOK = f"{LIST}line/", f"{LIST}facebook/"


@pytest.fixture
def manager(cast, client, settings, tmp_path):
    settings.DATA = tmp_path
    client.force_login(cast["director"])
    return client


@pytest.fixture
def other_side(manager, settings, tmp_path):
    with standing_in(tmp_path / "standin") as server:
        settings.LINE_API = settings.FACEBOOK_API = server.url
        yield server


def plain(answer):
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def test_a_token_is_kept_where_the_house_alone_reads_it(manager):
    assert "บันทึกการเชื่อมต่อ LINE แล้ว" in plain(manager.post(f"{LINE}connect/", {"token": TOKEN}, follow=True))
    path = house.DATA / "channels" / "line.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert kept.get("line", "token") == TOKEN


def test_it_is_never_shown_again_nor_told_to_the_trail(manager):
    manager.post(f"{LINE}connect/", {"token": TOKEN})
    assert TOKEN not in manager.get(LINE).content.decode()
    event = Event.objects.get(action="delivery.connect_channel")
    assert "token" in json.dumps(event.details)
    assert TOKEN not in json.dumps(event.details)


def test_an_empty_secret_leaves_the_one_that_is_there(manager):
    manager.post(f"{FACEBOOK}connect/", {"page": PAGE, "token": TOKEN, "secret": SECRET})
    manager.post(f"{FACEBOOK}connect/", {"page": "100000000000002", "token": "", "secret": ""})
    assert (kept.get("facebook", "page"), kept.get("facebook", "token")) == ("100000000000002", TOKEN)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"page": "เพจ", "token": TOKEN}, "หมายเลขเพจ เป็นตัวเลขล้วน"),
        ({"page": PAGE, "token": "มี ช่องว่าง"}, "Page access token เป็นตัวอักษรอังกฤษ"),
        ({"page": PAGE}, "ยังไม่ได้ใส่ Page access token"),
    ],
)
def test_what_cannot_be_right_is_refused(manager, values, said):
    assert said in plain(manager.post(f"{FACEBOOK}connect/", values, follow=True))
    assert kept.get("facebook", "page") == ""


def test_what_the_environment_says_wins_and_is_not_asked_for(manager, monkeypatch):
    monkeypatch.setenv("PRASAN_LINE_TOKEN", "from-the-environment")
    page = manager.get(LINE)
    assert "PRASAN_LINE_TOKEN" in plain(page)
    assert 'name="token"' not in page.content.decode()
    assert kept.get("line", "token") == "from-the-environment"


def test_disconnecting_forgets_it(manager):
    manager.post(f"{LINE}connect/", {"token": TOKEN})
    manager.post(f"{LINE}disconnect/")
    assert not (house.DATA / "channels" / "line.json").exists()
    assert "ยังไม่ได้เชื่อมต่อ" in plain(manager.get(LIST))


class TestTryingItOut:
    def test_line_says_who_we_are_and_posts_nothing(self, manager, other_side):
        manager.post(f"{LINE}connect/", {"token": TOKEN})
        other_side.box.set_account(used=480)
        page = plain(manager.post(f"{LINE}try/"))
        assert "เชื่อมต่อได้" in page
        assert "ส่งแล้ว 480 จาก 500 ข้อความ" in page
        assert other_side.box.posts() == []

    def test_facebook_names_the_page_and_what_the_token_may_do(self, manager, other_side):
        manager.post(f"{FACEBOOK}connect/", {"page": PAGE, "token": TOKEN, "secret": SECRET})
        page = plain(manager.post(f"{FACEBOOK}try/"))
        assert "เพจสำนักงานตัวอย่าง" in page
        assert "pages_manage_posts ไม่มีวันหมดอายุ" in page
        assert other_side.box.posts() == []

    @pytest.mark.parametrize(("page", "advice"), [(LINE, "กด Reissue"), (FACEBOOK, "Page access token ใหม่")])
    def test_an_expired_token_says_what_to_do(self, manager, other_side, page, advice):
        values = {"page": PAGE, "token": TOKEN}
        manager.post(f"{page}connect/", values)
        other_side.box.ask_for("line", ["expired"], stays=True)
        other_side.box.ask_for("facebook", ["expired"], stays=True)
        said = plain(manager.post(f"{page}try/"))
        assert "เชื่อมต่อไม่ได้" in said
        assert "รหัสหมดอายุหรือไม่ถูกต้อง" in said
        assert advice in said

    def test_a_wrong_proof_is_told_apart_from_an_expired_token(self, manager, other_side):
        values = {"page": PAGE, "token": TOKEN, "secret": "not-the-secret"}
        manager.post(f"{FACEBOOK}connect/", values)
        assert "Invalid appsecret_proof" in plain(manager.post(f"{FACEBOOK}try/"))

    def test_nobody_there_is_said(self, manager, settings):
        manager.post(f"{LINE}connect/", {"token": TOKEN})
        settings.LINE_API = "http://127.0.0.1:1"
        assert "ติดต่อ LINE ไม่ได้" in plain(manager.post(f"{LINE}try/"))


def test_a_channel_that_asks_for_nothing_has_no_page(manager):
    assert manager.get(f"{LIST}handover/").status_code == 404
    assert manager.get(f"{LIST}no-such/").status_code == 404


def test_an_officer_may_not(cast, client, settings, tmp_path):
    settings.DATA = tmp_path
    client.force_login(cast["officer"])
    for path in (LIST, LINE):
        assert client.get(path).status_code == 403
    for act in ("connect", "disconnect", "try"):
        assert client.post(f"{LINE}{act}/", {"token": TOKEN}).status_code == 403
    assert kept.get("line", "token") == ""
