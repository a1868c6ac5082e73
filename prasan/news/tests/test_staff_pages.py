"""The desk's pages of a story: written, proposed, judged, published, corrected and taken down by hand."""

from __future__ import annotations

import re
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from prasan.approvals.tests.build import decide, person
from prasan.news.models import StoryVersion
from prasan.news.tests.stories import consent, draft, fresh, group, jpeg, picture, proposed, published

pytestmark = pytest.mark.usefixtures("office")


def as_user(key: str) -> Client:
    client = Client()
    client.force_login(person(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).replace("\xa0", " ").split())


def url(version: StoryVersion, name: str) -> str:
    return reverse(f"news:{name}", args=[version.story_id, version.number])


def page(key: str, version: StoryVersion, name: str = "version") -> str:
    answer = as_user(key).get(url(version, name))
    assert answer.status_code == 200
    return words(answer.content.decode())


def press(key: str, version: StoryVersion, name: str, **data: Any) -> str:
    return words(as_user(key).post(url(version, name), data, follow=True).content.decode())


FORM: dict[str, Any] = {
    "title": "สพป.ระยอง เขต 2 รับสมัครครู",
    "body": "ย่อหน้าแรก\nบรรทัดเดียวกัน\n\nย่อหน้าสอง",
    "kind": "news_routine",
    "category": "office",
    "channels": ["web"],
    "is_published_on_consent": "on",
}


class TestWriting:
    def test_blank_lines_part_paragraphs_and_the_draft_is_shown_as_it_will_look(self) -> None:
        answer = as_user("officer").post(reverse("news:new"), FORM, follow=True)
        version = StoryVersion.objects.get()
        assert version.paragraphs == ["ย่อหน้าแรก บรรทัดเดียวกัน", "ย่อหน้าสอง"]
        assert "ย่อหน้าสอง" in answer.content.decode()

    def test_markup_in_the_title_is_named_at_its_field(self) -> None:
        answer = as_user("officer").post(reverse("news:new"), {**FORM, "title": "<b>ข่าว</b>"})
        assert "ข้อความล้วน" in words(answer.content.decode())
        assert not StoryVersion.objects.exists()

    def test_groups_of_the_network_are_offered_and_kept(self) -> None:
        group("ผู้ปกครอง")
        as_user("officer").post(reverse("news:new"), {**FORM, "groups": ["ผู้ปกครอง"]})
        assert StoryVersion.objects.get().groups == ["ผู้ปกครอง"]

    def test_pictures_are_added_described_moved_and_taken_out(self) -> None:
        version = draft(picture(caption="แรก"))
        sent = SimpleUploadedFile("IMG_2.jpg", jpeg(), "image/jpeg")
        press("officer", version, "photos", file=sent, caption="ที่สอง", children="none")
        first, second = version.photos.all()
        change = reverse("news:photo_change", args=[version.story_id, 1, second.pk])
        as_user("officer").post(change, {"act": "up"})
        assert [photo.caption for photo in version.photos.all()] == ["ที่สอง", "แรก"]
        said = {f"photo{second.pk}-caption": "ใหม่", f"photo{second.pk}-children": "consented"}
        as_user("officer").post(change, {"act": "save", **said})
        second.refresh_from_db()
        assert (second.caption, second.confirmed_by.key) == ("ใหม่", "officer")
        as_user("officer").post(change, {"act": "remove"})
        assert list(version.photos.all()) == [first]

    def test_a_file_that_is_no_picture_says_so_at_its_field(self) -> None:
        version = draft()
        sent = SimpleUploadedFile("IMG_2.jpg", b"%PDF-1.7 no picture", "image/jpeg")
        assert "ชนิดที่ระบบไม่รับ" in press("officer", version, "photos", file=sent, caption="ก", children="none")

    def test_somebody_else_s_draft_is_read_but_not_changed(self) -> None:
        version = draft()
        assert "มีผู้เข้าร่วม 64 คน" in page("head", version)
        press("head", version, "edit", **FORM)
        assert fresh(version).title != FORM["title"]


class TestTheCase:
    def test_who_decides_sees_the_story_and_consents(self) -> None:
        version = proposed(picture())
        html = page("director", version)
        for text in ("มีผู้เข้าร่วม 64 คน", "ไม่มีภาพเด็ก", "เผยแพร่ทันที", "คืนเรื่อง/แก้ไข"):
            assert text in html
        case = version.case
        press(
            "director", version, "decide",
            confirmed="approve", seen_round=case.round, seen_position=case.position,
        )  # fmt: skip
        assert fresh(version).state == "published"

    def test_a_return_without_a_reason_is_asked_for_it(self) -> None:
        version = proposed()
        seen = {"seen_round": 1, "seen_position": 0}
        assert "บอกเหตุผล" in press("director", version, "decide", confirmed="return", **seen)
        press("director", version, "decide", confirmed="return", remark="แก้ตัวเลข", **seen)
        assert fresh(version).state == "returned"
        assert "แก้ตัวเลข" in page("officer", version)

    def test_who_has_no_say_reads_and_gets_no_button(self) -> None:
        version = proposed(kind="news")
        assert 'value="approve"' not in as_user("director").get(version.staff_url).content.decode()
        press("director", version, "decide", confirmed="approve", seen_round=1, seen_position=0)
        assert fresh(version).state == "proposed"

    def test_the_proposer_recalls_it(self) -> None:
        version = proposed()
        assert "กลับเป็นร่าง" in press("officer", version, "recall")
        assert fresh(version).state == "draft"

    def test_the_desk_of_who_decides_leads_to_the_story(self) -> None:
        version = proposed()
        assert version.staff_url in as_user("director").get("/desk/").content.decode()


class TestThePaper:
    def test_the_memo_holds_the_text_and_the_order_of_who_consented_for_another(self) -> None:
        version = consent(proposed(), "head")
        answer = as_user("officer").get(url(version, "memo"))
        assert answer["Content-Type"] == "application/pdf"
        text = pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_bounded()
        assert "๑๐๑/๒๕๖๘" in text, "the order by which the head consented for the director"
        assert "๖๔" in text, "a number of the story's own text"

    def test_a_draft_has_no_memo(self) -> None:
        assert as_user("officer").get(url(draft(), "memo")).status_code == 404

    def test_a_consent_on_paper_publishes_it_with_its_scan(self) -> None:
        version = proposed()
        scan = SimpleUploadedFile("memo.pdf", b"%PDF-1.7 signed", "application/pdf")
        press(
            "officer", version, "paper", person=person("director").pk, signed_on="10 พ.ย. 2569",
            choice="approve", scan=scan, seen_round=1, seen_position=0,
        )  # fmt: skip
        assert fresh(version).state == "published"
        row = version.case.decisions.get(is_paper=True)
        kept = as_user("head").get(reverse("news:scan", args=[version.story_id, 1, row.pk]))
        assert kept.status_code == 200
        kept.close()


class TestPublishing:
    def test_the_button_waits_for_the_consent(self) -> None:
        version = proposed(is_published_on_consent=False)
        assert "ยังไม่ได้รับอนุมัติ" in press("officer", version, "publish")
        version = consent(version)
        assert "เผยแพร่แล้ว" in press("officer", version, "publish")
        assert fresh(version).state == "published"

    def test_a_time_is_set_and_taken_back(self) -> None:
        version = consent(proposed(is_published_on_consent=False))
        assert "ตั้งเวลาเผยแพร่แล้ว" in press("officer", version, "schedule", on="12 พ.ย. 2569", at="9.30")
        assert fresh(version).state == "scheduled"
        press("officer", version, "unschedule")
        assert fresh(version).state == "approved"

    def test_a_correction_is_begun_from_the_page(self) -> None:
        version = published()
        as_user("officer").post(reverse("news:correct", args=[version.story_id]))
        second = StoryVersion.objects.get(number=2)
        note = "จำนวน เดิม 64 แก้เป็น 46"
        press("officer", second, "edit", **FORM, note=note)
        press("officer", second, "propose")
        decide(fresh(second).case, "director")
        assert note in words(Client().get(version.story.public_url).content.decode())

    def test_taking_down_asks_why_and_for_the_new_story_when_replaced(self) -> None:
        version, other = published(), published()
        where = reverse("news:take_down", args=[version.story_id])
        answer = as_user("officer").post(where, {"why": "replaced", "replaced_by": "9/2569"})
        assert "ไม่พบข่าว" in words(answer.content.decode())
        as_user("officer").post(where, {"why": "replaced", "replaced_by": f"{other.story.number}/2569"})
        assert fresh(version).state == "taken_down"
