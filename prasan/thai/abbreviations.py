"""Abbreviations of offices and posts, as data, and writing them out.

Those of the office manual (สพฐ., สพป., สพท., ผอ.) and others in common use in official letters; no law
lists them. An office may know more: pass its own table to `expand`.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

ABBREVIATIONS: Mapping[str, str] = MappingProxyType(
    {
        "รร": "โรงเรียน",
        "ร.ร": "โรงเรียน",
        "ผอ": "ผู้อำนวยการ",
        "รอง ผอ": "รองผู้อำนวยการ",
        "สพฐ": "สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน",
        "สพท": "สำนักงานเขตพื้นที่การศึกษา",
        "สพป": "สำนักงานเขตพื้นที่การศึกษาประถมศึกษา",
        "สพม": "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา",
        "ศธจ": "สำนักงานศึกษาธิการจังหวัด",
        "ศธภ": "สำนักงานศึกษาธิการภาค",
        "ศธ": "กระทรวงศึกษาธิการ",
        "สช": "สำนักงานคณะกรรมการส่งเสริมการศึกษาเอกชน",
        "สกร": "กรมส่งเสริมการเรียนรู้",
        "กศน": "การศึกษานอกระบบและการศึกษาตามอัธยาศัย",
        "สศศ": "สำนักบริหารงานการศึกษาพิเศษ",
        "สอศ": "สำนักงานคณะกรรมการการอาชีวศึกษา",
        "สถ": "กรมส่งเสริมการปกครองท้องถิ่น",
        "อปท": "องค์กรปกครองส่วนท้องถิ่น",
        "อบจ": "องค์การบริหารส่วนจังหวัด",
        "อบต": "องค์การบริหารส่วนตำบล",
        "ทน": "เทศบาลนคร",
        "ทม": "เทศบาลเมือง",
        "ทต": "เทศบาลตำบล",
        "รพ": "โรงพยาบาล",
        "รพ.สต": "โรงพยาบาลส่งเสริมสุขภาพตำบล",
        "สภ": "สถานีตำรวจภูธร",
        "สสอ": "สำนักงานสาธารณสุขอำเภอ",
        "สสจ": "สำนักงานสาธารณสุขจังหวัด",
        "วช": "วิทยาลัยชุมชน",
        "วท": "วิทยาลัยเทคนิค",
        "กทม": "กรุงเทพมหานคร",
    }
)


# อักษรย่อจังหวัด in common use, two letters a province.
PROVINCE_ABBREVIATIONS: Mapping[str, str] = MappingProxyType({
    "กบ": "กระบี่", "กท": "กรุงเทพมหานคร", "กจ": "กาญจนบุรี", "กส": "กาฬสินธุ์", "กพ": "กำแพงเพชร",
    "ขก": "ขอนแก่น", "จบ": "จันทบุรี", "ฉช": "ฉะเชิงเทรา", "ชบ": "ชลบุรี", "ชน": "ชัยนาท",
    "ชย": "ชัยภูมิ", "ชพ": "ชุมพร", "ชร": "เชียงราย", "ชม": "เชียงใหม่", "ตง": "ตรัง", "ตร": "ตราด",
    "ตก": "ตาก", "นย": "นครนายก", "นฐ": "นครปฐม", "นพ": "นครพนม", "นม": "นครราชสีมา",
    "นศ": "นครศรีธรรมราช", "นว": "นครสวรรค์", "นบ": "นนทบุรี", "นธ": "นราธิวาส", "นน": "น่าน",
    "บก": "บึงกาฬ", "บร": "บุรีรัมย์", "ปท": "ปทุมธานี", "ปข": "ประจวบคีรีขันธ์", "ปจ": "ปราจีนบุรี",
    "ปน": "ปัตตานี", "อย": "พระนครศรีอยุธยา", "พย": "พะเยา", "พง": "พังงา", "พท": "พัทลุง",
    "พจ": "พิจิตร", "พล": "พิษณุโลก", "พบ": "เพชรบุรี", "พช": "เพชรบูรณ์", "พร": "แพร่", "ภก": "ภูเก็ต",
    "มค": "มหาสารคาม", "มห": "มุกดาหาร", "มส": "แม่ฮ่องสอน", "ยส": "ยโสธร", "ยล": "ยะลา",
    "รอ": "ร้อยเอ็ด", "รน": "ระนอง", "รย": "ระยอง", "รบ": "ราชบุรี", "ลบ": "ลพบุรี", "ลป": "ลำปาง",
    "ลพ": "ลำพูน", "ลย": "เลย", "ศก": "ศรีสะเกษ", "สน": "สกลนคร", "สข": "สงขลา", "สต": "สตูล",
    "สป": "สมุทรปราการ", "สส": "สมุทรสงคราม", "สค": "สมุทรสาคร", "สก": "สระแก้ว", "สบ": "สระบุรี",
    "สห": "สิงห์บุรี", "สท": "สุโขทัย", "สพ": "สุพรรณบุรี", "สฎ": "สุราษฎร์ธานี", "สร": "สุรินทร์",
    "นค": "หนองคาย", "นภ": "หนองบัวลำภู", "อท": "อ่างทอง", "อจ": "อำนาจเจริญ", "อด": "อุดรธานี",
    "อต": "อุตรดิตถ์", "อน": "อุทัยธานี", "อบ": "อุบลราชธานี",
})  # fmt: skip


_DOTS = str.maketrans("", "", ". ")


def _spelling(short: str) -> str:
    """Any way of dotting and spacing the letters: รร. ร.ร. ร. ร."""
    return r"\.?\ ?".join(map(re.escape, short))


@lru_cache(maxsize=8)
def _compiled(table: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    full = {short.translate(_DOTS): long for short, long in table}
    longest_first = sorted(full, key=len, reverse=True)
    choices = "|".join(_spelling(s) for s in longest_first)
    # With its dot an abbreviation may be glued to the name; without one it must stand alone, but for รร,
    # with which no Thai word begins. The last letters of a longer, unknown one (พ.ร.ร.) are none.
    before = r"(?<![ก-๎])(?<!^[ก-ฮ]\.)(?<![^ก-๎][ก-ฮ]\.)"
    return re.compile(rf"{before}(?:(?:{choices})(?:\.\ ?|(?=[^ก-๎.]|$))|รร(?=[ก-ฮเ-ไ]))"), full


_HAS_ABBREVIATION = re.compile(r"\.|(?<![ก-๎])(?:[ก-ฮ]{2,3}(?![ก-๎])|รร)")


def expand(text: str, table: Mapping[str, str] = ABBREVIATIONS) -> str:
    """The text, already normalised, with abbreviations written out: "รร.บ้านนา" → "โรงเรียนบ้านนา"."""
    if not _HAS_ABBREVIATION.search(text):
        return text
    pattern, full = _compiled(tuple(table.items()))
    return pattern.sub(lambda found: full.get(found[0].translate(_DOTS), found[0]), text)
