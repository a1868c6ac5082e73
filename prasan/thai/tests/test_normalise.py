import unicodedata

import pytest
from hypothesis import given

from prasan.thai.tests.strategies import dirty, names
from prasan.thai.text import fold, normalise


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("น้ํา", "น้ำ"),
        ("นํ้า", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("กําหนด", "กำหนด"),
        ("ชุมเเสง", "ชุมแสง"),
        ("ชุม\u200bแสง\ufeff\u2060", "ชุมแสง"),
        ("บ้าน\u00a0นา\u3000ใหม่", "บ้าน นา ใหม่"),
        ("  วัด \t\r\n เขา  ", "วัด เขา"),
        ("ท\uf70aี", "ที่"),
        ("ป\uf71aู", "ปฺู"),
        ("\uf700าน \uf70fาติ", "ฐาน ญาติ"),
        ("ที่่", "ที่"),
        ("ที่ี่", "ที่"),
        ("ท่ี", "ที่"),
        ("ฟ้ืน", "ฟื้น"),
        ("สิทธ์ิ", "สิทธิ์"),
        ("นา่", "น่า"),
        ("ก\x00ข\x07ค\ud800ง", "กขคง"),
        ("ก\u0e38\u0e48", "กุ่"),
        ("ก\u0e48\u0e38", "กุ่"),
        ("½ ﬁ ①", "½ ﬁ ①"),
        ("cafe\u0301", "café"),
        ("", ""),
    ],
)
def test_it_writes_every_dirty_spelling_one_way(written: str, meant: str) -> None:
    assert normalise(written) == meant


@given(dirty)
def test_it_changes_nothing_the_second_time(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(dirty)
def test_its_result_is_nfc_without_invisible_marks(text: str) -> None:
    result = normalise(text)
    assert unicodedata.is_normalized("NFC", result)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in result)
    assert "  " not in result
    assert result == result.strip()
    assert "เเ" not in result


@given(names)
def test_it_leaves_clean_names_alone_but_for_blanks(name: str) -> None:
    assert normalise(name) == " ".join(name.split())


def test_a_long_article_is_mended_too() -> None:
    assert normalise("น้ํา " * 500) == " ".join(["น้ำ"] * 500)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("น้ำเป็น", "นำเปน"),
        ("โพธิ์ทอง", "โพธิทอง"),
        ("ไทยรัฐวิทยา ๔๓ (บ้านคลองเขต)", "ไทยรัฐวิทยา43บ้านคลองเขต"),
        ('แกลง "วิทยสถาวร"', "แกลงวิทยสถาวร"),
        ("กรุงเทพฯ", "กรุงเทพ"),
        ("AEC", "aec"),
        ("ชุมเเสง", "ชุมแสง"),
    ],
)
def test_fold_forgets_what_a_hurried_typist_leaves_out(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("บ้านนา", "บ้านนำ"), ("เขา", "ขา"), ("กิน", "กีน"), ("เขต 1", "เขต 2")]
)
def test_fold_keeps_letters_vowels_and_numbers(one: str, other: str) -> None:
    assert fold(one) != fold(other)
