"""Words of cells: what kind of achievement, how far it counts."""

from __future__ import annotations

import re

from prasan.achievements.states import Kind, Level
from prasan.thai.text import fold

# The first whose words occur: สหวิทยาเขต is a group, กลุ่มโรงเรียน no school, นานาชาติ more than ชาติ.
_LEVELS: tuple[tuple[Level, str], ...] = (
    (Level.WORLD, "นานาชาติ|ต่างประเทศ|อาเซียน|เอเชีย|ทั่วโลก|ระดับโลก|international|world|asean"),
    (Level.NATION, "ชาติ|ประเทศ|สพฐ|กระทรวง|national|nation"),
    (Level.REGION, "ภาค|เขตตรวจราชการ|กลุ่มจังหวัด|region"),
    (Level.PROVINCE, "จังหวัด|ศธจ|province|provincial"),
    (Level.GROUP, "สหวิทยาเขต|กลุ่ม|เครือข่าย|ศูนย์|อำเภอ|ตำบล|group|cluster"),
    (Level.AREA, "เขต|สพป|สพม|สพท|area"),
    (Level.SCHOOL, "โรงเรียน|สถานศึกษา|ห้องเรียน|school"),
)
_KINDS: tuple[tuple[Kind, str], ...] = (
    (Kind.PRACTICE, "ปฏิบัติที่เป็นเลิศ|ปฏิบัติที่ดี|best practice|วิธีปฏิบัติ"),
    (Kind.INNOVATION, "นวัตกรรม|สิ่งประดิษฐ์|innovation"),
    (Kind.AWARD, "รางวัล|เหรียญ|ชนะเลิศ|โล่|เกียรติบัตร|เกียรติคุณ|ดีเด่น|award|prize"),
    (Kind.RESULT, "ประเมิน|ทดสอบ|ผลสอบ|คะแนน|ผลสัมฤทธิ์|onet|o-net|สมศ|result|assessment"),
    (Kind.PROJECT, "โครงการ|project|กิจกรรม"),
)
_SHORT = {"bp": Kind.PRACTICE, "nt": Kind.RESULT, "rt": Kind.RESULT}
_SHORT_LEVELS = {"จ": Level.PROVINCE, "รร": Level.SCHOOL, "อ": Level.GROUP}
_IN_TITLE = re.compile("ระดับ\\s*(?P<level>นานาชาติ|ชาติ|ประเทศ|ภาค|ภูมิภาค|จังหวัด|เขตพื้นที่|เขต|กลุ่ม|อำเภอ|โรงเรียน)")


def _compiled(words: str) -> re.Pattern[str]:
    return re.compile("|".join(fold(word) for word in words.split("|")))


_LEVEL_WORDS = [(level, _compiled(words)) for level, words in _LEVELS]
_KIND_WORDS = [(kind, _compiled(words)) for kind, words in _KINDS]


def level_of(text: str) -> Level | None:
    """ระดับชาติ, ประเทศ, National …; None when it says none."""
    key = fold(text)
    return _SHORT_LEVELS.get(key) or next((level for level, words in _LEVEL_WORDS if words.search(key)), None)


def level_in_title(text: str) -> Level | None:
    """What a title says of its own level: "… ระดับชาติ"; a ระดับประถมศึกษา is none."""
    found = _IN_TITLE.search(text)
    return level_of(found["level"]) if found else None


def kind_of(text: str) -> Kind | None:
    key = fold(text)
    return _SHORT.get(key) or next((kind for kind, words in _KIND_WORDS if words.search(key)), None)
