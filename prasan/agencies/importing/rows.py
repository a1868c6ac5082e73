"""Rows that are no data: blank, title, heading again, section, subtotal, footer, signature, column numbers.

They are told apart by shape as much as by words: a school may be called รวมมิตรวิทยา.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from prasan.agencies.importing import meanings
from prasan.agencies.importing.columns import Column
from prasan.agencies.importing.headers import Header
from prasan.agencies.importing.reading import NO_VALUE
from prasan.thai import places
from prasan.thai.digits import to_arabic
from prasan.thai.text import normalise

# What a name must begin with to be looked at more closely; all other rows with a name and company are data.
_SUSPECT = re.compile(
    r"^[\s(*\-–•\"“]*(?:รวม|ยอด|ผลรวม|เฉลี่ย|total|grand|sum|หมายเหตุ|ลงชื่อ|ลงนาม|ผู้|ข้อมูล|ที่มา|แหล่ง|พิมพ์|หน้า|วันที่"
    r"|ตำแหน่ง|page|\.{3}|_{3}|note|ชื่อ|หน่วยงาน|สถานศึกษา|โรงเรียน$|name|school|\d+\s*$|[๐-๙]+\s*$|\()",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^\W*(?:รวม|ยอดรวม|ผลรวม|เฉลี่ย|ค่าเฉลี่ย|total|grand total|sum)", re.IGNORECASE)
_SURE_TOTAL = re.compile(
    r"^\W*(?:(?:ยอด|ผล)?รวม(?:ทั้งหมด|ทั้งสิ้น|ทั้งอำเภอ|ทั้งจังหวัด|ทั้งเขต|ย่อย|สุทธิ|เป็น)?\s*(?:$|[:=]|\d|(?:อำเภอ|อ\."
    r"|ตำบล|ต\.|จังหวัด|เขต|กลุ่ม|จำนวน|โรงเรียน|สังกัด|หน้า|นักเรียน|สพ[ปม])\S*.*$)|(?:grand )?total\b|เฉลี่ย)",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"^[\s*(]*(?:หมายเหตุ|ลงชื่อ|ลงนาม|\(?ลงชื่อ|ผู้รายงาน|ผู้จัดทำ|ผู้ตรวจ|ผู้รับรอง|ผู้รับผิดชอบข้อมูล|ข้อมูล ?ณ|ข้อมูลจาก|ที่มา"
    r"|แหล่งข้อมูล|แหล่งที่มา|พิมพ์เมื่อ|พิมพ์โดย|พิมพ์วันที่"
    r"|หน้า(?:ที่)? ?\d|หน้า(?:ที่)? ?[๐-๙]|page \d|ตำแหน่ง ?[.…_]|\(?[.…_]{4,}|วันที่ ?[.…_\d๐-๙]|note ?:|remark"
    r"|source ?:)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"ลงชื่อ|ลงนาม|[.…_]{6,}")
_SECTION = re.compile(
    r"^(?P<what>กิ่งอำเภอ|อำเภอ|อ\.|เขต(?!พื้นที่)|ตำบล|ต\.|แขวง|จังหวัด|จ\.|สังกัด|กลุ่มโรงเรียน|กลุ่มเครือข่าย|ศูนย์เครือข่าย"
    r"|เครือข่าย|กลุ่มที่|กลุ่ม \d)\s*:?\s*(?P<name>\S.*)$"
)
_TITLE = re.compile(r"^(?:ทะเบียน|บัญชี|รายชื่อ|ตาราง|แบบ|ข้อมูล|สรุป|ประจำ|ปีการศึกษา|สำนักงานเขตพื้นที่|ส่วนที่|ตอนที่|แผ่นที่)")
_COUNT_AT_END = re.compile(r"\s*[:=(]?\s*(?:จำนวน|รวม)\s*\d+\s*(?:โรงเรียน|แห่ง|โรง|รายการ)\s*\)?$")
_ROWS_ABOVE_A_HEADER = 4
_FULL_ROW = 3


@dataclass(slots=True)
class DataRow:
    """`number` as the spreadsheet shows it; `context` {target: text} from the section heading above it."""

    number: int
    cells: list[str]
    context: dict[str, str]


@dataclass(slots=True)
class Sieve:
    """Lets the data of one sheet through, in order; counts what it held back.

    `context` {target: text} is what holds for all its rows; sections between them add to it.
    """

    header: Header
    columns: list[Column]
    context: dict[str, str] = field(default_factory=dict)
    held: int = 0
    _after_signature: bool = False
    _name: int = -1
    _mapped: tuple[int, ...] = ()
    _keys: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._name = next((c.index for c in self.columns if c.target == "name"), -1)
        self._mapped = tuple(c.index for c in self.columns if c.target)
        self._keys = {c.index: meanings.heading_key(c.heading.label) for c in self.columns if c.heading.label}

    def data(self, rows: list[list[str]]) -> Iterator[DataRow]:
        for row in rows[max(0, self.header.top - _ROWS_ABOVE_A_HEADER) : max(0, self.header.top)]:
            if len(filled := _filled(row)) == 1:
                self.context |= _section(next(iter(filled.values())))
        for index in range(self.header.bottom + 1, len(rows)):
            row = rows[index]
            if self._is_plainly_data(row) or self._is_data(row, rows, index):
                self._after_signature = False
                yield DataRow(index + 1, row, self.context)
            else:
                self.held += 1

    def _is_plainly_data(self, row: list[str]) -> bool:
        """The quick way for nearly every row: a harmless name in company."""
        if self._name >= len(row) or not row[self._name] or _SUSPECT.match(row[self._name]):
            return False
        return len(row) - row.count("") >= _FULL_ROW

    def _is_data(self, row: list[str], rows: list[list[str]], index: int) -> bool:
        filled = _filled(row)
        mapped = {i: text for i, text in filled.items() if i in self._mapped}
        if self._is_header_again(filled) or _are_column_numbers(filled):
            return False
        if not filled or self._is_footer(filled) or self._is_total(filled, mapped):
            return False
        if len(filled) == 1 and self._is_section_or_title(next(iter(filled.values())), rows, index):
            return False
        return self._says_enough(mapped)

    def _says_enough(self, mapped: dict[int, str]) -> bool:
        """A row with a name is data; without one it is, if it says at least two things."""
        return self._name in mapped or len(mapped) > 1

    def _is_header_again(self, filled: dict[int, str]) -> bool:
        same = sum(meanings.heading_key(text) == self._keys.get(i) for i, text in filled.items())
        groups = sum(self._is_group(i, text) for i, text in filled.items())
        return same + groups >= 2 and same + groups >= 0.6 * len(filled)

    def _is_group(self, index: int, text: str) -> bool:
        group = self.header.headings[index].group if index < len(self.header.headings) else ""
        return bool(group) and text in group.split(" / ")

    def _is_footer(self, filled: dict[int, str]) -> bool:
        texts = list(filled.values())
        if self._after_signature and len(texts) <= 3 and not _has_number(texts):
            return True
        if len(texts) <= 4 and any(_SIGNATURE.search(text) for text in texts) and self._is_not_named(texts):
            self._after_signature = True
            return True
        return len(texts) <= 2 and bool(_FOOTER.match(texts[0]))

    def _is_not_named(self, texts: list[str]) -> bool:
        return not texts[0].startswith("โรงเรียน")

    def _is_total(self, filled: dict[int, str], mapped: dict[int, str]) -> bool:
        first = next(text for text in filled.values())
        named = mapped.get(self._name, "")
        label = named if _TOTAL.match(named) else first
        if not _TOTAL.match(label):
            return False
        others = [text for text in filled.values() if text != label]
        if named and label is not named:
            return False
        return (
            all(_is_number(text) for text in others)
            if others or not named
            else bool(_SURE_TOTAL.match(label))
        )

    def _is_section_or_title(self, text: str, rows: list[list[str]], index: int) -> bool:
        if _TITLE.match(text) and self._header_follows(rows, index):
            return True
        if len(self._mapped) < 2:
            return False
        found = _section(text)
        self.context = {**self.context, **found}
        return bool(found)

    def _header_follows(self, rows: list[list[str]], index: int) -> bool:
        for row in rows[index + 1 : index + 1 + _ROWS_ABOVE_A_HEADER]:
            if self._is_header_again(_filled(row)):
                return True
        return False


def _section(text: str) -> dict[str, str]:
    """What a heading between the rows says of those below it: their district, affiliation or group."""
    found = _SECTION.match(text)
    if not found:
        return {}
    whole = _COUNT_AT_END.sub("", to_arabic(text))
    if found["what"] == "สังกัด":
        return {"affiliation": whole.removeprefix("สังกัด").strip(" :")}
    if found["what"].startswith(("กลุ่ม", "ศูนย์", "เครือข่าย")):
        return {"school_group": whole}
    place = places.parse_address(whole)
    return {
        level: name for level in ("subdistrict", "district", "province") if (name := getattr(place, level))
    }


def _filled(row: list[str]) -> dict[int, str]:
    return {i: cell if cell == NO_VALUE else normalise(cell) for i, cell in enumerate(row) if cell.strip()}


def _is_number(text: str) -> bool:
    """A sum that was never worked out, or went wrong, is one too."""
    return (
        text == NO_VALUE
        or text.startswith("#")
        or bool(re.fullmatch(r"[\d,.\s]+(?:คน|โรง|แห่ง|ห้อง|โรงเรียน|หน่วยงาน|บาท|%|รายการ)?", to_arabic(text)))
    )


def _has_number(texts: list[str]) -> bool:
    return any(re.search(r"\d{5,}", to_arabic(text)) for text in texts)


def _are_column_numbers(filled: dict[int, str]) -> bool:
    """(1) (2) (3) … under a heading."""
    numbers = [re.sub(r"[()\s.]", "", to_arabic(text)) for text in filled.values()]
    if len(numbers) < 3 or not all(number.isdecimal() and len(number) < 4 for number in numbers):
        return False
    counted = [int(number) for number in numbers]
    return counted == list(range(counted[0], counted[0] + len(counted))) and counted[0] <= 1
