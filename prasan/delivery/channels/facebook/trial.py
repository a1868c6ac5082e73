"""Proving the connection to Facebook: which page it is and what the token may do. Nothing is posted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import httpx
from django.utils import timezone

from prasan.delivery.channels import Step
from prasan.delivery.channels.facebook import page, token
from prasan.delivery.channels.facebook.graph import FORBIDDEN, TOKEN, WAIT_SECONDS, address, error_of, proofs
from prasan.thai import dates

_NEEDED = "pages_manage_posts"
_RENEW = "ขอ Page access token ใหม่ที่ Meta for Developers แล้วใส่ที่นี่"


def trial() -> Iterator[Step]:
    """The steps up to the first that fails."""
    with httpx.Client(timeout=WAIT_SECONDS) as client:
        for name, ask in (("เพจของสำนักงาน", _page), ("สิทธิ์โพสต์ของรหัส", _permission)):
            step = _step(name, client, ask)
            yield step
            if not step.is_well:
                return


def _step(name: str, client: httpx.Client, ask: Callable[[str, httpx.Client], Step]) -> Step:
    try:
        return ask(name, client)
    except httpx.HTTPError as error:
        return Step(name, False, str(error)[:200], "ติดต่อ Facebook ไม่ได้ ตรวจอินเทอร์เน็ตและไฟร์วอลล์ของสำนักงาน")


def _page(name: str, client: httpx.Client) -> Step:
    answer = client.get(address(page()), params={**proofs(), "fields": "id,name"})
    if error := error_of(answer):
        return Step(name, False, f"{error.get('code')} {str(error.get('message', ''))[:200]}", _advice(error))
    found = answer.json()
    return Step(name, True, f"{found.get('name', '')} {found.get('id', '')}")


def _advice(error: dict[str, object]) -> str:
    if error.get("code") in TOKEN:
        return f"รหัสหมดอายุหรือไม่ถูกต้อง {_RENEW}"
    if error.get("code") in FORBIDDEN:
        return f"รหัสนี้ไม่มีสิทธิ์ในเพจ {_RENEW}"
    return "ตรวจหมายเลขเพจ และว่ารหัสเป็นของเพจนี้"


def _permission(name: str, client: httpx.Client) -> Step:
    """The Graph API tells it of some tokens alone; where it does not, that is said and is no fault."""
    answer = client.get(address("debug_token"), params={**proofs(), "input_token": token()})
    if error_of(answer):
        return Step(name, True, f"Facebook ไม่บอกสิทธิ์ของรหัสนี้ ตรวจ {_NEEDED} ที่ Meta for Developers")
    found = answer.json().get("data", {})
    if not found.get("is_valid", True):
        return Step(name, False, "is_valid: false", f"รหัสใช้ไม่ได้แล้ว {_RENEW}")
    if _NEEDED not in found.get("scopes", []):
        return Step(name, False, " ".join(found.get("scopes", [])), f"รหัสไม่มีสิทธิ์ {_NEEDED} {_RENEW}")
    return Step(name, True, f"{_NEEDED} {_until(found.get('expires_at', 0))}")


def _until(expires_at: int) -> str:
    if not expires_at:
        return "ไม่มีวันหมดอายุ"
    return f"ใช้ได้ถึง {dates.short(timezone.localdate(datetime.fromtimestamp(expires_at, UTC)))}"
