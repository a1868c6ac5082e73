"""What a school sends in (form 7.2): kept as typed, sent, answered, taken up, merged; and nobody else's."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.models import Agency
from prasan.agencies.tests.proposals import in_force
from prasan.approvals.tests.build import decide, person
from prasan.delivery.models import Delivery
from prasan.news.actions import proposing, publishing, submissions
from prasan.news.house_style import paragraph_of, title_of
from prasan.news.models import StoryVersion
from prasan.news.tests.stories import consent, draft, fresh, jpeg
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")
FACTS = {
    "what": "จัดกิจกรรมวันวิทยาศาสตร์", "when": "20 พ.ย. 2569", "time": "9.00", "where": "หอประชุมโรงเรียน",
    "chair": "ผู้อำนวยการโรงเรียน", "who": "ครู ผู้ปกครอง และนักเรียน", "count": "46", "why": "ส่งเสริมการคิด",
}  # fmt: skip


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def agency(office: None) -> Agency:
    return Agency.objects.get(pk=in_force())


@pytest.fixture
def teacher(agency: Agency) -> User:
    user = User.objects.create_user("t@school.example", "นางสาวตัวอย่าง ครูธุรการ")
    agency.members.add(user)
    return user


@pytest.fixture
def sheet(agency: Agency, teacher: User) -> StoryVersion:
    return submissions.begin(agency, by=teacher, at=timezone.now())


def url(version: StoryVersion, name: str = "mine_one", *more: Any) -> str:
    return reverse(f"news:{name}", args=[version.story_id, *more])


def typed(version: StoryVersion, by: User, **values: Any) -> StoryVersion:
    given: dict[str, Any] = {
        "title": "กิจกรรมวันวิทยาศาสตร์",
        "text": "นักเรียน 46 คน",
        "category": "school",
        "facts": FACTS,
    }
    return submissions.keep(version, **{**given, **values}, by=by, at=timezone.now())


def sent(version: StoryVersion, by: User, **values: Any) -> StoryVersion:
    return submissions.send(typed(version, by, **values), by=by, at=timezone.now())


def office(act: Any, version: StoryVersion, **more: Any) -> StoryVersion:
    return act(version, by=person("officer"), at=timezone.now(), **more)


class TestWriting:
    def test_facts_make_a_first_draft_in_the_house_style(self) -> None:
        assert title_of("โรงเรียนบ้านตัวอย่าง", FACTS) == "โรงเรียนบ้านตัวอย่าง จัดกิจกรรมวันวิทยาศาสตร์"
        assert paragraph_of(FACTS) == (
            "วันที่ 20 พฤศจิกายน 2569 เวลา 9.00 น. ผู้อำนวยการโรงเรียน เป็นประธานในการจัดกิจกรรมวันวิทยาศาสตร์ "
            "เพื่อส่งเสริมการคิด โดยมีครู ผู้ปกครอง และนักเรียน จำนวน 46 คน เข้าร่วม ณ หอประชุมโรงเรียน"
        )

    @pytest.mark.parametrize(
        ("what", "said"),
        [
            ("คว้าเหรียญทองหุ่นยนต์", "คว้าเหรียญทองหุ่นยนต์ โดยมีนายอำเภอ เป็นประธาน"),
            ("ประชุมผู้ปกครอง", "นายอำเภอ เป็นประธานการประชุมผู้ปกครอง"),
            ("เปิดบ้านวิชาการ", "นายอำเภอ เป็นประธานเปิดบ้านวิชาการ"),
        ],
    )
    def test_who_presides_did_not_do_what_others_did(self, what: str, said: str) -> None:
        assert paragraph_of({"what": what, "chair": "นายอำเภอ"}) == said

    def test_a_day_that_is_none_stays_as_it_was_written(self) -> None:
        assert paragraph_of({"what": "ประชุม", "when": "เมื่อวาน"}) == "วันที่ เมื่อวาน ประชุม"

    def test_what_is_typed_is_kept_whole_or_not(self, teacher: User, sheet: StoryVersion) -> None:
        answer = signed_in(teacher).post(url(sheet, "mine_save"), {"what": "จัดกิจกรรม", "title": ""})
        assert "saved_at" in answer.json()
        assert fresh(sheet).facts["what"] == "จัดกิจกรรม"
        assert fresh(sheet).title == ""

    def test_the_button_makes_the_draft_without_scripts(self, teacher: User, sheet: StoryVersion) -> None:
        signed_in(teacher).post(url(sheet), {**FACTS, "act": "assemble"})
        assert fresh(sheet).title == "โรงเรียนบ้านตัวอย่าง จัดกิจกรรมวันวิทยาศาสตร์"
        assert "46 คน" in fresh(sheet).paragraphs[0]

    def test_a_picture_sent_twice_under_one_mark_is_there_once(
        self, teacher: User, sheet: StoryVersion
    ) -> None:
        for _ in range(2):
            file = SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")
            data = {"files": file, "mark": "m1"}
            answer = signed_in(teacher).post(
                url(sheet, "mine_photos"), data, headers={"Accept": "application/json"}
            )
            assert answer.json() == {"refused": None, "count": 1}

    def test_one_broken_picture_does_not_hold_back_the_others(
        self, teacher: User, sheet: StoryVersion
    ) -> None:
        files = [SimpleUploadedFile("a.jpg", b"no"), SimpleUploadedFile("b.jpg", jpeg())]
        answer = signed_in(teacher).post(url(sheet, "mine_photos"), {"files": files}, follow=True)
        assert "a.jpg" in answer.content.decode()
        assert sheet.photos.count() == 1

    def test_it_is_not_sent_before_it_says_something_and_of_pictures_whether_children_are_on_them(
        self, teacher: User, sheet: StoryVersion
    ) -> None:
        with pytest.raises(Refused, match="พาดหัว"):
            submissions.send(sheet, by=teacher, at=timezone.now())
        typed(sheet, teacher)
        signed_in(teacher).post(url(sheet, "mine_photos"), {"files": SimpleUploadedFile("b.jpg", jpeg())})
        with pytest.raises(Refused, match="ภาพเด็ก"):
            submissions.send(sheet, by=teacher, at=timezone.now())
        said = {"caption": "เด็ก ๆ ทดลอง", "children": "consented"}
        signed_in(teacher).post(url(sheet, "mine_photo", sheet.photos.get().pk), said)
        assert sheet.photos.get().confirmed_by == teacher
        assert submissions.send(sheet, by=teacher, at=timezone.now()).state == "sent"


class TestTheOffice:
    def test_the_sender_gets_a_receipt_with_a_number(self, teacher: User, sheet: StoryVersion) -> None:
        version = sent(sheet, teacher)
        mail = Delivery.objects.get(purpose="story_outcome")
        assert version.story.receipt in mail.subject
        assert mail.contact_point.address == teacher.email

    def test_it_is_taken_up_consented_to_and_the_sender_is_told(
        self, teacher: User, sheet: StoryVersion
    ) -> None:
        version = office(submissions.take_up, sent(sheet, teacher))
        assert (version.state, version.written_by.key) == ("draft", "officer")
        version = consent(office(proposing.propose, version))
        assert version.state == "published"
        told = list(
            Delivery.objects.filter(purpose="story_outcome").values_list("content__subject", flat=True)
        )
        assert any(subject.startswith("เผยแพร่แล้ว") for subject in told)

    def test_given_back_it_says_why_and_can_be_sent_again(self, teacher: User, sheet: StoryVersion) -> None:
        version = office(submissions.give_back, sent(sheet, teacher), why="ขอภาพเพิ่ม")
        assert version.state == "writing"
        assert "ขอภาพเพิ่ม" in signed_in(teacher).get(url(sheet)).content.decode()
        first = version.story.receipt
        assert sent(version, teacher).story.receipt == first

    def test_an_answer_needs_a_reason(self, teacher: User, sheet: StoryVersion) -> None:
        for act in (submissions.give_back, submissions.decline):
            with pytest.raises(Refused, match="เหตุผล"):
                office(act, sent_or_same(sheet, teacher), why=" ")

    def test_the_same_event_sent_twice_is_offered_and_merged_with_its_pictures(
        self, agency: Agency, teacher: User, sheet: StoryVersion
    ) -> None:
        first = sent(sheet, teacher)
        second = typed(submissions.begin(agency, by=teacher, at=timezone.now()), teacher)
        file = SimpleUploadedFile("b.jpg", jpeg())
        signed_in(teacher).post(
            url(second, "mine_photos"), {"files": file, "children": "none", "caption": "ก"}
        )
        second = submissions.send(second, by=teacher, at=timezone.now())
        officer = signed_in(person("officer"))
        assert "อาจเป็นงานเดียวกัน" in officer.get(second.staff_url).content.decode()
        officer.post(reverse("news:merge", args=[second.story_id, 1]), {"into": first.story_id})
        assert fresh(second).state == "merged_story"
        assert first.photos.count() == 1

    def test_two_officers_take_it_up_once(self, teacher: User, sheet: StoryVersion) -> None:
        version = sent(sheet, teacher)
        office(submissions.take_up, version)
        with pytest.raises(Refused, match="รับเรื่องไปก่อน"):
            office(submissions.take_up, version)


def sent_or_same(version: StoryVersion, by: User) -> StoryVersion:
    version = fresh(version)
    return version if version.state == "sent" else sent(version, by)


class TestWhoMay:
    def test_a_stranger_and_another_school_find_nothing(self, teacher: User, sheet: StoryVersion) -> None:
        other = User.objects.create_user("o@school.example", "นายสมมติ อีกโรงเรียน")
        Agency.objects.get(pk=in_force(name="โรงเรียนวัดสมมติ")).members.add(other)
        typed(sheet, teacher)
        assert Client().get(url(sheet)).status_code == 302
        for name in ("mine_one", "mine_save", "mine_photos", "mine_drop"):
            client = signed_in(other)
            answer = client.get(url(sheet)) if name == "mine_one" else client.post(url(sheet, name), {})
            assert answer.status_code == 404
        with pytest.raises(Refused):
            typed(sheet, other, title="ของคนอื่น")

    def test_a_school_reaches_neither_a_proposal_nor_publication(
        self, teacher: User, sheet: StoryVersion
    ) -> None:
        version = sent(sheet, teacher)
        for act in (proposing.propose, publishing.publish, submissions.take_up):
            with pytest.raises(Refused):
                act(version, by=teacher, at=timezone.now())
        assert "เขียนต่อ" not in re.sub(r"<[^>]+>", "", signed_in(teacher).get("/news/send/").content.decode())

    def test_after_it_was_sent_the_school_changes_nothing(self, teacher: User, sheet: StoryVersion) -> None:
        version = sent(sheet, teacher)
        with pytest.raises(Refused, match="ส่งถึงสำนักงานแล้ว"):
            typed(version, teacher, title="อื่น")
        file = SimpleUploadedFile("b.jpg", jpeg())
        signed_in(teacher).post(url(version, "mine_photos"), {"files": file})
        assert not version.photos.exists()

    def test_the_school_reads_why_a_superior_returned_it(self, teacher: User, sheet: StoryVersion) -> None:
        version = office(proposing.propose, office(submissions.take_up, sent(sheet, teacher)))
        decide(version.case, "director", "return", remark="ตรวจจำนวนนักเรียน")
        assert "ตรวจจำนวนนักเรียน" in signed_in(teacher).get(url(sheet)).content.decode()

    def test_a_draft_that_the_office_wrote_of_the_school_is_not_shown_to_it(
        self, teacher: User, agency: Agency
    ) -> None:
        version = draft(agency=agency)
        assert signed_in(teacher).get(url(version)).status_code == 404
        assert version.title not in signed_in(teacher).get("/news/send/").content.decode()

    def test_own_pictures_are_seen_by_the_school_alone(self, teacher: User, sheet: StoryVersion) -> None:
        signed_in(teacher).post(url(sheet, "mine_photos"), {"files": SimpleUploadedFile("b.jpg", jpeg())})
        where = url(sheet, "own_photo", sheet.photos.get().pk, "small")
        assert Client().get(where).status_code == 302
        answer = signed_in(teacher).get(where)
        assert answer.status_code == 200
        answer.close()
