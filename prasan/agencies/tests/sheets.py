"""Sheets for the tests of imports: small files, taken in and judged as the desk does it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from prasan.agencies.actions import imports
from prasan.agencies.models import Import
from prasan.approvals.tests.build import person

HEADINGS = "ชื่อสถานศึกษา,ตำบล,อำเภอ,โทรศัพท์,อีเมล"
GOOD = "โรงเรียนวัดสมมติ,กระแสบน,แกลง,038000001,wat@school.example"
BAD_EMAIL = "โรงเรียนบ้านตัวอย่าง,กระแสบน,แกลง,038000002,bad@school..example"
ALSO_BAD = "โรงเรียนชุมชนทดลอง,ทางเกวียน,แกลง,038000003,also@school..example"
TWICE = "โรงเรียนวัดสมมติ,กระแสบน,แกลง,038000001,wat@school.example"
NOWHERE = "โรงเรียนไร้ที่อยู่,ตำบลที่ไม่มีจริง,แกลง,038000004,no@school.example"
SPLIT_PLACE = "โรงเรียนอนุบาลทับมา,ทับมา,แกลง,038000005,tub@school.example"


def csv(*rows: str, headings: str = HEADINGS) -> bytes:
    return "\n".join([headings, *rows]).encode()


def uploaded(*rows: str, name: str = "ทะเบียน.csv", **more: Any) -> ContentFile[bytes]:
    return ContentFile(csv(*rows, **more), name=name)


def taken_in(*rows: str, by: str = "officer", **more: Any) -> Import:
    """Taken in, not yet judged."""
    return imports.take_in(uploaded(*rows, **more), by=person(by), at=timezone.now())


def judged(*rows: str, **more: Any) -> Import:
    source = taken_in(*rows, **more)
    imports.analyse(source, at=timezone.now())
    source.refresh_from_db()
    return source


def outcomes(source: Import) -> dict[str, str]:
    """{name: outcome} of every row."""
    return {row["name"]: row["outcome"] for row in imports.kept_rows(source)}


def row_named(source: Import, name: str) -> dict[str, Any]:
    return next(row for row in imports.kept_rows(source) if row["name"] == name)


def words(response: Any) -> str:
    """What a page says, without its marks."""
    text = unescape(re.sub(r"</?(?:span|b|mark|svg|path)\b[^>]*>", "", response.content.decode()))
    text = re.sub(r"<[^>]*>", " ", text)
    return re.sub(r"\s+", " ", text)
