"""Small offices for tests, and resolutions as lines that can be read aloud."""

from __future__ import annotations

from datetime import date
from typing import Any

from prasan.accounts.models import User
from prasan.office.actions.load import load_office
from prasan.office.chain import Resolution, StepOutcome, resolve
from prasan.office.standing import Standing

FULL = ["group_head", "deputy", "director"]
PEOPLE = ["director", "deputy", "head", "officer", "other"]


def holds(post: str, person: str, start: str = "2025-10-01", end: str | None = None) -> dict[str, Any]:
    return {"post": post, "person": person, "from": start, "to": end}


def order(
    post: str,
    person: str,
    *,
    start: str = "2026-11-01",
    end: str | None = "2026-11-30",
    dated: str = "2026-10-20",
    no: str = "1/2569",
    wording: str = "รักษาราชการแทน",
    scope: list[str] | None = None,
) -> dict[str, Any]:
    return {
        "no": no, "dated_on": dated, "wording": wording, "post": post, "person": person,
        "from": start, "to": end, "scope": scope,
    }  # fmt: skip


def person(key: str) -> dict[str, str]:
    return {"key": key, "name": f"นายสมมติ {key}", "email": f"{key}@office.example"}


def office_dict(**changes: Any) -> dict[str, Any]:
    """One group with head, deputy, director and officer; sections named in `changes` replace those here."""
    return {
        "office": {"name": "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาสมมติ เขต 1", "short_name": "สพป.สมมติ เขต 1"},
        "units": [{"key": "g1", "name": "กลุ่มอำนวยการ"}],
        "posts": [
            {"key": "dir", "title": "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาสมมติ เขต 1", "kind": "director"},
            {"key": "dep", "title": "รอง ผอ.สพป.", "kind": "deputy", "supervises": ["g1"]},
            {"key": "head", "title": "ผู้อำนวยการกลุ่มอำนวยการ", "kind": "group_head", "unit": "g1"},
            {"key": "off", "title": "เจ้าพนักงานธุรการ", "kind": "officer", "unit": "g1"},
        ],
        "people": [person(key) for key in PEOPLE],
        "holders": [
            holds("dir", "director"), holds("dep", "deputy"), holds("head", "head"), holds("off", "officer"),
        ],
        "orders": [],
        "chains": {"work": list(FULL)},
        **changes,
    }  # fmt: skip


def without(section: str, post: str) -> list[dict[str, Any]]:
    """The rows of a section of `office_dict` that are not about `post`."""
    return [row for row in office_dict()[section] if post not in (row.get("post"), row.get("key"))]


def outline(resolution: Resolution) -> list[str]:
    """`director: director, other/รักษาราชการแทน (1/2569)`; `deputy: passed_over`; or the refusal alone."""
    if resolution.refusal:
        return [f"refused: {resolution.refusal.message}"]
    return [f"{step.kind}: {_who(step)}" for step in resolution.steps]


def _who(step: Any) -> str:
    if step.outcome != StepOutcome.DECIDE:
        return str(step.outcome.value)
    return ", ".join(
        d.user.key if d.order is None else f"{d.user.key}/{d.capacity} ({d.order.no})" for d in step.deciders
    )


def climb(
    data: dict[str, Any], *, by: str = "officer", on: str = "2026-11-10", kind: str = "work"
) -> list[str]:
    load_office(data)
    return outline(resolve(kind, User.objects.get(key=by), on=date.fromisoformat(on)))


def standing(on: str) -> Standing:
    return Standing(date.fromisoformat(on))
