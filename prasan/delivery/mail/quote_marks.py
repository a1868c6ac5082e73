"""How mail programs announce what they quote, as tables of patterns: Thai and English first, a few others."""

from __future__ import annotations

import re

_TIME = r"\d{1,2}[:.]\d{2}"
_DATE = r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}[/-]\d{1,2}[/-]\d{1,2}"

# An attribution: one line, or a few that a program folded, joined by spaces.
ATTRIBUTIONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^on\b.{4,300}\b(?:wrote|writes|said)\s*:?$",
        r"^(?:เมื่อ|ใน|วันที่|เมื่อวันที่|บน|ณ วันที่).{4,300}(?:ได้)?เขียน(?:ว่า|ข้อความ"
        r"|ไว้ว่า|ไว้)?\s*:?$",
        # Yahoo's telephones put the quote on the same line.
        r"^(?:on |เมื่อ|ใน).{4,200}<[^<>\s]+@[^<>\s]+>,?\s*(?:wrote|เขียนว่า|เขียน)\s*:\s.*$",
        r"^.{2,200}\bเขียน(?:เมื่อ|ไว้เมื่อ|ในวันที่|วันที่).{4,200}:?$",
        r"^.{2,200}(?:ได้)?เขียนเมื่อ.{4,200}:?$",
        r"^.{2,200}<[^<>\s]+@[^<>\s]+>\s*(?:ได้)?(?:เขียน(?:ว่า)?|wrote|writes|schrieb|escribió"
        r"|a écrit)\s*:?$",
        rf"^(?:{_DATE})\b.{{2,200}}<[^<>\s]+@[^<>\s]+>\s*:?$",
        r"^(?:quoting|citando|zitat von|อ้างถึง|อ้างอิงจาก|อ้างจาก|คำพูดจาก)\s+.{2,200}:$",
        r"^le\b.{4,300}\ba écrit\s*:?$",
        r"^am\b.{4,300}\bschrieb\b.{0,100}:?$",
        r"^el\b.{4,300}\bescribió\s*:?$",
        r"^em\b.{4,300}\bescreveu\s*:?$",
    )
)
ATTRIBUTION_STARTS = re.compile(
    r"^(?:on\b|เมื่อ|ใน|วันที่|บน|ณ วันที่|le\b|am\b|el\b|em\b|\d{1,4}[/-])|<[^<>\s]+@[^<>\s]*>?|เขียน",
    re.IGNORECASE,
)
ATTRIBUTION_WORDS = re.compile(
    r"wrote|writes|said|เขียน|อ้าง|คำพูด|quoting|citando|zitat|écrit|schrieb|escri|escrev"
    r"|@[^\s<>]+>\s*:?\s*$",
    re.IGNORECASE,
)
HAS_MOMENT = re.compile(rf"{_TIME}|{_DATE}|@|\b(?:19|20|25)\d{{2}}\b.*<")
"""What proves that an attribution was written by a program: a time of day, a date in figures, an address."""

WEAK_ATTRIBUTION = re.compile(r"(?:เขียน(?:ว่า)?|wrote|writes|said)\s*:$", re.IGNORECASE)
"""Enough right above lines with `>`."""

ORIGINAL = re.compile(
    r"^[>\s]{0,4}[-_=*]{2,}\s*(?:original message|original appointment|reply message|ข้อความเดิม"
    r"|ข้อความต้นฉบับ|ข้อความดั้งเดิม"
    r"|จดหมายเดิม|จดหมายต้นฉบับ|ข้อความตอบกลับ|ต้นฉบับข้อความ|ต้นฉบับ|ursprüngliche nachricht"
    r"|message d'origine|mensaje original"
    r"|mensagem original|messaggio originale)\s*[-_=*]{2,}\s*$",
    re.IGNORECASE,
)
BARE_ORIGINAL = re.compile(r"^(?:ข้อความต้นฉบับ|ข้อความเดิม|original message)\s*:?$", re.IGNORECASE)
FORWARDED = re.compile(
    r"^[>\s]{0,4}(?:[-_=*]{2,}\s*(?:forwarded message|forwarded by\b.*|ข้อความที่ส่งต่อ|ข้อความส่งต่อ"
    r"|ข้อความที่ถูกส่งต่อ|จดหมายส่งต่อ"
    r"|ส่งต่อข้อความ|weitergeleitete nachricht|message transféré|mensaje reenviado)[^\n]{0,40}?[-_=*]{0,}\s*$"
    r"|begin forwarded message\s*:|เริ่มต้นข้อความที่ส่งต่อ|เริ่มข้อความที่ส่งต่อ"
    r"|ข้อความที่ส่งต่อ\s*:?\s*$|---+ ข้อความที่ส่งต่อ)",
    re.IGNORECASE,
)
FORWARDED_SUBJECT = re.compile(r"^\s*(?:fwd?|fw|ส่งต่อ|สต|wg|tr|rv|enc|i)\s*[:：]", re.IGNORECASE)
REPLY_SUBJECT = re.compile(
    r"^\s*(?:re|ตอบ|ตอบกลับ|การตอบกลับ|aw|sv|antw|odp|回复|答复|回覆|返信)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]",
    re.IGNORECASE,
)

RULE = re.compile(r"^\s*[_\-=]{5,}\s*$")
_LABELS: dict[str, tuple[str, ...]] = {
    "from": ("from", "จาก", "ผู้ส่ง", "de", "von"),
    "sent": (
        "sent",
        "date",
        "ส่ง",
        "ส่งเมื่อ",
        "วันที่",
        "วันที่ส่ง",
        "ส่งวันที่",
        "วัน",
        "เมื่อ",
        "gesendet",
        "envoyé",
        "enviado",
    ),
    "to": ("to", "ถึง", "ผู้รับ", "เรียน", "an", "à", "para"),
    "cc": ("cc", "bcc", "สำเนา", "สำเนาถึง", "สำเนาลับ", "reply-to", "ตอบกลับไปยัง", "importance", "ความสำคัญ"),
    "subject": ("subject", "เรื่อง", "หัวเรื่อง", "ชื่อเรื่อง", "หัวข้อ", "betreff", "objet", "asunto", "assunto"),
    "other": ("attachments", "สิ่งที่แนบมา", "เอกสารแนบ", "ไฟล์แนบ"),
}
LABELS = {label: role for role, names in _LABELS.items() for label in names}
HEADER_LINE = re.compile(r"^\s*\*{0,2}\s*([^\s:*][^:*]{0,25}?)\s*\*{0,2}\s*[:：]\s*\*{0,2}\s*(.*)$")
CLOCK = re.compile(rf"{_TIME}|\d{{4}}")
SIGNATURE = "-- "
