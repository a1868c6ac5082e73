"""วารสาร of several stories."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from prasan.printing.papers.newsletter_frames import Wish
from prasan.printing.papers.newsletter_issue import NewsletterError, Photo
from prasan.printing.papers.newsletter_journal import Journal, JournalStory, arranged, journal
from prasan.printing.papers.newsletter_plan import INNER
from prasan.printing.tests.newsletter_sample import LONG_HEADLINE, OFFICE, jpeg, photos, story_of
from prasan.printing.tests.sample import AT, by_pdfium, flat

TITLES = ["โรงเรียนตัวอย่างเปิดห้องสมุด", LONG_HEADLINE, "ครูตัวอย่างรับรางวัลระดับประเทศ"]


def issue(*stories: JournalStory, **more: Any) -> Journal:
    values = {
        "office": OFFICE, "name": "วารสารประสานใจ", "year": 3, "number": 2, "dated_on": date(2026, 11, 20),
        "stories": stories, "prepared_by": "กลุ่มอำนวยการ", "url": "https://rayong2.example/journal/2/",
    }  # fmt: skip
    return Journal(**values | more)


def stories() -> list[JournalStory]:
    kinds = [("landscape", "portrait"), ("portrait",), ()]
    return [
        JournalStory(headline=title, body=story_of(letters), photos=photos(*kind), about="อำเภอแกลง")
        for title, letters, kind in zip(TITLES, (400, 3000, 900), kinds, strict=True)
    ]


@pytest.fixture(scope="module")
def made(fonts: Path) -> bytes:
    return journal(issue(*stories()), timestamp=AT, fonts_dir=fonts, thai_digits=False)


def page_texts(pdf: bytes) -> list[str]:
    return [flat(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_the_contents_name_the_page_on_which_each_story_begins(made: bytes) -> None:
    cover, *rest = page_texts(made)
    assert cover.index("สารบัญ") > 0
    for title in TITLES:
        begins = next(i for i, text in enumerate(rest, 2) if flat(title) in text)
        after = cover.split(flat(title))[1].lstrip(".")
        assert after.startswith(str(begins))


def test_stories_follow_each_other_with_all_their_words(made: bytes) -> None:
    text = flat(by_pdfium(made))
    at = [text.rindex(flat(title)) for title in TITLES]
    assert at == sorted(at)
    for story in stories():
        assert all(flat(paragraph)[:80] in text for paragraph in story.body)


def test_pages_after_the_cover_say_their_number_and_the_issue(made: bytes) -> None:
    cover, *rest = page_texts(made)
    assert "หน้า" not in cover
    for number, text in enumerate(rest, 2):
        assert f"หน้า{number}จาก{len(rest) + 1}" in text
        assert "วารสารประสานใจ" in text


def test_no_joiner_is_left_in_it_and_it_is_tagged_with_bookmarks(made: bytes) -> None:
    assert not set(by_pdfium(made)) & set("\u2060\u200b\u00a0\ufffd")
    with pikepdf.open(io.BytesIO(made)) as document:
        assert document.Root.MarkInfo.Marked
        kinds = {str(o.S) for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o}
        with document.open_outline() as outline:
            titles = [item.title for item in outline.root] + [
                c.title for i in outline.root for c in i.children
            ]
    assert {"/H1", "/H2", "/TOC", "/Figure"} <= kinds
    assert TITLES[0] in titles


def test_the_same_issue_has_the_same_bytes(fonts: Path) -> None:
    one, other = (journal(issue(*stories()[:1]), timestamp=AT, fonts_dir=fonts) for _ in range(2))
    assert one == other


def test_an_issue_without_any_photo_is_printed(fonts: Path) -> None:
    bare = JournalStory(headline="เรื่องเดียว", body=["เนื้อข่าว"])
    assert "เรื่องเดียว" in by_pdfium(journal(issue(bare), timestamp=AT, fonts_dir=fonts))


def refused(fonts: Path, *given: JournalStory) -> list[str]:
    with pytest.raises(NewsletterError) as caught:
        journal(issue(*given), timestamp=AT, fonts_dir=fonts)
    return caught.value.problems


def test_what_is_missing_is_said_with_the_number_of_the_story(fonts: Path) -> None:
    silent = JournalStory(headline="", body=[], photos=[Photo(source=jpeg(90, 60))])
    problems = refused(fonts, stories()[0], silent)
    assert problems[:2] == ["เรื่องที่ 2 ไม่มีพาดหัว", "เรื่องที่ 2 ไม่มีเนื้อข่าว"]
    assert problems[2].startswith("เรื่องที่ 2 ภาพที่ 1 ไม่มีคำบรรยาย")


def test_a_broken_photo_is_named_with_its_story(fonts: Path) -> None:
    broken = JournalStory(headline="ข", body=["ก"], photos=[Photo(source=b"no", caption="ลาน", name="c.jpg")])
    assert refused(fonts, stories()[0], broken) == ["เรื่องที่ 2 ภาพที่ 1 (c.jpg) ไม่ใช่ภาพ JPEG PNG WebP หรือ HEIC"]


def test_an_issue_has_stories_and_not_too_many(fonts: Path) -> None:
    assert refused(fonts) == ["วารสารหนึ่งฉบับมีข่าวได้ 1 ถึง 40 เรื่อง (มี 0 เรื่อง)"]
    assert "มี 41 เรื่อง" in refused(fonts, *[JournalStory(headline="ก", body=["ข"])] * 41)[0]
    endless = JournalStory(headline="ก", body=["ข" * 200_001])
    assert "ยาวเกิน 200,000 ตัวอักษร" in refused(fonts, endless)[0]


def test_upright_photos_stand_whole_in_the_middle() -> None:
    height, placed = arranged([Wish(0.6)])
    assert placed[0].width / placed[0].height == pytest.approx(0.6)
    assert placed[0].x == pytest.approx(INNER - placed[0].x - placed[0].width)
    assert height == placed[0].height
