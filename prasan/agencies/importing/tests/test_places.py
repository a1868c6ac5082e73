"""A place is found, mended, guessed or refused."""

from __future__ import annotations

import pytest

from prasan.agencies.importing.tests.sheets import HEADINGS, cell, only

FOUND = [
    (["ต.กระแสบน", "อ.แกลง"], "210307"),
    (["ตำบล กระแสบน", "อำเภอ แกลง"], "210307"),
    (["กระแสบน ", " แกลง"], "210307"),
    (["-", "แกลง"], "2103"),
    (["", "อ.แกลง"], "2103"),
    (["กระแสบน", ""], "210307"),
    (["ทางเกวียน อ.แกลง", ""], "210301"),
    (["ต.บ้านนา อ.แกลง จ.ระยอง", ""], "210308"),
    (["บ้านนา", "แกลง จ.ระยอง"], "210308"),
    (["บ้านนา อำเภอแกลง", "แกลง"], "210308"),
]


@pytest.mark.parametrize(("place", "code"), FOUND)
def test_it_is_found(place: list[str], code: str) -> None:
    row = only(HEADINGS, ["วัดกระแส", *place])
    assert (row.outcome, row.values["place"]) == ("new", code)


def test_taking_off_a_prefix_is_said() -> None:
    row = only(HEADINGS, ["โรงเรียนวัดกระแส", "ต.กระแสบน", "แกลง"])
    assert 'ตัด "ต." ออกจากตำบล' in row.repairs


GUESSED = [
    (["ชากพงษ์", "แกลง"], "210306"),
    (["กระเเสบล", "แกลง"], "210307"),
    (["ทับมา", "แกลง"], "210111"),
    (["กระแสบน", "แกลงง"], "210307"),
]


@pytest.mark.parametrize(("place", "guess"), GUESSED)
def test_a_guess_is_asked(place: list[str], guess: str) -> None:
    row = only(HEADINGS, ["วัดกระแส", *place])
    assert (row.outcome, row.questions[0].kind, row.questions[0].guess) == (
        "doubtful",
        "place",
        {"place": guess},
    )
    assert "place" not in row.values


def test_no_such_place_is_an_error_in_its_column() -> None:
    row = only(HEADINGS, ["วัดกระแส", "ตำบลที่ไม่มีจริง", "แกลง"])
    assert (row.outcome, row.problems[0].column, row.problems[0].field) == ("error", "ตำบล", "place")


MANY = [
    (["ชื่อโรงเรียน", "ตำบล"], "บ้านนา", "210308"),
    (["ชื่อโรงเรียน", "ที่อยู่"], "ต.บ้านนา", "210308"),
    (["ชื่อโรงเรียน", "อำเภอ"], "เมือง", "2101"),
]


@pytest.mark.parametrize(("headings", "place", "guess"), MANY)
def test_a_name_of_many_places_alone_is_asked_with_the_one_at_home(
    headings: list[str], place: str, guess: str
) -> None:
    row = only(headings, ["วัดกระแส", place])
    assert (row.outcome, row.questions[0].guess) == ("doubtful", {"place": guess})
    assert "place" not in row.values
    assert row.problems[0].column == headings[1]


def test_a_name_of_many_places_elsewhere_is_asked() -> None:
    row = only(["ชื่อโรงเรียน", "อำเภอ"], ["วัดกระแส", "เฉลิมพระเกียรติ"])
    assert (row.outcome, row.questions[0].kind) == ("doubtful", "place")


def test_an_address_in_one_cell_is_taken_apart() -> None:
    row = only(["ชื่อหน่วยงาน", "ประเภท", "ที่อยู่"], ["ที่ว่าการอำเภอแกลง", "ส่วนราชการ", "อ.แกลง จ.ระยอง"])
    assert (row.values["place"], "address" in row.values) == ("2103", False)


def test_the_parts_of_an_address_are_joined_under_their_headings() -> None:
    row = only(
        ["ชื่อโรงเรียน", "เลขที่", "หมู่ที่", "ถนน", "ตำบล", "อำเภอ"],
        ["วัดกระแส", "๖๒", "๔", "สุขุมวิท", "กระแสบน", "แกลง"],
    )
    assert row.values["address"] == "62 หมู่ 4 ถนนสุขุมวิท"


def test_an_address_that_names_another_place_is_kept_whole() -> None:
    row = cell("ที่อยู่", "62 ม.4 ต.บ้านนา อ.แกลง")
    assert (row.values["place"], row.values["address"]) == ("210307", "62 หมู่ 4 ต.บ้านนา อ.แกลง")


@pytest.mark.parametrize("postcode", ["21110", "22160"])
def test_any_postcode_of_the_district_fits(postcode: str) -> None:
    assert cell("รหัสไปรษณีย์", postcode).outcome == "new"


def test_a_postcode_of_another_district_is_asked() -> None:
    row = cell("รหัสไปรษณีย์", "21000")
    assert (row.outcome, [problem.field for problem in row.problems]) == ("doubtful", ["postal_code"])
    assert "21110" in row.problems[0].message


def test_a_postcode_that_nobody_has_is_asked_without_a_place_too() -> None:
    row = only(["ชื่อโรงเรียน", "รหัสไปรษณีย์"], ["วัดกระแส", "99999"])
    assert (row.outcome, "postal_code" in row.values) == ("doubtful", False)


@pytest.mark.parametrize("cells", [["0", "0"], ["0.000", "0.000"], ["๐", "๐"], ["12.7", "0"]])
def test_coordinates_of_noughts_are_asked(cells: list[str]) -> None:
    row = only([*HEADINGS, "ละติจูด", "ลองจิจูด"], ["วัดกระแส", "กระแสบน", "แกลง", *cells])
    assert (row.outcome, [problem.field for problem in row.problems]) == ("doubtful", ["coordinates"])
    assert "coordinates" not in row.values


@pytest.mark.parametrize("text", ["0,0", "0"])
def test_a_nought_in_one_column_is_asked_alike(text: str) -> None:
    assert cell("พิกัด", text).problems[0].field == "coordinates"


def test_all_of_a_place_in_one_cell() -> None:
    row = only(["ชื่อโรงเรียน", "ตำบล/อำเภอ/จังหวัด"], ["วัดกระแส", "ต.กระแสบน อ.แกลง จ.ระยอง"])
    assert row.values["place"] == "210307"


def test_an_official_code_in_a_cell() -> None:
    assert only(["ชื่อโรงเรียน", "รหัสตำบล"], ["วัดกระแส", "210307"]).values["place"] == "210307"
