"""Who gets a story, who gets its correction, who is told that it was taken down: rows of the ledger."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from prasan.approvals.tests.build import person
from prasan.delivery.actions import send_due
from prasan.delivery.channels import Outcome, Outgoing, Reply
from prasan.delivery.models import Delivery
from prasan.network.models import NetworkMember
from prasan.network.tests.members import NO_CONSENT, member
from prasan.news.actions import corrections, drafts, proposing, publishing, sending
from prasan.news.models import StoryVersion
from prasan.news.tests.stories import consent, jpeg, proposed, published, writing

pytestmark = pytest.mark.usefixtures("office")
EVERY_WAY = {"groups": ["สื่อมวลชน"], "channels": ["web", "email", "handover"]}


@pytest.fixture
def members(office: None) -> dict[str, NetworkMember]:
    return {
        "press": member("นายสมมติ ข่าวสาร", "press@media.example", "สื่อมวลชน"),
        "radio": member("นางตัวอย่าง วิทยุ", "radio@media.example", "สื่อมวลชน"),
        "tower": member("นายทดสอบ หอกระจายข่าว", "", "สื่อมวลชน", how="หอกระจายข่าวหมู่ 1"),
        "silent": member("นายสมมติ ไม่ยินยอม", "silent@media.example", "สื่อมวลชน", **NO_CONSENT),
        "other": member("นายสมมติ กลุ่มอื่น", "other@media.example", "ผู้ปกครอง"),
    }


def rows(version: StoryVersion, topic: str = "") -> dict[str, str]:
    """{recipient: state} of one version."""
    found = Delivery.objects.filter(topic=topic or sending.topic_of(version.story))
    found = found if topic else found.filter(version=version.number)
    return dict(found.values_list("recipient", "state"))


class Taking:
    """A way out that takes whatever it is given."""

    def __enter__(self) -> Taking:
        return self

    def __exit__(self, *error: object) -> None: ...

    def send(self, message: Outgoing) -> Reply:
        return Reply(Outcome.ACCEPTED)


def settle(**states: str) -> None:
    """What became of the letters of everyone, by part of the address."""
    for address, state in states.items():
        Delivery.objects.filter(contact_point__address__startswith=address).update(state=state)


def corrected(version: StoryVersion) -> StoryVersion:
    by, at = person("officer"), timezone.now()
    second = corrections.correct(version.story, by=by, at=at)
    second = drafts.edit_draft(
        second, writing=writing(body=["46 คน"], **EVERY_WAY), note="เดิม 64 คน แก้เป็น 46 คน", by=by, at=at
    )
    return consent(proposing.propose(second, by=by, at=at))


@pytest.mark.usefixtures("members")
class TestAStory:
    def test_everyone_of_its_groups_has_a_row_and_nobody_else(self) -> None:
        assert rows(published(**EVERY_WAY)) == {
            "นายสมมติ ข่าวสาร": "queued",
            "นางตัวอย่าง วิทยุ": "queued",
            "นายทดสอบ หอกระจายข่าว": "waiting",
            "นายสมมติ ไม่ยินยอม": "suppressed",
        }

    def test_a_suppressed_row_says_why(self) -> None:
        published(groups=["สื่อมวลชน"], channels=["web", "email"])
        reasons = dict(Delivery.objects.filter(state="suppressed").values_list("recipient", "reason"))
        assert reasons["นายสมมติ ไม่ยินยอม"] == "ยังไม่มีความยินยอม"
        assert "ส่งมอบ" in reasons["นายทดสอบ หอกระจายข่าว"]

    def test_nothing_is_written_before_the_last_consent_or_its_time(self) -> None:
        consent(proposed(is_published_on_consent=False, **EVERY_WAY))
        assert not Delivery.objects.filter(topic__startswith="story").exists()

    def test_a_story_for_the_web_alone_writes_nobody(self) -> None:
        published(groups=["สื่อมวลชน"])
        assert not Delivery.objects.filter(topic__startswith="story").exists()

    def test_the_letter_holds_the_text_and_leads_to_the_page(self) -> None:
        version = published(**EVERY_WAY)
        body = Delivery.objects.filter(topic=sending.topic_of(version.story)).first().body
        assert "มีผู้เข้าร่วม 64 คน" in body
        assert version.story.public_url in body

    def test_writing_it_again_writes_nobody_twice(self) -> None:
        version = published(**EVERY_WAY)
        assert sending.send_out(version.pk, at=timezone.now()) == 0

    def test_what_a_lost_task_left_is_written_by_the_tick(self) -> None:
        version = published(**EVERY_WAY)
        Delivery.objects.all().delete()
        StoryVersion.objects.filter(pk=version.pk).update(sent_out_at=None)
        assert sending.send_forgotten(at=timezone.now()) == 0
        assert sending.send_forgotten(at=timezone.now() + timedelta(minutes=3)) == 4


@pytest.mark.usefixtures("members")
class TestACorrection:
    def test_it_goes_to_exactly_those_who_have_the_wrong_version_or_may_have_it(self) -> None:
        version = published(**EVERY_WAY)
        settle(press="accepted", radio="failed")
        Delivery.objects.filter(channel="handover").update(state="handed_over")
        assert set(rows(corrected(version))) == {"นายสมมติ ข่าวสาร", "นายทดสอบ หอกระจายข่าว"}

    @pytest.mark.parametrize("state", ["unknown", "sending", "delivered"])
    def test_may_have_it_is_enough(self, state: str) -> None:
        version = published(**EVERY_WAY)
        settle(press=state, radio="bounced")
        assert "นายสมมติ ข่าวสาร" in rows(corrected(version))
        assert "นางตัวอย่าง วิทยุ" not in rows(StoryVersion.objects.get(number=2))

    def test_what_had_not_left_never_leaves_and_its_reader_gets_the_right_version_as_the_story(self) -> None:
        version = published(**EVERY_WAY)
        settle(press="accepted")
        second = corrected(version)
        assert rows(version)["นางตัวอย่าง วิทยุ"] == "suppressed"
        letters = Delivery.objects.filter(topic=sending.topic_of(version.story), version=second.number)
        subjects = dict(letters.values_list("recipient", "content__subject"))
        assert subjects["นายสมมติ ข่าวสาร"].startswith("แก้ไขข่าว")
        assert not subjects["นางตัวอย่าง วิทยุ"].startswith("แก้ไขข่าว")
        assert "เดิม 64 คน แก้เป็น 46 คน" in letters.get(recipient="นายสมมติ ข่าวสาร").body

    def test_a_correction_without_the_channel_still_reaches_who_got_the_wrong_text(self) -> None:
        version = published(**EVERY_WAY)
        settle(press="accepted")
        by, at = person("officer"), timezone.now()
        second = corrections.correct(version.story, by=by, at=at)
        second = drafts.edit_draft(second, writing=writing(), note="แก้", by=by, at=at)
        consent(proposing.propose(second, by=by, at=at))
        assert "นายสมมติ ข่าวสาร" in rows(second)

    def test_who_has_the_first_version_alone_gets_the_third(self) -> None:
        version = published(**EVERY_WAY)
        settle(press="accepted", radio="accepted")
        second = corrected(version)
        latest = Delivery.objects.filter(version=2)
        latest.filter(contact_point__address__startswith="radio").update(state="failed")
        latest.filter(contact_point__address__startswith="press").update(state="accepted")
        assert rows(corrected(second)) == {
            "นายสมมติ ข่าวสาร": "queued",
            "นางตัวอย่าง วิทยุ": "queued",
            "นายทดสอบ หอกระจายข่าว": "waiting",
        }

    def test_a_letter_put_off_while_its_story_was_corrected_comes_as_the_correction_alone(self) -> None:
        version = published(**EVERY_WAY)
        settle(press="sending", radio="accepted")
        second = corrected(version)
        settle(press="queued")
        send_due(timezone.now(), ways={"email": Taking()})
        assert rows(version)["นายสมมติ ข่าวสาร"] == "suppressed"
        assert rows(second)["นายสมมติ ข่าวสาร"] == "accepted"

    def test_letters_still_being_written_when_the_correction_came_give_way_to_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        version = published(**EVERY_WAY)
        Delivery.objects.all().delete()
        by_hand = sending.write_many

        def while_it_is_corrected(letters: Any, **about: Any) -> int:
            if about["version"] == 1:
                monkeypatch.setattr(sending, "write_many", by_hand)
                corrected(version)
            return by_hand(letters, **about)

        monkeypatch.setattr(sending, "write_many", while_it_is_corrected)
        sending.send_out(version.pk, at=timezone.now())
        assert set(rows(version).values()) == {"suppressed"}
        assert rows(StoryVersion.objects.get(number=2)) == {
            "นายสมมติ ข่าวสาร": "queued",
            "นางตัวอย่าง วิทยุ": "queued",
            "นายทดสอบ หอกระจายข่าว": "waiting",
        }

    def test_taken_down_stops_what_waits_and_tells_who_has_it(self) -> None:
        version = published(**EVERY_WAY)
        settle(press="accepted")
        publishing.take_down(version.story, why="wrong", by=person("officer"), at=timezone.now())
        assert rows(version)["นางตัวอย่าง วิทยุ"] == "suppressed"
        assert rows(version, sending.notice_topic(version.story)) == {"นายสมมติ ข่าวสาร": "queued"}


class TestTheCommands:
    def run(self, capfdbinary: pytest.CaptureFixture[bytes], *words: str, **more: Any) -> tuple[Any, int]:
        code = 0
        try:
            call_command(*words, json=True, **more)
        except SystemExit as ended:
            code = int(ended.code or 0)
        return [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()], code

    @pytest.mark.usefixtures("members")
    def test_story_deliveries_has_a_line_a_row(self, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        version = published(**EVERY_WAY)
        lines, code = self.run(capfdbinary, "story_deliveries", str(version.story_id))
        assert code == 0
        assert {line["contact_point"] for line in lines} == {
            "press@media.example", "radio@media.example", "silent@media.example", "หอกระจายข่าวหมู่ 1",
        }  # fmt: skip
        assert set(lines[0]) == {
            "message_id", "contact_point", "channel", "version", "state", "attempts", "decisions", "reason",
        }  # fmt: skip

    def test_a_story_that_is_not_there_is_refused(self, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        lines, code = self.run(capfdbinary, "story_deliveries", "99")
        assert (code, lines) == (1, [{"refused": "ไม่มีข่าวที่ 99"}])

    def test_story_correct_climbs_the_chain_again(
        self, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        version = published()
        (tmp_path / "a.jpg").write_bytes(jpeg())
        photo = {"path": "a.jpg", "caption": "ก", "alt": "", "children": "none"}
        text = {"kind": "news_routine", "title": "ใหม่", "body": ["ข"], "photos": [photo]}
        (tmp_path / "s.json").write_text(json.dumps(text), encoding="utf-8")
        words = ("story_correct", str(version.story_id), str(tmp_path / "s.json"))
        (refused,), code = self.run(capfdbinary, *words, by="officer", note=" ")
        assert code == 1
        assert "สิ่งที่แก้ไข" in refused["refused"]
        assert version.story.versions.count() == 1
        (answer,), code = self.run(capfdbinary, *words, by="officer", note="เดิม ก แก้เป็น ข")
        second = StoryVersion.objects.get(number=2)
        assert code == 0
        assert (answer["version"], answer["case"], answer["state"]) == (2, second.case_id, "proposed")
        assert consent(second).state == "published"
        assert version.story.versions.get(number=1).state == "corrected"
