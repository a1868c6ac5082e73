"""A new channel is one folder and no other edit: form, consent, sending, report and settings find it."""

from __future__ import annotations

import re
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from prasan.approvals.tests.build import person
from prasan.delivery import channels
from prasan.delivery.actions import send_due
from prasan.delivery.channels import kept
from prasan.delivery.models import Delivery
from prasan.news.tests.stories import TITLE, consent, draft, proposed

pytestmark = pytest.mark.usefixtures("office")
FOLDER = """
from prasan.delivery.channels import Channel, Outcome, Reply, Setting, Step, Telling, kept

class Loft:
    def __enter__(self):
        return self
    def __exit__(self, *error):
        pass
    def send(self, message):
        return Reply(Outcome.ACCEPTED)

CHANNEL = Channel(
    name="pigeon", label="นกพิราบ", kind="pigeon", no_address="ไม่มีรัง", open_way=Loft,
    why_not=lambda address: "" if kept.get("pigeon", "ring") else "สำนักงานยังไม่มีนกพิราบ",
    story_label="นกพิราบของสำนักงาน", own_address=lambda: kept.get("pigeon", "ring"),
    telling=Telling.CHAT, longest=500,
    settings=(Setting("ring", "หมายเลขห่วงขา", "ดูที่ขานก", is_secret=False),),
    trial=lambda: iter([Step("นกอยู่ในรัง", True, "จู้ฮุกกรู")]),
)
"""


@pytest.fixture
def pigeon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    (tmp_path / "pigeon").mkdir()
    (tmp_path / "pigeon" / "__init__.py").write_text(textwrap.dedent(FOLDER), encoding="utf-8")
    monkeypatch.setattr(channels, "__path__", [*channels.__path__, str(tmp_path)])
    yield
    sys.modules.pop("prasan.delivery.channels.pigeon", None)
    channels.__dict__.pop("pigeon", None)


def client_of(key: str) -> Client:
    client = Client()
    client.force_login(person(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def plain(answer: Any) -> str:
    return re.sub(r"<[^>]+>", "", answer.content.decode())


@pytest.mark.usefixtures("pigeon")
def test_one_folder_is_all_that_it_takes() -> None:
    director, officer = client_of("director"), client_of("officer")
    assert "นกพิราบ" in plain(director.get("/desk/delivery/channels/"))
    version = draft(channels=["web", "pigeon"])
    assert 'value="pigeon"' in officer.get(f"{version.staff_url}edit/").content.decode()

    version = proposed(channels=["web", "pigeon"])
    assert "สำนักงานยังไม่มีนกพิราบ ข่าวจะไม่ออกทางนี้" in plain(officer.get(version.staff_url))
    director.post("/desk/delivery/channels/pigeon/connect/", {"ring": "TH-001"})
    assert kept.get("pigeon", "ring") == "TH-001"
    assert "จู้ฮุกกรู" in plain(director.post("/desk/delivery/channels/pigeon/try/"))
    assert "ข้อความ" in plain(officer.get(version.staff_url))

    version = consent(version)
    send_due(timezone.now())
    row = Delivery.objects.select_related("content").get(channel="pigeon")
    assert (row.state, row.content.text[: len(TITLE)]) == ("accepted", TITLE)
    assert "นกพิราบ" in plain(officer.get(f"/desk/news/{version.story_id}/deliveries/"))
