"""News or request, by what a mail says. The address it was sent to and a person's word come before this.

In this order: a filled-in form or a subject that says so is news; a subject that asks is a request; pictures
from a school of ours are news; a text that asks is a request; pictures from anybody, or files from a school
of ours, are news; all else is a request.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from prasan.delivery.inbound.kinds import MailKind
from prasan.delivery.mail import Attachment, Mail
from prasan.files.kinds import PICTURES, sniff
from prasan.news.mail_in.labelled import labelled

_LOGO_BYTES = 15_000
_NEWS_SUBJECT = re.compile(
    r"^\W*(?:(?:ขอ)?(?:ส่ง|ฝาก|เผยแพร่)\s*(?:ข่าว|ประชาสัมพันธ์)|ข่าว|ประชาสัมพันธ์|ขอ(?:ความอนุเคราะห์)?(?:เผยแพร่|ประชาสัมพันธ์))"
)
_PUBLISH = re.compile(r"ขอ(?:ความอนุเคราะห์)?\s*(?:ส่ง|ฝาก|เผยแพร่|ประชาสัมพันธ์|ลงข่าว)\S*")
_ADDRESS = re.compile(r"https?://\S+")
_ASKS = re.compile(
    r"[?？]|สอบถาม|อยากทราบ|ใคร่ขอทราบ|อยากรู้|ร้องเรียน|ร้องทุกข์|อุทธรณ์|คำขอ|คำร้อง|หรือไม่|ไหมคะ|ไหมครับ|มั้ย"
    r"|ขอ(?:ความอนุเคราะห์)?\s*(?:ทราบ|ข้อมูล|สำเนา|เอกสาร|ตรวจดู|ดู|รายชื่อ|รายละเอียด|หนังสือ|คัด|ใบ|แบบ|คำ|ย้าย|เบอร์"
    r"|ปรึกษา|อนุญาต)"
)


def pictures_of(mail: Mail) -> Iterator[Attachment]:
    """By their bytes, in their order, each once; without the logos of a signature."""
    seen: set[str] = set()
    for one in mail.attachments:
        is_logo = one.is_inline and one.size < _LOGO_BYTES
        if one.sha256 not in seen and not is_logo and sniff(BytesIO(one.content)) in PICTURES:
            seen.add(one.sha256)
            yield one


def kind_by_content(mail: Mail, *, is_school: bool) -> tuple[MailKind, str]:
    """The kind and why, in Thai."""
    has_pictures = next(pictures_of(mail), None) is not None
    if labelled(mail.body).is_a_form:
        return MailKind.NEWS, "กรอกหัวข้อของข่าวไว้ในจดหมาย"
    if _NEWS_SUBJECT.match(mail.subject):
        return MailKind.NEWS, "ชื่อเรื่องบอกว่าเป็นข่าว"
    if _asks(mail.subject):
        return MailKind.REQUEST, "ชื่อเรื่องเป็นคำถามหรือคำขอ"
    if has_pictures and is_school:
        return MailKind.NEWS, "มีภาพจากโรงเรียนในสังกัด"
    if _asks(mail.body):
        return MailKind.REQUEST, "ข้อความเป็นคำถามหรือคำขอ"
    if has_pictures:
        return MailKind.NEWS, "มีภาพและไม่ได้ถามหรือขอสิ่งใด"
    if mail.attachments and is_school:
        return MailKind.NEWS, "มีไฟล์จากโรงเรียนในสังกัด"
    return MailKind.REQUEST, "ไม่มีภาพหรือหัวข้อของข่าว"


def _asks(text: str) -> bool:
    """A wish that something be published asks for nothing that the information centre keeps."""
    plain = _ADDRESS.sub(" ", text[:20_000])
    return bool(_ASKS.search(_PUBLISH.sub(" ", plain)))
