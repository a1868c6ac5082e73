"""Prove the audit trail: exit 0 when every seal fits, 1 when one does not."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from prasan.audit.actions import Verification, verify


class Command(BaseCommand):
    help = "ตรวจตราผนึกของบันทึกการกระทำ"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify()
        self.stdout.write(_as_json(found) if options["json"] else _as_text(found))
        if not found.ok:
            sys.exit(1)


def _as_json(found: Verification) -> str:
    answer = {"ok": found.ok, "events": found.events, "seals": found.seals, "first_bad": found.first_bad}
    return json.dumps(answer, ensure_ascii=False)


def _as_text(found: Verification) -> str:
    counts = f"{found.events:,} เหตุการณ์ {found.seals:,} ตราผนึก"
    if found.first_bad is None:
        return f"ถูกต้องครบถ้วน: {counts}"
    return f"ไม่ถูกต้อง: {found.first_bad['reason']} (ถึงเหตุการณ์ที่ {found.first_bad['last_event']}) จาก {counts}"
