import pytest
from hypothesis import given
from hypothesis import strategies as st

from prasan.thai.distance import distance, within
from prasan.thai.names import affiliation_key, display_school, same_office, similar, variants_key
from prasan.thai.tests.strategies import dirty, names


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("รร.บ้านห้วยยาง", "โรงเรียนบ้านห้วยยาง"),
        ("ร.ร.บ้านห้วยยาง", "โรงเรียนบ้านห้วยยาง"),
        ("ร. ร. บ้านห้วยยาง", "โรงเรียนบ้านห้วยยาง"),
        ("รรบ้านห้วยยาง", "โรงเรียนบ้านห้วยยาง"),
        ("โรงเรียน  บ้านสองพี่น้อง ", "โรงเรียนบ้านสองพี่น้อง"),
        ("โรงเรียนบ้านน้ําเป็น", "โรงเรียนบ้านน้ำเป็น"),
        ("โรงเรียนบ้านชุมเเสง", "โรงเรียนบ้านชุมแสง"),
        ('โรงเรียนแกลง "วิทยสถาวร"', 'โรงเรียนแกลง "วิทยสถาวร"'),
        ("ห้วยยางศึกษา", "ห้วยยางศึกษา"),
        ("โรงเรียน", "โรงเรียน"),
    ],
)
def test_a_school_is_shown_with_its_full_prefix(written: str, shown: str) -> None:
    assert display_school(written) == shown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("โรงเรียนบ้านน้ำเป็น", "รร.บ้านน้ําเป็น"),
        ("โรงเรียนบ้านน้ำเป็น", "บ้านน้ำ\u200bเป็น "),
        ("ไทยรัฐวิทยา ๔๓ (บ้านคลองเขต)", "โรงเรียนไทยรัฐวิทยา 43(บ้านคลองเขต)"),
        ('แกลง "วิทยสถาวร"', "โรงเรียนแกลง “วิทยสถาวร”"),
        ("ชุมเเสง", "ชุมแสง"),
        ("อบต.กร่ำ", "องค์การบริหารส่วนตำบลกร่ำ"),
        ("โรงเรียนนานาชาติ AEC", "นานาชาติ aec"),
    ],
)
def test_spellings_of_one_name_are_the_same(one: str, other: str) -> None:
    assert variants_key(one) == variants_key(other)
    assert similar(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("โรงเรียนบ้านน้ำเป็น", "โรงเรียนบ้านนำเป็น", 0.95, 0.99),
        ("โรงเรียนวังจันทน์", "โรงเรียนวังจันทร์", 0.9, 0.99),
        ("โรงเรียนวัดโพธิ์ทอง", "โรงเรียนวัดโพทอง", 0.9, 0.99),
        ("โรงเรียนบ้านหนองไทร", "โรงเรียนหนองไทร", 0.9, 0.99),
        ("โรงเรียนชุมชนวัดกลางกร่ำ", "โรงเรียนวัดกลางกร่ำ", 0.8, 0.99),
        ("โรงเรียนบ้านหนองคุย", "โรงเรียนบ้านหนองคูย", 0.85, 0.99),
        ("โรงเรียนบ้านหนองไทร", "โรงเรียนวัดหนองไทร", 0.75, 0.85),
        ("โรงเรียนบ้านสามแยกน้ำเป็น", "โรงเรียนบ้านน้ำเป็น", 0, 0.8),
        ("โรงเรียนวัดป่ายุบ", "โรงเรียนวัดกระแส", 0, 0.6),
        ("โรงเรียนไทยรัฐวิทยา 43", "โรงเรียนไทยรัฐวิทยา 44", 0, 0.5),
        ("ก", "", 0, 0.1),
    ],
)
def test_near_misses_are_near_and_others_are_not(one: str, other: str, least: float, most: float) -> None:
    assert least <= similar(one, other) <= most
    assert similar(one, other) == similar(other, one)
    assert variants_key(one) != variants_key(other)


@given(dirty, dirty)
def test_likeness_lies_between_nought_and_one(one: str, other: str) -> None:
    assert 0 <= similar(one, other) <= 1
    assert similar(one, other) == similar(other, one)
    assert similar(one, one) == 1


RAYONG_2 = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2"


@pytest.mark.parametrize(
    "text",
    [
        "สพป.ระยอง เขต 2", "สพป.ระยอง เขต ๒", "สพป ระยอง เขต2", "สพป.ระยองเขต 2", "สพป.ระยอง 2",
        "ส.พ.ป. ระยอง เขต 2",
        "สพป. ระยอง  เขต  2", "ระยอง สพป.เขต 2", "สพป.เขต 2 จ.ระยอง", "สพป.เขต 2 จังหวัดระยอง",
        "สังกัด สพป.ระยอง เขต 2",
        "สำนักงานเขตพื้นที่การศึกษาประถมศึกษา ระยอง เขต ๒", "สนง.เขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2",
        "เขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2", f"{RAYONG_2} (สพป.ระยอง เขต 2)",
        "สพป.\u200bระยอง เขต 02",
        "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขตที่ 2", "สพป.รย.2", "สพป.รย.เขต 2",
    ],
)  # fmt: skip
def test_the_same_office_in_any_spelling(text: str) -> None:
    assert same_office(text, RAYONG_2)


@pytest.mark.parametrize(
    "text",
    [
        "สพป.ระยอง เขต 1",
        "สพม.ระยอง เขต 2",
        "สพป.ชลบุรี เขต 2",
        "สพป.ระยอง",
        "สพม.ชลบุรี ระยอง",
        "สช.",
        "อปท.",
        "",
    ],
)
def test_another_office_is_another(text: str) -> None:
    assert not same_office(text, RAYONG_2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("สพม.ชลบุรี ระยอง", "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาชลบุรี ระยอง"),
        ("สพม.ชลบุรี-ระยอง", "สพม.ชลบุรี ระยอง"),
        ("สพม.ระยอง ชลบุรี", "สพม.ชลบุรี ระยอง"),
        ("สพม.ชบ.รย.", "สพม.ชลบุรี ระยอง"),
        ("สพป.กทม.", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษากรุงเทพมหานคร"),
        ("สช.", "สำนักงานคณะกรรมการส่งเสริมการศึกษาเอกชน"),
        ("ทต.แกลง", "เทศบาลตำบลแกลง"),
        ("อปท", "องค์กรปกครองส่วนท้องถิ่น"),
    ],
)
def test_abbreviations_name_the_same_office(one: str, other: str) -> None:
    assert same_office(one, other)


def test_nobody_has_no_office() -> None:
    assert affiliation_key(" - ") == ""
    assert not same_office("", "")


def slow_distance(one: str, other: str) -> int:
    """The table of the textbook."""
    cost = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            differs = one[i - 1] != other[j - 1]
            cost[i, j] = min(cost[i - 1, j] + 1, cost[i, j - 1] + 1, cost[i - 1, j - 1] + differs)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                cost[i, j] = min(cost[i, j], cost[i - 2, j - 2] + 1)
    return cost[len(one), len(other)]


@given(st.text("กขค", max_size=9) | names, st.text("กขค", max_size=9) | names)
def test_slips_are_counted_as_by_the_textbook(one: str, other: str) -> None:
    slips = slow_distance(one, other)
    assert distance(one, other) == slips
    assert within(one, other, slips)
    assert slips == 0 or not within(one, other, slips - 1)
