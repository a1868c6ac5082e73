import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from prasan.printing import textlayer
from prasan.printing.joiners import LONGEST_WORD
from prasan.printing.papers.memo import memo
from prasan.printing.tests.sample import (
    AT,
    PROSE,
    TELLING_WORDS,
    a_memo,
    by_pdfium,
    by_poppler,
    by_pypdf,
    flat,
)
from prasan.thai.segment import words

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
READERS = [pytest.param(by_poppler, marks=needs_poppler), by_pdfium, by_pypdf]


@pytest.fixture(scope="module")
def both(fonts: Path) -> tuple[bytes, bytes]:
    """A memo of prose before and after the pass."""
    before: list[bytes] = []
    mend = textlayer.mend

    def keep(data: bytes) -> bytes:
        before.append(data)
        return mend(data)

    paper = a_memo(cause=PROSE, purpose=[p[30:] for p in PROSE], subject="ฟื้นฟูขั้นตอน 🙂 น้ำ")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textlayer, "mend", keep)
        after = memo(paper, timestamp=AT, fonts_dir=fonts, thai_digits=False)
    return before[0], after


@pytest.fixture(scope="module")
def pdf(both: tuple[bytes, bytes]) -> bytes:
    return both[1]


@pytest.mark.parametrize("read", READERS)
def test_every_reader_finds_every_letter_in_its_place(pdf: bytes, read: Callable[[bytes], str]) -> None:
    text = flat(read(pdf))
    for paragraph in PROSE:
        assert flat(paragraph) in text


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("word", TELLING_WORDS)
def test_every_reader_finds_the_hard_words(pdf: bytes, read: Callable[[bytes], str], word: str) -> None:
    assert word in read(pdf)


@pytest.mark.parametrize("read", READERS)
def test_every_reader_keeps_the_blanks_and_adds_none(pdf: bytes, read: Callable[[bytes], str]) -> None:
    lines = [line.strip() for line in read(pdf).splitlines() if len(line) > 40]
    prose = [line for line in lines if any(flat(line) in flat(paragraph) for paragraph in PROSE)]
    assert len(prose) > 20
    assert all(any(line in paragraph for paragraph in PROSE) for line in prose)


@pytest.mark.parametrize("read", READERS)
def test_no_trace_of_joiners_is_left(pdf: bytes, read: Callable[[bytes], str]) -> None:
    assert not set(read(pdf)) & set("\u2060\u200b\u00a0\ufffd")


def line_ends(paragraph: str, lines: list[str]) -> list[int]:
    """Offsets in the paragraph, without blanks, at which a line of the page ends."""
    whole, wanted = "".join(map(flat, lines)), flat(paragraph)
    start = whole.index(wanted)
    ends, at = [], 0
    for line in lines:
        at += len(flat(line))
        if start < at < start + len(wanted):
            ends.append(at - start)
    return ends


def word_ends(paragraph: str) -> set[int]:
    """Offsets at which a word ends; inside a long compound any is right."""
    ends, at = set(), 0
    for chunk in paragraph.split():
        for word in words(chunk):
            if len(word) > LONGEST_WORD:
                ends |= set(range(at, at + len(word)))
            at += len(word)
            ends.add(at)
    return ends


@needs_poppler
def test_no_line_ends_inside_a_word(pdf: bytes) -> None:
    lines = by_poppler(pdf).splitlines()
    found = 0
    for paragraph in PROSE:
        ends = line_ends(paragraph, lines)
        found += len(ends)
        assert set(ends) <= word_ends(paragraph)
    assert found > 10


def pictures(pdf: bytes) -> list[bytes]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=1.5).to_pil().tobytes() for page in document]


def test_the_pass_does_not_change_the_picture(both: tuple[bytes, bytes]) -> None:
    before, after = map(pictures, both)
    assert len(before) >= 2
    assert before == after


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler-utils is not installed")
def test_the_pass_does_not_change_what_poppler_draws(both: tuple[bytes, bytes]) -> None:
    def draw(pdf: bytes) -> bytes:
        return subprocess.run(
            ["pdftoppm", "-r", "60", "-"], input=pdf, capture_output=True, check=True
        ).stdout

    drawn = draw(both[0])
    assert drawn.startswith(b"P6")
    assert drawn == draw(both[1])


def test_the_pass_gives_the_same_bytes_each_time(both: tuple[bytes, bytes]) -> None:
    assert textlayer.mend(both[0]) == both[1]


def test_the_document_is_tagged_titled_and_thai(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang).startswith("th")
        assert document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == "บันทึกข้อความ ฟื้นฟูขั้นตอน □ น้ำ"
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["pdfaid:part"] == "2"
        kinds = {
            str(item.S) for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item
        }
    assert {"/H1", "/P", "/Table", "/TH", "/TD"} <= kinds


def test_marks_have_no_width_and_no_drawing(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = [f for page in document.pages for f in page.Resources.Font.values()]
        texts = textlayer.read_to_unicode(fonts[0])
        marks = [code for code, text in texts.items() if text in textlayer.MARKS]
        descendant = fonts[0].DescendantFonts[0]
        widths = descendant.W
        assert marks
        assert descendant.DW == 0
        assert max(int(widths[i]) for i in range(1, len(widths), 3)) < min(marks)
        assert "/CIDSet" not in descendant.FontDescriptor


def test_bookmarks_and_alternative_texts_lose_their_joiners() -> None:
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.Outlines = document.make_indirect(pikepdf.Dictionary(Title="กา\u2060รงา\u2060น"))
        out = io.BytesIO()
        document.save(out)
    with pikepdf.open(io.BytesIO(textlayer.mend(out.getvalue()))) as mended:
        assert str(mended.Root.Outlines.Title) == "การงาน"
