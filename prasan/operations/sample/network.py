"""The network of the sample office: a sheet taken in as any office takes in its own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from prasan.accounts.models import User
from prasan.contacts.actions import email_point
from prasan.network.actions import groups, imports
from prasan.operations.sample.history import office_hour
from prasan.operations.sample.make import FOLDER, WRITTEN_ON
from prasan.thai import dates

_DAYS_AGO = 45
_AUDIENCES = {
    "สื่อมวลชนท้องถิ่น": "ผู้ฟังวิทยุและผู้อ่านในจังหวัด",
    "โรงเรียนในสังกัด": "ครูและบุคลากร",
    "ผู้นำชุมชน": "คนในหมู่บ้านที่ไม่มีคอมพิวเตอร์",
    "องค์กรปกครองส่วนท้องถิ่น": "ผู้อยู่อาศัยในเขตเทศบาลและ อบต.",
    "เครือข่ายผู้ปกครอง": "ผู้ปกครองนักเรียน",
    "ประชาชนทั่วไป": "ผู้ที่ขอรับข่าวเอง",
}
_OPEN = "ประชาชนทั่วไป"
_DATES = frozenset({"ลงวันที่", "วาระเริ่ม", "วาระสิ้นสุด", "วันที่ให้ความยินยอม"})


def make_network(*, at: datetime) -> None:
    """Groups, and members of every kind; one waits for consent, the term of one ends soon."""
    officer, then = User.objects.get(key="officer"), office_hour(at, _DAYS_AGO)
    for user in User.objects.filter(key__in=("member", "school")):
        email_point(user)
    for name, audience in _AUDIENCES.items():
        groups.keep_group(None, name=name, audience=audience, is_open=name == _OPEN, by=officer, at=then)
    file = ContentFile(_sheet(at).encode("utf-8-sig"), name="ทะเบียนเครือข่าย.csv")
    source = imports.take_in(file, by=officer, at=then)
    imports.take(source, by=officer, at=then)


def _sheet(at: datetime) -> str:
    """`network.csv` with all its dates moved to the day of `at`."""
    shift = timezone.localdate(at) - WRITTEN_ON
    rows = list(csv.reader(io.StringIO((FOLDER / "network.csv").read_text(encoding="utf-8"))))
    dated = {number for number, heading in enumerate(rows[0]) if heading in _DATES}
    text = io.StringIO(newline="")
    csv.writer(text).writerows([rows[0], *(list(_moved(row, dated, shift)) for row in rows[1:])])
    return text.getvalue()


def _moved(row: list[str], dated: set[int], shift: timedelta) -> Iterator[str]:
    for number, cell in enumerate(row):
        yield dates.short(dates.parse(cell) + shift) if cell and number in dated else cell
