"""Prove the audit trail: exit 0 when every seal fits, 1 when one does not."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from prasan.audit.actions import Verification, verify
from prasan.ui.commands import HouseCommand


class Command(HouseCommand):
    help = "ตรวจตราผนึกของบันทึกการกระทำ"

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify()
        since = found.unsealed_since.isoformat() if found.unsealed_since else None
        told = {"ok": found.ok, **asdict(found), "unsealed_since": since}
        self.answer(told, text=_as_text(found), ok=found.ok)


def _as_text(found: Verification) -> str:
    counts = f"{found.events:,} เหตุการณ์ {found.seals:,} ตราผนึก"
    if found.unsealed:
        counts += f" ยังไม่ปิดผนึก {found.unsealed:,} เหตุการณ์ (ถ้าถูกลบไปอาจไม่ปรากฏ)"
    if found.first_bad is None:
        return f"ถูกต้องครบถ้วน: {counts}"
    last = found.first_bad["last_event"]
    where = f" (ถึงเหตุการณ์ที่ {last})" if last is not None else ""
    return f"ไม่ถูกต้อง: {found.first_bad['reason']}{where} จาก {counts}"
