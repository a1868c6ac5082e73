import pytest

from prasan.thai.abbreviations import PROVINCE_ABBREVIATIONS, expand
from prasan.thai.places import provinces


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("รร.บ้านนา", "โรงเรียนบ้านนา"),
        ("ร.ร.บ้านนา", "โรงเรียนบ้านนา"),
        ("ร. ร. บ้านนา", "โรงเรียนบ้านนา"),
        ("รรบ้านนา", "โรงเรียนบ้านนา"),
        ("ผอ.รร.วัดเขา", "ผู้อำนวยการโรงเรียนวัดเขา"),
        ("รอง ผอ.สพป.ระยอง เขต 2", "รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2"),
        ("สพป ระยอง", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษา ระยอง"),
        ("ส.พ.ป.ระยอง", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง"),
        ("อบต.กร่ำ", "องค์การบริหารส่วนตำบลกร่ำ"),
        ("รพ.สต.กร่ำ", "โรงพยาบาลส่งเสริมสุขภาพตำบลกร่ำ"),
        ("รพ.แกลง", "โรงพยาบาลแกลง"),
        ("(สพฐ.)", "(สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน)"),
    ],
)
def test_it_writes_abbreviations_out(short: str, full: str) -> None:
    assert expand(short) == full


@pytest.mark.parametrize("text", ["ธรรมสถิต", "บ้านนา", "สถานีตำรวจ", "พ.ร.ร. 12", "กรร.", "ทมอ", "a.b.c", ""])
def test_it_leaves_other_words_alone(text: str) -> None:
    assert expand(text) == text


def test_an_office_can_bring_its_own_table() -> None:
    assert expand("ศน.ระยอง", {"ศน": "ศึกษานิเทศก์"}) == "ศึกษานิเทศก์ระยอง"


def test_every_province_has_its_two_letters() -> None:
    assert sorted(PROVINCE_ABBREVIATIONS.values()) == sorted(p.name for p in provinces())
