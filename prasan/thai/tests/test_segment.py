import pytest
from hypothesis import given, settings

from prasan.thai import segment
from prasan.thai.segment import words
from prasan.thai.tests.strategies import dirty, names
from prasan.thai.text import normalise


@pytest.fixture(params=["nlpo3", "pythainlp"])
def segmenter(request: pytest.FixtureRequest) -> segment.Segmenter:
    if request.param == "pythainlp":
        return segment._by_pythainlp()
    pytest.importorskip("nlpo3", reason="nlpo3 has no wheel for this machine")
    return segment._segmenter()


def test_it_finds_the_words(segmenter: segment.Segmenter) -> None:
    assert segmenter("การศึกษาขั้นพื้นฐาน") == ["การศึกษา", "ขั้นพื้นฐาน"]
    assert segmenter("น้ำ 12 ABC") == ["น้ำ", " ", "12", " ", "ABC"]


@settings(max_examples=50)
@given(dirty)
def test_the_words_make_the_text_again(text: str) -> None:
    plain = normalise(text)
    assert "".join(words(plain)) == plain


@given(names)
def test_no_word_is_empty(name: str) -> None:
    assert all(words(name))


def test_invisible_marks_and_surrogates_are_left_out() -> None:
    assert words("น้ำ\u200bเป็น\ud800\ufeff") == words("น้ำเป็น")
    assert words("") == []


def test_line_ends_and_runs_of_blanks_stay() -> None:
    assert "".join(words("บ้าน  นา\n\nวัด\tเขา")) == "บ้าน  นา\n\nวัด\tเขา"


def test_a_long_text_without_blanks_is_soon_done() -> None:
    text = "ที่สุดของการ" * 2000
    assert "".join(words(text)) == text


def test_a_dictionary_that_does_not_load_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    nlpo3 = pytest.importorskip("nlpo3", reason="nlpo3 has no wheel for this machine")
    monkeypatch.setattr(nlpo3, "load_dict", lambda path, name: ("already there", False))
    with pytest.raises(RuntimeError, match="already there"):
        segment._by_nlpo3()
