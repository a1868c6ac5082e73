"""What the sender of a mail is told: that it came, with its number; later, from above, the outcome."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from prasan.contacts.actions import email_point_for
from prasan.delivery.actions.write import write
from prasan.delivery.inbound.kinds import FROM_PEOPLE, MailKind
from prasan.delivery.models import Delivery, InboundMail
from prasan.delivery.states import ANSWER_TO_MAIL
from prasan.thai import dates

_HOUR = timedelta(hours=1)
_NEXT = {
    MailKind.NEWS: "เจ้าหน้าที่จะตรวจข่าวของท่าน แล้วแจ้งผลทางอีเมลนี้",
    MailKind.REQUEST: "เจ้าหน้าที่จะอ่านและตอบท่านทางอีเมลนี้",
    MailKind.REPLY: "จดหมายนี้อยู่กับเรื่องเดิมแล้ว เจ้าหน้าที่จะอ่านต่อจากฉบับก่อน",
}


def send_receipt(mail: InboundMail, *, at: datetime) -> Delivery | None:
    """Once a mail, at most some an hour to one address: two programs that answer each other fall silent."""
    if mail.kind not in FROM_PEOPLE or not mail.answer_to or _had_enough(mail.answer_to, at):
        return None
    return answer(mail, what="receipt", subject=mail.subject, said=_receipt(mail), at=at)


def _had_enough(address: str, at: datetime) -> bool:
    lately = Delivery.objects.filter(
        purpose=ANSWER_TO_MAIL,
        key__endswith=":receipt",
        contact_point__address=address,
        created_at__gt=at - _HOUR,
    )
    return lately.count() >= settings.MAIL_RECEIPTS_AN_HOUR


def _receipt(mail: InboundMail) -> str:
    local = timezone.localtime(mail.received_at)
    lines = [
        "สำนักงานได้รับจดหมายของท่านแล้ว",
        f"เลขรับ: {mail.receipt_number}",
        f"เรื่อง: {mail.subject or 'ไม่มีชื่อเรื่อง'}",
        f"วันเวลาที่รับ: {dates.long(local.date())} {dates.clock(local)}",
    ]
    if mail.files:
        lines.append(f"ไฟล์ที่แนบมา: {len(mail.files)} ไฟล์")
    return "\n".join([*lines, "", _NEXT[MailKind(mail.kind)], "หากมีข้อมูลเพิ่ม ให้ตอบกลับจดหมายฉบับนี้"])


def answer(
    mail: InboundMail, *, what: str, subject: str, said: str, at: datetime, purpose: str = ANSWER_TO_MAIL
) -> Delivery | None:
    """Write to the sender of `mail`, in its thread; `what` makes it once. None: nobody is to be answered.

    The number stands in the subject: by it their answer is found though its headers were lost.
    """
    if not mail.answer_to:
        return None
    point = email_point_for(mail.sender_name or mail.answer_to, mail.answer_to, from_public_form=True)
    return write(
        key=f"{mail.thread}:{what}",
        to=point,
        purpose=purpose,
        subject=f"{mail.receipt} {subject}".strip(),
        body=f"{said}\n",
        at=at,
        recipient=mail.sender_name or mail.answer_to,
        topic=mail.thread,
        in_reply_to=mail.message_id,
    )
