"""Facts of form 7.2 that a mail's text names by label: `วันที่: 20 พ.ย. 2569`, a line each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

_LABELS: dict[str, tuple[str, ...]] = {
    "title": ("หัวข้อ", "หัวข้อข่าว", "หัวเรื่อง", "ชื่อเรื่อง", "เรื่อง", "พาดหัว", "พาดหัวข่าว", "ชื่อข่าว"),
    "what": ("ทำอะไร", "กิจกรรม", "ชื่อกิจกรรม", "งาน", "โครงการ", "ชื่อโครงการ"),
    "when": ("วันที่", "วัน", "วันเดือนปี", "วันที่จัด", "วันที่จัดกิจกรรม", "เมื่อ", "เมื่อไร", "เมื่อไหร่"),
    "time": ("เวลา",),
    "where": ("สถานที่", "ที่ไหน", "ณ", "สถานที่จัด", "สถานที่จัดกิจกรรม"),
    "chair": ("ประธาน", "ประธานในพิธี", "ประธานเปิดงาน"),
    "who": ("ใคร", "ผู้ร่วม", "ผู้เข้าร่วม", "ผู้ร่วมงาน", "ผู้เข้าร่วมงาน", "ผู้เข้าร่วมกิจกรรม"),
    "count": ("จำนวน", "จำนวนผู้เข้าร่วม", "จำนวนผู้ร่วม"),
    "why": ("ทำไม", "วัตถุประสงค์", "เพื่อ"),
    "how": ("อย่างไร",),
    "text": ("เนื้อข่าว", "รายละเอียด", "รายละเอียดข่าว", "เนื้อหา", "เนื้อหาข่าว", "ข่าว"),
    "sender": ("ผู้ส่ง", "ผู้ส่งข่าว", "ชื่อผู้ส่ง"),
    "phone": ("โทร", "โทรศัพท์", "เบอร์โทร", "เบอร์โทรศัพท์", "เบอร์ติดต่อ"),
    "wish": ("วันที่ขอเผยแพร่", "วันขอเผยแพร่"),
    "endorsed": ("ผู้บริหารรับรอง", "ผู้รับรอง"),
}
_KEYS = {label: key for key, labels in _LABELS.items() for label in labels}
_LINE = re.compile(
    r"^[\s>*•·\-–\d.)]{0,8}("
    + "|".join(sorted(map(re.escape, _KEYS), key=len, reverse=True))
    + r")\s{0,4}[:：]\s*(.*)$"
)
_ANY_LABEL = re.compile(r"^[\s>*]{0,8}[\w\u0e00-\u0e7f.-]{1,25}\s?[\w\u0e00-\u0e7f.-]{0,15}\s{0,4}[:：]\s")
_FORWARDED = re.compile(r"^[\s>*]{0,8}(?:จาก|from|ผู้ส่ง|sender)\**\s{0,4}[:：]", re.IGNORECASE)
_WORD_OF_NEWS = re.compile("ข่าว|พาดหัว")
_NO_PROOF = frozenset({"title", "text", "when", "time", "sender", "phone", "wish", "endorsed"})
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Labelled:
    """`facts` by the keys of form 7.2; `title` and `text` where they had labels; `rest` all other lines.

    `is_a_form`: somebody filled in what happened. A subject and a date alone stand on every letter, a name
    and a telephone number below every mail.
    """

    facts: dict[str, str] = field(default_factory=dict)
    title: str = ""
    text: str = ""
    rest: str = ""
    is_a_form: bool = False


def labelled(body: str) -> Labelled:
    """A value ends with its line; the news itself goes on until the next label."""
    found: dict[str, list[str]] = {}
    rest: list[str] = []
    in_text = says_news = False
    for line, is_header in _lines(body):
        match = None if is_header else _LINE.match(line[:2_000])
        if match:
            key = _KEYS[match[1]]
            in_text = key == "text"
            says_news = says_news or bool(_WORD_OF_NEWS.search(match[1]))
            found.setdefault(key, []).append(match[2].strip())
        elif in_text:
            found["text"].append(line)
        else:
            rest.append(line)
    values = {key: "\n".join(lines).strip() for key, lines in found.items()}
    values = {key: value for key, value in values.items() if value}
    is_a_form = len(values) >= _ENOUGH and (says_news or bool(values.keys() - _NO_PROOF))
    title, text = values.pop("title", ""), values.pop("text", "")
    return Labelled(values, title, text, "\n".join(rest).strip(), is_a_form)


def _lines(body: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is of the headers that a program puts above a mail that it forwards."""
    for has_label, run in groupby(body.splitlines(), lambda line: bool(_ANY_LABEL.match(line[:200]))):
        lines = list(run)
        is_header = has_label and any(_FORWARDED.match(line[:200]) for line in lines[:2])
        yield from ((line, is_header) for line in lines)
