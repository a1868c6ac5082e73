"""Words of cells: what kind of member, which way to be reached, yes and no."""

from __future__ import annotations

import re

from prasan.thai.text import fold

_KINDS = {
    "media": "สื่อมวลชน|สื่อ|นักข่าว|ผู้สื่อข่าว|หนังสือพิมพ์|วิทยุ|วิทยุชุมชน|โทรทัศน์|เคเบิล|สำนักข่าว|สื่อออนไลน์|media|press|เพจ",
    "local": "อปท|อปท.|องค์กรปกครองส่วนท้องถิ่น|ท้องถิ่น|เทศบาล|อบต|อบต.|อบจ|อบจ.|ส่วนท้องถิ่น|local",
    "parent": "ผู้ปกครอง|เครือข่ายผู้ปกครอง|parent|parents",
    "community": "ชุมชน|ผู้นำชุมชน|กำนัน|ผู้ใหญ่บ้าน|ประชาชน|ปราชญ์|วัด|มัสยิด|หอกระจายข่าว|community"
    "|อสม|อสม.|ประธานชุมชน|ภูมิปัญญา",
    "internal": "ภายใน|ในสังกัด|internal|โรงเรียนในสังกัด|สถานศึกษา|โรงเรียน|ครู|บุคลากร|สถานศึกษาในสังกัด"
    "|กลุ่มงาน|ข้าราชการครู",
    "external": "ภายนอก|นอกสังกัด|external|หน่วยงานภายนอก|หน่วยงานราชการ|ส่วนราชการ|เอกชน|บริษัท|องค์กร|หน่วยงาน",
}
KINDS = {fold(word): kind for kind, words in _KINDS.items() for word in words.split("|")}
_LONG_ENOUGH = 4


def kind_of(text: str) -> str | None:
    """The kind of a word, whole or within; None when it says none."""
    key = fold(text)
    found = KINDS.get(key)
    return found or next(
        (kind for word, kind in KINDS.items() if len(word) >= _LONG_ENOUGH and word in key), None
    )


_EMAIL = re.compile(fold("อีเมล") + "|e?mail|" + fold("จดหมายอิเล็กทรอนิกส์"))
_BY_HAND = re.compile(
    "|".join(
        fold(word)
        for word in (
            "line", "ไลน์", "หอกระจาย", "เสียงตามสาย", "บอร์ด", "ป้าย", "กระดาษ", "หนังสือ", "โทรศัพท์", "โทร",
            "มือถือ",
            "ไปรษณีย์", "จดหมาย", "facebook", "เฟซบุ๊ก", "ด้วยตนเอง", "ส่งมอบ", "เจ้าหน้าที่", "ประกาศ", "วิทยุ", "แฟกซ์",
            "โทรสาร", "กลุ่ม", "หน้าเสาธง", "messenger",
        )
    )
)  # fmt: skip
HANDED_OVER = frozenset(map(fold, ("เจ้าหน้าที่ส่งมอบ", "ส่งมอบ", "handover", "hand over")))
"""Words that say by hand and not how."""


def channel_of(text: str) -> str | None:
    """email or handover, whichever the text names first; None when it names none."""
    key = fold(text)
    found = [
        (match.start(), channel)
        for channel, words in (("email", _EMAIL), ("handover", _BY_HAND))
        if (match := words.search(key))
    ]
    if not found and "handover" in key:
        return "handover"
    return min(found)[1] if found else None


_YES = frozenset(
    map(
        fold,
        (
            "ยินยอม",
            "ใช่",
            "มี",
            "ให้",
            "ให้ความยินยอม",
            "ยินยอมแล้ว",
            "yes",
            "y",
            "true",
            "1",
            "ได้",
            "/",
            "ตกลง",
            "แล้ว",
        ),
    )
)
_NO = re.compile(
    "^(?:" + "|".join(map(fold, ("ไม่", "ยังไม่", "ปฏิเสธ", "no", "false", "รอ", "ถอน"))) + ")|^0$|^n$"
)
_TICKS = frozenset("/✓✔☑√xX")


def says_yes(text: str) -> bool:
    return fold(text) in _YES or text.strip() in _TICKS


def says_no(text: str) -> bool:
    return bool(_NO.match(fold(text)))
