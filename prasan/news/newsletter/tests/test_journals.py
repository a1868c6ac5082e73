"""วารสาร of several stories: put together, made in the background, numbered, public."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.approvals.tests.build import person
from prasan.audit.models import Event
from prasan.news.actions import publishing
from prasan.news.models import JournalIssue, NewsletterSettings, StoryVersion
from prasan.news.newsletter import journal_acts, journals, keeping, tasks
from prasan.news.newsletter.views import answering
from prasan.news.tests.stories import draft, jpeg, picture, published
from prasan.printing.tests.sample import by_pdfium, flat
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office", "press")
PERIOD = {"from_on": "1 พ.ย. 2569", "to_on": "30 พ.ย. 2569"}


def as_user(key: str) -> Client:
    client = Client()
    client.force_login(person(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", answer.content.decode()).replace("\xa0", " ").split())


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def put(*versions: StoryVersion, issue: JournalIssue | None = None) -> JournalIssue:
    today = timezone.localdate()
    return journal_acts.put_together(
        issue, title="วารสารตัวอย่าง", from_on=today, to_on=today,
        stories=[version.story_id for version in versions], by=person("officer"), at=timezone.now(),
    )  # fmt: skip


def out(*versions: StoryVersion) -> JournalIssue:
    row = put(*versions)
    journals.make(row)
    row.refresh_from_db()
    return journal_acts.issue(row, by=person("officer"), at=timezone.now())


def three() -> list[StoryVersion]:
    return [published(picture(jpeg((400, 300))), title=f"สพป.ระยอง เขต 2 จัดกิจกรรมที่ {i}") for i in (1, 2, 3)]


class TestPuttingTogether:
    def test_published_stories_of_the_period_are_offered_and_no_others(self) -> None:
        version, other = published(), draft(title="สพป.ระยอง เขต 2 ยังเป็นร่าง")
        page = words(as_user("officer").get(reverse("news:new_journal")))
        assert version.title in page
        assert other.title not in page
        shown = as_user("officer").post(
            reverse("news:new_journal"), {"from_on": "1/1/2568", "to_on": "2/1/2568", "show": "1"}
        )
        assert "ไม่มีข่าวที่เผยแพร่ในช่วงนี้" in words(shown)

    def test_choosing_another_period_keeps_what_was_ticked(self) -> None:
        version = published()
        sent = {
            "title": "ก",
            "from_on": "1/1/2568",
            "to_on": "2/1/2568",
            "story": [version.story_id],
            "show": "1",
        }
        page = as_user("officer").post(reverse("news:new_journal"), sent).content.decode()
        assert f'name="story" value="{version.story_id}" checked' in page
        assert not JournalIssue.objects.exists()

    def test_stories_stand_in_the_order_of_their_numbers(self) -> None:
        first, second, third = (version.story_id for version in three())
        sent = {
            **PERIOD, "title": "วารสารตัวอย่าง", "save": "1", "story": [first, second, third],
            f"order-{first}": "2", f"order-{third}": "1",
        }  # fmt: skip
        done = as_user("officer").post(reverse("news:new_journal"), sent, follow=True)
        issue = JournalIssue.objects.get()
        assert [entry.story_id for entry in issue.entries.all()] == [third, first, second]
        assert "จัดหน้าเสร็จแล้ว" in words(done)  # tests run tasks at once

    def test_nothing_chosen_is_refused_at_the_form(self) -> None:
        sent = {**PERIOD, "title": "ก", "save": "1"}
        assert "เลือกข่าวอย่างน้อยหนึ่งเรื่อง" in words(as_user("officer").post(reverse("news:new_journal"), sent))
        assert not JournalIssue.objects.exists()

    def test_what_is_not_public_never_gets_in(self) -> None:
        with pytest.raises(Refused, match="เฉพาะข่าวที่เผยแพร่อยู่"):
            put(draft())

    def test_a_draft_is_changed_and_dropped_and_an_issue_is_not(self) -> None:
        one, two, _ = three()
        row = put(one)
        assert put(one, two, issue=row).entries.count() == 2
        journal_acts.drop(row, by=person("officer"), at=timezone.now())
        assert not JournalIssue.objects.exists()
        row = out(one)
        for act in (
            lambda: put(two, issue=row),
            lambda: journal_acts.drop(row, by=person("officer"), at=timezone.now()),
        ):
            with pytest.raises(Refused, match="ออกแล้ว"):
                act()


def test_the_form_of_an_issue_that_is_out_leads_back_to_it() -> None:
    row = out(published())
    said = words(as_user("officer").get(reverse("news:edit_journal", args=[row.pk]), follow=True))
    assert "ออกแล้ว" in said


class TestTheFile:
    def test_it_is_asked_for_once_and_again_when_its_maker_died(self) -> None:
        row, at = put(published()), timezone.now()
        digest = journals.file_of(row).digest
        assert journals.begin(row, digest, at=at)
        assert not journals.begin(row, digest, at=at + timedelta(minutes=1))
        assert journals.begin(row, digest, at=at + timedelta(minutes=6))

    def test_while_it_is_made_the_page_says_so_and_looks_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        row = put(published())
        monkeypatch.setattr(answering.tasks, "make_journal", _Waiting)
        page = as_user("officer").get(row.staff_url)
        assert "กำลังจัดหน้าวารสาร ปิดหน้านี้ได้" in words(page)
        assert 'hx-trigger="every 1s"' in page.content.decode()

    def test_a_picture_without_words_is_named_with_its_story(self) -> None:
        version = published(picture(jpeg((400, 300))))
        version.photos.update(caption="", alt="")
        row = put(version)
        journals.make(row)
        assert "เรื่องที่ 1 ภาพที่ 1" in words(as_user("officer").get(row.staff_url))
        with pytest.raises(Refused, match="เรื่องที่ 1"):
            journal_acts.issue(JournalIssue.objects.get(), by=person("officer"), at=timezone.now())

    def test_a_task_for_a_journal_that_is_gone_does_nothing(self) -> None:
        tasks.make_journal.func(999)


class _Waiting:
    @staticmethod
    def enqueue(pk: int) -> None:
        """A worker that has not come yet."""


class TestTheIssue:
    def test_it_gets_the_next_number_and_everybody_may_have_it(self) -> None:
        one, two, three_ = three()
        row = out(two, one)
        assert (row.year, row.number) == (1, 1)
        assert out(three_).number == 2
        assert Event.objects.filter(action="journal_issued").count() == 2
        answer = Client().get(row.public_url)
        assert answer["Content-Type"] == "application/pdf"
        text = flat(by_pdfium(content(answer)))
        assert text.index("กิจกรรมที่๒") < text.index("กิจกรรมที่๑")
        assert "ฉบับที่๑" in text

    def test_it_stands_on_the_public_list_with_the_newsletters(self) -> None:
        row = out(published())
        assert row.public_url in Client().get(reverse("news:public_issues")).content.decode()

    def test_a_draft_is_not_there_for_a_stranger(self) -> None:
        row = put(published())
        assert Client().get(reverse("news:journal_file", args=[2569, 1])).status_code == 404
        assert Client().get(reverse("news:journal_staff_file", args=[row.pk])).status_code == 302
        assert row.title not in words(Client().get(reverse("news:public_issues")))

    def test_a_story_taken_down_is_gone_from_it(self) -> None:
        one, two, _ = three()
        row = out(one, two)
        content(Client().get(row.public_url))
        publishing.take_down(one.story, why="wrong", by=person("officer"), at=timezone.now())
        text = flat(by_pdfium(content(Client().get(row.public_url))))
        assert "กิจกรรมที่๑" not in text
        assert "กิจกรรมที่๒" in text
        assert "1 เรื่องที่เลือกไว้ถอนจากการเผยแพร่แล้ว" in words(as_user("officer").get(row.staff_url))

    def test_while_it_is_made_anew_a_reader_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        one, two, _ = three()
        row = out(one, two)
        publishing.take_down(one.story, why="wrong", by=person("officer"), at=timezone.now())
        monkeypatch.setattr(answering.tasks, "make_journal", _Waiting)
        answer = Client().get(row.public_url)
        assert answer.status_code == 202
        assert "กำลังจัดทำไฟล์" in words(answer)


class TestTheOfficesWords:
    SENT = {
        "name": "ประสานข่าว", "first_year": "2558", "last_newsletter": "146", "journal_name": "ประสานสาร",
        "journal_first_year": "", "last_journal": "0", "prepared_by": "กลุ่มอำนวยการ", "facebook": "",
    }  # fmt: skip

    def test_the_director_names_it_and_numbers_go_on(self) -> None:
        from prasan.news.newsletter import issuing

        done = as_user("director").post(reverse("news:newsletter_settings"), self.SENT, follow=True)
        assert "บันทึกแล้ว" in words(done)
        assert NewsletterSettings.current().name == "ประสานข่าว"
        row = issuing.issue(published(), design="a", by=person("officer"), at=timezone.now())
        assert (row.year, row.number) == (12, 147)
        assert (
            "last_newsletter"
            not in as_user("director").get(reverse("news:newsletter_settings")).content.decode()
        )

    def test_an_officer_may_not(self) -> None:
        assert as_user("officer").post(reverse("news:newsletter_settings"), self.SENT).status_code == 403
        with pytest.raises(Refused):
            keeping.change_settings(changes={"name": "ก"}, last={}, by=person("officer"), at=timezone.now())

    def test_a_first_year_in_the_future_is_refused(self) -> None:
        sent = {**self.SENT, "first_year": "2570"}
        assert "ต้องไม่หลัง พ.ศ. 2569" in words(
            as_user("director").post(reverse("news:newsletter_settings"), sent)
        )

    def test_a_number_that_is_out_is_not_overtaken(self) -> None:
        out(published())
        with pytest.raises(Refused, match="ออกฉบับไปแล้ว"):
            keeping.change_settings(changes={}, last={"journal": 9}, by=person("director"), at=timezone.now())

    def test_the_new_year_begins_anew(self, clock: time_machine.Traveller) -> None:
        out(published())
        clock.shift(timedelta(days=60))
        row = out(published())
        assert (row.year, row.number) == (2, 1)
