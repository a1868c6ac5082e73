"""Questions with a reason."""

from __future__ import annotations

from prasan.delivery.channels.registry import every_channel
from prasan.delivery.inbound.kinds import LONGEST_ANSWER, SORTED_BY_HAND, WAITS_FOR_ANSWER, MailKind
from prasan.delivery.models import Delivery, InboundMail, StoppedTopic
from prasan.delivery.states import FOR_A_PERSON, NOT_BEGUN, SECRET_PURPOSES, DeliveryState
from prasan.ui.refusal import Refusal


def why_not_resend(delivery: Delivery) -> Refusal | None:
    """What was held back goes out later only where the office itself was the reader: its page was not
    connected yet. Whoever else got nothing has a reason of their own."""
    if delivery.state == DeliveryState.SUPPRESSED and is_own_post(delivery):
        return None
    if delivery.state not in FOR_A_PERSON:
        return Refusal("ส่งใหม่ได้เฉพาะข้อความที่ส่งไม่สำเร็จ ตีกลับ หรือไม่ทราบผล")
    if delivery.purpose in SECRET_PURPOSES:
        return Refusal("ข้อความนี้มีลิงก์เฉพาะตัวซึ่งลบไปแล้ว ให้ผู้รับขอลิงก์ใหม่")
    return None


def is_own_post(delivery: Delivery) -> bool:
    """Whether it goes to a page or account of the office itself."""
    way = every_channel().get(delivery.channel)
    return way is not None and way.own_address is not None


def why_overtaken(delivery: Delivery, stop: StoppedTopic | None) -> Refusal | None:
    """What was corrected or withdrawn since goes to nobody again; `stop` is that of its topic."""
    if stop is None or not stop.covers(delivery.version):
        return None
    return Refusal(f"ข้อความนี้หยุดส่งแล้ว: {stop.reason}")


def why_not_take_as_sent(delivery: Delivery) -> Refusal | None:
    if delivery.state != DeliveryState.UNKNOWN:
        return Refusal("ถือว่าส่งแล้วได้เฉพาะข้อความที่ไม่ทราบผล")
    return None


def why_not_stop(delivery: Delivery) -> Refusal | None:
    if delivery.state not in NOT_BEGUN:
        return Refusal("สั่งไม่ส่งได้เฉพาะข้อความที่ยังไม่ได้ส่ง")
    return None


def why_not_hand_over(delivery: Delivery) -> Refusal | None:
    if delivery.state != DeliveryState.WAITING:
        return Refusal("บันทึกการส่งมอบได้เฉพาะรายการที่รอส่งมอบ")
    return None


def why_not_take_back(delivery: Delivery) -> Refusal | None:
    if delivery.state != DeliveryState.HANDED_OVER:
        return Refusal("เลิกทำได้เฉพาะรายการที่ส่งมอบแล้ว")
    return None


def why_not_answer(mail: InboundMail, text: str) -> Refusal | None:
    if mail.kind not in WAITS_FOR_ANSWER:
        return Refusal("ตอบได้เฉพาะคำถาม คำขอ และจดหมายที่ตอบสำนักงาน")
    if not mail.answer_to:
        return Refusal("จดหมายนี้ไม่มีที่อยู่ให้ตอบ")
    if not text.strip():
        return Refusal("เขียนคำตอบก่อนส่ง")
    if len(text) > LONGEST_ANSWER:
        return Refusal(f"คำตอบยาวเกิน {LONGEST_ANSWER:,} อักษร")
    return None


def why_not_mark_answered(mail: InboundMail) -> Refusal | None:
    if mail.kind not in WAITS_FOR_ANSWER:
        return Refusal("บันทึกว่าตอบแล้วได้เฉพาะคำถาม คำขอ และจดหมายที่ตอบสำนักงาน")
    return Refusal("จดหมายนี้ตอบแล้ว") if mail.answered_at else None


def why_not_unmark_answered(mail: InboundMail) -> Refusal | None:
    return None if mail.answered_at else Refusal("จดหมายนี้ยังไม่ได้บันทึกว่าตอบแล้ว")


def why_not_sort(mail: InboundMail, kind: str) -> Refusal | None:
    """A person may call a mail whatever people write, or what the house called it first."""
    if kind == mail.kind:
        return Refusal(f"จดหมายนี้เป็น “{MailKind(mail.kind).label}” อยู่แล้ว")
    had = mail.sortings.order_by("pk").values_list("before", flat=True).first()
    if kind not in SORTED_BY_HAND and kind != had:
        return Refusal("เลือกประเภทจากที่มีให้")
    return None
