from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prasan.thai import dates, digits

OCTOBER = date(2024, 10, 1)
MONDAY = date(2026, 11, 16)
any_day = st.dates(date(1857, 1, 1), date(2157, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *[
            (text, OCTOBER)
            for text in (
                "1 ต.ค. 2567", "1 ต.ค.67", "1ต.ค.67", "1ตค67", "1 ต.ค 2567", "๑ ตุลาคม ๒๕๖๗",
                "๑ ต.ค. ๖๗", "1 ตุลา 67",
                "01/10/2567", "1/10/67", "1-10-67", "1.10.2567", "1 / 10 / 2567", "๐๑/๑๐/๒๕๖๗", "1–10–2567",
                "2024-10-01", "2567-10-01", "2024/10/1", "20241001", "25671001", "1/10/2024",
                "2024-10-01T00:00:00", "2024-10-01 00:00:00", "2024-10-01T08:30:00.123+07:00",
                "2024-10-01T01:30Z",
                "1 Oct 2024", "1st October 2024", "October 1, 2024", "Oct. 1 2024", "Tue, 1 Oct 2024",
                "1 ต.ค. พ.ศ. 2567", "1 ต.ค. ปี พ.ศ.2567", "1 ตุลาคม พุทธศักราช 2567", "1 ต.ค. ค.ศ. 2024",
                "1 ตุลาคม คริสต์ศักราช 2024", "1-ต.ค.-67", "1/ต.ค./2567", "วันที่ 1 เดือนตุลาคม พ.ศ. 2567",
                "วันอังคารที่ 1 ตุลาคม 2567", "อังคารที่ 1 ตุลาคม 2567", "วันอังคาร 1 ต.ค. 67",
                "อ. 1 ต.ค. 67",
                "1 ต.ค. 2567 เวลา 09.30 น.", "1 ต.ค. 2567 9.30 น.", "1/10/2567 8:30", "1/10/2567.",
                " 1\u00a0ต.ค.\u200b 2567 ",
            )
        ],
        ("วันจันทร์ที่ 16 พฤศจิกายน พ.ศ. 2569", MONDAY),
        ("16 พย 69", MONDAY),
        ("ณ วันที่ 10 มิถุนายน 2569", date(2026, 6, 10)),
        ("29 ก.พ. 2567", date(2024, 2, 29)),
        ("1/10/69", date(2026, 10, 1)),
        ("1/1/50", date(2007, 1, 1)),
        ("31/12/99", date(2056, 12, 31)),
        ("1 เม.ย. 2400", date(1857, 4, 1)),
        ("October 1st, 2026", date(2026, 10, 1)),
        ("Thursday, Oct 1st 2026", date(2026, 10, 1)),
        ("1st of October, 2026", date(2026, 10, 1)),
        ("1 10 2569", date(2026, 10, 1)),
        ("๑ ๑๐ ๖๙", date(2026, 10, 1)),
        ("31 ธ.ค. 2700", date(2157, 12, 31)),
        ("1 ม.ค. 1900", date(1900, 1, 1)),
    ],
)  # fmt: skip
def test_it_reads_every_thai_spelling(text: str, day: date) -> None:
    assert dates.parse(text) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "ไม่ได้กรอก"),
        ("-", "ไม่ได้กรอก"),
        ("abc", "อ่านวันที่ไม่ออก"),
        ("1/10/24", "กำกวม"),
        ("1/10/00", "กำกวม"),
        ("1 ต.ค. ค.ศ. 67", "ไม่ครบสี่หลัก"),
        ("1/10/567", "ไม่ครบสี่หลัก"),
        ("29 ก.พ. 2568", "ไม่ใช่ปีอธิกสุรทิน"),
        ("29/2/2443", "ไม่ใช่ปีอธิกสุรทิน"),
        ("31 ก.พ. 2567", "เดือนกุมภาพันธ์มีไม่เกิน 29 วัน"),
        ("31/4/2567", "เดือนเมษายนมีไม่เกิน 30 วัน"),
        ("12/31/2567", "เขียนวันก่อนเดือน"),
        ("31/13/2567", "ไม่มีเดือนที่ 13"),
        ("13/31/2567", "ไม่มีเดือนที่ 31"),
        ("32/1/2567", "ไม่มีวันที่ 32"),
        ("0/1/2567", "เริ่มที่ 1"),
        ("1/0/2567", "เริ่มที่ 1"),
        ("1/1/2800", "ไม่น่าเป็นไปได้"),
        ("1/1/1850", "ไม่น่าเป็นไปได้"),
        ("1 ม.ค. พ.ศ. 2026", "พ.ศ. 2026 ไม่น่าเป็นไปได้"),
        ("1 ม.ค. ค.ศ. 2569", "ค.ศ. 2569 ไม่น่าเป็นไปได้"),
        ("45566", "ตัวเลขล้วน"),
        ("45566.0", "ตัวเลขล้วน"),
        ("2024101", "ตัวเลขล้วน"),
        ("พฤศจิกายน 2569", "ขาดวันที่"),
        ("16 พฤศจิกายน", "ขาดปี"),
        ("16 Foo 2569", 'ไม่รู้จักเดือน "Foo"'),
        ("วันอังคารที่ 16 พฤศจิกายน 2569", "เป็นวันจันทร์ ไม่ใช่วันอังคาร"),
        ("วันหยุดที่ 16 พฤศจิกายน 2569", "ไม่รู้จักวัน"),
        ("1 ต.ค. 2567 ถึง 2 ต.ค. 2567", "อ่านวันที่ไม่ออก"),
        ("1 ต.ค. 2567" + " ก" * 200, "อ่านวันที่ไม่ออก"),
        ("วันนี้", "อ่านวันที่ไม่ออก"),
    ],
)
def test_it_refuses_and_says_why(text: str, reason: str) -> None:
    with pytest.raises(dates.DateError) as refused:
        dates.parse(text)
    assert reason in refused.value.message_th


def test_today_gives_words_a_meaning_and_messages_an_example() -> None:
    assert dates.parse("เมื่อวาน", today=MONDAY) == date(2026, 11, 15)
    with pytest.raises(dates.DateError, match="2569"):
        dates.parse("1/10/24", today=MONDAY)


@given(any_day)
def test_it_reads_what_it_writes(day: date) -> None:
    for written in (dates.short(day), dates.long(day), dates.full(day)):
        assert dates.parse(written) == day
        assert dates.parse(digits.to_thai(written)) == day


@given(any_day)
def test_it_reads_numbers_in_both_eras(day: date) -> None:
    assert dates.parse(f"{day.day}/{day.month}/{dates.be_year(day)}") == day
    if day.year >= 1900:
        assert dates.parse(day.isoformat()) == day


@given(st.text(max_size=40) | st.from_regex(r"[0-9๐-๙ ./ก-๙-]{0,30}"))
def test_it_raises_nothing_but_its_own_error(text: str) -> None:
    try:
        dates.parse(text)
    except dates.DateError as error:
        assert error.message_th  # noqa: PT017 - either outcome is fine, any other exception is not


def test_dates_are_shown_in_the_buddhist_era() -> None:
    assert dates.short(MONDAY) == "16 พ.ย. 2569"
    assert dates.long(MONDAY) == "16 พฤศจิกายน 2569"
    assert dates.full(MONDAY) == "วันจันทร์ที่ 16 พฤศจิกายน 2569"
    assert dates.clock(datetime(2026, 11, 16, 9, 41)) == "9.41 น."
    assert dates.clock(datetime(2026, 11, 16, 13, 5)) == "13.05 น."


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2026, 11, 23), date(2026, 11, 27), "23–27 พ.ย. 2569"),
        (date(2026, 11, 30), date(2026, 12, 2), "30 พ.ย. – 2 ธ.ค. 2569"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 ธ.ค. 2569 – 2 ม.ค. 2570"),
        (MONDAY, MONDAY, "16 พ.ย. 2569"),
    ],
)
def test_a_span_says_no_month_or_year_twice(first: date, last: date, shown: str) -> None:
    assert dates.span(first, last) == shown


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 9, 30), 2569), (date(2026, 10, 1), 2570), (date(2027, 1, 1), 2570)]
)
def test_the_fiscal_year_starts_in_october(day: date, year: int) -> None:
    assert dates.fiscal_year(day) == year


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31 มี.ค. 2482", date(1940, 3, 31)),
        ("1 เม.ย. 2482", date(1939, 4, 1)),
        ("29 ก.พ. 2466", date(1924, 2, 29)),
        ("31 ธ.ค. 2483", date(1940, 12, 31)),
        ("1 ม.ค. 2484", date(1941, 1, 1)),
    ],
)
def test_until_2483_the_year_began_in_april(text: str, day: date) -> None:
    assert dates.parse(text) == day
    assert dates.short(day) == text


@pytest.mark.parametrize("text", ["1 ม.ค. 2483", "31/3/2483", "2483-02-01"])
def test_2483_had_no_january_to_march(text: str) -> None:
    with pytest.raises(dates.DateError, match="พ.ศ. 2483 มีเพียง 1 เมษายน ถึง 31 ธันวาคม"):
        dates.parse(text)


def test_years_of_the_christian_era_are_not_moved() -> None:
    assert dates.parse("15 ม.ค. ค.ศ. 1940") == dates.parse("15/1/1940") == date(1940, 1, 15)
