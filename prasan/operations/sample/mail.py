"""Mail that the sample office got: news of a school with its pictures, and a question of a parent."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from prasan.agencies.fields import Kind, Scope
from prasan.agencies.models import Version
from prasan.delivery.actions.take_mail import take_mail
from prasan.operations.sample.history import office_hour
from prasan.operations.sample.pictures import hills, jpeg_of, weave
from prasan.thai import dates


def make_mail(*, at: datetime) -> None:
    """Taken in through the same code as any mail."""
    then = office_hour(at, 1) + timedelta(hours=5)
    take_mail(_news(then), at=then)
    take_mail(_question(then), at=then + timedelta(minutes=20))


def _news(at: datetime) -> bytes:
    school = _a_school()
    message = _mail(at, f"นางตัวอย่าง ครูประชาสัมพันธ์ <{school.values['email']}>", "ส่งข่าวกิจกรรมปลูกป่าชุมชน", "news")
    message.set_content(
        f"หัวข้อ: {school.name} ปลูกป่าชุมชนกับผู้ปกครอง\n"
        f"วันที่: {dates.long(office_hour(at, 1).date())}\nเวลา: 8.30 น.\nสถานที่: ป่าชุมชนข้างโรงเรียน\n"
        "ประธาน: ผู้อำนวยการโรงเรียน\nผู้เข้าร่วม: ครู ผู้ปกครอง และนักเรียน\nจำนวน: 85 คน\n\n"
        "เนื้อข่าว: นักเรียนและผู้ปกครองร่วมกันปลูกกล้าไม้ 200 ต้น และทำแนวกันไฟรอบป่าชุมชน "
        "ต้นไม้ที่ปลูกเป็นไม้พื้นถิ่นซึ่งโรงเรียนเพาะเอง\n"
    )
    for number, draw in enumerate((hills, weave), 1):
        message.add_attachment(
            jpeg_of(draw), maintype="image", subtype="jpeg", filename=f"ภาพกิจกรรม {number}.jpg"
        )
    return message.as_bytes()


def _question(at: datetime) -> bytes:
    message = _mail(at, "นายสมมติ ผู้ปกครองนักเรียน <parent@mail.example>", "สอบถามการย้ายนักเรียน", "saraban")
    message.set_content(
        "เรียน เจ้าหน้าที่\n\nขอทราบเอกสารที่ต้องใช้ในการย้ายนักเรียนระหว่างภาคเรียน และต้องติดต่อที่ใด\n\nขอบคุณครับ\n"
    )
    return message.as_bytes()


def _mail(at: datetime, sender: str, subject: str, to: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, f"{to}@office.example", subject
    message["Date"], message["Message-ID"] = format_datetime(at), f"<{to}-{at:%Y%m%d}@mail.example>"
    return message


def _a_school() -> Version:
    """One that has an address and nobody who signs in."""
    schools = Version.objects.current().filter(kind=Kind.SCHOOL, scope=Scope.INTERNAL).in_thai_order()
    return next(one for one in schools.filter(name__startswith="โรงเรียนบ้าน") if one.values.get("email"))
