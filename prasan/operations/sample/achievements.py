"""Achievements of the sample's schools: most consented to, one that waits, one that is still a draft."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from prasan.accounts.models import User
from prasan.achievements.academic_year import academic_year
from prasan.achievements.actions import drafts, evidence, proposing
from prasan.achievements.content import Content
from prasan.achievements.models import AchievementVersion
from prasan.achievements.states import Children, Kind, Level
from prasan.agencies.models import Version
from prasan.approvals import actions as approvals
from prasan.operations.sample.history import forget_old_notices, office_hour

_CLIMB = ("head", "deputy1", "director")
_LONGEST_REST = 8
"""Days: an hour of office before a run of holidays is still after the award."""


class _Sample(NamedTuple):
    """`days` ago it was given; `consents` how many of the chain have consented, None = a draft."""

    schools: Sequence[str]
    kind: Kind
    title: str
    level: Level
    given_by: str
    days: int
    consents: int | None
    details: str = ""
    pupils: Sequence[str] = ()


_SAMPLES = (
    _Sample(
        ("โรงเรียนบ้านแก่งหวาย",), Kind.AWARD, "รางวัลเหรียญทอง การแข่งขันหุ่นยนต์อัตโนมัติ ระดับประถมศึกษา", Level.NATION,
        "สมาคมหุ่นยนต์ตัวอย่าง", 18, 3,
        "แข่งขันกับ 48 ทีมจากทั่วประเทศ ครูผู้ฝึกสอนคือครูกลุ่มสาระวิทยาศาสตร์และเทคโนโลยี",
        ("เด็กชายสมมติ ตัวอย่างหนึ่ง", "เด็กหญิงสมมติ ตัวอย่างสอง"),
    ),
    _Sample(
        ("โรงเรียนชุมชนบ้านวังจันทร์",), Kind.PRACTICE, "ห้องสมุดมีชีวิต อ่านวันละ 15 นาที", Level.REGION,
        "ชมรมห้องสมุดโรงเรียนตัวอย่าง", 60, 3, "นักเรียนชั้นประถมศึกษาปีที่ 1–3 อ่านออกเพิ่มขึ้นทุกห้อง",
    ),
    _Sample(
        ("โรงเรียนชุมชนบ้านวังจันทร์", "โรงเรียนบ้านแก่งหวาย"), Kind.PROJECT, "โครงการคลองสวยน้ำใสด้วยมือเรา",
        Level.PROVINCE, "สภาเยาวชนจังหวัดตัวอย่าง", 95, 3,
    ),
    _Sample(
        ("โรงเรียนบ้านแก่งหวาย",), Kind.RESULT, "คะแนนเฉลี่ยภาษาไทยชั้นประถมศึกษาปีที่ 6 สูงกว่าระดับประเทศ", Level.AREA,
        "สพป.ระยอง เขต 2", 400, 3,
    ),
    _Sample(
        ("โรงเรียนชุมชนบ้านวังจันทร์",), Kind.INNOVATION, "แปลงผักรดน้ำอัตโนมัติจากถังเก่า", Level.GROUP,
        "กลุ่มโรงเรียนวังจันทร์", 14, 1,
    ),
    _Sample(
        ("โรงเรียนบ้านแก่งหวาย",), Kind.AWARD, "รางวัลชนะเลิศ ขับร้องเพลงไทยลูกทุ่ง", Level.AREA,
        "สพป.ระยอง เขต 2", 12, None,
    ),
)  # fmt: skip


def make_achievements(*, at: datetime) -> None:
    """As an officer records them and superiors consent."""
    people = {user.key: user for user in User.objects.exclude(key=None)}
    for sample in _SAMPLES:
        version = _written(sample, people["officer"], at)
        if sample.consents is None:
            continue
        then = office_hour(at, sample.days - _LONGEST_REST - 1)
        version = proposing.propose(version, by=people["officer"], at=then)
        assert version.case is not None
        for hours, key in enumerate(_CLIMB[: sample.consents], 1):
            approvals.decide(version.case, by=people[key], choice="approve", at=then + timedelta(hours=hours))
    forget_old_notices(at)


def _written(sample: _Sample, officer: User, at: datetime) -> AchievementVersion:
    then = office_hour(at, sample.days - _LONGEST_REST)
    day = timezone.localdate(at) - timedelta(days=sample.days)
    consent: dict[str, Any] = {}
    if sample.pupils:
        consent = {
            "consent_on": day,
            "consent_how": "หนังสือยินยอมของผู้ปกครอง",
            "consent_taken_by": "ครูประจำชั้น",
        }
    rows = Version.objects.current().filter(name__in=sample.schools).select_related("agency")
    content = Content(
        kind=sample.kind,
        title=sample.title,
        agencies=[row.agency for row in rows],
        level=sample.level,
        academic_year=academic_year(day),
        details=sample.details,
        given_by=sample.given_by,
        awarded_on=day,
        pupils=sample.pupils,
        **consent,
    )
    version = drafts.write_draft(content=content, by=officer, at=then)
    if sample.kind == Kind.AWARD:
        file = ContentFile(_certificate(), name="เกียรติบัตรตัวอย่าง.png")
        evidence.add_evidence(
            version,
            file=file,
            caption="เกียรติบัตร (ภาพตัวอย่าง)",
            is_public=True,
            children=Children.NONE,
            by=officer,
            at=then,
        )
    return version


def _certificate() -> bytes:
    """A framed sheet with a ribbon: nobody's certificate."""
    sheet = Image.new("RGB", (1200, 850), "#fbf8ef")
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((40, 40, 1160, 810), outline="#0b5563", width=10)
    draw.rectangle((64, 64, 1136, 786), outline="#d9a520", width=4)
    for top, wide in ((240, 640), (330, 440), (420, 520)):
        draw.rectangle((600 - wide // 2, top, 600 + wide // 2, top + 26), fill="#d8dfe0")
    draw.ellipse((520, 540, 680, 700), fill="#d9a520")
    draw.polygon([(560, 680), (530, 780), (600, 740), (670, 780), (640, 680)], fill="#0b5563")
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()
