"""What somebody wants to say of an achievement, before it is a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from prasan.achievements.states import Kind, Level
from prasan.agencies.models import Agency
from prasan.news.body import has_markup, tidy
from prasan.thai import dates
from prasan.ui.refusal import Refusal

LONGEST = {"title": 300, "details": 4000, "given_by": 200, "pupils": 4000, "note": 500, "consent_how": 200}
EARLIEST_YEAR = 2440
"""In พ.ศ.; before it no school of this country counted academic years."""


@dataclass(frozen=True, slots=True)
class Content:
    """`academic_year` in พ.ศ.; `pupils` names; a consent is a day, a way and who took it."""

    kind: str
    title: str
    agencies: Sequence[Agency]
    level: int
    academic_year: int
    details: str = ""
    given_by: str = ""
    awarded_on: date | None = None
    pupils: Sequence[str] = ()
    consent_on: date | None = None
    consent_how: str = ""
    consent_taken_by: str = ""
    note: str = ""


def why_not_this_content(content: Content, *, today: date) -> Refusal | None:
    """What no version may hold, whatever its state."""
    return (
        _why_not_these_words(content)
        or _why_not_this_choice(content)
        or _why_not_these_days(content, today)
        or why_not_these_pupils(content, today)
    )


def _why_not_these_words(content: Content) -> Refusal | None:
    if not tidy(content.title):
        return Refusal("ผลงานต้องมีชื่อ")
    words = {"ชื่อผลงาน": ("title", content.title), "รายละเอียด": ("details", content.details),
             "ผู้มอบ": ("given_by", content.given_by), "ชื่อนักเรียน": ("pupils", "\n".join(content.pupils)),
             "วิธีให้ความยินยอม": ("consent_how", content.consent_how),
             "สิ่งที่แก้ไข": ("note", content.note)}  # fmt: skip
    for label, (key, text) in words.items():
        if len(text) > LONGEST[key]:
            return Refusal(f"{label}ยาวเกิน {LONGEST[key]:,} อักษร")
        if has_markup(text):
            return Refusal(f"{label}เป็นข้อความล้วน ใส่แท็กหรือรหัส HTML ไม่ได้")
    return None


def _why_not_this_choice(content: Content) -> Refusal | None:
    if content.kind not in Kind.values:
        return Refusal("เลือกประเภทของผลงาน")
    if content.level not in Level.values:
        return Refusal("เลือกระดับของผลงาน")
    if not content.agencies:
        return Refusal("บอกว่าเป็นผลงานของโรงเรียนหรือหน่วยงานใด")
    return None


def _why_not_these_days(content: Content, today: date) -> Refusal | None:
    if content.awarded_on and content.awarded_on > today:
        return Refusal(f"วันที่ได้รับ {dates.short(content.awarded_on)} ยังมาไม่ถึง ตรวจปีอีกครั้ง")
    if not EARLIEST_YEAR <= content.academic_year <= dates.be_year(today):
        return Refusal(
            f"ปีการศึกษา {content.academic_year} ไม่น่าเป็นไปได้ ใช้ พ.ศ. สี่หลัก เช่น {dates.be_year(today)}"
        )
    return None


def why_not_these_pupils(content: Content, today: date) -> Refusal | None:
    """Names of pupils are kept only on a consent that says when, how and who took it (PDPA s. 19, 20)."""
    if not any(map(tidy, content.pupils)):
        return None
    if not (content.consent_on and tidy(content.consent_how) and tidy(content.consent_taken_by)):
        return Refusal("เก็บชื่อนักเรียนได้เมื่อมีความยินยอม บอกวันที่ วิธีให้ความยินยอม และผู้รับความยินยอม หรือไม่ใส่ชื่อนักเรียน")
    if content.consent_on > today:
        return Refusal(f"วันที่ให้ความยินยอม {dates.short(content.consent_on)} ยังมาไม่ถึง ตรวจปีอีกครั้ง")
    return None
