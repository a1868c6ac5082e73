"""What a heading means: the words that offices, DMC and EMIS put over their columns.

Headings are compared as keys: no blanks, punctuation, tone marks or capitals. First whole headings, then
words within them; whose telephone or name it is (the agency's, its head's, the contact's) is asked apart.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

from prasan.thai.text import fold, normalise

Subject = Literal["agency", "head", "contact"]

NO_FIELD = ""
"""A heading we know and do not take: running numbers, levels, sizes."""

_HEADINGS = Path(__file__).parent / "data" / "headings.txt"
_EMAIL = "อีเมล|อีเมล์|อีเมลล์|e-mail|email|เมล|เมล์|mail|จดหมายอิเล็กทรอนิกส์|ไปรษณีย์อิเล็กทรอนิกส์"
_LINE = "line|ไลน์|ไอดีไลน์"
_FAX = "โทรสาร|แฟกซ์|แฟ็กซ์|แฟ็ก|fax|facsimile"
_MOBILE = "มือถือ|เคลื่อนที่|mobile|cell"
_PHONE = f"โทรศัพท์|เบอร์โทร|โทร|เบอร์ติดต่อ|หมายเลขติดต่อ|เบอร์|tel|phone|{_MOBILE}"
_SINCE = (
    "ดำรงตำแหน่งเมื่อ|รับตำแหน่ง|วันที่ดำรงตำแหน่ง|เริ่มดำรงตำแหน่ง|ดำรงตำแหน่งตั้งแต่|เข้ารับตำแหน่ง|วันเริ่มวาระ"
    "|มาดำรงตำแหน่ง|วันที่เริ่ม"
)
_UNTIL = "ครบวาระ|สิ้นสุดวาระ|หมดวาระ|เกษียณ|พ้นตำแหน่ง|พ้นวาระ"
_HEAD = (
    "ผู้บริหาร|ผู้อำนวยการ|ผอ.|ครูใหญ่|อาจารย์ใหญ่|หัวหน้าส่วนราชการ|หัวหน้าหน่วยงาน|หัวหน้ากลุ่ม|หัวหน้าสถานศึกษา|director"
    "|principal|นายกเทศมนตรี|นายก อบต|เจ้าอาวาส"
)
_CONTACT = (
    "ผู้ประสาน|ผู้ติดต่อ|ผู้รับผิดชอบ|ผู้แทน|ผู้ให้ข้อมูล|ผู้กรอก|ผู้รายงาน|เจ้าหน้าที่|ธุรการ|contact|coordinator|ครูประชาสัมพันธ์"
    "|ชื่อบุคคลที่ติดต่อ|บุคคลติดต่อ|บุคคลที่ติดต่อ"
)
_PERSON_NAMES = frozenset(
    fold(word)
    for word in ("ชื่อ - สกุล", "ชื่อ-นามสกุล", "ชื่อและนามสกุล", "ชื่อ-ชื่อสกุล", "ชื่อตัว-ชื่อสกุล", "รายนาม", "full name")
)
_PERSON_NAME = "ชื่อ|รายนาม|นามสกุล|name"
_WITHIN: tuple[tuple[str, str], ...] = (
    ("pupils", "จำนวนนักเรียนรวม|นักเรียนทั้งหมด|จำนวนนักเรียนทั้งสิ้น|รวมจำนวนนักเรียน"),
    ("postal_code", "รหัสไปรษณีย์"),
    ("closed_on", "ยุบเลิกเมื่อ|ยุบรวมเมื่อ"),
    ("school_group", "กลุ่มโรงเรียน|กลุ่มเครือข่าย|ศูนย์เครือข่าย|สหวิทยาเขต"),
    ("affiliation", "ต้นสังกัด|สังกัด"),
    ("website", "เว็บไซต์|เว็บไซด์|website"),
    ("facebook", "facebook|เฟซบุ๊ก|เฟสบุ๊ค"),
    ("latitude", "ละติจูด|latitude"),
    ("longitude", "ลองจิจูด|longitude"),
    ("about", "เรื่องที่ประสาน|เรื่องที่ติดต่อ"),
    ("code8", "8หลัก|smis"),
    ("code10", "10หลัก|รหัสกระทรวง"),
    ("other_names", "ชื่อเดิม|ภาษาอังกฤษ"),
    ("name", "ชื่อสถานศึกษา|ชื่อโรงเรียน|ชื่อหน่วยงาน|ชื่อองค์กร|รายชื่อโรงเรียน"),
    ("consent_proof", "ยินยอม"),
)


def _words(text: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(sorted({re.escape(fold(word)) for word in text.split("|")}, key=len, reverse=True))
    )


def _whole_headings() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _HEADINGS.read_text(encoding="utf-8").splitlines():
        target, separator, words = line.partition(":")
        if separator and not line.startswith("#"):
            found |= {fold(word): NO_FIELD if target == "-" else target for word in words.split("|")}
    found.pop("", None)
    return found


_BY_WHOLE = _whole_headings()
_ANY_WITHIN = [(target, _words(words)) for target, words in _WITHIN]
_IS_HEAD, _IS_CONTACT = _words(_HEAD), _words(_CONTACT)
_IS_NAME, _IS_MOBILE = _words(_PERSON_NAME), _words(_MOBILE)
_POST = re.compile(f"^{fold('ตำแหน่ง')}|^post$|^position$")
# {whose: target} for each thing that an agency, its head and its contact person all have.
_ATTRIBUTES: list[tuple[re.Pattern[str], dict[Subject, str]]] = [
    (_words(_EMAIL), {"agency": "email", "head": "personal_email", "contact": "contact_email"}),
    (_words(_FAX), {"agency": "fax", "head": "fax", "contact": "fax"}),
    (_words(_SINCE), {"agency": "head_since", "head": "head_since"}),
    (_words(_UNTIL), {"agency": "head_until", "head": "head_until"}),
    (_words(_PHONE), {"agency": "phones", "head": "mobiles", "contact": "contact_phone"}),
    (_words(_LINE), {"agency": "line", "head": "personal_line", "contact": "contact_line"}),
    (_POST, {"agency": "head_post", "head": "head_post", "contact": "contact_post"}),
]
_OF_A_PERSON: dict[str, dict[Subject, str]] = {
    targets["agency"]: targets
    for _, targets in _ATTRIBUTES
    if "contact" in targets and targets["agency"] != "fax"
}
_IN_BRACKETS = re.compile(r"[(\[（][^()\[\]]*[)\]）]")
_LEAST_LEFT = 3
_NUMBERED = re.compile(r"(?<=[^\d])\d$|คนที\d$")


@lru_cache(maxsize=4096)
def heading_key(heading: str) -> str:
    """By which two spellings of a heading are the same heading."""
    return fold(heading)


@lru_cache(maxsize=4096)
def meaning(group: str, heading: str) -> str | None:
    """The target that a heading under its group ("" = none) stands for; NO_FIELD if it is known to be none;
    None if the words say nothing."""
    bare = _IN_BRACKETS.sub(" ", normalise(heading))
    keys = list(dict.fromkeys(key for key in (fold(heading), fold(bare), _unnumbered(fold(bare))) if key))
    if not keys:
        return None
    who = subject(heading) or subject(group)
    for key in keys:
        found = _of_group(fold(group.rpartition(" / ")[2]), key) if group else None
        found = found or (_of_person(who, key) if who else None) or _BY_WHOLE.get(key)
        if found is not None:
            return found
    return _by_words(keys[0], who)


def _unnumbered(key: str) -> str:
    """ "โทรศัพท์ 2" is โทรศัพท์; "อ.1" and "ม.1" are classes of pupils, not อำเภอ and หมู่."""
    rest = _NUMBERED.sub("", key)
    return rest if len(rest) >= _LEAST_LEFT else key


def subject(text: str) -> Subject | None:
    """Whose data a heading speaks of, if it says so."""
    key = fold(text)
    if _IS_CONTACT.search(key):
        return "contact"
    if _IS_HEAD.search(key):
        return "head"
    return None


def is_person_name(heading: str) -> bool:
    """ชื่อ - สกุล and the like: a person's name, of whom it does not say."""
    return fold(heading) in _PERSON_NAMES


def is_heading(text: str) -> bool:
    """Whether the whole text is a heading that we know: ตำบล, โทรศัพท์."""
    return fold(text) in _BY_WHOLE


def whose(target: str, who: Subject) -> str:
    """The same thing of someone else: ("phones", "contact") → "contact_phone"; others stay as they are."""
    return _OF_A_PERSON.get(target, {}).get(who, target)


def _of_group(group: str, key: str) -> str | None:
    """Words that mean something only under their group: รหัส > 8 หลัก, จำนวนนักเรียน > รวม, พิกัด > x."""
    counted = _BY_WHOLE.get(group)
    if counted in ("pupils", "teachers", "rooms"):
        return counted if key in _TOTALS else NO_FIELD
    if counted == "coordinates":
        return {"x": "longitude", "y": "latitude", "e": "longitude", "n": "latitude"}.get(key)
    return None


_TOTALS = frozenset(map(fold, ("รวม", "ทั้งหมด", "รวมทั้งหมด", "รวมทั้งสิ้น", "ทั้งสิ้น", "total", "จำนวน")))


def _of_person(who: Subject, key: str) -> str | None:
    for words, targets in _ATTRIBUTES:
        if words.search(key):
            return targets.get(who)
    if _BY_WHOLE.get(key) == "about" and who == "contact":
        return "contact_about"
    if _BY_WHOLE.get(key) not in (None, "name"):
        return None
    is_whom = _IS_CONTACT if who == "contact" else _IS_HEAD
    if _IS_NAME.search(key) or is_whom.search(key):
        return "contact_name" if who == "contact" else "head_name"
    return None


def _by_words(key: str, who: Subject | None) -> str | None:
    for words, targets in _ATTRIBUTES:
        if words.search(key):
            target = targets.get(who or "agency")
            return "mobiles" if target == "phones" and _IS_MOBILE.search(key) else target
    for target, words in _ANY_WITHIN:
        if words.search(key):
            return target
    return None
