"""จดหมายข่าว as a PDF and as a picture."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from prasan.printing.papers import newsletter_plan
from prasan.printing.papers.newsletter import Sheet, newsletter
from prasan.printing.papers.newsletter_issue import Contacts, NewsletterError, Office, Photo, full_name
from prasan.printing.papers.newsletter_texts import qr_code
from prasan.printing.tests.newsletter_sample import (
    CAPTIONS,
    HEADLINE,
    LONG_HEADLINE,
    OFFICE,
    SHAPES,
    SHORT_HEADLINE,
    STORY,
    a_newsletter,
    drawn,
    jpeg,
    photos,
    story_of,
)
from prasan.printing.tests.sample import AT, TELLING_WORDS, by_pdfium, by_poppler, by_pypdf, flat, pages
from prasan.thai.digits import to_thai
from prasan.thai.segment import words

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
READERS = [pytest.param(by_poppler, marks=needs_poppler), by_pdfium, by_pypdf]
MIXED = ("landscape", "portrait", "square", "panorama", "tall", "wide")


def made(fonts: Path, *kinds: str, design: str = "a", thai_digits: bool = True, **more: object) -> Sheet:
    return newsletter(
        a_newsletter(*kinds, **more),
        design=design,
        timestamp=AT,
        as_png=False,
        fonts_dir=fonts,
        thai_digits=thai_digits,
    )


def pdf_of(fonts: Path, *kinds: str, **more: object) -> bytes:
    pdf = made(fonts, *kinds, **more).pdf
    assert pdf is not None
    return pdf


def refused(fonts: Path, *kinds: str, **more: object) -> list[str]:
    with pytest.raises(NewsletterError) as caught:
        made(fonts, *kinds, **more)
    return caught.value.problems


@pytest.mark.parametrize("design", ["a", "b"])
@pytest.mark.parametrize("count", range(7))
def test_any_number_of_photos_makes_one_page(fonts: Path, design: str, count: int) -> None:
    pdf = pdf_of(fonts, *MIXED[:count], design=design)
    assert pages(pdf) == 1
    with pikepdf.open(io.BytesIO(pdf)) as document:
        drawn_images = [item for item in document.objects if is_photo(item)]
    assert len(drawn_images) == count


def is_photo(item: object) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Filter") == "/DCTDecode"


@pytest.mark.parametrize("design", ["a", "b"])
@pytest.mark.parametrize("headline", [SHORT_HEADLINE, LONG_HEADLINE])
@pytest.mark.parametrize("letters", [200, 1500])
def test_short_and_long_make_one_page_with_all_their_words(
    fonts: Path, design: str, headline: str, letters: int
) -> None:
    body = story_of(letters)
    pdf = pdf_of(fonts, *MIXED[:4], design=design, headline=headline, body=body, thai_digits=False)
    text = flat(by_pdfium(pdf))
    assert pages(pdf) == 1
    assert flat(headline) in text
    assert flat("".join(body)) in text or all(flat(p)[:60] in text for p in body)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("design", ["a", "b"])
def test_every_reader_finds_every_word_as_it_was_written(
    fonts: Path, read: Callable[[bytes], str], design: str
) -> None:
    hard = " ".join(TELLING_WORDS)
    text = read(pdf_of(fonts, "landscape", "portrait", design=design, body=[STORY, hard], thai_digits=False))
    for phrase in (*TELLING_WORDS, *HEADLINE.split(), *CAPTIONS[0].split()):
        assert phrase in text
    for word in {word for phrase in STORY.split() for word in words(phrase)}:
        assert word in text
    assert not set(text) & set("\u2060\u200b\u00a0\ufffd")


@needs_poppler
@pytest.mark.parametrize("design", ["a", "b"])
def test_no_line_of_the_story_ends_inside_a_word(fonts: Path, design: str) -> None:
    pdf = pdf_of(fonts, "landscape", "portrait", design=design, body=story_of(1500), thai_digits=False)
    lines = {line.strip() for line in by_poppler(pdf, "-layout").splitlines()}
    broken = ("สำนักงานเขตพื้น", "โรงเรีย", "ผู้อำนวยกา", "นักเรีย", "กระจู", "วิทยาก")
    assert lines
    assert not any(line.endswith(broken) for line in lines)


def test_the_paper_says_whose_it_is_which_one_and_of_what_day(fonts: Path) -> None:
    text = " ".join(by_pdfium(pdf_of(fonts, "landscape")).split())
    for part in (
        "จดหมายข่าว สพป.ระยอง เขต ๒", "ปีที่ ๑๒ ฉบับที่ ๑๔๗", "๒๐ พฤศจิกายน ๒๕๖๙",
        "ผู้จัดทำ กลุ่มอำนวยการ สพป.ระยอง เขต ๒", "โทร. ๐๓๘-๐๐๐๐๐๐", "www.rayong2.example",
        "news@rayong2.example", "Facebook: สพป.ระยอง เขต ๒", "อ่านข่าวเต็ม",
    ):  # fmt: skip
        assert flat(part) in flat(text), part


def test_the_headline_first_design_says_the_day_in_full(fonts: Path) -> None:
    text = flat(by_pdfium(pdf_of(fonts, "landscape", design="b", thai_digits=False)))
    assert flat("วันศุกร์ที่ 20 พฤศจิกายน พ.ศ. 2569") in text


def test_digits_are_as_the_office_has_them(fonts: Path) -> None:
    thai, arabic = (by_pdfium(pdf_of(fonts, "landscape", thai_digits=thai)) for thai in (True, False))
    assert flat(to_thai("จำนวน 46 คน")) in flat(thai)
    assert flat("จำนวน 46 คน") in flat(arabic)


def test_the_name_of_the_newsletter_says_once_that_it_is_one() -> None:
    assert full_name(a_newsletter(name="ประสานข่าว")) == "จดหมายข่าว ประสานข่าว"
    assert full_name(a_newsletter(name="จดหมายข่าว รักษ์ครู")) == "จดหมายข่าว รักษ์ครู"
    assert full_name(a_newsletter(name="")) == "จดหมายข่าว สพป.ระยอง เขต 2"


def structure(pdf: bytes) -> tuple[set[str], list[str]]:
    """Kinds of elements, and the alternative texts."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]
        kinds = {str(item.S) for item in found if "/S" in item}
        return kinds, [str(item.Alt) for item in found if "/Alt" in item]


@pytest.mark.parametrize("design", ["a", "b"])
def test_it_is_tagged_titled_and_described(fonts: Path, design: str) -> None:
    pictured = [
        Photo(source=jpeg(600, 400), caption="ลานกิจกรรม", alt="ครูสามคนยืนหน้าอาคาร"),
        Photo(source=jpeg(600, 400, seed=1), caption="ห้องสมุด"),
    ]
    pdf = pdf_of(fonts, design=design, photos=pictured)
    kinds, described = structure(pdf)
    assert {"/H1", "/P", "/Figure"} <= kinds
    assert {"ครูสามคนยืนหน้าอาคาร", "ห้องสมุด"} <= set(described)
    assert any("https://www.rayong2.example/news/147/" in text for text in described)
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["dc:title"].startswith("จดหมายข่าว สพป.ระยอง เขต ๒ ปีที่ ๑๒ ฉบับที่ ๑๔๗ สพป.")


def test_the_picture_is_of_a_size_for_line_and_facebook(fonts: Path) -> None:
    sheet = newsletter(a_newsletter("landscape"), design="b", timestamp=AT, as_pdf=False, fonts_dir=fonts)
    assert sheet.pdf is None
    assert sheet.png is not None
    assert Image.open(io.BytesIO(sheet.png)).size == (1587, 2245)


def test_the_same_newsletter_has_the_same_bytes(fonts: Path) -> None:
    assert pdf_of(fonts, *MIXED[:3]) == pdf_of(fonts, *MIXED[:3])


def test_where_a_photo_was_taken_stays_out_of_paper_and_picture(fonts: Path) -> None:
    image = drawn(900, 600)
    exif = image.getexif()
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"SECRET-NOTE")
    paper = a_newsletter(photos=[Photo(source=out.getvalue(), caption="ลาน")])
    sheet = newsletter(paper, design="a", timestamp=AT, fonts_dir=fonts)
    for made_file in (sheet.pdf, sheet.png):
        assert made_file
        assert b"SECRET" not in made_file
        assert b"Exif" not in made_file


def test_an_emblem_is_printed_when_the_office_has_one(fonts: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 90, 100, 255)).save(out, "PNG")
    with_emblem = Office(name=OFFICE.name, short_name=OFFICE.short_name, emblem=out.getvalue())
    for design in "ab":
        assert "ตราสำนักงาน" in structure(pdf_of(fonts, "landscape", design=design, office=with_emblem))[1]
    broken = Office(name=OFFICE.name, emblem=b"none")
    assert refused(fonts, "landscape", office=broken) == ["ตราสำนักงาน ไม่ใช่ภาพ JPEG PNG WebP หรือ HEIC"]


def test_a_code_is_printed_only_when_there_is_an_address(fonts: Path) -> None:
    nowhere = Office(name=OFFICE.name)
    text = by_pdfium(pdf_of(fonts, "landscape", office=nowhere, url="", contacts=Contacts()))
    assert "อ่านข่าวเต็ม" not in text
    of_office = by_pdfium(pdf_of(fonts, "landscape", url=""))
    assert flat("เว็บไซต์ของสำนักงาน") in flat(of_office)
    assert refused(fonts, url="javascript:alert(1)") == [
        "ที่อยู่เว็บไซต์สำหรับคิวอาร์โค้ดไม่ถูกต้อง ต้องเป็น http:// หรือ https://"
    ]


def test_the_code_is_drawn_without_text_and_adds_the_scheme() -> None:
    assert b"<text" not in qr_code("www.rayong2.example")
    assert qr_code("www.rayong2.example") == qr_code("https://www.rayong2.example")


def test_all_that_is_missing_is_said_at_once(fonts: Path) -> None:
    assert refused(fonts, headline=" ", body=[""], office=Office(name="")) == [
        "ไม่มีพาดหัว", "ไม่มีเนื้อข่าว", "ไม่มีชื่อสำนักงาน",
    ]  # fmt: skip


def test_a_seventh_photo_is_refused(fonts: Path) -> None:
    seven = [*photos(*MIXED), *photos("square")]
    assert refused(fonts, photos=seven) == ["จดหมายข่าวหนึ่งหน้าใช้ภาพได้ไม่เกิน 6 ภาพ (มี 7 ภาพ)"]


def test_a_photo_without_words_or_without_a_picture_is_named(fonts: Path) -> None:
    silent = Photo(source=jpeg(600, 400), name="a.jpg")
    assert "ภาพที่ 1 (a.jpg) ไม่มีคำบรรยายหรือคำอธิบายภาพ" in refused(fonts, photos=[silent])[0]
    broken = [*photos("square"), Photo(source=b"no", caption="ลาน", name="b.jpg")]
    assert refused(fonts, photos=broken) == ["ภาพที่ 2 (b.jpg) ไม่ใช่ภาพ JPEG PNG WebP หรือ HEIC"]
    cut_off = [Photo(source=jpeg(*SHAPES["landscape"])[:4000], caption="ลาน", name="c.jpg")]
    assert refused(fonts, photos=cut_off) == ["ภาพที่ 1 (c.jpg) เปิดไม่ได้ ไฟล์ภาพเสียหรือไม่ครบ"]


@pytest.mark.parametrize("design", ["a", "b"])
def test_a_story_too_long_is_refused_with_a_length_that_fits(fonts: Path, design: str) -> None:
    (problem,) = refused(fonts, *MIXED[:4], design=design, body=story_of(6000))
    assert problem.startswith("เนื้อข่าวยาวเกินหนึ่งหน้า ตัดให้เหลือประมาณ ")
    letters = int("".join(filter(str.isdecimal, problem)))
    assert 1200 < letters < 6000
    assert pages(pdf_of(fonts, *MIXED[:4], design=design, body=story_of(letters))) == 1


def test_what_no_page_holds_is_not_even_measured(fonts: Path) -> None:
    assert "ยาวเกินหนึ่งหน้า" in refused(fonts, body=["ก" * 2_000_000])[0]


def test_a_headline_of_more_than_three_lines_is_refused(fonts: Path) -> None:
    (problem,) = refused(fonts, headline=LONG_HEADLINE * 2 + LONG_HEADLINE[:60])
    assert problem.startswith("พาดหัวยาวเกินสามบรรทัด ตัดให้เหลือประมาณ")


def test_a_caption_that_would_hide_its_photo_is_refused(fonts: Path) -> None:
    wordy = [
        Photo(source=photo.source, caption="คำบรรยายภาพที่ยาวมาก " * 16, name=photo.name)
        for photo in photos(*MIXED)
    ]
    problems = refused(fonts, photos=wordy)
    assert all("ยาวเกินไป ตัดให้เหลือประมาณ" in problem for problem in problems)


def test_a_photo_of_few_points_is_printed_and_spoken_of(fonts: Path) -> None:
    coarse = [Photo(source=jpeg(160, 120), caption="ลาน", name="d.jpg")]
    assert made(fonts, photos=coarse).notices == ["ภาพที่ 1 (d.jpg) มีความละเอียดน้อย ภาพอาจไม่คมชัด"]


def test_what_is_typed_prints_as_it_stands(fonts: Path) -> None:
    typed = '#read("/etc/passwd") *หนา* _เอน_ $x$ \\ <label> @ref'
    text = flat(by_pdfium(pdf_of(fonts, "landscape", headline=typed, body=[typed], thai_digits=False)))
    assert text.count(flat(typed)) == 2


def test_no_design_sets_the_story_below_eleven_points() -> None:
    for design in "ab":
        for letters in (100, 1000, 3000):
            found = newsletter_plan.settings(design, letters, has_photos=True, paragraphs=2)
            assert min(setting.size for setting in found) >= 11


def test_a_draft_says_so_in_place_of_a_number(fonts: Path) -> None:
    text = by_pdfium(pdf_of(fonts, "landscape", number=0))
    assert "ฉบับร่าง" in text
    assert "ปีที่ ๑๒" not in text
