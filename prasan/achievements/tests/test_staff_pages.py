"""The desk: list, form, files, consent bar, stories, taking down, sheet."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from prasan.achievements.models import Achievement, AchievementVersion
from prasan.achievements.tests.build import (
    NAME,
    PDF,
    TITLE,
    draft,
    fresh,
    picture,
    proof,
    propose,
    published,
    school,
)
from prasan.agencies.tests.doors import body, words
from prasan.approvals.tests.build import person
from prasan.audit.models import Event
from prasan.news.models import StoryVersion
from prasan.news.tests import stories

pytestmark = pytest.mark.usefixtures("office")
FILLED = {
    "title": "รางวัลเหรียญทอง", "kind": "award", "level": "6", "agencies": NAME, "given_by": "สมาคมตัวอย่าง",
    "awarded_on": "1 พ.ค. 2569", "academic_year": "", "details": "", "pupils": "", "consent_on": "",
    "consent_how": "", "consent_taken_by": "",
}  # fmt: skip


def client(key: str = "officer") -> Client:
    found = Client()
    found.force_login(person(key), backend="django.contrib.auth.backends.ModelBackend")
    return found


def url(name: str, *args: Any) -> str:
    return reverse(f"achievements:{name}", args=args)


def page(version: AchievementVersion, key: str = "officer") -> str:
    return words(client(key).get(version.staff_url))


class TestTheForm:
    def test_it_saves_a_draft_with_the_year_of_its_day(self) -> None:
        school()
        answer = client().post(url("new"), FILLED)
        version = AchievementVersion.objects.get()
        assert answer["Location"] == version.staff_url
        assert (version.state, version.academic_year) == ("draft", 2568)
        assert version.written_by == person("officer")

    def test_the_year_can_be_said_otherwise_and_stays_so(self) -> None:
        school()
        client().post(url("new"), {**FILLED, "academic_year": "๒๕๖๙"})
        version = AchievementVersion.objects.get()
        assert version.academic_year == 2569
        form = client().get(url("edit", version.achievement_id, 1)).context["form"]
        assert form["academic_year"].value() == "2569"

    def test_several_schools_in_any_spelling_are_one_achievement(self) -> None:
        one, two = school(), school("โรงเรียนวัดตัวอย่าง")
        client().post(url("new"), {**FILLED, "agencies": "รร.บ้านตัวอย่าง\nโรงเรียนวัดตัวอย่าง\n" + NAME})
        assert set(AchievementVersion.objects.get().agencies.all()) == {one, two}

    def test_an_unknown_school_is_refused_with_a_near_one_and_what_was_typed_stays(self) -> None:
        school()
        answer = client().post(url("new"), {**FILLED, "agencies": "บ้านตัวอย่าง 2"})
        assert "ไม่พบ “บ้านตัวอย่าง 2” ในทะเบียน" in words(answer)
        assert "รางวัลเหรียญทอง" in words(answer)
        assert not Achievement.objects.exists()

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"pupils": "เด็กชายสมมติ"}, "เก็บชื่อนักเรียนได้เมื่อมีความยินยอม"),
            ({"awarded_on": ""}, "กรอกวันที่ได้รับ หรือปีการศึกษา"),
            ({"awarded_on": "31 ก.พ. 2569"}, "กุมภาพันธ์"),
            ({"academic_year": "69"}, "สี่หลัก"),
            ({"level": ""}, "ระดับ"),
        ],
    )
    def test_it_says_what_is_wrong_and_keeps_nothing(self, change: dict[str, str], said: str) -> None:
        school()
        answer = client().post(url("new"), {**FILLED, **change})
        assert answer.status_code == 200
        assert said in words(answer)
        assert not Achievement.objects.exists()


class TestTheWayUp:
    def test_it_is_proposed_decided_on_its_page_and_public(self) -> None:
        version = draft()
        client().post(url("propose", version.achievement_id, 1))
        for key in ("head", "deputy1", "director"):
            version = fresh(version)
            assert "อนุมัติ" in page(version, key)
            seen = {"seen_round": version.case.round, "seen_position": version.case.position}
            where = url("decide", version.achievement_id, 1)
            assert client(key).post(where, {"choice": "approve", **seen}).status_code == 200
            client(key).post(where, {"confirmed": "approve", "remark": "", **seen})
        assert fresh(version).state == "published"

    def test_it_refuses_own_approval(self) -> None:
        version = propose(draft())
        client().post(url("decide", version.achievement_id, 1), {"confirmed": "approve", "remark": ""})
        assert fresh(version).state == "proposed"

    def test_the_bar_says_why_it_cannot_be_proposed(self) -> None:
        from prasan.office.models import Chain

        Chain.objects.filter(kind_of_work="news").delete()
        version = draft()
        assert "why-not-submit" in page(version)
        client().post(url("propose", version.achievement_id, 1))
        assert fresh(version).state == "draft"

    def test_the_memo_holds_what_was_consented_to_and_a_draft_has_none(self) -> None:
        version = published(
            pupils=["เด็กหญิงสมมติ"],
            consent_on=date(2026, 11, 1),
            consent_how="หนังสือยินยอม",
            consent_taken_by="นางตัวอย่าง",
        )
        answer = client().get(url("memo", version.achievement_id, 1))
        assert answer["Content-Type"] == "application/pdf"
        text = pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_bounded()
        assert "๒๕๖๙" in text
        assert "๑ คน" in text
        assert "เด็กหญิงสมมติ" not in text
        assert client().get(url("memo", draft().achievement_id, 1)).status_code == 404

    def test_the_case_shows_what_it_consents_to(self, capfd: Any) -> None:
        version = published()
        call_command("case_show", str(version.case_id), "--json")
        shown = json.loads(capfd.readouterr().out)
        assert (shown["achievement"], shown["content"]["title"]) == (version.achievement_id, TITLE)
        assert shown["content_sha256"] == version.digest
        assert [row["person"] for row in shown["record"] if row["word"] == "อนุมัติ"]

    def test_a_correction_shows_what_changes(self) -> None:
        first = published()
        answer = client().post(url("correct", first.achievement_id))
        assert answer["Location"] == url("edit", first.achievement_id, 2)
        client().post(
            url("edit", first.achievement_id, 2),
            {**FILLED, "title": TITLE, "given_by": "สมาคมใหม่", "note": "ผู้มอบผิด"},
        )
        new = first.achievement.versions.get(number=2)
        assert "สิ่งที่เปลี่ยนจากฉบับที่เผยแพร่อยู่" in page(new)
        assert "สมาคมใหม่" in page(new)
        assert "ทำฉบับแก้ไข" not in page(first)

    def test_taking_down_asks_why(self) -> None:
        version = published()
        where = url("take_down", version.achievement_id)
        assert client().post(where, {}).status_code == 200
        client().post(where, {"why": "wrong"})
        assert fresh(version).state == "taken_down"
        assert "ข้อมูลไม่ถูกต้อง" in page(fresh(version))

    def test_a_draft_is_dropped_and_is_gone_from_the_list(self) -> None:
        version = draft()
        client().post(url("cancel", version.achievement_id, 1))
        listed = client().get(url("achievements"))
        assert listed.context["rows"] == []
        assert [
            row for row, _ in client().get(url("achievements"), {"state": "cancelled"}).context["rows"]
        ] == [version]


class TestFiles:
    def test_a_file_is_added_marked_public_and_taken_out(self) -> None:
        version = draft()
        where = url("files", version.achievement_id, 1)
        upload = SimpleUploadedFile("เกียรติบัตร.pdf", PDF)
        client().post(where, {"file": upload, "caption": "เกียรติบัตร", "children": ""})
        row = version.evidence.get()
        assert body(client().get(url("open_file", version.achievement_id, 1, row.pk))) == PDF
        change = url("change_file", version.achievement_id, 1, row.pk)
        said = {
            f"file{row.pk}-caption": "ประกาศ",
            f"file{row.pk}-is_public": "on",
            f"file{row.pk}-children": "",
        }
        client().post(change, {**said, "act": "save"})
        row.refresh_from_db()
        assert not row.is_public
        client().post(change, {**said, f"file{row.pk}-children": "none", "act": "save"})
        row.refresh_from_db()
        assert (row.is_public, row.caption) == (True, "ประกาศ")
        client().post(change, {"act": "remove"})
        assert not version.evidence.exists()

    def test_a_page_instead_of_a_pdf_is_refused(self) -> None:
        version = draft()
        upload = SimpleUploadedFile("a.pdf", b"<html><script>")
        answer = client().post(url("files", version.achievement_id, 1), {"file": upload, "caption": "ก"})
        assert "เฉพาะ PDF JPEG PNG" in words(answer)

    @pytest.mark.parametrize("key", [None, "school"])
    def test_a_stranger_opens_no_evidence(self, key: str | None) -> None:
        from prasan.accounts.models import User

        row = proof(draft())
        User.objects.create_user("s@school.example", "นางสาวตัวอย่าง", key="school")
        who = client(key) if key else Client()
        answer = who.get(url("open_file", row.version.achievement_id, 1, row.pk))
        assert answer.status_code == (403 if key else 302)


class TestStories:
    def test_a_story_is_found_linked_and_parted(self) -> None:
        version, story = draft(), stories.published(title="โรงเรียนได้รับรางวัล")
        where = url("stories", version.achievement_id, 1)
        assert "โรงเรียนได้รับรางวัล" in words(client().get(where, {"q": "ไดรับ"}))
        client().post(where, {"link": story.story_id})
        assert list(version.achievement.stories.all()) == [story.story]
        assert "โรงเรียนได้รับรางวัล" in page(version)
        client().post(where, {"unlink": story.story_id})
        assert not version.achievement.stories.exists()

    @pytest.mark.parametrize("key", ["999999", "x", ""])
    def test_a_story_that_is_not_there_is_refused(self, key: str) -> None:
        version = draft()
        answer = client().post(url("stories", version.achievement_id, 1), {"link": key}, follow=True)
        assert "ไม่พบข่าวนี้" in words(answer)

    def test_a_story_is_begun_from_it_with_its_facts(self) -> None:
        version = draft(awarded_on=date(2026, 11, 1), details="แข่งขันกับ 30 ทีม", title="รางวัลเหรียญทอง", level=6)
        answer = client().post(url("write_story", version.achievement_id, 1))
        story = StoryVersion.objects.get()
        assert answer["Location"] == reverse("news:edit", args=[story.story_id, 1])
        assert story.title == f"สพป.ระยอง เขต 2 แสดงความยินดีกับ{NAME} ได้รับรางวัลเหรียญทอง"
        assert story.paragraphs == [
            f"วันที่ 1 พฤศจิกายน 2569 {NAME} ได้รับรางวัลเหรียญทอง ระดับชาติ จากสมาคมตัวอย่าง ปีการศึกษา 2569",
            "แข่งขันกับ 30 ทีม",
        ]
        assert (story.state, story.agency, story.category) == ("draft", school(), "school")
        assert list(version.achievement.stories.all()) == [story.story]

    def test_the_story_takes_over_the_public_pictures_and_asks_again_about_children(self) -> None:
        version = draft()
        picture(version, caption="รับรางวัล", is_public=True, children="consented")
        picture(version, caption="เกียรติบัตร", is_public=True, children="none")
        picture(version, caption="บันทึกภายใน")
        proof(version, is_public=True, children="none")
        client().post(url("write_story", version.achievement_id, 1))
        photos = StoryVersion.objects.get().photos.all()
        assert [(photo.caption, photo.children) for photo in photos] == [
            ("รับรางวัล", ""),
            ("เกียรติบัตร", "none"),
        ]

    def test_the_two_lead_to_each_other_on_the_desk(self) -> None:
        version = draft()
        client().post(url("write_story", version.achievement_id, 1))
        story = StoryVersion.objects.get()
        assert version.staff_url in words(client().get(story.staff_url))
        assert story.staff_url in words(client().get(version.staff_url))

    @pytest.mark.parametrize("state", ["cancelled", "sent"])
    def test_no_story_is_begun_from_what_the_office_does_not_have(self, state: str) -> None:
        version = draft()
        AchievementVersion.objects.filter(pk=version.pk).update(state=state)
        client().post(url("write_story", version.achievement_id, 1))
        assert not StoryVersion.objects.exists()

    def test_a_correction_says_that_the_stories_before_it_may_be_wrong(self) -> None:
        version = published()
        client().post(url("write_story", version.achievement_id, 1))
        story = StoryVersion.objects.get()
        told = "ผลงานนี้แก้ไขหลังข่าวเผยแพร่"
        before = version.published_at - timedelta(days=1)
        StoryVersion.objects.filter(pk=story.pk).update(published_at=before)
        assert told not in words(client().get(version.staff_url))
        AchievementVersion.objects.filter(pk=version.pk).update(number=2)
        assert told in words(client().get(fresh(version).staff_url))

    def test_a_story_of_many_schools_has_a_title_that_fits(self) -> None:
        many = [school(f"โรงเรียนบ้านตัวอย่างชื่อยาวมากเหลือเกิน{n}") for n in range(5)]
        version = draft(agencies=many, title="รางวัล" + "ยาว" * 90)
        client().post(url("write_story", version.achievement_id, 1))
        story = StoryVersion.objects.get()
        assert len(story.title) <= 200
        assert "และอีก 2 แห่ง" in story.title
        assert story.agency is None


class TestTheList:
    def test_it_is_empty_with_a_way_on(self) -> None:
        assert "ยังไม่มีผลงาน" in words(client().get(url("achievements")))

    def test_it_stands_in_dictionary_order_and_in_pages(self) -> None:
        for title in ("แข่งขัน", "เกาะลอย", "ขับร้อง", *(f"ฮ {n}" for n in range(20))):
            draft(title=title)
        answer = client().get(url("achievements"))
        titles = [version.title for version, _ in answer.context["rows"]]
        assert titles[:3] == ["เกาะลอย", "ขับร้อง", "แข่งขัน"]
        assert len(titles) == 20
        assert len(client().get(url("achievements"), {"page": 2}).context["rows"]) == 3

    @pytest.mark.parametrize(
        ("params", "count"),
        [({"q": "หุนยนต"}, 1), ({"q": "น้ำใส"}, 1), ({"state": "proposed"}, 1), ({"kind": "project"}, 1),
         ({"year": "2568"}, 1), ({"level": "1"}, 0), ({"state": "taken_down"}, 0), ({}, 2)],
    )  # fmt: skip
    def test_it_is_searched_and_filtered(self, params: dict[str, str], count: int) -> None:
        draft()
        propose(
            draft(title="โครงการ", kind="project", academic_year=2568, agencies=[school("โรงเรียนวัดน้ำใส")])
        )
        assert client().get(url("achievements"), params).context["count"] == count

    def test_the_sheet_of_the_desk_holds_drafts_and_is_recorded(self) -> None:
        draft(pupils=["เด็กหญิงสมมติ"], consent_on=date(2026, 11, 1), consent_how="หนังสือ", consent_taken_by="ก")
        answer = client().get(url("export", "achievements.csv"))
        text = body(answer).decode("utf-8-sig")
        assert "เด็กหญิงสมมติ" in text
        assert "ร่าง" in text
        assert answer["Cache-Control"] == "no-store"
        assert Event.objects.filter(action="achievements_exported").count() == 1


def test_reading_it_is_remembered() -> None:
    version = propose(draft())
    client("head").get(version.staff_url)
    assert version.case.readings.filter(user=person("head")).exists()
