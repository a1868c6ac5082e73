"""Where a line of a screen may not break.

Browsers break Thai by dictionary, and inside compounds too: ผู้|ปกครอง, อำนวย|การ, ประถม|ศึกษา. Names of
agencies, posts, places and a short list of compounds are wrapped in ``<span class="nb">``; a number and its
unit, a date, a clock time and "เขต 2" are joined by a no-break space.
"""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

NBSP = "\u00a0"
# A run longer than this many letters (marks above and below not counted) may break: 360 px are narrow.
LONGEST = 22

COMPOUNDS = (
    "รักษาราชการแทน", "ปฏิบัติราชการแทน", "ปฏิบัติหน้าที่", "รักษาการในตำแหน่ง", "เขตพื้นที่การศึกษา",
    "ประถมศึกษา", "มัธยมศึกษา", "การศึกษาขั้นพื้นฐาน", "อาชีวศึกษา", "สถานศึกษา", "ผู้บริหารสถานศึกษา",
    "ผู้อำนวยการ", "รองผู้อำนวยการ", "ผู้บริหาร", "ผู้ประสานงาน", "ผู้ปกครอง", "ผู้เสนอ", "ผู้พิจารณา",
    "ผู้รับผิดชอบ", "ผู้บังคับบัญชา", "ผู้ดูแลระบบ", "ผู้ติดต่อ", "ผู้ใช้", "ผู้รับ", "ผู้ส่ง", "เจ้าหน้าที่",
    "เจ้าพนักงานธุรการ", "คณะกรรมการ", "คณะทำงาน", "กลุ่มอำนวยการ", "กลุ่มโรงเรียน", "กลุ่มงาน", "โรงเรียน",
    "หน่วยงาน", "สำนักงาน", "องค์กร", "ทะเบียน", "ข้อมูลข่าวสาร", "ข้อมูลพื้นฐาน", "ข้อมูลส่วนบุคคล",
    "ข้อมูลเปิด", "ปีการศึกษา", "ปีงบประมาณ", "วันหยุดราชการ", "วันทำการ", "จดหมายข่าว", "กระดานข่าว",
    "ประชาสัมพันธ์", "วิธีเผยแพร่", "หลักฐานความยินยอม", "ความยินยอม", "ความเห็นชอบ", "ความเห็น", "หลักฐาน",
    "คำสั่ง", "คำขอ", "คำตอบ", "บันทึกข้อความ", "ลำดับชั้น", "ตามลำดับชั้น", "โทรศัพท์เคลื่อนที่", "โทรศัพท์",
    "โทรสาร", "อีเมล", "เว็บไซต์", "ตำแหน่ง", "ตำบล", "อำเภอ", "จังหวัด", "แขวง", "วิทยาศาสตร์", "สมุดโทรศัพท์",
    "ตั้งค่าสำนักงาน", "เข้าสู่ระบบ", "ออกจากระบบ", "รหัสผ่าน", "เบราว์เซอร์", "คัดลอก", "นำเข้า",
    "ไม่บังคับ", "ปฏิบัติงาน",
)  # fmt: skip
_PLACE_PREFIX = r"(?:ตำบล|อำเภอ|จังหวัด|แขวง|ต\.|อ\.|จ\.)"
_SCHOOL_START = r"(?:บ้าน|วัด|ชุมชน|อนุบาล|ไทยรัฐวิทยา|นิคม|ห้วย|คลอง|เขา|หนอง|มาบ)"
_PERSON = r"(?<![ก-๎])(?:นางสาว|นาง|นาย)[ก-๎]{2,16}(?![ก-๎])"
_ABBREVIATED = r"(?:สพป|สพม|สพฐ|สพท|ศธจ|ผอ|รร|อบต|อบจ)\.(?:สพป\.|สพม\.|รร\.)?[ก-๎]*"
_MONTHS = "ม.ค.|ก.พ.|มี.ค.|เม.ย.|พ.ค.|มิ.ย.|ก.ค.|ส.ค.|ก.ย.|ต.ค.|พ.ย.|ธ.ค."
_UNITS = (
    "แถว|รายการ|คน|หลัก|แห่ง|เรื่อง|หน่วยงาน|โรงเรียน|ไฟล์|ฉบับ|หน้า|วัน|เดือน|ปี|ชั่วโมง|นาที|วินาที|จุด|ชื่อ|"
    "เลขหมาย|ห้อง|ครั้ง|ข้อ|ขั้น|กม\\.|น\\.|MB|kB|GB"
)


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    compounds = "|".join(sorted(map(re.escape, COMPOUNDS), key=len, reverse=True))
    place = rf"{_PLACE_PREFIX}[ก-๎]{{2,24}}(?![ก-๎])"
    school = rf"(?<=โรงเรียน){_SCHOOL_START}[ก-๎]{{1,24}}(?![ก-๎])"
    return re.compile(rf"{_ABBREVIATED}|{_PERSON}|{school}|{place}|{compounds}")


# What is joined, in this order; each pattern is the blank alone.
_JOINS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\d) (?=(?:" + _MONTHS.replace(".", r"\.") + "))"), NBSP),
    (re.compile(r"(?<=[ก-๎]\.) (?=2[45]\d\d)"), NBSP),
    (re.compile(rf"(?<=\d) (?=(?:{_UNITS}))"), NBSP),
    (re.compile(r"(?<=เขต) (?=\d)|(?<=คนที่) (?=\d)|(?<=ครั้งที่) (?=\d)|(?<=ชั้น) (?=\d)|(?<=แถว) (?=\d)"), NBSP),
    (re.compile(r"(?<=[ก-๎]) (?=ๆ)"), NBSP),
    (re.compile(r" (?=· )"), NBSP),
    (re.compile(r"(?<=\d) (?=\d{3,4}\b)|(?<=\d) (?=ต่อ \d)|(?<=\bต่อ) (?=\d)"), NBSP),
)  # fmt: skip
_MARKS = re.compile(r"[ัิ-ฺ็-๎]")
_TEXT_NODE = re.compile(r"(<[^>]*>|&[#\w]+;)")


def no_break(value: object) -> SafeString:
    """Running text with its compounds and names held together; whatever is not safe HTML is escaped first."""
    return mark_safe(_held(str(conditional_escape(value if isinstance(value, str) else str(value)))))


@lru_cache(maxsize=8192)
def _held(html: str) -> str:
    pieces = _TEXT_NODE.split(html)
    return "".join(piece if index % 2 else _hold(piece) for index, piece in enumerate(pieces))


def no_break_name(value: object) -> SafeString:
    """The name of an agency, person or post: it may break at spaces and after โรงเรียน, and nowhere else.

    It is always escaped: a name is never HTML.
    """
    return mark_safe(_name(str(value)))


@lru_cache(maxsize=8192)
def _name(text: str) -> str:
    words = re.split(r"( |(?<=โรงเรียน)(?=.))", _join(text))
    return "".join(_whole(word) for word in words if word)


def _hold(text: str) -> str:
    return _word().sub(lambda found: _span(found[0]), _join(text))


def _join(text: str) -> str:
    for pattern, replacement in _JOINS:
        text = pattern.sub(replacement, text)
    return text


def _whole(word: str) -> str:
    if word == " ":
        return word
    return _span(str(conditional_escape(word))) if _letters(word) <= LONGEST else no_break(word)


def _span(escaped: str) -> str:
    return f'<span class="nb">{escaped}</span>'


def _letters(text: str) -> int:
    """How wide a text is, counted without the marks above and below."""
    return len(_MARKS.sub("", text))
