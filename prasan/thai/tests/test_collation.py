import unicodedata
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyuca import Collator

from prasan.thai.collation import natural_key, sort_key
from prasan.thai.tests.strategies import DIRT, PARTS, dirty, names

ALPHABET = (
    "".join(chr(c) for c in range(0x0E01, 0x0E5C) if unicodedata.category(chr(c)) != "Cn") + "aZz09 .-_~"
)


@cache
def collator() -> Collator:
    return Collator()


def plain_key(text: str) -> bytes:
    """The recipe, without any shortcut: first weights with Thai moved before Latin, then the others."""
    kept = "".join(c for c in text if unicodedata.category(c)[0] not in "ZPS" and c != "ฯ")
    weights = collator().sort_key(kept)
    first = weights.index(0)
    moved = [thai_first(weight) for weight in weights[:first]]
    return b"".join(weight.to_bytes(2, "big") for weight in [*moved, *weights[first:]])


def thai_first(weight: int) -> int:
    """As CLDR's [reorder Thai]: the Thai block changes places with what stands from Latin a up to it."""
    a, ko_kai, last = (collator().sort_key(letter)[0] for letter in ("a", "ก", "ๅ"))
    if ko_kai <= weight <= last:
        return weight - (ko_kai - a)
    return weight + (last + 1 - ko_kai) if a <= weight < ko_kai else weight


@settings(max_examples=2000)
@given(st.text(alphabet=ALPHABET, max_size=12) | names)
def test_thai_has_the_keys_of_the_unicode_algorithm(text: str) -> None:
    assert sort_key(text) == plain_key(text)


@given(dirty)
@example("ํ\u200bา")
@example("e\u0301\u0e48")
def test_all_other_text_has_them_too(text: str) -> None:
    assert sort_key(text) == plain_key(text)


@pytest.mark.parametrize("character", [*ALPHABET, *DIRT])
def test_each_character_has_them(character: str) -> None:
    assert sort_key(character) == plain_key(character)


@pytest.mark.parametrize("vowel", "เแโใไ")
def test_a_leading_vowel_counts_after_its_consonant(vowel: str) -> None:
    for consonant in "กขฤอฮ":
        assert sort_key(vowel + consonant) == plain_key(vowel + consonant)
        assert sort_key("ก") < sort_key(vowel + "ก") < sort_key("ข")


@pytest.mark.parametrize(
    "ordered",
    [
        ["กา", "เกาะลอย", "ขา", "มหาชัย"],
        ["กลม", "กล้วย", "กวาง", "แก", "แก้ว", "โก"],
        ["ก", "กก", "กะ", "กัน", "กา", "กิน", "เก", "แก", "โก", "ใกล้", "ไก่", "ขน"],
        ["น้ำ", "น้ำเป็น", "น้ำใส"],
        ["ป่า", "ป้า", "ปู่"],
        ["ก", "ฮ", "Alpha", "beta"],
    ],
)
def test_words_stand_as_in_the_dictionary(ordered: list[str]) -> None:
    assert sorted(set(ordered), key=sort_key) == ordered


def test_blanks_quotes_and_brackets_do_not_count() -> None:
    assert sort_key('โรงเรียน แกลง "วิทยสถาวร" (ใหม่)') == sort_key("โรงเรียนแกลงวิทยสถาวรใหม่")


def test_numbers_in_names_can_count_by_value() -> None:
    groups = ["กลุ่ม ๑", "กลุ่ม 2", "กลุ่ม ๐๙", "กลุ่ม 10", "กลุ่ม 100"]
    assert sorted(set(groups), key=natural_key) == groups
    assert natural_key("กลุ่ม ๐๙") == natural_key("กลุ่ม 9")
    assert natural_key("0" * 20 + "9") == natural_key("9")


def test_every_part_of_the_word_bank_has_a_key() -> None:
    assert all(sort_key(part) == plain_key(part) for part in PARTS)
