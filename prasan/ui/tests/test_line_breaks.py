"""Names and compounds stay on one line; numbers stay with what they count."""

from __future__ import annotations

import pytest

from prasan.ui.breaks import LONGEST, NBSP, no_break, no_break_name


def held(html: str) -> list[str]:
    return [part.partition("</span>")[0] for part in html.split('<span class="nb">')[1:]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา", ["ผู้อำนวยการ", "สำนักงาน", "เขตพื้นที่การศึกษา"]),
        ("รักษาราชการแทน ผอ.สพป.ระยอง", ["รักษาราชการแทน", "ผอ.สพป.ระยอง"]),
        ("โรงเรียนบ้านมาบเหลาชะโอน", ["โรงเรียน", "บ้านมาบเหลาชะโอน"]),
        ("ตำบลชากพง อำเภอแกลง", ["ตำบลชากพง", "อำเภอแกลง"]),
        ("รองผู้อำนวยการ", ["รองผู้อำนวยการ"]),
        ("เจ้าหน้าที่บันทึกคำสั่ง", ["เจ้าหน้าที่", "คำสั่ง"]),
        ("ให้ นางสาวตัวอย่าง คนที่เจ็ด", ["นางสาวตัวอย่าง"]),
        ("ก่อนตั้งค่าสำนักงาน", ["ตั้งค่าสำนักงาน"]),
        ("plain text", []),
    ],
)
def test_it_holds_words_together(text: str, expected: list[str]) -> None:
    assert held(no_break(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16 พ.ย. 2569", f"16{NBSP}พ.ย.{NBSP}2569"),
        ("9.41 น.", f"9.41{NBSP}น."),
        ("แถว 5 คน", f"แถว{NBSP}5{NBSP}คน"),
        ("เขต 2", f"เขต{NBSP}2"),
        ("0 3800 0000 ต่อ 30", f"0{NBSP}3800{NBSP}0000{NBSP}ต่อ{NBSP}30"),
        ("ก · ข", f"ก{NBSP}· ข"),
        ("อื่น ๆ", f"อื่น{NBSP}ๆ"),
        ("ก ข", "ก ข"),
    ],
)
def test_it_joins_numbers_to_what_they_count(text: str, expected: str) -> None:
    assert no_break(text) == expected


def test_it_lets_a_name_break_only_at_blanks_and_after_the_word_school() -> None:
    assert held(no_break_name("โรงเรียนชุมชนวัดกลาง (อนุสรณ์)")) == ["โรงเรียน", "ชุมชนวัดกลาง", "(อนุสรณ์)"]


def test_it_never_holds_more_than_a_narrow_screen_can_show() -> None:
    long_name = "โรงเรียน" + "บ้าน" * 20
    assert all(
        len(part) <= LONGEST + 10 for part in held(no_break_name(long_name)) + held(no_break(long_name))
    )


def test_it_changes_no_letter() -> None:
    text = "โรงเรียนวัดเกาะลอย & สพป.ระยอง เขต 2 โทร 0 3800 0000"
    bare = no_break(text).replace('<span class="nb">', "").replace("</span>", "").replace(NBSP, " ")
    assert bare == text.replace("&", "&amp;")
