import pytest
from hypothesis import given
from hypothesis import strategies as st

from prasan.thai.phones import Phone, format_th, parse, tel_uri


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("038-005000 ต่อ 30", ["0 3800 5000 ต่อ 30"]),
        ("03 800 0103", ["0 3800 0103"]),
        ("๐๓๘๐๐๕๐๐๓", ["0 3800 5003"]),
        ("038-000-137", ["0 3800 0137"]),
        ("(038) 000100", ["0 3800 0100"]),
        ("038-005006, 08-0000-5006", ["0 3800 5006", "08 0000 5006"]),
        ("038000100/038000101", ["0 3800 0100", "0 3800 0101"]),
        ("038000100;038000101\n038000102", ["0 3800 0100", "0 3800 0101", "0 3800 0102"]),
        ("038000100 และ 038000101", ["0 3800 0100", "0 3800 0101"]),
        ("038000100 038000101", ["0 3800 0100", "0 3800 0101"]),
        ("โทร. 038-000100 โทรสาร 038-000101", ["0 3800 0100", "0 3800 0101"]),
        ("038000100, 038000100", ["0 3800 0100"]),
        ("038000100 (สำนักงาน)", ["0 3800 0100"]),
        ("0-3800-0001-3", ["0 3800 0001-3"]),
        ("038-000-163 ถึง 5", ["0 3800 0163-5"]),
        ("038-000-098-102", ["0 3800 0098-102"]),
        ("02-000-0000 ต่อ 1-5", ["0 2000 0000 ต่อ 1-5"]),
        ("0 3800 0100 ต่อ 30, 31", ["0 3800 0100 ต่อ 30", "0 3800 0100 ต่อ 31"]),
        ("0 3800 0100 ext. 30", ["0 3800 0100 ต่อ 30"]),
        ("08-0000-0001", ["08 0000 0001"]),
        ("1579", ["1579"]),
        (1579.0, ["1579"]),
        ("191", ["191"]),
        (101, ["101"]),
        ("ต่อ 101", ["101"]),
        ("-", []),
        ("", []),
        ("ไม่มี", []),
    ],
)
def test_numbers_are_read_and_printed_the_official_way(cell: str | float, shown: list[str]) -> None:
    found = parse(cell)
    assert [format_th(phone) for phone in found] == shown
    assert found.problems == []


@pytest.mark.parametrize(
    ("cell", "number", "repaired"),
    [
        (38000100.0, "038000100", "เติม 0 ที่หายไปข้างหน้า: 38000100 → 038000100"),
        ("38000100", "038000100", "เติม 0 ที่หายไปข้างหน้า: 38000100 → 038000100"),
        (800000001, "0800000001", "เติม 0 ที่หายไปข้างหน้า: 800000001 → 0800000001"),
        ("+66 38 000 100", "038000100", "ตัดรหัสประเทศ: +6638000100 → 038000100"),
        ("+66 (0)8 0000 0001", "0800000001", "ตัดรหัสประเทศ: +660800000001 → 0800000001"),
        ("038000100", "038000100", None),
    ],
)
def test_a_repair_is_made_and_told(cell: str | float, number: str, repaired: str | None) -> None:
    assert [(phone.number, phone.repaired) for phone in parse(cell)] == [(number, repaired)]


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("038-00010", "เบอร์โทรศัพท์ประจำที่มี 9 หลัก ช่องนี้มี 8 หลัก"),
        ("0380001000", "เบอร์โทรศัพท์ประจำที่มี 9 หลัก ช่องนี้มี 10 หลัก"),
        ("08-0000-001", "เบอร์โทรศัพท์เคลื่อนที่มี 10 หลัก ช่องนี้มี 9 หลัก"),
        ("038-000-163-0", "เบอร์โทรศัพท์ประจำที่มี 9 หลัก ช่องนี้มี 10 หลัก"),
        ("3800010", "ไม่มีหมายเลขโทรศัพท์ที่ขึ้นต้นด้วย 38"),
        ("09x-xxx-xxxx", "ถูกปิดไว้บางส่วน"),
        ("abc", "ไม่ใช่หมายเลขโทรศัพท์"),
        ("=1+1", "ไม่ใช่หมายเลขโทรศัพท์"),
        (float("nan"), "ไม่ใช่หมายเลขโทรศัพท์"),
    ],
)
def test_an_impossible_number_is_a_problem_in_thai(cell: str | float, problem: str) -> None:
    found = parse(cell)
    assert list(found) == []
    assert len(found.problems) == 1
    assert problem in found.problems[0]


def test_good_numbers_stay_beside_bad_ones() -> None:
    found = parse("038-000102, 09x-xxx-xxxx")
    assert [phone.number for phone in found] == ["038000102"]
    assert len(found.problems) == 1


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("038000100", "landline"),
        ("0800000001", "mobile"),
        ("1579", "short"),
        ("191", "short"),
        ("101", "internal"),
    ],
)
def test_the_kind_is_told_by_the_number(cell: str, kind: str) -> None:
    assert [phone.kind for phone in parse(cell)] == [kind]


@pytest.mark.parametrize(
    ("phone", "uri"),
    [
        (Phone("038000100", None, "landline"), "tel:+6638000100"),
        (Phone("038000100", "30", "landline"), "tel:+6638000100;ext=30"),
        (Phone("038000100", "1-5", "landline"), "tel:+6638000100;ext=1"),
        (Phone("1579", None, "short"), "tel:1579;phone-context=+66"),
        (Phone("101", None, "internal"), None),
    ],
)
def test_a_phone_can_be_rung_from_a_page(phone: Phone, uri: str | None) -> None:
    assert tel_uri(phone) == uri


@given(
    st.integers(0, 9999999).map(lambda n: f"03{n:07}") | st.integers(0, 99999999).map(lambda n: f"08{n:08}")
)
def test_what_is_printed_is_read_again(number: str) -> None:
    (phone,) = parse(number)
    assert [again.number for again in parse(format_th(phone))] == [number]


@given(st.text(max_size=40) | st.from_regex(r"[0-9๐-๙ ,/()+\-ต่อxถึง]{0,30}") | st.floats())
def test_nothing_makes_it_fail(cell: str | float) -> None:
    found = parse(cell)
    assert all(phone.number.isdecimal() for phone in found)
    assert all(found.problems)
