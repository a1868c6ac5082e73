"""Words of the office for templates of every room: {% load office %}."""

from __future__ import annotations

from django import template

from prasan.office.kinds import name_of
from prasan.office.models import Holder, Order
from prasan.office.overview import SHORT_KINDS
from prasan.thai import dates
from prasan.ui.breaks import NBSP

register = template.Library()


@register.filter
def kind_word(kind: str) -> str:
    """ผอ.กลุ่ม, รอง ผอ.สพท., ผอ.สพท. for a step's kind of post."""
    return SHORT_KINDS.get(kind, kind)


@register.filter
def period(row: Holder | Order) -> str:
    """23–27 พ.ย. 2569, or ตั้งแต่ 15 ต.ค. 2568 while it is open."""
    said = dates.span(row.from_on, row.to_on) if row.to_on else f"ตั้งแต่ {dates.short(row.from_on)}"
    return said.replace(" ", NBSP)


@register.filter
def work_name(kind_of_work: str) -> str:
    """ปรับปรุงทะเบียนหน่วยงาน for agency_change, before the office gave it a name of its own."""
    return name_of(kind_of_work)
