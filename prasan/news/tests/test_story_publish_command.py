"""story_publish FILE --by PERSON: its answers, what it refuses, and that nothing stays half-written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from prasan.approvals.models import Case
from prasan.files.models import Attachment
from prasan.news.models import Story, StoryVersion
from prasan.news.tests.stories import consent, group, jpeg

pytestmark = pytest.mark.usefixtures("office")
STORY: dict[str, Any] = {
    "kind": "news_routine",
    "title": "สพป.ระยอง เขต 2 ประชุมผู้บริหารสถานศึกษา",
    "body": ["ย่อหน้าแรก", "ย่อหน้าที่สอง"],
    "photos": [{"path": "a.jpg", "caption": "ห้องประชุม", "alt": "คนนั่งประชุม", "children": "none"}],
    "groups": ["สื่อมวลชน"],
    "channels": ["web", "email", "handover"],
}
PHOTO = STORY["photos"][0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    group()
    (tmp_path / "a.jpg").write_bytes(jpeg())
    return tmp_path


def run(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes], text: str | bytes | dict[str, Any], **more: Any
) -> tuple[dict[str, Any], int]:
    """The answer and the exit code."""
    raw = json.dumps(text).encode() if isinstance(text, dict) else text
    (folder / "s.json").write_bytes(raw.encode() if isinstance(raw, str) else raw)
    code = 0
    try:
        call_command("story_publish", str(folder / "s.json"), json=True, **{"by": "officer", **more})
    except SystemExit as ended:
        code = int(ended.code or 0)
    return json.loads(capfdbinary.readouterr().out), code


def test_it_proposes_and_the_last_consent_publishes(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    answer, code = run(folder, capfdbinary, STORY)
    version = StoryVersion.objects.get()
    assert (answer, code) == (
        {
            "story": version.story_id,
            "version": 1,
            "case": version.case_id,
            "state": "proposed",
            "refused": None,
        },
        0,
    )
    assert version.paragraphs == ["ย่อหน้าแรก", "ย่อหน้าที่สอง"]
    photo = version.photos.get()
    assert (photo.caption, photo.alt, photo.children) == ("ห้องประชุม", "คนนั่งประชุม", "none")
    call_command("case_decide", str(version.case_id), by="director", decision="approve", json=True)
    version.refresh_from_db()
    assert version.state == "published"


def test_a_time_is_kept_and_now_sets_it_aside(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    timed = {**STORY, "publish_at": "2026-11-12T09:00:00+07:00"}
    for options, state in (({}, "scheduled"), ({"now": True}, "published")):
        answer, _ = run(folder, capfdbinary, timed, **options)
        version = StoryVersion.objects.get(story=answer["story"])
        assert consent(version).state == state


def broken(**changes: Any) -> dict[str, Any]:
    return {**STORY, **changes}


def with_photo(**changes: Any) -> dict[str, Any]:
    return broken(photos=[{**PHOTO, **changes}])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "JSON"),
        ("{", "JSON"),
        (b"\xff\xfe\x00", "JSON"),
        ("[" * 100_000, "JSON"),
        ('{"title": NaN}', "JSON"),
        ('{"title": "ก", "title": "ข"}', "JSON"),
        ("[]", "ออบเจกต์"),
        ({}, "kind"),
        (broken(kind="order"), "kind"),
        (broken(kind=["news"]), "kind"),
        (broken(extra=1), "ไม่รู้จัก"),
        (broken(title=""), "พาดหัว"),
        (broken(title="  \u200b "), "พาดหัว"),
        (broken(title=5), "title"),
        (broken(title="ข่าว <b>หนา</b>"), "HTML"),
        (broken(title="<script>alert(1)</script>"), "HTML"),
        (broken(title="ก" * 201), "ยาวเกิน"),
        (broken(body=[]), "body"),
        (broken(body=["", "  "]), "body"),
        (broken(body="ข้อความ"), "body"),
        (broken(body=[1]), "body"),
        (broken(body=["ก" * 30_000]), "ยาวเกิน"),
        (broken(groups=["ไม่มีกลุ่มนี้"]), "ไม่มีกลุ่มนี้"),
        (broken(channels=["fax"]), "fax"),
        (broken(channels=[]), "ช่องทาง"),
        (broken(publish_at="พรุ่งนี้"), "publish_at"),
        (broken(publish_at="2026-13-40T00:00"), "publish_at"),
        (broken(photos={}), "photos"),
        (broken(photos=["a.jpg"]), "photos[0]"),
        (with_photo(path="b.jpg"), "b.jpg"),
        (with_photo(path="a\x00.jpg"), "เปิดไฟล์ภาพไม่ได้"),
        (with_photo(path="s.json"), "ชนิดที่ระบบไม่รับ"),
        (with_photo(path=""), "เปิดไฟล์ภาพไม่ได้"),
        (with_photo(children="maybe"), "children"),
        (broken(photos=[{"path": "a.jpg", "caption": "ก"}]), "children"),
        (with_photo(caption="", alt=""), "คำบรรยาย"),
        (with_photo(caption="<img src=x>"), "HTML"),
        (with_photo(gps="1,2"), "ไม่รู้จัก"),
    ],
)
def test_it_refuses_in_thai_and_keeps_nothing(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes], text: Any, says: str
) -> None:
    answer, code = run(folder, capfdbinary, text)
    assert code == 1
    assert says in answer["refused"]
    assert (answer["story"], answer["version"], answer["case"], answer["state"]) == (None,) * 4
    assert not Story.objects.exists()
    assert not Attachment.objects.exists()
    assert not Case.objects.exists()


@pytest.mark.parametrize("by", ["nobody", "director"])
def test_who_may_not_propose_is_refused(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes], by: str
) -> None:
    """Nobody consents to their own work: routine news of the director has no one to end it but the head."""
    answer, code = run(folder, capfdbinary, broken(kind="news"), by=by)
    assert code == 1
    assert answer["refused"]
    assert not Story.objects.exists()


def test_a_hidden_mark_in_the_text_is_left_out(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    run(folder, capfdbinary, broken(title="ข่าว\u202eกลับ\x07", body=["ก\x00ข\ud800"]))
    version = StoryVersion.objects.get()
    assert version.title == "ข่าวกลับ"
    assert version.paragraphs == ["กข"]
