import time

import pytest

from prasan.thai import places
from prasan.thai.places import Address, address_line, find, inside, parse_address, place, provinces


@pytest.mark.parametrize(
    ("names", "code", "how"),
    [
        (("ทางเกวียน", "แกลง", "ระยอง", "21110"), "210301", "exact"),
        (("ทางเกวียน", "แกลง"), "210301", "exact"),
        (("น้ําเป็น", "เขาชะเมา"), "210701", "exact"),
        (("บ้านนา", None, None, "21110"), "210308", "exact"),
        ((None, "แกลง", "ระยอง"), "2103", "exact"),
        ((None, None, "ระยอง"), "21", "exact"),
        (("ต.ทางเกวียน", "อ.แกลง", "จ.ระยอง"), "210301", "repaired"),
        (("ตำบล ทางเกวียน", "อำเภอแกลง", "จังหวัดระยอง"), "210301", "repaired"),
        (("ทับมา", "เมือง", "ระยอง"), "210111", "repaired"),
        ((None, "อ.เมือง", "จ.ระยอง"), "2101", "repaired"),
        (("แขวงบางรัก", "เขตบางรัก", "กทม."), "100404", "repaired"),
        (("บางรัก", "บางรัก", "กรุงเทพฯ"), "100404", "repaired"),
        ((None, "กิ่งอำเภอเขาชะเมา", "ระยอง"), "2107", "repaired"),
        (("", "", ""), None, "unknown"),
        (("-", None), None, "unknown"),
        (("บ้านนา",), None, "ambiguous"),
        (("ตำบลที่ไม่มีจริง", "แกลง", None, "99999"), None, "unknown"),
    ],
)
def test_names_become_an_official_code(names: tuple[str | None, ...], code: str | None, how: str) -> None:
    match = find(*names)
    assert (match.code, match.how) == (code, how)
    assert (match.repair_th is not None) == (how == "repaired")


def test_a_repair_says_what_it_did() -> None:
    assert find("ต.ทับมา", "เมือง", "ระยอง").repair_th == 'ตัด "ต." ออกจากตำบล · อ.เมือง → อ.เมืองระยอง'


@pytest.mark.parametrize(
    ("names", "guess"),
    [
        (("ชากพงษ์", "แกลง"), "ต.ชากพง อ.แกลง จ.ระยอง"),
        (("ชากพง", "แกลลง", "ระยอง"), "ต.ชากพง อ.แกลง จ.ระยอง"),
        (("ชากพงษ์", "แกลลง", "จ.ระยองง"), "ต.ชากพง อ.แกลง จ.ระยอง"),
        (("วังจันทน์", "วังจันทร์"), "ต.วังจันทร์ อ.วังจันทร์ จ.ระยอง"),
        (("หวยทับมอญ", "เขาชะเมา"), "ต.ห้วยทับมอญ อ.เขาชะเมา จ.ระยอง"),
        (("ทับมา", "แกลง", None, "21110"), "ต.ทับมา อ.เมืองระยอง จ.ระยอง"),
        (("บ้านนา", "เมืองระยอง"), "ต.บ้านนา อ.แกลง จ.ระยอง"),
        (("บ้านนา", "อำเภอที่ไม่มี", None, "21110"), "ต.บ้านนา อ.แกลง จ.ระยอง"),
        (("ห้วยทับมอน",), "ต.ห้วยทับมอญ อ.เขาชะเมา จ.ระยอง"),
        ((None, None, "ระยองง"), "จ.ระยอง"),
        (("ชากพง", "อำเภอที่ไม่มี", "ระยอง"), "ต.ชากพง อ.แกลง จ.ระยอง"),
    ],
)
def test_what_is_nearly_right_is_guessed_and_not_taken(names: tuple[str | None, ...], guess: str) -> None:
    match = find(*names)
    assert (match.code, match.how) == (None, "unknown")
    assert match.guess is not None
    assert match.guess.label == guess


def test_an_invented_place_has_no_guess() -> None:
    assert find("ตำบลที่ไม่มีจริง", "แกลง", "ระยอง").guess is None


def test_several_places_are_all_offered() -> None:
    offered = find("บ้านนา").candidates
    assert len(offered) > 5
    assert {p.name for p in offered} == {"บ้านนา"}


def test_a_foreign_postcode_is_told_but_names_decide() -> None:
    match = find("ทางเกวียน", "แกลง", "ระยอง", "10200")
    assert (match.code, match.postal_code_fits) == ("210301", False)
    assert find("ทางเกวียน", "แกลง", "ระยอง", "๒๑๑๑๐").postal_code_fits
    assert find("ทางเกวียน", "แกลง", "ระยอง", "21110.0").postal_code_fits


def test_every_place_is_found_by_its_own_names() -> None:
    for low in (p for province in provinces() for d in inside(province.code) for p in inside(d.code)):
        assert find(low.name, low.district, low.province, low.postal_code).code == low.code


def test_a_place_knows_what_it_lies_in() -> None:
    subdistrict = place("210301")
    assert (subdistrict.name, subdistrict.district, subdistrict.province, subdistrict.postal_code) == (
        "ทางเกวียน",
        "แกลง",
        "ระยอง",
        "21110",
    )
    assert subdistrict.label == "ต.ทางเกวียน อ.แกลง จ.ระยอง"
    assert place("2103").label == "อ.แกลง จ.ระยอง"
    assert place("21").label == "จ.ระยอง"
    assert place("100404").label == "แขวงบางรัก เขตบางรัก กรุงเทพมหานคร"
    with pytest.raises(KeyError):
        place("999999")


def test_the_country_is_whole() -> None:
    assert len(provinces()) == 77
    assert sum(len(inside(p.code)) for p in provinces()) == 928
    assert inside("210301") == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ต.กระแสบน อ.แกลง จ.ระยอง 21110", ("", "กระแสบน", "แกลง", "ระยอง", "21110")),
        ("62 ม.4 ต.ทางเกวียน อ.แกลง", ("62 หมู่ 4", "ทางเกวียน", "แกลง", "", "")),
        ("๖๒ ม.๔ ตำบลทางเกวียน อำเภอแกลง", ("62 หมู่ 4", "ทางเกวียน", "แกลง", "", "")),
        ("62ม.4ต.ทางเกวียนอ.แกลงจ.ระยอง21110", ("62หมู่ 4", "ทางเกวียน", "แกลง", "ระยอง", "21110")),
        ("1/2 ถ.สุขุมวิท ตำบลทางเกวียนอำเภอแกลงจังหวัดระยอง", ("1/2 ถ.สุขุมวิท", "ทางเกวียน", "แกลง", "ระยอง", "")),
        ("9 ต.ป่ายุบใน, อ.วังจันทร์, จ.ระยอง, 21210", ("9", "ป่ายุบใน", "วังจันทร์", "ระยอง", "21210")),
        ("แขวงบางรัก เขตบางรัก กทม. 10500", ("", "บางรัก", "บางรัก", "กรุงเทพมหานคร", "10500")),
        ("แขวงบางรัก เขตบางรัก กรุงเทพฯ", ("", "บางรัก", "บางรัก", "กรุงเทพมหานคร", "")),
        ("อ.แกลง จ.ระยอง", ("", "", "แกลง", "ระยอง", "")),
        ("62 หมู่ที่ 4 ทางเกวียน แกลง ระยอง 21110", ("62 หมู่ 4", "ทางเกวียน", "แกลง", "ระยอง", "21110")),
        ("ต.จ.ป.ร. อ.กระบุรี จ.ระนอง", ("", "จ.ป.ร.", "กระบุรี", "ระนอง", "")),
        ("5 ต.กร่ำ อ.แกลง 21110 โทร. 038-000100", ("5 โทร. 038-000100", "กร่ำ", "แกลง", "", "21110")),
        ("เทศบาลตำบลกระแสบน", ("เทศบาลตำบลกระแสบน", "", "", "", "")),
        ("ที่ว่าการอำเภอแกลง จ.ระยอง", ("ที่ว่าการอำเภอแกลง", "", "", "ระยอง", "")),
        ("", ("", "", "", "", "")),
    ],
)
def test_an_address_is_taken_apart(text: str, address: tuple[str, ...]) -> None:
    assert parse_address(text) == Address(*address)


def test_a_long_text_is_no_address_and_costs_no_time() -> None:
    start = time.perf_counter()
    assert parse_address("ต." * 5000).subdistrict == ""
    assert parse_address("ต.ก " * 120).postal_code == ""
    assert time.perf_counter() - start < 1


def test_moo_has_one_spelling() -> None:
    assert address_line("๖๒ ม.๔") == address_line("62 หมู่ที่ 4") == address_line("62 หมู่ 4") == "62 หมู่ 4"


def test_asking_again_costs_nothing() -> None:
    asked = [(p.name, p.district, p.province) for d in inside("21") for p in inside(d.code)]
    for names in asked:
        find(*names)
    start = time.process_time()
    for _ in range(36000 // len(asked)):
        for names in asked:
            find(*names)
    assert time.process_time() - start < 0.5
    assert places._find.cache_info().hits > 30000
