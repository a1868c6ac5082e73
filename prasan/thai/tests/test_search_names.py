import pytest
from hypothesis import given
from hypothesis import strategies as st

from prasan.thai.tests.strategies import names
from prasan.thai.text import fold_name, normalise, search_key, search_terms


def found(query: str, name: str) -> bool:
    key = search_key(name)
    return all(term in key for term in search_terms(query))


@pytest.mark.parametrize(
    "query",
    [
        "บ้านน้ำเป็น", "น้ำเป็น", "รร.บ้านน้ำเป็น", "ร.ร.บ้านน้ำเป็น", "รร บ้านน้ำเป็น", "รรบ้านน้ำเป็น", "นำเปน",
        "โรงเรียนน้ำเป็น", "โรงเรียน น้ำเป็น", "โรงเรียน", "รร.", "โรงเร", "บ้าน", "น้ํา", "น้ำ เป็น", "เป็น น้ำ", "  ", "",
    ],
)  # fmt: skip
def test_a_school_is_found_however_it_is_asked_for(query: str) -> None:
    assert found(query, "โรงเรียนบ้านน้ำเป็น")
    assert found(query, "รร.บ้านน้ําเป็น")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("วัด", "โรงเรียนวัดกระแส"),
        ("กลางกร่ำ", "โรงเรียนชุมชนวัดกลางกร่ำ"),
        ("วัดกลางกร่ำ", "โรงเรียนชุมชนวัดกลางกร่ำ"),
        ("บ้านหนองไทร", "หนองไทร"),
        ("โรงเรียนบ้านหนองไทร", "บ้านหนองไทร"),
        ("โรงเรียน หนองไทร", "บ้านหนองไทร"),
        ("แกลง วิทยสถาวร", 'โรงเรียนแกลง "วิทยสถาวร"'),
        ("ไทยรัฐ ๔๓", "โรงเรียนไทยรัฐวิทยา 43 (บ้านคลองเขต)"),
        ("อบต.กร่ำ", "องค์การบริหารส่วนตำบลกร่ำ"),
        ("องค์การบริหารส่วนตำบลกร่ำ", "อบต.กร่ำ"),
        ("อบต กร่ำ", "องค์การบริหารส่วนตำบลกร่ำ"),
        ("สพป.ระยอง เขต ๒", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2"),
        ("ประถมศึกษาระยอง", "สพป.ระยอง เขต 2"),
        ("สพป", "สพป.ระยอง เขต 2"),
        ("ผอ.รร.วัดเขา", "ผู้อำนวยการโรงเรียนวัดเขา"),
    ],
)
def test_part_of_a_name_finds_it(query: str, name: str) -> None:
    assert found(query, name)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("วัด", "โรงเรียนบ้านน้ำเป็น"),
        ("น้ำใส", "โรงเรียนบ้านน้ำเป็น"),
        ("น้ำเป็น วัด", "โรงเรียนบ้านน้ำเป็น"),
        ("|", "โรงเรียน|"),
    ],
)
def test_what_is_not_in_a_name_does_not_find_it(query: str, name: str) -> None:
    assert search_terms(query) == [] or not found(query, name)


def test_a_prefix_alone_is_a_term_and_stays_one() -> None:
    assert search_terms("วัด") == ["วัด"]
    assert search_terms("โรงเรียน") == ["โรงเรียน"]


def test_no_letters_ask_for_nothing() -> None:
    assert search_terms(' - "" ่') == []


def test_the_telling_part_of_a_name_is_the_same_for_all_its_spellings() -> None:
    spellings = ("รร.บ้านน้ำเป็น", "น้ำเป็น", "โรงเรียน บ้านน้ำเป็น", "วัดน้ำเป็น")
    assert {fold_name(name) for name in spellings} == {"นำเปน"}


@given(names, st.data())
def test_every_part_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    plain = normalise(name)
    start = data.draw(st.integers(0, len(plain)))
    end = data.draw(st.integers(start, len(plain)))
    assert found(plain[start:end], name)
