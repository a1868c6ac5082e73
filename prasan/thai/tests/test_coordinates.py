import pytest
from hypothesis import given
from hypothesis import strategies as st

from prasan.thai.coordinates import Coordinates, CoordinatesError, parse

Cell = str | float | None


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (12.77, 101.6),
        ("12.77", "101.6"),
        ("๑๒.๗๗", "๑๐๑.๖"),
        ("N 12.77", "E 101.6"),
        ("12.77N", "101.6 E"),
        ("12.77°", "101.6°"),
        ("12.77, 101.6", None),
        ("12.77 101.6", ""),
        ("(12.77, 101.6)", None),
        ("lat: 12.77 long: 101.6", None),
        ("ละติจูด 12.77 ลองจิจูด 101.6", "-"),
        (None, "12.77,101.6"),
    ],
)
def test_decimal_degrees_need_no_repair(latitude: Cell, longitude: Cell) -> None:
    assert parse(latitude, longitude) == Coordinates(12.77, 101.6)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("12°46'37\"N", "101°36'00\"E"),
        ("12° 46′ 37″ N", "101° 36′ 0″ E"),
        ("12 46 37", "101 36 0"),
        ("12:46:37", "101:36:00"),
        ("12 องศา 46 ลิปดา 37 ฟิลิปดา เหนือ", "101 องศา 36 ลิปดา 0 ฟิลิปดา ตะวันออก"),
        ("๑๒°๔๖'๓๗\"", "๑๐๑°๓๖'"),
        ("12°46'37\"N 101°36'00\"E", None),
        ("12 46 37 101 36 0", None),
    ],
)
def test_minutes_and_seconds_become_decimals(latitude: Cell, longitude: Cell) -> None:
    assert parse(latitude, longitude) == Coordinates(12.776944, 101.6, "แปลงพิกัดเป็นองศาทศนิยม")


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(101.6, 12.77), ("101.6, 12.77", None), ("E 101.6", "N 12.77"), ("101.6E 12.77N", None)],
)
def test_swapped_ones_are_put_right_and_told(latitude: Cell, longitude: Cell) -> None:
    assert parse(latitude, longitude) == Coordinates(12.77, 101.6, "สลับละติจูดกับลองจิจูด")


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("", ""), (None, None), ("-", "-"), (0.0, 0.0), ("ไม่มี", "")]
)
def test_empty_cells_are_no_place(latitude: Cell, longitude: Cell) -> None:
    assert parse(latitude, longitude) is None


@pytest.mark.parametrize(
    ("latitude", "longitude", "reason"),
    [
        ("200", "12", "ละติจูดไม่เกิน 90"),
        ("51.5", "0.1", "อยู่นอกประเทศไทย"),
        (-12.77, 101.6, "อยู่นอกประเทศไทย"),
        ("12.77 S", "101.6", "อยู่นอกประเทศไทย"),
        ("12.77", "", "ต้องมีทั้งละติจูดและลองจิจูด"),
        ("abc", "def", "อ่านพิกัดไม่ออก"),
        ("12 99 0", "101 0 0", "น้อยกว่า 60"),
        (float("nan"), 101.6, "อ่านพิกัดไม่ออก"),
        (12.77, float("inf"), "อ่านพิกัดไม่ออก"),
    ],
)
def test_what_cannot_be_right_is_refused(latitude: Cell, longitude: Cell, reason: str) -> None:
    with pytest.raises(CoordinatesError) as refused:
        parse(latitude, longitude)
    assert reason in refused.value.message_th


@given(st.floats(5.5, 20.6), st.floats(97.3, 105.7))
def test_every_place_of_the_country_is_read(latitude: float, longitude: float) -> None:
    found = parse(latitude, longitude)
    assert found is not None
    assert abs(found.latitude - latitude) < 1e-6
    assert abs(found.longitude - longitude) < 1e-6


@given(st.text(max_size=30) | st.floats(), st.none() | st.text(max_size=30) | st.floats())
def test_it_raises_nothing_but_its_own_error(latitude: Cell, longitude: Cell) -> None:
    try:
        parse(latitude, longitude)
    except CoordinatesError as error:
        assert error.message_th  # noqa: PT017 - either outcome is fine, any other exception is not
