"""Whatever a person typed prints as it stands, inside the page, and never stops the paper."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from prasan.printing.papers.memo import memo
from prasan.printing.papers.register import register
from prasan.printing.tests.sample import AT, a_memo, by_pdfium, change, flat
from prasan.printing.tests.test_lists import about, entry

HOSTILE = {
    "markup": '#read("/etc/passwd") *หนา* _เอียง_ $x$ = หัวข้อ @ref <lbl> `code` // \\ #{1+1} [x]',
    "json": '{"a": "\\u0000"} "quoted" \\n',
    "marks": "กิิ พันธ์ุ ก่่้้ ิ ้ ่ำ ํา เเ",
    "controls": "ก\x00\x07\x1b\ud800\udfff\ufffe\u202eข",
    "emoji": "ดี 😀👨‍👩‍👧 漢字 ᚠ ✓",
    "blank": "   ",
    "no break": "ก" * 5000,
    "short, no break": "ก" * 90,
    "vowels": "าะ" * 300 + "เแ" * 300,
    "no words": "ฒฎฐฬ" * 60 + "ญู" * 100,
    "long Latin": "a" * 5000,
    "long words": "ข้อมูลพื้นฐานของหน่วยงาน" * 200,
    "address": "http://" + "ab.cd/" * 400,
    "e-mail": "an.extremely.long.mailbox.name.of.an.office@education-service-area-two-of-rayong.example",
}


@pytest.fixture(params=HOSTILE.values(), ids=HOSTILE.keys())
def typed(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def boxes(pdf: bytes) -> Iterator[tuple[float, float, float]]:
    """(left, right, page width) of every sign that is drawn."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            for i in range(text.count_chars()):
                left, _, right, _ = text.get_charbox(i)
                yield left, right, page.get_width()


def assert_inside(pdf: bytes, margin_mm: float) -> None:
    margin = margin_mm * 72 / 25.4 - 1
    assert all(
        margin <= left and right <= width - margin for left, right, width in boxes(pdf) if right > left
    )


def test_a_memo_takes_anything_anywhere(fonts: Path, typed: str) -> None:
    paper = a_memo(
        subject=typed[:300],
        cause=[typed],
        to=typed[:300],
        told=[typed[:300]],
        changes=[change(typed[:100], typed, typed), change("อีเมล", typed, "", agency=typed[:300])],
    )
    pdf = memo(paper, timestamp=AT, fonts_dir=fonts)
    assert_inside(pdf, 19)


def test_a_register_takes_anything_in_its_narrow_columns(fonts: Path, typed: str) -> None:
    row = entry(
        1, name=typed, kind=typed[:300], place=typed[:900], phone=typed[:200], email=typed[:300], head=typed
    )
    pdf = register(about(1), [row], timestamp=AT, fonts_dir=fonts)
    assert_inside(pdf, 13)


def test_markup_prints_literally(fonts: Path) -> None:
    text = by_pdfium(
        memo(a_memo(cause=[HOSTILE["markup"]]), timestamp=AT, fonts_dir=fonts, thai_digits=False)
    )
    assert flat(HOSTILE["markup"]) in flat(text)


def test_an_emoji_prints_as_a_box_and_the_rest_stands(fonts: Path) -> None:
    text = by_pdfium(
        memo(a_memo(cause=["ดี 😀👨‍👩‍👧 มาก ①"]), timestamp=AT, fonts_dir=fonts, thai_digits=False)
    )
    assert "ดี □ มาก 1" in text


def test_a_long_e_mail_stays_in_its_column(fonts: Path) -> None:
    row = entry(1, email=HOSTILE["e-mail"], head="ผู้บริหารตัวอย่าง", as_of=date(2026, 11, 1))
    with pypdfium2.PdfDocument(register(about(1), [row], timestamp=AT, fonts_dir=fonts)) as document:
        text = document[0].get_textpage()
        whole = text.get_text_range()
        next_column = text.get_charbox(whole.index("ผู้บริหารตัวอย่าง"))[0]
        signs = [text.get_charbox(i) for i, c in enumerate(whole) if "a" <= c <= "z" or c == "@"]
        assert len(signs) > 70
        assert max(right for _, _, right, _ in signs) < next_column
