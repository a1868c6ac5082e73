import pytest

from prasan.thai import digits


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234 คน", 1234),
        ("๒๐๖ คน", 206),
        ("206.0", 206),
        ("12.5", 12.5),
        ("-3", -3),
        ("๑,๒๓๔,๕๖๗", 1234567),
        ("จำนวน 12 ห้อง", 12),
        ("200คน", 200),
        ("\u200b45\u00a0คน", 45),
        (206.0, 206),
        (7, 7),
    ],
)
def test_it_reads_the_number_of_a_cell(text: str | float, number: float) -> None:
    read = digits.parse_number(text)
    assert read == number
    assert type(read) is type(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "ไม่มี",
        "12/3",
        "1,23",
        "5 และ 6",
        "1.2.3",
        "12-15 คน",
        "๑๒a",
        "9" * 400,
        float("nan"),
        float("inf"),
    ],
)
def test_it_takes_nothing_that_is_not_one_number(text: str | float) -> None:
    assert digits.parse_number(text) is None


def test_digits_change_kind_and_nothing_else() -> None:
    assert digits.to_thai("เขต 2/2569 ก") == "เขต ๒/๒๕๖๙ ก"
    assert digits.to_arabic("เขต ๒/๒๕๖๙ ก") == "เขต 2/2569 ก"


def test_thousands_are_grouped() -> None:
    assert digits.group(1234567) == "1,234,567"
    assert digits.group(12.5) == "12.5"
