"""Stories of the sample office: some published, one that waits for consent, one that a school sent in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.files.base import ContentFile

from prasan.accounts.models import User
from prasan.agencies.models import Agency, Version
from prasan.approvals import actions as approvals
from prasan.news import body as bodies
from prasan.news.actions import drafts, photos, proposing, submissions
from prasan.news.house_style import paragraph_of, title_of
from prasan.news.models import StoryVersion
from prasan.news.models.newsletter_issue import Design
from prasan.news.newsletter import issuing
from prasan.news.states import WEB, Category, Children, Kind
from prasan.news.writing import Picture, Writing
from prasan.operations.sample import pictures
from prasan.operations.sample.history import office_hour
from prasan.operations.sample.recordings import add_film, add_sound
from prasan.thai import dates

Record = Callable[[StoryVersion, User, datetime], None]


def make_news(*, at: datetime) -> None:
    """Published stories, two of them with a newsletter; one under way, one sent in."""
    people = {user.key: user for user in User.objects.exclude(key=None)}
    officer, head = people["officer"], people["head"]
    for text, drawn, days, has_newsletter, recorded in (
        (_training(at), (pictures.blackboard,), 16, False, None),
        (_forest(at), (pictures.hills, pictures.coast), 13, False, None),
        (_reading(at), (pictures.books,), 12, False, None),
        (_meeting(at), (pictures.hall, pictures.hills), 9, True, add_sound),
        (_market(at), (pictures.orchard, pictures.school), 5, False, None),
        (_weaving(at), (pictures.weave, pictures.school, pictures.hills), 2, True, add_film),
    ):
        then = office_hour(at, days)
        version = _proposed(text, drawn, officer, then, has_newsletter=has_newsletter, recorded=recorded)
        assert version.case is not None
        approvals.decide(version.case, by=head, choice="approve", at=then + timedelta(hours=2))
    _proposed(_enrolment(at), (pictures.school,), officer, office_hour(at, 1))
    _sent_in(people["school"], office_hour(at, 1) + timedelta(hours=4))


def _proposed(
    writing: Writing,
    drawn: tuple[pictures.Draw, ...],
    officer: User,
    at: datetime,
    *,
    has_newsletter: bool = True,
    recorded: Record | None = None,
) -> StoryVersion:
    version = drafts.write_draft(
        writing=writing, pictures=[_picture(draw) for draw in drawn], by=officer, at=at
    )
    if recorded:
        recorded(version, officer, at)
    if has_newsletter:
        issuing.issue(version, design=Design.A, by=officer, at=at)
    return proposing.propose(version, by=officer, at=at)


def _story(title: str, *paragraphs: str, kind: str = Kind.ROUTINE, **more: object) -> Writing:
    return Writing(kind=kind, title=title, body=bodies.from_paragraphs(paragraphs), **more)  # type: ignore[arg-type]


def _day(at: datetime, days: int) -> str:
    return dates.long(office_hour(at, days).date())


def _training(at: datetime) -> Writing:
    return _story(
        "สพป.ระยอง เขต 2 อบรมครูด้านการจัดการเรียนรู้เชิงรุก",
        f"วันที่ {_day(at, 16)} เวลา 8.30 น. สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2 "
        "จัดอบรมครูด้านการจัดการเรียนรู้เชิงรุก โดยมีครูจากสถานศึกษาในสังกัด จำนวน 60 คน เข้าร่วม "
        "ณ ห้องประชุมสำนักงาน",
        category=Category.OFFICE,
        groups=["สื่อมวลชนท้องถิ่น"],
        channels=[WEB, "email"],
    )


def _forest(at: datetime) -> Writing:
    return _of_school(
        "โรงเรียนวัดป่ายุบ",
        "สำรวจป่าต้นน้ำและปากน้ำของชุมชน",
        f"วันที่ {_day(at, 13)} เวลา 9.00 น. โรงเรียนวัดป่ายุบนำนักเรียน จำนวน 32 คน สำรวจป่าต้นน้ำและปากน้ำของชุมชน "
        "เพื่อเรียนรู้ทรัพยากรในท้องถิ่น นักเรียนบันทึกชนิดพืชและสัตว์ที่พบ แล้วจัดทำเป็นสมุดภาพของโรงเรียน",
    )


def _reading(at: datetime) -> Writing:
    return _of_school(
        "โรงเรียนบ้านคลองไผ่",
        "เปิดห้องสมุดให้ชุมชนร่วมใช้วันเสาร์",
        f"ตั้งแต่วันที่ {_day(at, 12)} โรงเรียนบ้านคลองไผ่เปิดห้องสมุดทุกวันเสาร์ เวลา 9.00–12.00 น. "
        "ให้ผู้ปกครองและประชาชนอ่านและยืมหนังสือได้ โดยมีครูและนักเรียนหมุนเวียนเป็นบรรณารักษ์อาสา",
    )


def _market(at: datetime) -> Writing:
    return _of_school(
        "โรงเรียนบ้านน้ำเป็น",
        "เปิดตลาดนัดผลไม้ของนักเรียน",
        f"วันที่ {_day(at, 5)} เวลา 8.00 น. โรงเรียนบ้านน้ำเป็นเปิดตลาดนัดผลไม้ของนักเรียน "
        "โดยมีผู้ปกครองและชุมชน จำนวน 85 คน เข้าร่วม ณ ลานกิจกรรมโรงเรียน",
        "นักเรียนชั้นประถมศึกษาปีที่ 4–6 คัดผลไม้จากสวนของโรงเรียน ตั้งราคา ขาย และสรุปบัญชีรายรับรายจ่ายด้วยตนเอง",
    )


def _of_school(name: str, deed: str, *paragraphs: str) -> Writing:
    school = _school_called(name)
    return _story(
        f"{name} {deed}",
        *paragraphs,
        category=Category.SCHOOL,
        agency=school,
        groups=["เครือข่ายผู้ปกครอง"],
        channels=[WEB, "email"],
    )


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
        channels=[WEB, "email", "handover", "line", "facebook"],
    )


def _enrolment(at: datetime) -> Writing:
    return _story(
        "สพป.ระยอง เขต 2 ประกาศปฏิทินการรับนักเรียน",
        "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2 กำหนดปฏิทินการรับนักเรียนของสถานศึกษาในสังกัด "
        "ผู้ปกครองสอบถามได้ที่สถานศึกษาหรือกลุ่มอำนวยการ โทร 0 3800 0000",
        kind=Kind.NEWS,
        category=Category.ANNOUNCEMENT,
        channels=[WEB],
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
    photos.add_photo(version, picture=_picture(pictures.school), by=teacher, at=at)
    submissions.send(version, by=teacher, at=at)


def _picture(draw: pictures.Draw) -> Picture:
    file = ContentFile(pictures.jpeg_of(draw), name=f"{draw.__name__}.jpg")
    return Picture(file, pictures.CAPTIONS[draw], "", Children.NONE)
