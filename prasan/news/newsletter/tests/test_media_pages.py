"""Newsletter and texts on the desk, and what a stranger may have of them."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.approvals.tests.build import person
from prasan.news.actions import corrections, publishing
from prasan.news.models import NewsletterIssue, StoryVersion
from prasan.news.newsletter import issuing, kept, making
from prasan.news.newsletter.paper import asked_of
from prasan.news.tests.stories import consent, draft, fresh, jpeg, picture, proposed, published
from prasan.printing.tests.sample import by_pdfium, flat

pytestmark = pytest.mark.usefixtures("office", "press")


def as_user(key: str) -> Client:
    client = Client()
    client.force_login(person(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(version: StoryVersion, name: str, *more: str) -> str:
    return reverse(f"news:{name}", args=[version.story_id, version.number, *more])


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", answer.content.decode()).replace("\xa0", " ").split())


def content(answer: Any) -> bytes:
    """Of a file that is handed out; read to its end it is closed."""
    return b"".join(answer.streaming_content)


def status(client: Client, address: str, **more: Any) -> int:
    return _read(client.get(address, **more)).status_code


def etag(address: str) -> str:
    found: str = _read(Client().get(address))["ETag"]
    return found


def _read(answer: Any) -> Any:
    if answer.streaming:
        content(answer)
    return answer


def out(version: StoryVersion, design: str = "a") -> NewsletterIssue:
    row = issuing.issue(version, design=design, by=person("officer"), at=timezone.now())
    return NewsletterIssue.objects.select_related("version__story").get(pk=row.pk)


class TestThePage:
    def test_it_shows_a_draft_with_a_picture_of_its_own_address(self) -> None:
        version = draft(picture(jpeg((400, 300))))
        page = as_user("officer").get(url(version, "media"))
        assert "ฉบับร่าง" in words(page)
        assert url(version, "newsletter_preview") in page.content.decode()
        shown = as_user("officer").get(
            url(version, "newsletter_preview") + "?design=b", headers={"HX-Request": "true"}
        )
        (source,) = re.findall(r'<img src="([^"]+)"', shown.content.decode())
        answer = as_user("officer").get(source)
        assert answer["Content-Type"] == "image/png"
        assert content(answer).startswith(b"\x89PNG")

    def test_without_scripts_the_preview_is_a_page(self) -> None:
        page = as_user("officer").get(url(draft(), "newsletter_preview"))
        assert "<!doctype html>" in page.content.decode()
        assert "<img src=" in page.content.decode()

    def test_a_picture_without_words_is_named(self) -> None:
        version = draft(picture(caption=""))
        assert "ภาพที่ 1 (IMG_1.jpg) ไม่มีคำบรรยาย" in words(
            as_user("officer").get(url(version, "newsletter_preview"))
        )

    def test_a_long_text_is_told_how_much_to_cut(self) -> None:
        version = draft(body=["ข้อความยาวมากเกินกว่าหนึ่งหน้ากระดาษจะรับได้ " * 120])
        said = words(as_user("officer").get(url(version, "newsletter_preview")))
        assert re.search(r"เนื้อข่าวยาวเกินหนึ่งหน้า ตัดให้เหลือประมาณ [\d,]+ ตัวอักษร", said)

    def test_of_many_pictures_the_first_six_are_taken_and_it_is_said(self) -> None:
        version = draft(*(picture(jpeg((400, 300)), name=f"{i}.jpg") for i in range(7)))
        said = words(as_user("officer").get(url(version, "newsletter_preview")))
        assert "ใช้ 6 ภาพแรกจาก 7 ภาพ" in said

    def test_a_picture_of_a_phone_comes_as_its_cleaned_rendition(self) -> None:
        version = draft(picture(jpeg((3000, 2000))))
        photo = version.photos.get()
        (printed,) = asked_of(version, "a").paper.photos
        assert printed.source == Path(photo.web.file.path)
        assert photo.web.sha256 in asked_of(version, "a").pictures

    def test_what_is_being_typed_is_shown_before_it_is_saved(self) -> None:
        version = draft()
        typed = {
            "title": "สพป.ระยอง เขต 2 ทดลองพาดหัวใหม่", "body": "ย่อหน้าที่กำลังพิมพ์", "kind": "news_routine",
            "category": "office", "channels": ["web"],
        }  # fmt: skip
        address = url(version, "newsletter_preview")
        saved = as_user("officer").get(address, headers={"HX-Request": "true"}).content
        live = as_user("officer").post(address, typed, headers={"HX-Request": "true"}).content
        assert b"<img src=" in live
        assert live != saved
        assert fresh(version).title != typed["title"]

    def test_what_is_typed_and_not_whole_says_what_is_missing(self) -> None:
        version = draft()
        said = as_user("officer").post(
            url(version, "newsletter_preview"), {"title": ""}, headers={"HX-Request": "true"}
        )
        assert "ยังจัดหน้าไม่ได้" in words(said)
        assert "พาดหัว" in words(said)

    def test_a_correction_is_shown_before_one_has_said_what_is_corrected(self) -> None:
        wrong = published()
        version = corrections.correct(wrong.story, by=person("officer"), at=timezone.now())
        typed = {
            "title": version.title, "body": "จำนวน 46 คน", "kind": "news_routine", "category": "office",
            "channels": ["web"], "note": "",
        }  # fmt: skip
        address = url(version, "newsletter_preview")
        live = as_user("officer").post(address, typed, headers={"HX-Request": "true"})
        assert b"<img src=" in live.content

    def test_issuing_by_hand_gives_the_number_and_the_public_link(self) -> None:
        version = published()
        client = as_user("officer")
        done = client.post(url(version, "newsletter_issue"), {"design": "b"}, follow=True)
        assert "ออกจดหมายข่าวแล้ว ปีที่ 1 ฉบับที่ 1" in words(done)
        assert NewsletterIssue.objects.select_related("version__story").get().pdf_url in done.content.decode()

    def test_what_an_agency_still_writes_is_not_there(self) -> None:
        version = draft()
        StoryVersion.objects.filter(pk=version.pk).update(state="writing")
        assert status(as_user("officer"), url(version, "media")) == 404


class TestTheTexts:
    def test_each_stands_in_a_box_and_can_be_saved(self) -> None:
        version = published(picture())
        page = as_user("officer").get(url(version, "media")).content.decode()
        for name in ("line", "facebook", "radio", "tv", "hub"):
            assert f'id="text-{name}"' in page
            answer = as_user("officer").get(url(version, "media_text", name))
            assert answer["Content-Type"] == "text/plain; charset=utf-8"
            assert answer.content.startswith(b"\xef\xbb\xbf")
            assert "attachment" in answer["Content-Disposition"]
        assert "อ่านออกเสียงประมาณ" in page

    def test_the_text_for_line_leads_to_the_page(self) -> None:
        version = published()
        text = as_user("officer").get(url(version, "media_text", "line")).content.decode("utf-8-sig")
        assert version.story.public_url in text

    def test_there_is_no_other_text(self) -> None:
        assert status(as_user("officer"), url(published(), "media_text", "tiktok")) == 404


class TestAStranger:
    def test_has_the_pdf_and_the_picture_of_what_is_published(self) -> None:
        version = published(picture(jpeg((400, 300))))
        issue = out(version)
        page = Client().get(version.story.public_url).content.decode()
        assert issue.pdf_url in page
        answer = Client().get(issue.pdf_url)
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Cache-Control"] == "public, max-age=300"
        text = flat(by_pdfium(content(answer)))
        assert "ฉบับที่๑" in text
        assert "ฉบับร่าง" not in text
        assert content(Client().get(issue.png_url)).startswith(b"\x89PNG")

    def test_has_nothing_of_what_is_only_approved(self) -> None:
        version = consent(proposed(is_published_on_consent=False))
        issue = out(version)
        assert issue.pdf_url == ""
        for kind in ("pdf", "png"):
            assert status(Client(), url(version, "newsletter_staff_file", "a", kind)) == 302
            assert status(Client(), reverse("news:newsletter_file", args=[2569, 1, kind])) == 404
        assert status(as_user("officer"), url(version, "newsletter_staff_file", "a", "pdf")) == 200

    def test_has_nothing_that_has_no_number(self) -> None:
        version = published()
        assert status(Client(), reverse("news:newsletter_file", args=[2569, 1, "pdf"])) == 404
        assert "จดหมายข่าว PDF" not in words(Client().get(version.story.public_url))

    def test_has_nothing_once_the_story_is_taken_down(self) -> None:
        version = published()
        issue = out(version)
        assert status(Client(), issue.pdf_url) == 200
        publishing.take_down(version.story, why="wrong", by=person("officer"), at=timezone.now())
        assert status(Client(), issue.pdf_url) == 404

    def test_has_no_previews(self, press: Path) -> None:
        version = draft()
        found = making.made(asked_of(version, "a"), "preview")
        address = reverse("news:newsletter_picture", args=[found.digest])
        assert status(Client(), address) == 302
        assert status(as_user("officer"), address) == 200
        assert status(as_user("officer"), reverse("news:newsletter_picture", args=["0" * 64])) == 404


class TestTheFiles:
    def test_they_are_made_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        issue = out(published())
        first = content(Client().get(issue.pdf_url))
        monkeypatch.setattr(making, "newsletter", None)  # would fail if it were asked
        answer = Client().get(issue.pdf_url)
        assert content(answer) == first
        assert status(Client(), issue.pdf_url, headers={"If-None-Match": answer["ETag"]}) == 304

    def test_they_are_made_anew_when_they_would_show_something_else(self) -> None:
        version = published(picture())
        issue = out(version)
        before = etag(issue.pdf_url)
        version.photos.update(caption="คำบรรยายที่แก้แล้ว")
        assert etag(issue.pdf_url) != before

    def test_a_picture_that_is_gone_from_the_story_is_gone_from_the_newsletter(self) -> None:
        version = published(picture(jpeg((400, 300)), caption="ภาพที่ถอน"))
        issue = out(version)
        assert "ภาพที่ถอน" in flat(by_pdfium(content(Client().get(issue.pdf_url))))
        version.photos.all().delete()
        assert "ภาพที่ถอน" not in flat(by_pdfium(content(Client().get(issue.pdf_url))))

    def test_those_nobody_asks_for_are_swept(self, press: Path) -> None:
        making.made(asked_of(draft(), "a"), "preview")
        assert kept.sweep(at=timezone.now()) == 0
        assert list(kept.folder().glob("*/*"))
        assert kept.sweep(at=timezone.now() + timedelta(days=3650)) == 2
        assert not list(kept.folder().glob("*/*"))

    def test_nothing_of_a_story_that_was_taken_down_stays_on_disk(
        self, django_capture_on_commit_callbacks: Any
    ) -> None:
        version = published(picture(jpeg((400, 300))))
        content(Client().get(out(version).pdf_url))
        assert list(kept.folder().glob("*/*.pdf"))
        with django_capture_on_commit_callbacks(execute=True):
            publishing.take_down(version.story, why="wrong", by=person("officer"), at=timezone.now())
        assert not list(kept.folder().glob("*/*"))

    def test_a_name_never_leaves_its_folder(self) -> None:
        with pytest.raises(ValueError, match="not a name"):
            kept.find("../../secret.pdf")
