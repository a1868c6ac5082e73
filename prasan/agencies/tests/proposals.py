"""Change requests for tests: a new school, a change of one in force, consent of the whole chain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from prasan.agencies.actions import change_requests
from prasan.agencies.actions.change_requests import Proposal
from prasan.agencies.fields import Level
from prasan.agencies.models import ChangeRequest, Version
from prasan.approvals.tests.build import decide, moment, person

SCHOOL = {
    "name": "โรงเรียนบ้านตัวอย่าง", "scope": "internal", "kind": "school", "phones": ["038000001"],
    "fax": ["038000002"], "pupils": 138, "address": "หมู่ที่ 0",
}  # fmt: skip
LEVELS: dict[str, int] = {
    "name": Level.OPEN, "scope": Level.OPEN, "kind": Level.OPEN, "phones": Level.OPEN, "fax": Level.WEB,
    "pupils": Level.OPEN, "address": Level.OPEN,
}  # fmt: skip


def draft(
    *proposals: Proposal, by: str = "officer", title: str = "ปรับปรุงข้อมูลโรงเรียนบ้านตัวอย่าง", **more: Any
) -> ChangeRequest:
    return change_requests.draft(
        title=title, proposals=proposals or [new_school()], by=person(by), at=timezone.now(), **more
    )


def new_school(name: str = SCHOOL["name"], **values: Any) -> Proposal:
    whole = {**SCHOOL, "name": name, **values}
    return Proposal(None, whole, {key: LEVELS.get(key, Level.INTERNAL) for key in whole})


def change(
    agency: int, values: Mapping[str, Any] | None = None, levels: Mapping[str, int] | None = None, **more: Any
) -> Proposal:
    return Proposal(agency, values or {}, levels or {}, **more)


def submit(request: ChangeRequest, by: str = "officer") -> ChangeRequest:
    return change_requests.submit(request, by=person(by), at=timezone.now())


def proposed(*proposals: Proposal, by: str = "officer", **more: Any) -> ChangeRequest:
    return submit(draft(*proposals, by=by, **more), by)


def consent(request: ChangeRequest, *, on: date | None = None, last: str = "director") -> ChangeRequest:
    for key in ("head", "deputy1", last):
        decide(request.case, key, on=on)
    request.refresh_from_db()
    return request


def in_force(**values: Any) -> int:
    """An agency of the register; returns its number."""
    request = consent(proposed(new_school(**values), title="เพิ่มโรงเรียน"))
    return Version.objects.get(request=request).agency_id


def current(agency: int) -> Version:
    return Version.objects.current().get(agency=agency)


def give_back(request: ChangeRequest, by: str = "head", **options: Any) -> ChangeRequest:
    options.setdefault("remark", "แก้ไขก่อน")
    decide(request.case, by, "return", **options)
    request.refresh_from_db()
    return request


__all__ = ["moment", "person"]
