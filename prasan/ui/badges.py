"""Words, icons and colours of every state that a screen shows, and of the publish flag.

The words of consent are the regulation's, letter by letter; colour never stands alone.
"""

from __future__ import annotations

from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString

from prasan.ui.icons import icon


class Badge(NamedTuple):
    """`tone` is a class of components.css: sea under way, leaf agreed, gold look here, red, dash or none."""

    word: str
    icon: str
    tone: str


BADGES: dict[str, Badge] = {
    # a case and its steps
    "draft": Badge("ร่าง", "edit", "dash"),
    "open": Badge("เสนอ", "send", "sea"),
    "proposed": Badge("เสนอ", "send", "sea"),
    "comment": Badge("ขอความเห็น", "chat", "sea"),
    "approved": Badge("อนุมัติ", "check", "leaf"),
    "approved_delegated": Badge("อนุมัติ (ปฏิบัติราชการแทน)", "check", "leaf"),
    "approved_acting": Badge("อนุมัติ (รักษาราชการแทน)", "check", "leaf"),
    "refused": Badge("ไม่อนุมัติ", "x", "red"),
    "returned": Badge("คืนเรื่อง/แก้ไข", "undo", "gold"),
    "withdrawn": Badge("ยกเลิก", "x", ""),
    "passed_over": Badge("ข้ามขั้น", "arrow-right", ""),
    "merged": Badge("ลงนามในขั้นที่สูงกว่า", "arrow-up", ""),
    "paper": Badge("ลงนามในกระดาษ", "file", ""),
    # a row of an import
    "new": Badge("ใหม่", "plus", "sea"),
    "changed": Badge("เปลี่ยน", "edit", "gold"),
    "unchanged": Badge("เหมือนเดิม", "check", ""),
    "doubtful": Badge("ต้องดู", "question", "gold"),
    "error": Badge("ผิดพลาด", "alert", "red"),
    # an item of a change request
    "add": Badge("เพิ่ม", "plus", "sea"),
    "change": Badge("เปลี่ยน", "edit", "gold"),
    "remove": Badge("ถอนออกจากทะเบียน", "minus", "gold"),
    # an import
    "waiting": Badge("รอตรวจ", "clock", ""),
    "reading": Badge("กำลังตรวจ", "refresh", "sea"),
    "ready": Badge("ตรวจแล้ว", "check", "leaf"),
    "proposing": Badge("กำลังเสนอ", "refresh", "sea"),
    "file_refused": Badge("รับไฟล์ไม่ได้", "alert", "red"),
    "import_proposed": Badge("เสนอแล้ว", "send", "sea"),
    "undone": Badge("ย้อนแล้ว", "undo", ""),
    # a version of a story
    "writing": Badge("กำลังเขียน", "edit", "dash"),
    "sent": Badge("ส่งถึงสำนักงานแล้ว", "inbox", "sea"),
    "merged_story": Badge("รวมกับข่าวอื่น", "arrow-up", ""),
    "declined": Badge("ไม่รับเป็นข่าว", "x", ""),
    "not_taken": Badge("ไม่รับเป็นผลงาน", "x", ""),
    "given_back": Badge("สำนักงานขอให้แก้", "undo", "gold"),
    "cancelled": Badge("ยกเลิก", "x", ""),
    "scheduled": Badge("ตั้งเวลา", "clock", "sea"),
    "published": Badge("เผยแพร่", "globe", "leaf"),
    "corrected": Badge("แก้ไขแล้ว", "edit", ""),
    "taken_down": Badge("ถอน", "minus", "red"),
    # a delivery
    "queued": Badge("รอส่ง", "clock", ""),
    "sending": Badge("กำลังส่ง", "send", "sea"),
    "accepted": Badge("ปลายทางรับไว้แล้ว", "check", "leaf"),
    "unknown": Badge("ไม่ทราบผล", "question", "gold"),
    "failed": Badge("ส่งไม่สำเร็จ", "alert", "red"),
    "suppressed": Badge("ไม่ส่ง", "minus", ""),
    "delivered": Badge("ถึงผู้รับแล้ว", "check", "leaf"),
    "bounced": Badge("ตีกลับ", "undo", "red"),
    "to_hand_over": Badge("รอส่งมอบ", "clock", ""),
    "handed_over": Badge("ส่งมอบแล้ว", "check", "leaf"),
    # a mail that came in
    "mail_news": Badge("ข่าวที่ส่งเข้ามา", "news", "sea"),
    "mail_request": Badge("คำถามหรือคำขอ", "question", "sea"),
    "mail_reply": Badge("ตอบจดหมายของสำนักงาน", "chat", ""),
    "mail_bounce": Badge("จดหมายตีกลับ", "undo", "red"),
    "mail_auto": Badge("ตอบอัตโนมัติ", "refresh", ""),
    "mail_spam": Badge("จดหมายขยะ", "trash", ""),
    "mail_unreadable": Badge("อ่านไม่ได้", "alert", "gold"),
    # an agency and its verification
    "verified": Badge("ยืนยันแล้ว", "check", "leaf"),
    "stale": Badge("ควรยืนยันอีกครั้ง", "clock", "gold"),
    "closed": Badge("ปิด/ยุบรวม", "lock", ""),
    # dates and the health of the system
    "overdue": Badge("เกินกำหนด", "clock", "red"),
    "due": Badge("ครบกำหนดวันนี้", "clock", "gold"),
    "fine": Badge("ปกติ", "check", "leaf"),
    "attention": Badge("ต้องดู", "alert", "gold"),
    "broken": Badge("ใช้ไม่ได้", "x", "red"),
    "off": Badge("ปิดอยู่", "minus", ""),
}

# Level codes and the numbers that the register stores for them.
LEVELS: dict[str, tuple[str, str, str]] = {
    "internal": ("ภายใน", "ภายใน", "lock"),
    "web": ("เว็บ", "เว็บ", "globe"),
    "open": ("เว็บ + ข้อมูลเปิด", "เปิด", "braces"),
}
_LEVEL_CODES = dict(enumerate(LEVELS))


def badge(code: str, word: str = "") -> SafeString:
    """The badge of a state; `word` replaces the word and keeps icon and colour. Raises LookupError."""
    found = BADGES.get(str(code))
    if found is None:
        raise LookupError(f"no badge is called {code!r}; the table is prasan/ui/badges.py")
    css = f"bdg {found.tone}".strip()
    return format_html('<span class="{}">{}{}</span>', css, icon(found.icon), word or found.word)


def level_code(value: object) -> str:
    """ "internal", "web" or "open" of a level given as code, number or member. Raises LookupError."""
    code = str(value)
    if code not in LEVELS:
        try:
            code = _LEVEL_CODES[int(value)]  # type: ignore[call-overload]
        except (TypeError, ValueError, KeyError):
            raise LookupError(f"no publish level is called {value!r}") from None
    return code


def level(value: object, classes: str = "") -> SafeString:
    """The publish flag as text with its icon."""
    code = level_code(value)
    word, _, drawing = LEVELS[code]
    css = " ".join(filter(None, ["pub", "" if code == "internal" else "web", classes]))
    return format_html('<span class="{}">{}{}</span>', css, icon(drawing), word)
