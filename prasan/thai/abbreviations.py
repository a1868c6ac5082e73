"""Abbreviations of offices and posts, as data, and writing them out.

Sources: the office manual (สพฐ., สพป., สพท., ผอ.) and the Royal Institute's list of abbreviations
of government bodies. An office may know more: pass its own table to `expand`.
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


def _spelling(short: str) -> str:
    """Any way of dotting and spacing the letters: รร. ร.ร. ร. ร."""
    letters = [re.escape(c) for c in short if c not in ". "]
    return r"\.?\ ?".join(letters)


@lru_cache(maxsize=8)
def _pattern(shorts: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(shorts, key=lambda s: -len(s.replace(".", "").replace(" ", "")))
    choices = "|".join(_spelling(s) for s in longest_first)
    # With its dot an abbreviation may be glued to the name; without one it must stand alone.
    return re.compile(rf"(?<![ก-๎.])(?:{choices})(?:\.\ ?|(?=[^ก-๎.]|$))")


_DOTS = str.maketrans("", "", ". ")
_HAS_ABBREVIATION = re.compile(r"\.|(?<![ก-๎])[ก-ฮ]{2,3}(?![ก-๎])")


def expand(text: str, table: Mapping[str, str] = ABBREVIATIONS) -> str:
    """The text, already normalised, with abbreviations written out: "รร.บ้านนา" → "โรงเรียนบ้านนา"."""
    if not _HAS_ABBREVIATION.search(text):
        return text
    full = {short.translate(_DOTS): long for short, long in table.items()}
    return _pattern(tuple(table)).sub(lambda found: full[found[0].translate(_DOTS)], text)
