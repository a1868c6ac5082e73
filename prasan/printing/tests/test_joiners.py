import pytest

from prasan.printing.joiners import (
    BOX,
    HARD_BLANK,
    JOINER,
    LONGEST_GUESS,
    SOFT_BREAK,
    Literal,
    Plain,
    Preparer,
    join,
    soften,
    thai_digits,
)

ASCII_AND_THAI = frozenset([*range(0x20, 0x7F), *range(0x0E01, 0x0E5C), 0x25A1, 0x2013, 0xA0, 0x2060])


def pieces(text: str) -> list[str]:
    """Where a line may end: at blanks and before a letter without a joiner, seen from the joined text."""
    parts = [""]
    joined = join(text)
    for i, character in enumerate(joined):
        starts = "ก" <= character <= "ฮ" or "เ" <= character <= "ไ"
        if i and starts and joined[i - 1] != JOINER and joined[i - 1] not in "เแโใไ":
            parts.append("")
        parts[-1] += character.replace(JOINER, "")
    return parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ผู้ปกครอง", ["ผู้ปกครอง"]),
        ("รักษาราชการแทน", ["รักษา", "ราชการ", "แทน"]),
        ("โรงเรียนบ้านมาบเหลาชะโอน", ["โรงเรียน", "บ้านมาบเหลาชะโอน"]),
        ("ตำบลทุ่งควายกิน", ["ตำบลทุ่งควายกิน"]),
        ("องค์การบริหารส่วนตำบล", ["องค์การบริหารส่วน", "ตำบล"]),
        ("นพ.อุดม", ["นพ.อุดม"]),
        ("หมู่ที่", ["หมู่ที่"]),
        ("โปรดเกล้าฯ", ["โปรดเกล้าฯ"]),
    ],
)
def test_it_lets_lines_end_only_between_words(text: str, parts: list[str]) -> None:
    assert pieces(text) == parts


@pytest.mark.parametrize(
    ("text", "glued"),
    [
        ("เขต 2", "เขต_2"),
        ("142 คน", "142_คน"),
        ("16 พฤศจิกายน 2569", "16_พฤศจิกายน_2569"),
        ("๘ มิ.ย. ๒๕๖๙", "๘_มิ.ย._๒๕๖๙"),
        ("0 3800 0000 ต่อ 12", "0_3800_0000 ต่อ_12"),
        ("ต่าง ๆ", "ต่าง_ๆ"),
        ("จังหวัดระยอง 21110", "จังหวัดระยอง_21110"),
        ("เว็บ (เดิม ภายใน)", "เว็บ (เดิม_ภายใน)"),
        ("038-000001, 038-000002", "038-000001, 038-000002"),
    ],
)
def test_it_keeps_figures_with_what_they_count(text: str, glued: str) -> None:
    assert join(text).replace(JOINER, "").replace(HARD_BLANK, "_") == glued


def test_it_never_changes_a_letter() -> None:
    text = "ข้อความยาวมากไม่มีเว้นวรรค" * 40
    assert join(text).replace(JOINER, "").replace(SOFT_BREAK, "") == text


def test_what_is_no_word_may_break() -> None:
    for text in ("ก" * 5000, "กรรม" * 1000, "ฒฬ" * 60):
        assert max(map(len, join(text).replace(JOINER, "").split(SOFT_BREAK))) <= LONGEST_GUESS


def test_a_long_address_may_break_behind_its_signs() -> None:
    assert soften("saraban@rayong2.example") == f"saraban@{SOFT_BREAK}rayong2.example"
    long = soften("http://" + "a" * 5000)
    assert max(map(len, long.split(SOFT_BREAK))) <= 18
    assert long.replace(SOFT_BREAK, "") == "http://" + "a" * 5000
    assert soften("038-000001") == "038-000001"


@pytest.mark.parametrize(
    "code", ["@community-sample", "@@community-sample", "community-sample@", "a@b@community-x"]
)
def test_a_code_keeps_every_sign(code: str) -> None:
    assert soften(code).replace(SOFT_BREAK, "") == code


def test_thai_digits_leave_codes_and_addresses_alone() -> None:
    assert thai_digits("ปี 2569") == "ปี ๒๕๖๙"
    assert (
        thai_digits("142 คน (DMC 2569) school1@rayong2.example")
        == "๑๔๒ คน (DMC ๒๕๖๙) school1@rayong2.example"
    )
    assert thai_digits("ช่อง LINE 26 แห่ง LINE 0800000001") == "ช่อง LINE ๒๖ แห่ง LINE 0800000001"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("ดีใจ 😀👨‍👩‍👧 มาก", f"ดีใจ {BOX} มาก"),
        ("① ﬁ ２", "1 fi 2"),
        ("\ud800ก\x00\x07\u200b\ufeffข", "กข"),
        ("漢字", BOX),
        ("นํ้า", "น้ำ"),
        ("a\tb\nc", "a b c"),
    ],
)
def test_it_prints_a_box_for_what_the_font_lacks(typed: str, printed: str) -> None:
    assert Preparer(ASCII_AND_THAI, digits=False).text(Plain(typed)) == printed


def test_the_walk_prepares_strings_wherever_they_are() -> None:
    preparer = Preparer(ASCII_AND_THAI, digits=True)
    data = {"rows": [{"n": 12, "s": "ปี 2569"}, ("ก 1",)], "code": Literal("12-34"), "title": Plain("เขต 2")}
    done = preparer.walk(data)
    assert done["rows"][0] == {"n": 12, "s": "ปี ๒๕๖๙"}
    assert done["rows"][1] == ["ก ๑"]
    assert (done["code"], done["title"]) == ("12-34", "เขต ๒")
