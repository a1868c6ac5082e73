"""Stories of the sample office: some published, one that waits for consent, one that a school sent in.

Their pictures are drawn here: nobody is in them.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from prasan.accounts.models import User
from prasan.agencies.models import Agency, Version
from prasan.approvals import actions as approvals
from prasan.news import body as bodies
from prasan.news.actions import drafts, photos, proposing, submissions
from prasan.news.house_style import paragraph_of, title_of
from prasan.news.models import StoryVersion
from prasan.news.models.newsletter_issue import Design
from prasan.news.newsletter import issuing
from prasan.news.states import Category, Channel, Children, Kind
from prasan.news.writing import Picture, Writing
from prasan.operations.sample.history import office_hour
from prasan.thai import dates

_SIZE = (1600, 1000)
_SAND, _SEA, _LEAF, _GOLD, _REED = "#F2EFE8", "#428E92", "#206133", "#EFBA41", "#8E6E40"
Draw = Callable[[ImageDraw.ImageDraw], None]


def make_news(*, at: datetime) -> None:
    """Two published stories, one under way, one sent in."""
    people = {user.key: user for user in User.objects.exclude(key=None)}
    officer, head = people["officer"], people["head"]
    for text, drawn, days in (
        (_meeting(at), (_hall, hills), 9),
        (_weaving(at), (weave, _school, hills), 2),
    ):
        then = office_hour(at, days)
        version = _proposed(text, drawn, officer, then)
        assert version.case is not None
        approvals.decide(version.case, by=head, choice="approve", at=then + timedelta(hours=2))
    _proposed(_enrolment(at), (_school,), officer, office_hour(at, 1))
    _sent_in(people["school"], office_hour(at, 1) + timedelta(hours=4))


def _proposed(writing: Writing, drawn: tuple[Draw, ...], officer: User, at: datetime) -> StoryVersion:
    version = drafts.write_draft(
        writing=writing, pictures=[_picture(draw) for draw in drawn], by=officer, at=at
    )
    issuing.issue(version, design=Design.A, by=officer, at=at)
    return proposing.propose(version, by=officer, at=at)


def _story(title: str, *paragraphs: str, kind: str = Kind.ROUTINE, **more: object) -> Writing:
    return Writing(kind=kind, title=title, body=bodies.from_paragraphs(paragraphs), **more)  # type: ignore[arg-type]


def _day(at: datetime, days: int) -> str:
    return dates.long(office_hour(at, days).date())


def _meeting(at: datetime) -> Writing:
    return _story(
        "สพป.ระยอง เขต 2 ประชุมผู้บริหารสถานศึกษาในสังกัด",
        f"วันที่ {_day(at, 9)} เวลา 9.00 น. ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2 "
        "เป็นประธานการประชุมผู้บริหารสถานศึกษา เพื่อชี้แจงแนวทางการประเมินคุณภาพผู้เรียน "
        "โดยมีผู้บริหารสถานศึกษา จำนวน 84 คน เข้าร่วม ณ หอประชุมสำนักงาน",
        "ที่ประชุมรับทราบปฏิทินการรับนักเรียนปีการศึกษาหน้า และการสำรวจข้อมูลพื้นฐานของสถานศึกษา",
        category=Category.OFFICE,
    )


def _weaving(at: datetime) -> Writing:
    school = _school_called("โรงเรียนชุมชนบ้านวังจันทร์")
    return _story(
        "โรงเรียนชุมชนบ้านวังจันทร์ พานักเรียนเรียนรู้งานจักสานกระจูดกับชุมชน",
        f"วันที่ {_day(at, 2)} เวลา 9.00 น. ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2 "
        "มอบหมายให้รองผู้อำนวยการเป็นประธานเปิดกิจกรรม “สานกระจูด สานชุมชน” โดยมีครู ผู้ปกครอง "
        "และนักเรียน จำนวน 46 คน เข้าร่วม ณ โรงเรียนชุมชนบ้านวังจันทร์",
        "นักเรียนฝึกคัดกระจูด ย้อมสีจากเปลือกไม้ และสานลายพื้นฐาน 3 ลาย แล้วนำวิชาคณิตศาสตร์มาคิดต้นทุนและราคาขาย",
        category=Category.SCHOOL,
        agency=school,
        groups=["สื่อมวลชนท้องถิ่น", "ผู้นำชุมชน", "เครือข่ายผู้ปกครอง"],
        channels=[Channel.WEB.value, Channel.EMAIL.value, Channel.HANDOVER.value],
    )


def _enrolment(at: datetime) -> Writing:
    return _story(
        "สพป.ระยอง เขต 2 ประกาศปฏิทินการรับนักเรียน",
        "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2 กำหนดปฏิทินการรับนักเรียนของสถานศึกษาในสังกัด "
        "ผู้ปกครองสอบถามได้ที่สถานศึกษาหรือกลุ่มอำนวยการ โทร 0 3800 0000",
        kind=Kind.NEWS,
        category=Category.ANNOUNCEMENT,
        channels=[Channel.WEB.value],
    )


def _school_called(name: str) -> Agency:
    return Version.objects.current().select_related("agency").get(name=name).agency


def _sent_in(teacher: User, at: datetime) -> None:
    """Form 7.2 from the sample's school."""
    school = _school_called("โรงเรียนชุมชนบ้านวังจันทร์")
    facts = {
        "what": "จัดกิจกรรมสัปดาห์วันวิทยาศาสตร์",
        "when": _day(at, 1),
        "time": "9.00",
        "where": "หอประชุมโรงเรียน",
        "chair": "ผู้อำนวยการโรงเรียน",
        "who": "ครู ผู้ปกครอง และนักเรียน",
        "count": "120",
        "why": "ส่งเสริมการคิดและการทดลอง",
        "sender": f"{teacher.name} ครูธุรการ",
        "phone": "038000172",
    }
    version = submissions.begin(school, by=teacher, at=at)
    title = title_of("โรงเรียนชุมชนบ้านวังจันทร์", facts)
    submissions.keep(
        version, title=title, text=paragraph_of(facts), category="school", facts=facts, by=teacher, at=at
    )
    photos.add_photo(version, picture=_picture(_school), by=teacher, at=at)
    submissions.send(version, by=teacher, at=at)


def _picture(draw: Draw) -> Picture:
    file = ContentFile(jpeg_of(draw), name=f"{draw.__name__.strip('_')}.jpg")
    return Picture(file, _CAPTIONS[draw], "", Children.NONE)


def jpeg_of(draw: Draw) -> bytes:
    image = Image.new("RGB", _SIZE, _SAND)
    draw(ImageDraw.Draw(image))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def weave(on: ImageDraw.ImageDraw) -> None:
    """A mat of sedge with one row of lozenges."""
    step = 100
    for x in range(0, _SIZE[0], step):
        for y in range(0, _SIZE[1], step):
            near = abs((x // step) % 8 - 4) + abs(y // step - 5)
            colour = (
                _SEA if near == 3 else _GOLD if near == 1 else _REED if (x + y) // step % 2 else "#C9AE7A"
            )
            on.rounded_rectangle((x + 5, y + 5, x + step - 5, y + step - 5), 14, fill=colour)


def _school(on: ImageDraw.ImageDraw) -> None:
    on.rectangle((0, 0, 1600, 620), fill="#CFE6EA")
    on.rectangle((0, 620, 1600, 1000), fill="#A9BE7C")
    on.rectangle((320, 380, 1280, 700), fill="#FFFFFF", outline=_REED, width=6)
    on.polygon([(270, 380), (800, 220), (1330, 380)], fill="#AA5A3C")
    for x in range(380, 1240, 110):
        on.rectangle((x, 440, x + 60, 520), fill=_SEA)
        on.rectangle((x, 580, x + 60, 660), fill=_SEA)
    on.line((1420, 250, 1420, 720), fill=_REED, width=10)


def _hall(on: ImageDraw.ImageDraw) -> None:
    on.rectangle((0, 0, 1600, 560), fill="#E7DCC6")
    on.rectangle((420, 120, 1180, 420), fill="#FFFFFF", outline=_SEA, width=10)
    on.rectangle((0, 560, 1600, 1000), fill=_REED)
    for row in range(3):
        for x in range(120 + row * 40, 1500, 170):
            on.rounded_rectangle((x, 620 + row * 120, x + 110, 690 + row * 120), 16, fill=_SEA)


def hills(on: ImageDraw.ImageDraw) -> None:
    on.rectangle((0, 0, 1600, 1000), fill="#DCECEF")
    on.ellipse((1150, 120, 1350, 320), fill=_GOLD)
    for shift, colour in ((0, "#A6C6C8"), (150, _SEA), (320, _LEAF)):
        peaks = [(x, 480 + shift + (x * 7919 + shift) % 160) for x in range(0, 1700, 100)]
        on.polygon([(0, 1000), *peaks, (1600, 1000)], fill=colour)


_CAPTIONS: dict[Draw, str] = {
    weave: "ลายจักสานกระจูด ผลงานของนักเรียน (ภาพวาด)",
    _school: "อาคารเรียน (ภาพวาด)",
    _hall: "หอประชุม (ภาพวาด)",
    hills: "แนวเขาในพื้นที่ (ภาพวาด)",
}
