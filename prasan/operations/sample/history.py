"""What happened in the sample office before today: last year's register, and work under way."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.core.files.base import File
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.actions import change_requests, corrections, imports, proposing
from prasan.agencies.actions.change_requests import Proposal
from prasan.agencies.models import ChangeRequest, Version
from prasan.approvals import actions as approvals
from prasan.approvals.notices import PURPOSE
from prasan.delivery.models import Delivery
from prasan.office.workdays import is_workday
from prasan.operations.sample.make import FOLDER
from prasan.thai.dates import be_year

_CLIMB = ("head", "deputy1", "director")
_SHEETS = (
    ("register_previous_external.csv", "รายชื่อหน่วยงานภายนอก", 210),
    ("register_previous_schools.csv", "ทะเบียนสถานศึกษา", 120),
)
"""File, what the office calls it, and how many days ago it was consented to."""


def make_history(*, at: datetime) -> None:
    """The register of an earlier sheet, consented to; a change that waits at the top; a school's word."""
    people = {user.key: user for user in User.objects.exclude(key=None)}
    for sheet, called, days in _SHEETS:
        then = office_hour(at, days)
        _decide(
            _proposed_sheet(sheet, f"{called} {be_year(then)}.csv", people["officer"], then),
            people,
            _CLIMB,
            then,
        )
    forget_old_notices(at)
    waiting = _proposed_change(people["officer"], office_hour(at, 5))
    _decide(waiting, people, _CLIMB[:2], office_hour(at, 4))
    _school(people["school"], office_hour(at, 1) + timedelta(hours=6))


def forget_old_notices(at: datetime) -> None:
    """Those messages were read long ago; only what still waits goes out again."""
    Delivery.objects.filter(next_try_at__lt=at - timedelta(days=7), purpose=PURPOSE).delete()


def office_hour(at: datetime, days: int) -> datetime:
    """Half past nine on the last working day that is at least `days` days before `at`: people act at work."""
    day = timezone.localtime(at).date() - timedelta(days=days)
    while not is_workday(day):
        day -= timedelta(days=1)
    return datetime.combine(day, time(9, 30), timezone.get_current_timezone())


def _proposed_sheet(file: str, called: str, officer: User, at: datetime) -> ChangeRequest:
    with (FOLDER / file).open("rb") as opened:
        source = imports.take_in(File(opened, name=called), by=officer, at=at)
    imports.analyse(source, at=at)
    request = proposing.propose(source, by=officer, at=at, reason="ทะเบียนเดิมของสำนักงาน นำเข้าเมื่อเริ่มใช้ระบบ")
    assert request is not None
    return request


def _decide(
    request: ChangeRequest, people: dict[str | None, User], keys: tuple[str, ...], at: datetime
) -> None:
    assert request.case is not None
    for hours, key in enumerate(keys, 1):
        approvals.decide(request.case, by=people[key], choice="approve", at=at + timedelta(hours=hours))


def _version(name: str) -> Version:
    return Version.objects.current().get(name=name)


def _proposed_change(officer: User, at: datetime) -> ChangeRequest:
    """One school's move: it waits for the director, or for the deputy who acts for the director today."""
    school = _version("โรงเรียนบ้านแก่งหวาย")
    source = ["หนังสือโรงเรียนบ้านแก่งหวาย", at.date().isoformat()]
    proposal = Proposal(
        school.agency_id,
        {
            "phones": ["038000999"],
            "fax": ["038000998"],
            "head_name": "นางสมมติ คนที่ยี่สิบ",
            "pupils": school.values["pupils"] + 4,
        },
        {"fax": 0, "email": 1},
        {"*": source},
    )
    request = change_requests.draft(
        title="ปรับปรุงข้อมูลโรงเรียนบ้านแก่งหวาย 5 รายการ และวิธีเผยแพร่",
        reason="โรงเรียนแจ้งย้ายเลขหมายโทรศัพท์และมีผู้บริหารใหม่",
        proposals=[proposal],
        audience={"kind": "chosen", "agencies": [school.agency_id]},
        by=officer,
        at=at,
    )
    return change_requests.submit(request, by=officer, at=at)


def _school(teacher: User, at: datetime) -> None:
    """A school's own person confirms nothing yet, but asks for one correction."""
    school = _version("โรงเรียนชุมชนบ้านวังจันทร์")
    school.agency.members.add(teacher)
    corrections.send_correction(
        school.agency,
        values={"phones": ["038000172", "038000173 ต่อ 11"]},
        note="เพิ่มเลขหมายห้องธุรการ",
        sent_by_name=teacher.name,
        sent_by=teacher,
        at=at,
    )
