"""Captions: WebVTT as the W3C writes it, checked line by line; SubRip (.srt) made into it.

Only cues and their words are kept: no styles, regions or comments, which a viewer never needs and a file may
hide things in. Words keep <b> <i> <u> <v name> and lose every other tag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from prasan.news.body import tidy
from prasan.thai.charset import CharsetError, decode
from prasan.ui.refusal import Refused

MOST_BYTES = 1_000_000
MOST_CUES = 10_000
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}(?:\s+.*)?$")
_KEPT_TAG = re.compile(r"</?(?:b|i|u)>|<v(?:\.[^\s>]*)?\s+[^<>\n]{1,100}>|</v>")
_ANY_TAG = re.compile(r"<[^>\n]*>")
_ASIDE = ("NOTE", "STYLE", "REGION")


@dataclass(frozen=True, slots=True)
class Cue:
    """Milliseconds from the start; `text` of one or more lines, with the tags that are kept."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


def read(data: bytes) -> list[Cue]:
    """The cues of a .vtt or .srt file. Raises `Refused`, naming the line."""
    if len(data) > MOST_BYTES:
        raise Refused("ไฟล์คำบรรยายใหญ่เกิน 1 MB ตรวจว่าเลือกไฟล์ถูก")
    try:
        text = decode(data).text
    except CharsetError as error:
        raise Refused("อ่านไฟล์คำบรรยายไม่ได้ บันทึกไฟล์เป็น UTF-8 แล้วส่งใหม่") from error
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    is_vtt = lines[0].startswith("WEBVTT")
    blocks = _blocks(lines, skip=1 if is_vtt else 0, has_head=is_vtt)
    cues = [cue for block in blocks if (cue := _cue(block))]
    if not cues:
        raise Refused("ไฟล์นี้ไม่มีคำบรรยาย ไฟล์ .vtt ขึ้นต้นด้วย WEBVTT แล้วตามด้วยเวลา เช่น 00:01.000 --> 00:04.000")
    if len(cues) > MOST_CUES:
        raise Refused(f"คำบรรยายมีเกิน {MOST_CUES:,} ช่วง แบ่งสื่อเป็นหลายไฟล์")
    _check_order(cues)
    return cues


def _blocks(lines: list[str], *, skip: int, has_head: bool) -> list[list[_Line]]:
    """Runs of lines between blank ones; what stands under the word WEBVTT is no block."""
    found: list[list[_Line]] = [[]]
    is_head = has_head
    for number, text in enumerate(lines[skip:], skip + 1):
        if not text.strip():
            is_head = False
            found.append([])
        elif not is_head:
            found[-1].append(_Line(number, text))
    return [block for block in found if block]


def _cue(block: list[_Line]) -> Cue | None:
    """None for a comment or a style."""
    if block[0].text.split()[0] in _ASIDE:
        return None
    place = next((at for at, line in enumerate(block[:2]) if "-->" in line.text), None)
    if place is None:
        said = tidy(block[0].text)[:40]
        raise Refused(
            f"บรรทัดที่ {block[0].number}: “{said}” ไม่มีเวลาอยู่เหนือข้อความ ใส่เวลา เช่น 00:01.000 --> 00:04.000"
        )
    line = block[place]
    times = _TIMES.match(line.text)
    if times is None:
        raise Refused(
            f"บรรทัดที่ {line.number}: อ่านเวลาไม่ได้ เขียนเป็น 00:01.000 --> 00:04.000 (ชั่วโมง:นาที:วินาที.เศษพัน)"
        )
    start, end = _moment(times.groups()[:4], line), _moment(times.groups()[4:], line)
    if end <= start:
        raise Refused(f"บรรทัดที่ {line.number}: เวลาจบต้องอยู่หลังเวลาเริ่ม")
    words = [_words(each.text) for each in block[place + 1 :]]
    text = "\n".join(one for one in words if one)
    if not text:
        raise Refused(f"บรรทัดที่ {line.number}: มีเวลาแต่ไม่มีข้อความใต้เวลา")
    return Cue(start, end, text)


def _moment(parts: tuple[str | None, ...], line: _Line) -> int:
    hours, minutes, seconds, rest = parts
    if int(minutes or 0) > 59 or int(seconds or 0) > 59:
        raise Refused(f"บรรทัดที่ {line.number}: นาทีและวินาทีต้องไม่เกิน 59")
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return whole * 1000 + int((rest or "0").ljust(3, "0"))


def _words(text: str) -> str:
    """One line with its kept tags; everything else is text that no player reads as markup."""
    parts, at = [], 0
    for tag in _KEPT_TAG.finditer(text):
        parts += [_plain(text[at : tag.start()]), tag.group().replace("&", "")]
        at = tag.end()
    return "".join([*parts, _plain(text[at:])]).strip()


def _plain(text: str) -> str:
    bare = unescape(_ANY_TAG.sub("", text))
    lead = " " if bare[:1].isspace() else ""
    trail = " " if bare.strip() and bare[-1:].isspace() else ""
    said = f"{lead}{tidy(bare)}{trail}".replace("-->", "→")
    return said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _check_order(cues: list[Cue]) -> None:
    for number, (before, after) in enumerate(zip(cues, cues[1:], strict=False), 2):
        if after.start < before.start:
            raise Refused(f"คำบรรยายช่วงที่ {number} เริ่มก่อนช่วงก่อนหน้า เรียงตามเวลาแล้วส่งใหม่")


def to_vtt(cues: list[Cue]) -> str:
    """A WebVTT file of nothing but cues."""
    return "WEBVTT\n\n" + "\n".join(f"{_clock(c.start)} --> {_clock(c.end)}\n{c.text}\n" for c in cues)


def _clock(moment: int) -> str:
    seconds, rest = divmod(moment, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def spoken(vtt: str) -> list[str]:
    """The words of kept captions, cue by cue: for whoever wants to read instead."""
    blocks = vtt.split("\n\n", 1)[-1].split("\n\n")
    lines = (block.split("\n", 1)[-1] for block in blocks if "-->" in block)
    return [tidy(unescape(_ANY_TAG.sub(" ", line))) for line in lines]
