from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prasan.news.texts import posts, radio, television
from prasan.news.texts.reading_time import Rate, reading_time
from prasan.news.texts.told import Told, in_digits, shortened

TITLE = "สพป.ระยอง เขต 2 เปิดกิจกรรม “สานกระจูด สานชุมชน”"
BODY = (
    "วันที่ 20 พฤศจิกายน 2569 เวลา 09.00 น. รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา เป็นประธานเปิดกิจกรรม "
    "โดยมีครู ผู้ปกครอง และนักเรียน จำนวน 46 คน ร่วมฝึกคัดกระจูด ย้อมสีจากเปลือกไม้ และสานลายพื้นฐาน "
    "ณ โรงเรียนบ้านมาบเหลาชะโอน ตำบลชากพง อำเภอแกลง จังหวัดระยอง"
)
URL = "https://rayong2.example/news/147/"


def told(**more: Any) -> Told:
    values = {
        "office": "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2", "office_short": "สพป.ระยอง เขต 2",
        "title": TITLE, "body": [BODY], "url": URL, "place": "โรงเรียนบ้านมาบเหลาชะโอน",
        "held_on": date(2026, 11, 20), "published_on": date(2026, 11, 21), "prepared_by": "กลุ่มอำนวยการ",
        "phone": "038-000000", "captions": ["ลานกิจกรรม", "ห้องเรียน"],
    }  # fmt: skip
    return Told(**values | more)


def test_a_radio_script_reads_from_whom_to_where_to_ask() -> None:
    script = radio.script(told())
    assert script.lines[0] == "ข่าวประชาสัมพันธ์จากสำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขตสอง"
    assert script.lines[1].startswith("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขตสอง เปิดกิจกรรม")
    assert "จำนวนสี่สิบหกคน" in script.lines[2]
    assert script.lines[-1].startswith("สอบถามเพิ่มเติม โทรศัพท์ ศูนย์ สาม แปด")


def test_nothing_in_a_radio_script_is_left_as_a_figure() -> None:
    assert not any(character.isdecimal() for line in radio.script(told()).lines for character in line)


def test_a_radio_script_says_how_long_it_takes() -> None:
    script = radio.script(told())
    assert 35 < script.time.seconds < 75
    assert f"ความยาวประมาณ {script.time.minutes} ({script.time.syllables} พยางค์)" in script.head
    faster = radio.script(told(), Rate(9.4, 0.1, "own"))
    assert faster.time.seconds < script.time.seconds * 0.6


def test_the_head_of_a_script_has_the_digits_of_the_office_and_its_lines_have_words() -> None:
    text = radio.script(told()).text(thai_digits=True)
    assert "วันที่ข่าว ๒๑ พฤศจิกายน ๒๕๖๙" in text
    assert "เก้านาฬิกา" in text


def test_a_script_without_address_and_phone_sends_nobody_anywhere() -> None:
    text = radio.script(told(url="", phone="")).text()
    assert "ติดตาม" not in text
    assert "สอบถาม" not in text


def test_a_clip_begins_with_the_title_and_ends_with_the_office() -> None:
    script = television.script(told())
    assert script.shots[0].caption == TITLE
    assert "สพป.ระยอง เขต 2 · โทร. 038-000000" in script.shots[-1].caption
    assert [shot.number for shot in script.shots] == list(range(1, len(script.shots) + 1))


def test_the_shots_of_a_clip_say_the_whole_story_over_its_photos() -> None:
    script = television.script(told())
    said = "".join(shot.sound for shot in script.shots).replace(" ", "")
    assert said == radio.script(told()).lines[2].replace(" ", "")
    assert [shot.picture for shot in script.shots[1:3]] == ["ภาพที่ 1 ลานกิจกรรม", "ภาพที่ 2 ห้องเรียน"]
    assert television.script(told(captions=[])).shots[1].picture == "ภาพบรรยากาศกิจกรรม"


def test_no_shot_of_a_long_story_stands_long_or_flashes() -> None:
    script = television.script(told(body=[BODY, "ก" + "การศึกษา" * 300, BODY]))
    spoken = [shot.seconds for shot in script.shots[1:-1]]
    assert max(spoken) < 30
    assert min(spoken) >= television.SHORTEST_SECONDS


def test_a_number_stays_in_the_shot_of_its_noun() -> None:
    shots = television.script(told(body=[BODY * 4])).shots
    assert not any(shot.sound.endswith(("วันที่", "จำนวน", "เขต", "เวลา")) for shot in shots)


def test_a_line_message_is_short_and_leads_to_the_story() -> None:
    text = posts.line(told(body=[BODY * 5]))
    assert text.startswith(TITLE)
    assert text.endswith(URL)
    assert "…" in text
    assert len(text) < 650


def test_a_line_message_is_never_longer_than_line_takes() -> None:
    text = posts.line(told(title="😀" * 4000))
    assert len(text.encode("utf-16-le")) // 2 <= posts.LONGEST_LINE
    assert text.endswith(URL)


def test_a_facebook_post_has_the_whole_story_and_tags() -> None:
    text = posts.facebook(told(body=[BODY, BODY]))
    assert text.count(BODY) == 2
    assert text.endswith("#สพประยองเขต2 #ข่าวการศึกษา")


def test_the_hub_gets_labelled_fields_and_no_empty_ones() -> None:
    text = posts.hub(told())
    for part in (
        f"หัวข้อข่าว:\n{TITLE}", "สถานที่:\nโรงเรียนบ้านมาบเหลาชะโอน", "วันที่จัดกิจกรรม:\n20 พฤศจิกายน 2569",
        "ภาพประกอบ:\n1. ลานกิจกรรม\n2. ห้องเรียน", "ผู้จัดทำ:\nกลุ่มอำนวยการ โทร. 038-000000", f"ลิงก์ข่าว:\n{URL}",
    ):  # fmt: skip
        assert part in text
    bare = posts.hub(told(place="", held_on=None, captions=[], url=""))
    assert not any(label in bare for label in ("สถานที่", "วันที่จัด", "ภาพประกอบ", "ลิงก์"))


@pytest.mark.parametrize("make", [posts.line, posts.facebook, posts.hub])
def test_digits_are_the_offices_but_addresses_keep_theirs(make: Any) -> None:
    text = make(told(), thai_digits=True)
    assert "จำนวน ๔๖ คน" in text
    assert URL in text
    assert "46" in make(told(body=[BODY.replace("46", "๔๖")]), thai_digits=False)


@given(st.text(alphabet="กขคงจ่้ิาเแ ฯ12", max_size=300), st.integers(10, 120))
def test_a_shortened_text_is_short_and_begins_as_the_text_does(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= max(most, 1)
    assert text.startswith(short.removesuffix("…"))


def test_a_text_without_blanks_is_shortened_between_words() -> None:
    assert shortened("โรงเรียนบ้านสวนสนุกสนาน" * 3, 20) == "โรงเรียนบ้านสวน…"


def test_digits_change_line_by_line() -> None:
    assert in_digits("46 คน\nhttps://a.example/46", thai=True) == "๔๖ คน\nhttps://a.example/46"


def test_a_story_of_a_page_is_timed_in_no_time() -> None:
    assert reading_time(BODY * 10).syllables > 800
