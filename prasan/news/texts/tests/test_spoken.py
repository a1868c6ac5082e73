import pytest

from prasan.news.texts.reading_time import Rate, rate, reading_time, syllables
from prasan.news.texts.spoken import number, spoken


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "ศูนย์"), (1, "หนึ่ง"), (10, "สิบ"), (11, "สิบเอ็ด"), (20, "ยี่สิบ"), (21, "ยี่สิบเอ็ด"), (101, "หนึ่งร้อยเอ็ด"),
        (110, "หนึ่งร้อยสิบ"), (2569, "สองพันห้าร้อยหกสิบเก้า"), (1_000_000, "หนึ่งล้าน"), (1_000_001, "หนึ่งล้านเอ็ด"),
        (21_000_500, "ยี่สิบเอ็ดล้านห้าร้อย"), (1_000_000_000_000, "หนึ่งล้านล้าน"),
    ],
)  # fmt: skip
def test_numbers_are_said_in_words(value: int, said: str) -> None:
    assert number(value) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("เวลา 09.00 น.", "เวลา เก้านาฬิกา"),
        ("13:30 น.", "เวลา สิบสามนาฬิกาสามสิบนาที"),
        ("เวลา 08.30–16.00 น.", "เวลา แปดนาฬิกาสามสิบนาที ถึง สิบหกนาฬิกา"),
        ("วันที่ ๒๐ พ.ย. ๒๕๖๙", "วันที่ยี่สิบพฤศจิกายนสองพันห้าร้อยหกสิบเก้า"),
        ("พ.ศ. 2569", "พุทธศักราชสองพันห้าร้อยหกสิบเก้า"),
        ("สพป.ระยอง เขต 2", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขตสอง"),
        ("ชั้น ป.4–6 จำนวน 1,046 คน", "ชั้น ประถมศึกษาปีที่สี่ถึงหก จำนวนหนึ่งพันสี่สิบหกคน"),
        ("อ.แกลง จ.ระยอง", "อำเภอแกลง จังหวัดระยอง"),
        ("38.05%", "สามสิบแปดจุดศูนย์ห้าเปอร์เซ็นต์"),
        ("โทร. 038-000000", "โทรศัพท์ ศูนย์ สาม แปด ศูนย์ ศูนย์ ศูนย์ ศูนย์ ศูนย์ ศูนย์"),
        ("รหัส 007", "รหัสศูนย์ ศูนย์ เจ็ด"),
        ("ดู www.a2.example", "ดู www.a2.example"),
        ("“สานฝัน”", "สานฝัน"),
        ("ก.ค.ศ.", "ก.ค.ศ."),
        ("", ""),
    ],
)
def test_what_is_written_short_is_said_in_full(text: str, said: str) -> None:
    assert spoken(text) == said


@pytest.mark.parametrize(
    ("text", "count"),
    [("การศึกษา", 3), ("โรงเรียน", 2), ("ผู้อำนวยการ", 4), ("กระจูด", 2), ("สองพันห้าร้อย", 4), ("LINE", 2), ("", 0)],
)
def test_syllables_are_counted(text: str, count: int) -> None:
    assert syllables(text) == count


def test_letters_of_no_word_still_take_time() -> None:
    assert syllables("ฆฌฐฑฒ") >= 1
    assert syllables("ก" * 3000) >= 1


def test_the_rate_says_where_it_comes_from() -> None:
    assert rate().syllables_per_second == 4.7
    assert "doi:10.1126/sciadv.aaw2594" in rate().source


def test_a_text_takes_its_syllables_and_its_pauses() -> None:
    pace = Rate(syllables_per_second=2, seconds_per_pause=1, source="")
    time = reading_time("โรงเรียน การศึกษา", pace)
    assert (time.syllables, time.pauses, time.seconds) == (5, 1, 3.5)


@pytest.mark.parametrize(("seconds", "said"), [(0.1, "5 วินาที"), (55.1, "1 นาที"), (61, "1 นาที 5 วินาที")])
def test_time_is_said_to_the_next_five_seconds(seconds: float, said: str) -> None:
    pace = Rate(syllables_per_second=1, seconds_per_pause=1, source="")
    time = reading_time("", pace)
    assert type(time)(0, 0, seconds).minutes == said
