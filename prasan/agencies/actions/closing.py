"""An agency gets another name, closes, or opens again: drafts that then climb the chain like any change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypedDict, Unpack

from prasan.accounts.models import User
from prasan.agencies import policies
from prasan.agencies.actions import edit_requests
from prasan.agencies.fields import Level, default_level
from prasan.agencies.models import ChangeRequest, Version
from prasan.agencies.near_names import offer_of_near_names
from prasan.agencies.successor import with_successor
from prasan.thai import dates
from prasan.ui.refusal import Refusal, Refused, ensure


class Basis(TypedDict):
    """Why it is proposed and on what paper, `source` [text, "YYYY-MM-DD"]; who drafts it, and when."""

    reason: str
    source: list[str]
    by: User
    at: datetime


def draft_rename(
    version: Version,
    *,
    name: str,
    held: Mapping[str, str],
    **basis: Unpack[Basis],
) -> ChangeRequest:
    """A draft with the new name; the old one goes among the other names, so that it still finds the agency.

    `held` {field: case that has it}.
    """
    ensure(policies.why_not_rename(version, name, held))
    twin = Version.objects.current().filter(name=name, place=version.place).exclude(agency=version.agency_id)
    if twin.exists():
        raise Refused(f"มี{name}ที่ตำบลเดียวกันในทะเบียนแล้ว ถ้ายุบรวมกัน ให้เสนอปิดหน่วยงานนี้แทน")
    others = [version.name, *version.values.get("other_names", [])]
    values = {"name": name, "other_names": [other for other in dict.fromkeys(others) if other != name]}
    title = f"เปลี่ยนชื่อ{version.name}เป็น{name}"
    return edit_requests.draft_from_values(
        version.agency_id, values, _reach_of_other_names(version), title=title, **basis
    )


def _reach_of_other_names(version: Version) -> dict[str, int]:
    """An old name never goes out further than the name itself does."""
    if "other_names" in version.levels:
        return {}
    reach = version.levels.get("name", Level.INTERNAL)
    return {"other_names": min(reach, default_level("other_names", version.kind))}


def draft_close(
    version: Version,
    *,
    closed_on: date,
    successor: str,
    held: Mapping[str, str],
    **basis: Unpack[Basis],
) -> ChangeRequest:
    """A draft that closes an agency; who took over stands in the source, which is shown with the date."""
    ensure(policies.why_not_close(version, held))
    successor = " ".join(successor.split())
    ensure(_why_not_successor(version, successor))
    if successor:
        text, day = basis["source"]
        basis["source"] = [with_successor(text, successor), day]
    title = f"ปิด{version.name} ตั้งแต่ {dates.long(closed_on)}"
    values = {"closed_on": closed_on.isoformat()}
    return edit_requests.draft_from_values(version.agency_id, values, {}, title=title, **basis)


def _why_not_successor(version: Version, successor: str) -> Refusal | None:
    """Whoever takes over is another agency of the register that is open; "" for nobody."""
    if not successor:
        return None
    others = Version.objects.current().filter(closed_on=None).exclude(agency=version.agency_id)
    if others.filter(name=successor).exists():
        return None
    offer = offer_of_near_names(successor, others)
    return Refusal(f"ไม่มี “{successor}” ในทะเบียนหน่วยงานที่เปิดอยู่{offer} พิมพ์ชื่อตามทะเบียนหรือเว้นว่าง")


def draft_reopen(version: Version, *, held: Mapping[str, str], **basis: Unpack[Basis]) -> ChangeRequest:
    """A draft that takes the closing away."""
    ensure(policies.why_not_reopen(version, held))
    title = f"เปิด{version.name}อีกครั้ง"
    return edit_requests.draft_from_values(version.agency_id, {"closed_on": None}, {}, title=title, **basis)
