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
        self.answer({"ok": found.ok, **asdict(found)}, text=_as_text(found), ok=found.ok)


def _as_text(found: Verification) -> str:
    counts = f"{found.events:,} เหตุการณ์ {found.seals:,} ตราผนึก"
    if found.first_bad is None:
        return f"ถูกต้องครบถ้วน: {counts}"
    return f"ไม่ถูกต้อง: {found.first_bad['reason']} (ถึงเหตุการณ์ที่ {found.first_bad['last_event']}) จาก {counts}"
