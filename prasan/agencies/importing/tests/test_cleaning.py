"""Cells come out as a careful officer would write them, each repair said."""

from __future__ import annotations

from typing import Any

import pytest

from prasan.agencies.importing.reading import NO_VALUE
from prasan.agencies.importing.tests.sheets import HEADINGS, cell, judged, only

TAKEN: list[tuple[str, str, str, Any]] = [
    ("โทรศัพท์", "38000100", "phones", ["038000100"]),
    ("โทรศัพท์", "38000100.0", "phones", ["038000100"]),
    ("โทรศัพท์", "๐๓๘๐๐๐๑๐๕", "phones", ["038000105"]),
    ("โทรศัพท์", "03 800 0103", "phones", ["038000103"]),
    ("โทรศัพท์", "038-000101 ต่อ 21", "phones", ["038000101 ต่อ 21"]),
    ("โทรศัพท์", "038-000-163 ถึง 5", "phones", ["038000163", "038000164", "038000165"]),
    ("โทรศัพท์", "'038000100", "phones", ["038000100"]),
    ("โทรศัพท์", "038-000100\n038-000101", "phones", ["038000100", "038000101"]),
    ("โทรศัพท์", "101", "phones", ["101"]),
    ("มือถือ", "08-0000-0001", "mobiles", ["0800000001"]),
    ("โทรสาร", "038-005-060", "fax", ["038005060"]),
    ("โทรศัพท์/โทรสาร", "038-005-060", "phones", ["038005060"]),
    ("8 หลัก", "21020001", "code8", "21020001"),
    ("8 หลัก", "๒๑๐๒๐๐๐๑", "code8", "21020001"),
    ("8 หลัก", "21020001.0", "code8", "21020001"),
    ("10 หลัก", "1021 2000 01", "code10", "1021200001"),
    ("รหัสไปรษณีย์", "21110.0", "postal_code", "21110"),
    ("อีเมล", " Saraban@School.Example ", "email", "saraban@school.example"),
    ("อีเมล", "mailto: a.b@school.example", "email", "a.b@school.example"),
    ("เว็บไซต์", "www.school.example", "website", "https://www.school.example"),
    ("เว็บไซต์", "http://School.example/ก", "website", "http://school.example/ก"),
    ("เว็บไซต์", "www.facebook.com/school", "facebook", "https://www.facebook.com/school"),
    ("LINE", "https://line.me/ti/p/~school01", "line", "school01"),
    ("LINE", "@school000", "line", "@school000"),
    ("นักเรียน", "206 คน", "pupils", 206),
    ("นักเรียน", "1,234 คน", "pupils", 1234),
    ("นักเรียน", "๑,๒๓๔", "pupils", 1234),
    ("นักเรียน", "0", "pupils", 0),
    ("ครู", "11.0", "teachers", 11),
    ("ดำรงตำแหน่งเมื่อ", "01/10/2567", "head_since", "2024-10-01"),
    ("ดำรงตำแหน่งเมื่อ", "1/10/67", "head_since", "2024-10-01"),
    ("ดำรงตำแหน่งเมื่อ", "๑ ตุลาคม ๒๕๖๗", "head_since", "2024-10-01"),
    ("ดำรงตำแหน่งเมื่อ", "29 ก.พ. 2567", "head_since", "2024-02-29"),
    ("ดำรงตำแหน่งเมื่อ", "2567-10-01", "head_since", "2024-10-01"),
    ("ดำรงตำแหน่งเมื่อ", "2024-10-01", "head_since", "2024-10-01"),
    ("ดำรงตำแหน่งเมื่อ", "ตั้งแต่ 1 ต.ค. 2567 - ปัจจุบัน", "head_since", "2024-10-01"),
    ("ครบวาระเมื่อ", "30 ก.ย. 2570 (เกษียณ)", "head_until", "2027-09-30"),
    ("ที่อยู่", "๖๒ ม.๔", "address", "62 หมู่ 4"),
    ("หมู่ที่", "4", "address", "หมู่ 4"),
    ("ที่อยู่", "62 ม.4 ต.กระแสบน อ.แกลง จ.ระยอง 21110", "address", "62 หมู่ 4"),
    ("พิกัด", "12.7750, 101.6500", "coordinates", [12.775, 101.65]),
    ("พิกัด", "101.6500, 12.7750", "coordinates", [12.775, 101.65]),
    ("พิกัด", "12°46'30\"N 101°39'00\"E", "coordinates", [12.775, 101.65]),
    ("พิกัด", "https://maps.example/?q=12.775,101.65", "coordinates", [12.775, 101.65]),
    ("กลุ่มโรงเรียน", "กลุ่ม ๑", "school_group", "กลุ่ม 1"),
    ("ผู้บริหาร", "นายสมมติ  คนที่หนึ่ง", "head_name", "นายสมมติ คนที่หนึ่ง"),
    ("ผู้บริหาร", "นายสมม\u200bติ คนที่หนึ่ง", "head_name", "นายสมมติ คนที่หนึ่ง"),
    ("ปีการศึกษา", "2569", "academic_year", 2569),
    ("ปีการศึกษา", "2026", "academic_year", 2569),
    ("ปีการศึกษา", "2/2568", "academic_year", 2568),
    ("ปีการศึกษา", "ภาคเรียนที่ 1/2568", "academic_year", 2568),
    ("โทรศัพท์", "038-000000 (เวลาราชการ)", "phones", ["038000000"]),
    ("ปีการศึกษา", "๖๙", "academic_year", 2569),
    ("ชื่อเดิม", "รร.บ้านตัวอย่าง, บ้านสมมติ", "other_names", ["รร.บ้านตัวอย่าง", "บ้านสมมติ"]),
    ("ผู้ประสานงาน", "นางตัวอย่าง คนที่สอง", "contacts", [{"name": "นางตัวอย่าง คนที่สอง"}]),
    (
        "ผู้ประสานงาน",
        "นางตัวอย่าง คนที่สอง โทร. 08-0000-0001",
        "contacts",
        [{"name": "นางตัวอย่าง คนที่สอง", "phones": ["0800000001"]}],
    ),
]


@pytest.mark.parametrize(("heading", "text", "field", "value"), TAKEN)
def test_a_cell_is_taken(heading: str, text: str, field: str, value: Any) -> None:
    row = cell(heading, text)
    assert (row.values.get(field), row.outcome, row.problems) == (value, "new", ())


REPAIRED = [
    ("โทรศัพท์", "38000100", "เติม 0 ที่หายไปข้างหน้า"),
    ("โทรศัพท์", "๐๓๘๐๐๐๑๐๕", "→ 038000105"),
    ("โทรศัพท์", "08-0000-0001", "ย้ายไปช่องโทรศัพท์เคลื่อนที่"),
    ("นักเรียน", "206 คน", "206 คน → 206"),
    ("พิกัด", "101.65, 12.775", "สลับละติจูดกับลองจิจูด"),
    ("เว็บไซต์", "www.school.example", "→ https://www.school.example"),
    ("ดำรงตำแหน่งเมื่อ", "2567-10-01", "→ 1 ต.ค. 2567"),
    ("ดำรงตำแหน่งเมื่อ", "1/10/67", "→ 1 ต.ค. 2567"),
    ("ผู้บริหาร", "นายสมม\u200bติ คนที่หนึ่ง", "สมม␣ติ"),
    ("8 หลัก", "๒๑๐๒๐๐๐๑", "→ 21020001"),
]


@pytest.mark.parametrize(("heading", "text", "said"), REPAIRED)
def test_a_repair_is_said_with_its_column(heading: str, text: str, said: str) -> None:
    repairs = cell(heading, text, memory={heading: ""} if heading == "" else {}).repairs
    assert any(said in repair for repair in repairs), repairs


@pytest.mark.parametrize(
    ("heading", "text"),
    [("ผู้บริหาร", "นายสมมติ  คนที่หนึ่ง"), ("ดำรงตำแหน่งเมื่อ", "2024-10-01"), ("โทรศัพท์", "038-000-100"), ("ครู", "11")],
)
def test_what_only_looks_different_is_no_repair(heading: str, text: str) -> None:
    assert [r for r in cell(heading, text).repairs if "สังกัด" not in r] == []


DOUBTFUL = [
    ("อีเมล", "school@school..example", "จุดติดกันสองจุด"),
    ("อีเมล", "school 001@school.example", "ช่องว่าง"),
    ("อีเมล", "school.example", "ไม่มีเครื่องหมาย @"),
    ("อีเมล", "school@gmail.con", "หมายถึง gmail.com"),
    ("อีเมล", "@school.example", "ไม่ครบ"),
    ("โทรศัพท์", "09x-xxx-xxxx", "ปิดไว้บางส่วน"),
    ("โทรศัพท์", "0380001", "9 หลัก"),
    ("โทรศัพท์", "ถามที่อำเภอ", "ไม่ใช่หมายเลข"),
    ("ชื่อผู้บริหาร (นาย/นาง)", "?5", "ไม่ใช่ชื่อบุคคล"),
    ("นักเรียน", "-5", "ติดลบไม่ได้"),
    ("นักเรียน", "12.5", "จำนวนเต็ม"),
    ("นักเรียน", "120-130", "อ่านจำนวนนักเรียนไม่ออก"),
    ("นักเรียน", "สองร้อย", "อ่านจำนวนนักเรียนไม่ออก"),
    ("นักเรียน", "999999", "มากเกินกว่า"),
    ("ดำรงตำแหน่งเมื่อ", "31 ก.พ. 2567", "ก.พ. 2567"),
    ("ดำรงตำแหน่งเมื่อ", "1/10/12", "กำกวม"),
    ("ดำรงตำแหน่งเมื่อ", "45566", "ตัวเลขล้วน"),
    ("8 หลัก", "2102001", "8 หลัก ช่องนี้มี 7"),
    ("8 หลัก", "2.1E+07", "ต้องเป็นตัวเลข"),
    ("รหัสไปรษณีย์", "99999", "ไม่ใช่ของ"),
    ("รหัสไปรษณีย์", "2111", "5 หลัก"),
    ("พิกัด", "51.5, -0.12", "นอกประเทศไทย"),
    ("พิกัด", "18.79, 98.98", "ห่างจาก จ.ระยอง"),
    ("พิกัด", "12.77", "ทั้งละติจูดและลองจิจูด"),
    ("เว็บไซต์", "ยังไม่มีเว็บ", "เปิดไม่ได้"),
    ("ที่อยู่", NO_VALUE, "สูตรที่ไม่มีค่า"),
    ("นักเรียน", NO_VALUE, "สูตรที่ไม่มีค่า"),
    ("นักเรียน", "#REF!", "คำนวณไม่ได้"),
    ("ที่อยู่", "=cmd|' /C calc'!A0", "เป็นสูตร"),
    ("ผู้บริหาร", "<script>alert(1)</script>", "HTML"),
    ("ผู้บริหาร", "นาย\ufffdมมติ", "เสียหาย"),
    ("หมายเหตุ", "ยุบเลิก 2566", "ยังเปิดอยู่หรือปิดแล้ว"),
    ("หมายเหตุ", "ควบรวมแล้ว เรียนรวมกับโรงเรียนใกล้เคียง", "ยังเปิดอยู่หรือปิดแล้ว"),
    ("หมายเหตุ", "เปลี่ยนชื่อจาก โรงเรียนบ้านเก่า", "เปลี่ยนชื่อหรือไม่"),
    ("หมายเหตุ", "(เดิมชื่อ โรงเรียนบ้านตัวอย่าง)", "เปลี่ยนชื่อหรือไม่"),
]


@pytest.mark.parametrize(("heading", "text", "message"), DOUBTFUL)
def test_what_cannot_be_right_is_asked(heading: str, text: str, message: str) -> None:
    row = cell(heading, text)
    assert row.outcome == "doubtful"
    assert row.problems[0].column == heading
    assert message in row.problems[0].message


@pytest.mark.parametrize("text", ["-", "–", "ไม่มี", "n/a", "N/A", " ", "...", "ไม่ระบุ", "undefined"])
@pytest.mark.parametrize(
    "heading", ["โทรศัพท์", "อีเมล", "นักเรียน", "ดำรงตำแหน่งเมื่อ", "พิกัด", "8 หลัก", "ผู้บริหาร", "ที่อยู่"]
)
def test_a_cell_that_says_nothing_gives_nothing(heading: str, text: str) -> None:
    row = cell(heading, text)
    assert (row.outcome, row.problems) == ("new", ())
    assert set(row.values) == {"name", "place", "scope", "kind"}


def test_the_good_part_of_a_cell_stays_beside_the_bad() -> None:
    row = cell("โทรศัพท์", "038-000102, 09x-xxx-xxxx")
    assert (row.values["phones"], row.outcome) == (["038000102"], "doubtful")


def test_a_second_mail_address_is_taken_as_a_persons() -> None:
    row = cell("อีเมล", "saraban@school.example, somebody@mail.example")
    assert (row.values["email"], row.values["personal_email"]) == (
        "saraban@school.example",
        "somebody@mail.example",
    )


def test_two_addresses_may_be_parted_by_a_blank() -> None:
    assert cell("อีเมล", "a@school.example b@mail.example").values["personal_email"] == "b@mail.example"


def test_lists_of_several_columns_are_put_together() -> None:
    row = only([*HEADINGS, "โทรศัพท์ 1", "โทรศัพท์ 2"], ["วัดกระแส", "กระแสบน", "แกลง", "038000100", "038000101"])
    assert row.values["phones"] == ["038000100", "038000101"]


def test_a_note_of_closing_offers_its_date() -> None:
    question = cell("หมายเหตุ", "ยุบเลิกเมื่อ 1 พ.ค. 2566").questions[0]
    assert (question.kind, question.guess) == ("closed", {"closed_on": "2023-05-01"})


def test_a_former_name_is_offered() -> None:
    question = cell("หมายเหตุ", "(เดิมชื่อ โรงเรียนบ้านตัวอย่าง)").questions[0]
    assert (question.kind, question.guess) == ("renamed", {"other_names": ["โรงเรียนบ้านตัวอย่าง"]})


NAMES = [
    ("โรงเรียน ชำนาญสามัคคีวิทยา", "โรงเรียนชำนาญสามัคคีวิทยา"),
    ("รร.บ้านเขาหินแท่น", "โรงเรียนบ้านเขาหินแท่น"),
    ("ร.ร.บ้านเขาหินแท่น", "โรงเรียนบ้านเขาหินแท่น"),
    ("บ้านหนองไทร", "โรงเรียนบ้านหนองไทร"),
    ("วัดคลองชากพง", "โรงเรียนวัดคลองชากพง"),
    ("โรงเรียนบ้านชุมเเสง", "โรงเรียนบ้านชุมแสง"),
    ("โรงเรียนบ้านน\u0e4dาเป\u0e47น", "โรงเรียนบ้านนำเป็น"),
    ("โรงเรียนบ้าน\u200bนา", "โรงเรียนบ้านนา"),
    ("โรงเรียนไทยรัฐวิทยา ๔๓", "โรงเรียนไทยรัฐวิทยา 43"),
    ("โรงเรีนบ้านกุดหิน", "โรงเรียนบ้านกุดหิน"),
    ("โรงเรียนวัดป่ายุบ*", "โรงเรียนวัดป่ายุบ"),
    ("“โรงเรียนวัดป่ายุบ”", "โรงเรียนวัดป่ายุบ"),
    ("1. โรงเรียนวัดป่ายุบ", "โรงเรียนวัดป่ายุบ"),
    ("- โรงเรียนวัดป่ายุบ", "โรงเรียนวัดป่ายุบ"),
    ('โรงเรียนแกลง "วิทยสถาวร"', 'โรงเรียนแกลง "วิทยสถาวร"'),
    ("โรงเรียนนวมินทราชินูทิศ", "โรงเรียนนวมินทราชินูทิศ"),
    ("วิทยาลัยเทคนิคระยอง", "วิทยาลัยเทคนิคระยอง"),
    ("ศูนย์การศึกษาพิเศษ ประจำจังหวัดระยอง", "ศูนย์การศึกษาพิเศษ ประจำจังหวัดระยอง"),
    ("โรงเรียน\nวัดป่ายุบ", "โรงเรียนวัดป่ายุบ"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_school_is_called_in_full(text: str, name: str) -> None:
    row = only(["ชื่อสถานศึกษา", "ตำบล", "อำเภอ"], [text, "ทางเกวียน", "แกลง"])
    assert (row.name, row.outcome) == (name, "new")
    assert any(name in repair for repair in row.repairs) == (text.replace("\n", " ") != name)


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("x")',
        "=1+1",
        "+cmd",
        "@SUM(A1)",
        "-2+3",
        "'=A1",
        "<b>โรงเรียน</b>",
        "#REF!",
        NO_VALUE,
        "12345",
        "โรงเรียน",
        "ก" * 301,
    ],
)
def test_what_is_no_name_is_an_error(text: str) -> None:
    row = only(["ชื่อสถานศึกษา", "ตำบล", "อำเภอ"], [text, "ทางเกวียน", "แกลง"])
    assert (row.outcome, row.problems[0].column, row.name) == ("error", "ชื่อสถานศึกษา", "")


def test_a_row_without_a_name_is_an_error() -> None:
    row = only(["ชื่อสถานศึกษา", "ตำบล", "อำเภอ"], ["-", "ทางเกวียน", "แกลง"])
    assert (row.outcome, row.problems[0].message) == ("error", "แถวนี้ไม่มีชื่อหน่วยงาน")


def test_a_bracket_about_closing_is_no_part_of_the_name() -> None:
    row = only(["ชื่อสถานศึกษา", "ตำบล", "อำเภอ"], ["โรงเรียนวัดป่ายุบ (ยุบเลิก)", "ทางเกวียน", "แกลง"])
    assert (row.name, row.questions[0].kind) == ("โรงเรียนวัดป่ายุบ", "closed")


def test_a_remark_beside_a_number_is_said_to_be_left_out() -> None:
    assert "โทรศัพท์: ไม่เอาข้อความ “(เวลาราชการ)”" in cell("โทรศัพท์", "038-000000 (เวลาราชการ)").repairs


@pytest.mark.parametrize("text", ["038-000100 (สำนักงาน)", "038-000100 (โทรสาร)", "(038) 000100"])
def test_a_bracket_that_says_which_telephone_is_no_remark(text: str) -> None:
    assert not [repair for repair in cell("โทรศัพท์", text).repairs if "ไม่เอา" in repair]


SEVERAL = [
    "วัดกระแส, วัดกร่ำ",
    "โรงเรียนวัดกระแส และโรงเรียนวัดกร่ำ",
    "โรงเรียนวัดกระแส\nโรงเรียนวัดกร่ำ",
    "รร.วัดกระแส/รร.วัดกร่ำ",
    "1. วัดกระแส 2. วัดกร่ำ",
]


@pytest.mark.parametrize("name", SEVERAL)
def test_several_schools_in_one_cell_are_no_agency(name: str) -> None:
    row = only(HEADINGS, [name, "กระแสบน", "แกลง"])
    assert (row.outcome, row.problems[0].column) == ("error", HEADINGS[0])
    assert "แยกเป็นแถวละแห่ง" in row.problems[0].message


ONE = [
    "โรงเรียนวัดห้วงหิน สาขาโรงเรียนวัดชากกอไผ่",
    "โรงเรียนเทศบาลสมมติ (โรงเรียนกีฬาสมมติ)",
    "โรงเรียนบ้านเพ็กใหญ่และสระบัว",
    "โรงเรียนชุมชน\nบ้านนา",
    "โรงเรียนบ้านนา (มิตรภาพที่ 29) สาขาบ้านห้วย",
]


@pytest.mark.parametrize("name", ONE)
def test_a_long_name_is_one_school(name: str) -> None:
    assert only(HEADINGS, [name, "กระแสบน", "แกลง"]).outcome == "new"


def test_a_heading_is_no_name() -> None:
    rows = judged(["ชื่อโรงเรียน", "วัดกระแส"], ["ตำบล", "กระแสบน"], ["อำเภอ", "แกลง"]).rows
    assert {row.outcome for row in rows} == {"error"}


def test_a_column_of_codes_with_a_few_short_ones_is_still_one() -> None:
    rows = [
        [code, f"โรงเรียนบ้านสมมติ{n}", "แกลง"] for n, code in enumerate(["21020001", "21020002", "2102003"])
    ]
    found = judged(["รหัสโรงเรียน", "ชื่อโรงเรียน", "อำเภอ"], *rows)
    assert found.plans[0].mapping["รหัสโรงเรียน"] == "code8"
    assert [row.outcome for row in found.rows] == ["new", "new", "doubtful"]
