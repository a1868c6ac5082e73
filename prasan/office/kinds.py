"""Thai names of the kinds of work that the house itself proposes; the office may rename them.

The manual names them: งานประสานงานข้อมูลพื้นฐานของหน่วยงาน (5.3 consent of data and publication) and
งานเผยแพร่ข้อมูลข่าวสารและผลงาน (8.2, 8.3 who may give news).
"""

from prasan.office.models import PostKind

KINDS_OF_WORK = {
    "agency_change": "ปรับปรุงทะเบียนหน่วยงาน",
    "news": "เผยแพร่ข่าว",
    "news_routine": "ข่าวประจำ",
}

DEFAULT_CHAINS = {
    "agency_change": [PostKind.GROUP_HEAD.value, PostKind.DEPUTY.value, PostKind.DIRECTOR.value],
    "news": [PostKind.GROUP_HEAD.value, PostKind.DEPUTY.value, PostKind.DIRECTOR.value],
    "news_routine": [PostKind.DIRECTOR.value],
}
"""What the set-up proposes; routine news goes to the director, or whoever is delegated to give it."""


def name_of(kind_of_work: str) -> str:
    """The Thai name that a kind of work starts with; its code when the house doesn't know it."""
    return KINDS_OF_WORK.get(kind_of_work, kind_of_work)
