"""Captions: taken when a player would read them, refused by the line that it would not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prasan.news.recordings.captions import read, spoken, to_vtt
from prasan.ui.refusal import Refused


def refusal(text: str) -> str:
    with pytest.raises(Refused) as refused:
        read(text.encode())
    return str(refused.value)


def test_webvtt_is_kept_as_cues_alone():
    asides = "NOTE ซ่อนไว้\n\nSTYLE\n::cue {}\n\n"
    text = f"\ufeffWEBVTT - ชื่อ\nKind: captions\n\n{asides}หนึ่ง\n00:01.000 --> 00:04.500 align:start\nสวัสดี\n"
    assert to_vtt(read(text.encode())) == "WEBVTT\n\n00:00:01.000 --> 00:00:04.500\nสวัสดี\n"


def test_srt_becomes_webvtt_whatever_its_charset():
    srt = "1\n00:00:01,000 --> 00:00:02,000\nน้ำในคลอง\n\n2\n00:00:03,5 --> 00:00:04,000\nดวงอาทิตย์\n"
    srt = srt.replace("\n", "\r\n")
    wanted = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nน้ำในคลอง\n\n00:00:03.500 --> 00:00:04.000\nดวงอาทิตย์\n"
    assert to_vtt(read(srt.encode("cp874"))) == wanted
    assert to_vtt(read(wanted.encode())) == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("WEBVTT\n\nสวัสดี\n", "บรรทัดที่ 3: “สวัสดี” ไม่มีเวลา"),
        ("WEBVTT\n\n00:01 --> 00:02\nก\n", "บรรทัดที่ 3: อ่านเวลาไม่ได้"),
        ("WEBVTT\n\n00:04.000 --> 00:02.000\nก\n", "บรรทัดที่ 3: เวลาจบ"),
        ("WEBVTT\n\n00:61.000 --> 00:62.000\nก\n", "บรรทัดที่ 3: นาทีและวินาที"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "บรรทัดที่ 3: มีเวลาแต่ไม่มีข้อความ"),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\nก\n\n00:01.000 --> 00:02.000\nข\n", "ช่วงที่ 2"),
        ("WEBVTT\n", "ไม่มีคำบรรยาย"),
    ],
)
def test_a_mistake_is_named_by_its_line(text, said):
    assert said in refusal(text)


def test_tags_that_act_are_gone_and_voices_stay():
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v ครู>ดู <b>นี่</b> <c.x onclick=1><script>alert(1)</script> 3 < 4\n"
    )
    (cue,) = read(text.encode())
    assert cue.text == "<v ครู>ดู <b>นี่</b> alert(1) 3 &lt; 4"


def test_its_words_can_be_read_without_a_player():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v ครู>ดู <b>นี่</b>\nแล้วจด\n\n00:03.000 --> 00:04.000\n3 &lt; 4\n"
    assert spoken(to_vtt(read(text.encode()))) == ["ดู นี่ แล้วจด", "3 < 4"]


@given(st.text(max_size=200))
def test_any_words_come_back_as_they_were_taken(text):
    try:
        cues = read(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n".encode())
    except (Refused, UnicodeEncodeError):
        return
    assert read(to_vtt(cues).encode()) == cues
