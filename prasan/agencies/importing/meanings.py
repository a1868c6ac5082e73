"""What a heading means: the words that offices, DMC and EMIS put over their columns.

Headings are compared as keys: no blanks, punctuation, tone marks or capitals. First whole headings, then words
within them; whose telephone or name it is (the agency's, its head's, the contact's) is asked apart.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from prasan.thai.text import fold, normalise

Subject = Literal["agency", "head", "contact"]

NO_FIELD = ""
"""A heading we know and do not take: running numbers, levels, sizes."""

_WHOLE: dict[str, str] = {
    "name": "ชื่อสถานศึกษา|สถานศึกษา|ชื่อโรงเรียน|โรงเรียน|ร.ร.|ชื่อ ร.ร.|ชื่อหน่วยงาน|หน่วยงาน|ชื่อ|รายชื่อ|รายชื่อโรงเรียน"
    "|รายชื่อหน่วยงาน|รายชื่อสถานศึกษา|ชื่อเต็ม|ชื่อหน่วยงาน/องค์กร/บุคคล|ชื่อองค์กร|องค์กร|กลุ่ม/หน่วย|กลุ่ม/หน่วยงาน|กลุ่มงาน"
    "|ชื่อกลุ่มงาน|ชื่อกลุ่ม|กลุ่ม/งาน|หน่วยงาน/สถานศึกษา|สถานศึกษา/หน่วยงาน|โรงเรียน/หน่วยงาน|หน่วยงาน/โรงเรียน|หน่วยงานภายใน"
    "|หน่วยงานภายนอก|กลุ่มงานภายใน|name|school name|school|schoolname|agency|agency name|organisation|organization"
    "|school_name_th|sch_name|schname|ชื่อภาษาไทย|ชื่อโรงเรียน (ไทย)|ชื่อสถานศึกษาภาษาไทย|ชื่อวัด|ชื่อชุมชน|ชื่อสถานที่",
    "short_name": "ชื่อย่อ|อักษรย่อ|ตัวย่อ|ชื่อย่อหน่วยงาน|short name|abbreviation",
    "other_names": "ชื่อเดิม|ชื่ออื่น|ชื่ออื่น ๆ|ชื่ออื่นและชื่อเดิม|ชื่อเดิม (ถ้ามี)|former name|other names|ชื่อภาษาอังกฤษ"
    "|ชื่ออังกฤษ|english name|name_en|school_name_en|ชื่อโรงเรียนภาษาอังกฤษ|ชื่อโรงเรียน (อังกฤษ)",
    "scope": "ภายใน/ภายนอก|ภายในหรือภายนอก|scope",
    "kind": "ประเภท|ประเภทหน่วยงาน|ชนิด|ชนิดหน่วยงาน|ประเภทเครือข่าย|ประเภทองค์กร|kind|type",
    "code8": "รหัส 8 หลัก|8 หลัก|รหัส smis|smis|smis code|smiscode|smis_code|รหัสโรงเรียน 8 หลัก|รหัสสถานศึกษา 8 หลัก"
    "|smis 8 หลัก|รหัส smis 8 หลัก|รหัส obec|obec code|code8|รหัส สพฐ.|รหัส smis (8 หลัก)|schoolid 8 หลัก",
    "code10": "รหัส 10 หลัก|10 หลัก|รหัสกระทรวง|รหัสกระทรวงศึกษาธิการ|รหัสกระทรวง 10 หลัก|รหัสสถานศึกษา 10 หลัก"
    "|รหัสโรงเรียน 10 หลัก|รหัส ศธ.|moe code|moe|code10|ministry code|รหัส dmc|dmc|schoolid|school_id|school id",
    "affiliation": "สังกัด|ต้นสังกัด|หน่วยงานต้นสังกัด|สังกัดหน่วยงาน|หน่วยงานในสังกัด|เขตพื้นที่|เขตพื้นที่การศึกษา|สำนักงานเขตพื้นที่การศึกษา"
    "|สพป./สพม.|สพท.|affiliation|jurisdiction|department|ministry|area office|areaname|area name|สังกัดเขตพื้นที่",
    "school_group": "กลุ่มโรงเรียน|กลุ่มเครือข่าย|กลุ่มเครือข่ายโรงเรียน|กลุ่มเครือข่ายสถานศึกษา|เครือข่าย|เครือข่ายโรงเรียน|ศูนย์เครือข่าย"
    "|ศูนย์เครือข่ายโรงเรียน|ศูนย์เครือข่ายสถานศึกษา|เครือข่ายสถานศึกษา|กลุ่มสถานศึกษา|กลุ่มพัฒนาคุณภาพการศึกษา|สหวิทยาเขต"
    "|กลุ่มคุณภาพ|กลุ่ม|ชื่อกลุ่มโรงเรียน|school group|network|cluster|group",
    "address": "ที่อยู่|ที่ตั้ง|ที่ตั้งโรงเรียน|ที่ตั้งสถานศึกษา|ที่อยู่หน่วยงาน|สถานที่ตั้ง|เลขที่/หมู่|เลขที่|บ้านเลขที่|เลขที่ตั้ง|เลขที่บ้าน|หมู่|หมู่ที่|ม."
    "|หมู่/บ้าน|หมู่บ้าน|ถนน|ซอย|ถ.|เลขที่ หมู่|ที่ตั้งเลขที่|ที่ตั้ง/ที่อยู่|address|addr|moo|road|street|house no|houseno|village",
    "subdistrict": "ตำบล|แขวง|ตำบล/แขวง|แขวง/ตำบล|ต.|subdistrict|sub district|tambon|tambol|tumbon|tumbol|ชื่อตำบล",
    "district": "อำเภอ|เขต|อำเภอ/เขต|เขต/อำเภอ|อ.|กิ่งอำเภอ|อำเภอ/กิ่งอำเภอ|district|amphoe|amphur|amphor|amper|ชื่ออำเภอ",
    "province": "จังหวัด|จ.|province|changwat|ชื่อจังหวัด",
    "place": "ตำบล อำเภอ จังหวัด|ตำบล/อำเภอ/จังหวัด|ตำบล/อำเภอ|ตำบล อำเภอ|อำเภอ/จังหวัด|อำเภอ จังหวัด|place|รหัสตำบล|location",
    "postal_code": "รหัสไปรษณีย์|ไปรษณีย์|รหัส ปณ.|ปณ.|รหัส ปณ|postal code|postcode|post code|zip|zip code|zipcode|postal",
    "latitude": "lat|latitude|ละติจูด|ละติจูต|ละติจูด (lat)|แลตติจูด|แลต|lat.|พิกัด lat|latitude (n)|เส้นรุ้ง|พิกัด y",
    "longitude": "long|lng|lon|longitude|ลองจิจูด|ลองติจูด|ลองจิจูต|ลองจิจูด (long)|long.|พิกัด long|longitude (e)|เส้นแวง|พิกัด x",
    "coordinates": "พิกัด|พิกัด gps|gps|พิกัดที่ตั้ง|พิกัดทางภูมิศาสตร์|coordinates|lat,long|lat/long|latlong|latlng|ละติจูด,ลองจิจูด"
    "|ละติจูด/ลองจิจูด|พิกัดโรงเรียน|พิกัด (lat,long)|พิกัดแผนที่",
    "about": "เรื่องที่ประสาน|เรื่องที่ติดต่อ|ประสานเรื่อง|ติดต่อเรื่อง|เรื่องที่ประสานงาน|งานที่ประสาน|about|ภารกิจที่ประสาน|เรื่อง",
    "missions": "ภารกิจ|หน้าที่|อำนาจหน้าที่|ภารกิจงาน|ภารกิจหลัก|บทบาทหน้าที่|mission|missions|หน้าที่ความรับผิดชอบ",
    "pupils": "นักเรียน|จำนวนนักเรียน|จำนวนนักเรียนทั้งหมด|นักเรียนทั้งหมด|นักเรียนรวม|จำนวนนักเรียนรวม|รวมนักเรียน|นร.|จำนวน นร.|จน.นร."
    "|นักเรียน (คน)|จำนวนนักเรียน (คน)|จำนวนผู้เรียน|ผู้เรียน|students|pupils|student|number of students|จำนวนนักเรียนทั้งสิ้น"
    "|นักเรียนทั้งสิ้น|total students|นักเรียนปัจจุบัน|จำนวน นร. ทั้งหมด",
    "teachers": "ครู|จำนวนครู|ครู (คน)|จำนวนครู (คน)|ข้าราชการครู|จำนวนข้าราชการครู|ครูทั้งหมด|จำนวนครูทั้งหมด|ครูผู้สอน|จำนวนครูผู้สอน"
    "|teachers|teacher|number of teachers|จน.ครู|ครูรวม|จำนวนครูรวม",
    "rooms": "ห้องเรียน|จำนวนห้องเรียน|ห้อง|จำนวนห้อง|ห้องเรียน (ห้อง)|จำนวนห้องเรียนทั้งหมด|classrooms|rooms|classroom|number of rooms"
    "|ห้องเรียนทั้งหมด|ห้องเรียนรวม",
    "academic_year": "ปีการศึกษา|academic year|acadyear|ประจำปีการศึกษา",
    "closed_on": "ปิดเมื่อ|วันที่ปิด|ยุบเลิกเมื่อ|วันที่ยุบเลิก|ยุบรวมเมื่อ|วันที่ยุบรวม|วันยุบเลิก|ปิด/ยุบรวมเมื่อ|closed on|วันที่เลิกกิจการ",
    "consent_proof": "หลักฐานความยินยอม|ความยินยอม|การยินยอม|หนังสือยินยอม|consent",
    "notes": "หมายเหตุ|หมายเหตุอื่น|อื่น ๆ|ข้อสังเกต|สถานะ|note|notes|remark|remarks|status",
    "website": "เว็บไซต์|เว็บไซด์|เว็ปไซต์|เว็ปไซด์|เวปไซต์|เวบไซต์|เว็บ|website|web site|web|url|homepage|โฮมเพจ",
    "facebook": "facebook|fb|เฟซบุ๊ก|เฟซบุ๊ค|เฟสบุ๊ค|เฟสบุ๊ก|เฟสบุค|เพจ|เพจ facebook|facebook page|fanpage|แฟนเพจ",
    "phones": "โทรศัพท์/โทรสาร|โทรศัพท์ โทรสาร|โทร/แฟกซ์|โทร./โทรสาร|โทรศัพท์และโทรสาร|tel/fax|phone/fax|โทรศัพท์ภายใน|เบอร์ภายใน",
    NO_FIELD: "ที่|ลำดับ|ลำดับที่|ลำดับ ที่|no|no.|#|id|เลขที่ลำดับ|ขนาด|ขนาดโรงเรียน|ขนาดสถานศึกษา|ระดับ|ระดับชั้น|ระดับที่เปิดสอน|level|ชาย|หญิง"
    "|รวม|percode|per code|รหัส percode|วันที่|ลายมือชื่อ|ระยะทาง|ติดต่อ|จำนวน|ระดับการศึกษา|index|ลงชื่อ|ข้อมูลทั่วไป",
}  # fmt: skip

_EMAIL = "อีเมล|อีเมล์|อีเมลล์|e-mail|email|เมล|เมล์|mail|จดหมายอิเล็กทรอนิกส์|ไปรษณีย์อิเล็กทรอนิกส์"
_LINE = "line|ไลน์|ไอดีไลน์"
_FAX = "โทรสาร|แฟกซ์|แฟ็กซ์|แฟ็ก|fax|facsimile"
_MOBILE = "มือถือ|เคลื่อนที่|mobile|cell"
_PHONE = f"โทรศัพท์|เบอร์โทร|โทร|เบอร์ติดต่อ|หมายเลขติดต่อ|เบอร์|tel|phone|{_MOBILE}"
_SINCE = "ดำรงตำแหน่งเมื่อ|รับตำแหน่ง|วันที่ดำรงตำแหน่ง|เริ่มดำรงตำแหน่ง|ดำรงตำแหน่งตั้งแต่|เข้ารับตำแหน่ง|วันเริ่มวาระ|มาดำรงตำแหน่ง|วันที่เริ่ม"
_UNTIL = "ครบวาระ|สิ้นสุดวาระ|หมดวาระ|เกษียณ|พ้นตำแหน่ง|พ้นวาระ"
_HEAD = (
    "ผู้บริหาร|ผู้อำนวยการ|ผอ.|ครูใหญ่|อาจารย์ใหญ่|หัวหน้าส่วนราชการ|หัวหน้าหน่วยงาน|หัวหน้ากลุ่ม|หัวหน้าสถานศึกษา|director|principal|นายกเทศมนตรี"
    "|นายก อบต|เจ้าอาวาส"
)
_CONTACT = (
    "ผู้ประสาน|ผู้ติดต่อ|ผู้รับผิดชอบ|ผู้แทน|ผู้ให้ข้อมูล|ผู้กรอก|ผู้รายงาน|เจ้าหน้าที่|ธุรการ|contact|coordinator|ครูประชาสัมพันธ์|ชื่อบุคคลที่ติดต่อ"
    "|บุคคลติดต่อ|บุคคลที่ติดต่อ"
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


_BY_WHOLE = {fold(word): target for target, words in _WHOLE.items() for word in words.split("|")}
_ANY_WITHIN = [(target, _words(words)) for target, words in _WITHIN]
_IS_HEAD, _IS_CONTACT = _words(_HEAD), _words(_CONTACT)
_IS_NAME, _IS_MOBILE = _words(_PERSON_NAME), _words(_MOBILE)
_POST = re.compile(f"^{fold('ตำแหน่ง')}|^post$|^position$")
# {whose: target} for each thing that an agency, its head and its contact person all have.
_ATTRIBUTES: list[tuple[re.Pattern[str], dict[Subject, str]]] = [
    (_words(_EMAIL), {"agency": "email", "head": "personal_email", "contact": "contact_email"}),
    (_words(_LINE), {"agency": "line", "head": "personal_line", "contact": "contact_line"}),
    (_words(_FAX), {"agency": "fax", "head": "fax", "contact": "fax"}),
    (_words(_SINCE), {"agency": "head_since", "head": "head_since"}),
    (_words(_UNTIL), {"agency": "head_until", "head": "head_until"}),
    (_words(_PHONE), {"agency": "phones", "head": "mobiles", "contact": "contact_phone"}),
    (_POST, {"agency": "head_post", "head": "head_post", "contact": "contact_post"}),
]
_OF_A_PERSON: dict[str, dict[Subject, str]] = {
    targets["agency"]: targets
    for _, targets in _ATTRIBUTES
    if "contact" in targets and targets["agency"] != "fax"
}
_IN_BRACKETS = re.compile(r"[(\[（][^()\[\]]*[)\]）]")
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
    keys = list(dict.fromkeys(k for k in (fold(heading), fold(bare), _NUMBERED.sub("", fold(bare))) if k))
    if not keys:
        return None
    whose = subject(heading) or subject(group)
    for key in keys:
        found = _of_group(fold(group.rpartition(" / ")[2]), key) if group else None
        found = found or (_of_person(whose, key) if whose else None) or _BY_WHOLE.get(key)
        if found is not None:
            return found
    return _by_words(keys[0], whose)


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
    if "about" == _BY_WHOLE.get(key) and who == "contact":
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
