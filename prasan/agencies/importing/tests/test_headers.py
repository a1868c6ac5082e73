"""The heading is found wherever it stands, and its words are understood."""

from __future__ import annotations

import pytest

from prasan.agencies.importing.headers import find_header
from prasan.agencies.importing.judging import judge
from prasan.agencies.importing.meanings import meaning
from prasan.agencies.importing.reading import Book, Sheet
from prasan.agencies.importing.snapshot import RegisterSnapshot
from prasan.agencies.importing.tests.sheets import OFFICE, judged

TITLES = [["ทะเบียนข้อมูลพื้นฐานของหน่วยงาน ปีการศึกษา ๒๕๖๙"], ["สพป.ระยอง เขต 2"], []]
TWO_ROWS = [
    ["ที่", "รหัส", "", "ชื่อสถานศึกษา", "ผู้บริหาร", "", "ผู้ประสานงาน", "", "พิกัด", ""],
    ["", "8 หลัก", "10 หลัก", "", "ชื่อ - สกุล", "ดำรงตำแหน่งเมื่อ", "ชื่อ - สกุล", "โทรศัพท์", "lat", "long"],
]
MERGED = [(3, 0, 4, 0), (3, 1, 3, 2), (3, 3, 4, 3), (3, 4, 3, 5), (3, 6, 3, 7), (3, 8, 3, 9)]
DATA = [
    "1",
    "21020001",
    "",
    "โรงเรียนวัดกระแส",
    "นายสมมติ คนที่หนึ่ง",
    "1/10/67",
    "นางตัวอย่าง คนที่สอง",
    "038000100",
    "12.7",
    "101.6",
]
TWO_ROW_COLUMNS = {
    "8 หลัก": "code8",
    "10 หลัก": "code10",
    "ชื่อสถานศึกษา": "name",
    "ผู้บริหาร / ชื่อ - สกุล": "head_name",
    "ดำรงตำแหน่งเมื่อ": "head_since",
    "ผู้ประสานงาน / ชื่อ - สกุล": "contact_name",
    "โทรศัพท์": "contact_phone",
    "lat": "latitude",
    "long": "longitude",
}


@pytest.mark.parametrize("merged", [MERGED, []], ids=["merged", "without merges"])
def test_two_rows_are_one_heading(merged: list[tuple[int, int, int, int]]) -> None:
    book = Book([Sheet("แผ่น", [*TITLES, *TWO_ROWS, DATA], merged)])
    found = judge(book, register=RegisterSnapshot(), office=OFFICE)
    assert (found.plans[0].header_row, found.plans[0].mapping) == (5, TWO_ROW_COLUMNS)
    assert [row.row for row in found.rows] == [6]


def test_three_rows_are_one_heading() -> None:
    sheet = Sheet(
        "แผ่น",
        [
            ["ชื่อโรงเรียน", "ข้อมูลสถานศึกษา", "", "", ""],
            ["", "จำนวนนักเรียน", "", "", "จำนวนครู"],
            ["", "ชาย", "หญิง", "รวม", ""],
            ["โรงเรียนวัดกระแส", "40", "36", "76", "4"],
        ],
    )
    found = judge(Book([sheet]), register=RegisterSnapshot(), office=OFFICE)
    assert found.plans[0].header_row == 3
    assert (found.rows[0].values["pupils"], found.rows[0].values["teachers"]) == (76, 4)


@pytest.mark.parametrize("above", range(0, 40, 13))
def test_it_stands_under_any_number_of_rows(above: int) -> None:
    found = judged(
        *[["ข้อความ"]] * above, ["ที่", "ชื่อโรงเรียน", "ตำบล", "อำเภอ"], ["1", "วัดกระแส", "กระแสบน", "แกลง"]
    )
    assert (found.plans[0].header_row, found.rows[0].row) == (above + 1, above + 2)


def test_a_list_of_names_alone_is_a_table() -> None:
    found = judged(["รายชื่อโรงเรียน"], ["โรงเรียนวัดกระแส"], ["โรงเรียนวัดป่ายุบ"])
    assert [row.name for row in found.rows] == ["โรงเรียนวัดกระแส", "โรงเรียนวัดป่ายุบ"]


def test_bare_data_are_read_by_what_stands_in_them() -> None:
    rows = [
        [f"โรงเรียน{name}", place, "แกลง", "ระยอง"]
        for name, place in (("วัดกระแส", "กระแสบน"), ("วัดป่ายุบ", "ทางเกวียน"), ("บ้านนา", "บ้านนา"))
    ]
    found = judged(*rows)
    assert found.plans[0].header_row is None
    assert found.plans[0].mapping == {
        "คอลัมน์ A": "name", "คอลัมน์ B": "subdistrict", "คอลัมน์ C": "district", "คอลัมน์ D": "province",
    }  # fmt: skip
    assert [row.row for row in found.rows] == [1, 2, 3]


def test_a_sheet_without_names_is_left_out_and_said() -> None:
    book = Book(
        [
            Sheet("สรุป", [["อำเภอ", "จำนวนนักเรียน"], ["แกลง", "100"]]),
            Sheet("ว่าง", []),
            Sheet("ซ่อน", [["ชื่อโรงเรียน", "ตำบล"], ["โรงเรียนลับ", "กระแสบน"]], is_hidden=True),
            Sheet("รายชื่อ", [["ชื่อโรงเรียน", "ตำบล", "อำเภอ"], ["โรงเรียนวัดกระแส", "กระแสบน", "แกลง"]]),
        ]
    )
    found = judge(book, register=RegisterSnapshot(), office=OFFICE)
    assert [plan.sheet.name for plan in found.plans] == ["รายชื่อ"]
    assert [sheet for sheet, _ in found.left_out] == ["สรุป", "ซ่อน"]
    assert [row.sheet for row in found.rows] == ["รายชื่อ"]


def test_a_file_without_any_table_is_refused() -> None:
    found = judged(["บันทึกข้อความ"], ["เรียน ผู้อำนวยการ"])
    assert (found.status, found.rows) == ("refused", [])
    assert "ไม่พบตาราง" in (found.reason or "")


def test_headings_without_rows_are_refused() -> None:
    assert judged(["ชื่อโรงเรียน", "ตำบล"]).status == "refused"


def test_two_columns_of_one_name_are_told_apart() -> None:
    header = find_header(Sheet("แผ่น", [["ชื่อโรงเรียน", "โทรศัพท์", "โทรศัพท์"]]))
    assert header is not None
    assert [h.text for h in header.headings] == ["ชื่อโรงเรียน", "โทรศัพท์ [คอลัมน์ B]", "โทรศัพท์ [คอลัมน์ C]"]


MEANINGS = [
    ("", "ชื่อ\nสถานศึกษา", "name"),
    ("", "ชื่อ ร.ร.", "name"),
    ("", "SchoolName", "name"),
    ("", "หน่วยงาน", "name"),
    ("", "ชื่อหน่วยงาน / องค์กร / บุคคล", "name"),
    ("", "กลุ่ม/หน่วย", "name"),
    ("", "School_Name_TH", "name"),
    ("รหัส", "8 หลัก", "code8"),
    ("", "รหัส SMIS", "code8"),
    ("", "รหัสกระทรวง", "code10"),
    ("", "PERCODE", ""),
    ("", "ที่", ""),
    ("", "ลำดับที่", ""),
    ("", "No.", ""),
    ("", "level", ""),
    ("", "ขนาดโรงเรียน", ""),
    ("", "ต้นสังกัด", "affiliation"),
    ("", "เขตพื้นที่การศึกษา", "affiliation"),
    ("", "ศูนย์เครือข่าย", "school_group"),
    ("ที่ตั้ง", "เลขที่/หมู่", "address"),
    ("", "ตำบล / แขวง", "subdistrict"),
    ("", "Tambon", "subdistrict"),
    ("", "AMPHUR", "district"),
    ("", "อำเภอ/เขต", "district"),
    ("", "จ.", "province"),
    ("", "รหัส ปณ.", "postal_code"),
    ("", "โทร.", "phones"),
    ("", "เบอร์โทรศัพท์", "phones"),
    ("", "หมายเลขโทรศัพท์ (สำนักงาน)", "phones"),
    ("", "Tel", "phones"),
    ("", "โทรศัพท์/โทรสาร", "phones"),
    ("", "แฟกซ์", "fax"),
    ("", "เบอร์มือถือ", "mobiles"),
    ("", "E-mail", "email"),
    ("", "อีเมล์โรงเรียน", "email"),
    ("", "ไปรษณีย์อิเล็กทรอนิกส์", "email"),
    ("", "เวปไซต์", "website"),
    ("", "เพจ Facebook", "facebook"),
    ("", "ID Line", "line"),
    ("", "ไอดีไลน์", "line"),
    ("", "ผอ.โรงเรียน", "head_name"),
    ("", "ชื่อผู้บริหารสถานศึกษา", "head_name"),
    ("ผู้บริหาร", "ชื่อ - สกุล", "head_name"),
    ("ผู้บริหาร", "ดำรงตำแหน่งเมื่อ", "head_since"),
    ("", "ครบวาระ", "head_until"),
    ("ผู้บริหาร", "โทรศัพท์", "mobiles"),
    ("", "เบอร์โทร ผอ.", "mobiles"),
    ("ผู้บริหาร", "e-mail", "personal_email"),
    ("", "ตำแหน่ง", "head_post"),
    ("", "ผู้ประสานงาน", "contact_name"),
    ("ผู้ประสานงาน", "โทรศัพท์", "contact_phone"),
    ("", "เบอร์โทรผู้ประสาน", "contact_phone"),
    ("ผู้ติดต่อ", "อีเมล", "contact_email"),
    ("", "Line ID ผู้ประสานงาน", "contact_line"),
    ("ผู้ประสานงาน", "ตำแหน่ง", "contact_post"),
    ("", "เรื่องที่ประสาน", "about"),
    ("", "ภารกิจ", "missions"),
    ("", "ประเภท", "kind"),
    ("", "หมายเหตุ", "notes"),
    ("", "จำนวนนักเรียน (คน)", "pupils"),
    ("จำนวนนักเรียน", "รวม", "pupils"),
    ("จำนวนนักเรียน", "ชาย", ""),
    ("จำนวน", "ครู", "teachers"),
    ("", "ห้องเรียน", "rooms"),
    ("พิกัด", "lat", "latitude"),
    ("พิกัด", "X", "longitude"),
    ("", "ละติจูด", "latitude"),
    ("", "พิกัด GPS", "coordinates"),
    ("", "อ.1", None),
    ("", "ม.1", None),
    ("", "โทรศัพท์ 2", "phones"),
    ("", "สายชั้น", None),
    ("", "", None),
]


@pytest.mark.parametrize(("group", "heading", "target"), MEANINGS)
def test_a_heading_means(group: str, heading: str, target: str | None) -> None:
    assert meaning(group, heading) == target


def test_a_bare_code_column_is_known_by_its_digits() -> None:
    found = judged(["รหัสโรงเรียน", "ชื่อโรงเรียน"], ["21020001", "วัดกระแส"], ["21020002", "วัดป่ายุบ"])
    assert found.plans[0].mapping == {"รหัสโรงเรียน": "code8", "ชื่อโรงเรียน": "name"}


def test_ten_digits_under_the_wrong_heading_are_the_other_code() -> None:
    found = judged(["รหัส SMIS", "ชื่อโรงเรียน"], ["1021020001", "วัดกระแส"], ["1021020002", "วัดป่ายุบ"])
    assert found.plans[0].mapping["รหัส SMIS"] == "code10"


def test_the_telephone_beside_a_person_is_the_persons_when_the_school_has_one() -> None:
    found = judged(
        ["ชื่อโรงเรียน", "โทรศัพท์", "ผู้ประสานงาน", "ตำแหน่ง", "เบอร์โทร"],
        ["วัดกระแส", "038000100", "นางตัวอย่าง คนที่สอง", "ครู", "0800000001"],
    )
    assert found.plans[0].mapping == {
        "ชื่อโรงเรียน": "name", "โทรศัพท์": "phones", "ผู้ประสานงาน": "contact_name", "ตำแหน่ง": "contact_post",
        "เบอร์โทร": "contact_phone",
    }  # fmt: skip


def test_heads_that_are_counted_are_no_names() -> None:
    found = judged(["โรงเรียน", "ผู้บริหาร", "ครู"], ["วัดกระแส", "1", "6 คน"], ["วัดป่ายุบ", "๑", "7"])
    assert found.plans[0].mapping == {"โรงเรียน": "name", "ครู": "teachers"}


def test_teachers_that_are_named_are_no_number() -> None:
    found = judged(["โรงเรียน", "ครู"], ["วัดกระแส", "นางตัวอย่าง คนที่สอง"])
    assert found.plans[0].mapping == {"โรงเรียน": "name", "ครู": "contact_name"}


def test_an_unknown_heading_over_addresses_is_known_by_them() -> None:
    found = judged(["ชื่อโรงเรียน", "ช่องทาง"], ["วัดกระแส", "a@school.example"], ["วัดป่ายุบ", "b@school.example"])
    assert found.plans[0].mapping["ช่องทาง"] == "email"


def test_a_list_of_persons_is_named_by_them() -> None:
    found = judged(["ที่", "ชื่อ - สกุล", "ประเภท"], ["1", "นายสมมติ คนที่หนึ่ง", "บุคคล"])
    assert (found.rows[0].name, found.rows[0].scope) == ("นายสมมติ คนที่หนึ่ง", "external")


def test_a_correction_outweighs_the_heading() -> None:
    rows = [["ชื่อโรงเรียน", "ชื่อเรียก"], ["โรงเรียนวัดกระแส", "ว.ก."]]
    assert judged(*rows, mapping={"แผ่น": {"1": "short_name"}}).rows[0].values["short_name"] == "ว.ก."
    assert "short_name" not in judged(*rows, mapping={"แผ่น": {"1": ""}}).rows[0].values


def test_a_correction_is_remembered_in_any_spelling_of_the_heading() -> None:
    rows = [["ชื่อโรงเรียน", "ชื่อ  เรียก"], ["โรงเรียนวัดกระแส", "ว.ก."]]
    assert judged(*rows, memory={"ชื่อเรียก": "short_name"}).rows[0].values["short_name"] == "ว.ก."


def test_what_a_column_shows_of_itself_is_kept_for_the_screen() -> None:
    columns = judged(["ชื่อโรงเรียน", "ที่"], ["โรงเรียนวัดกระแส", "1"]).plans[0].columns
    assert [(c.index, c.letter, c.target, c.how, c.samples) for c in columns] == [
        (0, "A", "name", "heading", ("โรงเรียนวัดกระแส",)),
        (1, "B", "", "heading", ("1",)),
    ]


def test_what_is_coordinated_beside_the_contact_person_is_the_contacts() -> None:
    found = judged(
        ["ชื่อหน่วยงาน", "อำเภอ", "เรื่องที่ประสาน", "ชื่อผู้ประสานงาน", "เรื่องที่ติดต่อ"],
        ["โรงเรียนวัดกระแส", "แกลง", "งานทั่วไป", "นางตัวอย่าง คนที่สอง", "ข่าว"],
    )
    assert found.rows[0].values["about"] == "งานทั่วไป"
    assert found.rows[0].values["contacts"] == [{"name": "นางตัวอย่าง คนที่สอง", "about": "ข่าว"}]
    assert found.notices == []


def test_a_column_whose_field_another_one_has_is_said() -> None:
    heading = ["ชื่อหน่วยงาน", "อำเภอ", "เรื่องที่ประสาน", "เรื่องที่ติดต่อ"]
    found = judged(heading, ["โรงเรียนวัดกระแส", "แกลง", "งานทั่วไป", "ข่าว"])
    assert "“เรื่องที่ติดต่อ” ไม่ได้นำเข้า เพราะคอลัมน์ “เรื่องที่ประสาน”" in found.notices[0]
    assert judged(heading, ["โรงเรียนวัดกระแส", "แกลง", "งานทั่วไป", ""]).notices == []
