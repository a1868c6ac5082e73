"""Say what is wrong and what to do about it; exit 1 when something is."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils import timezone

from prasan.operations.doctor import Finding, examine
from prasan.ui.commands import HouseCommand


class Command(HouseCommand):
    help = "ตรวจว่าระบบมีอะไรผิดปกติ และต้องทำอะไร"

    def handle(self, *args: Any, **options: Any) -> None:
        findings = examine(at=timezone.now())
        ok = all(finding.ok for finding in findings)
        if not self.as_json:
            self.stdout.write("\n".join(_line(finding) for finding in findings))
        self.answer({"ok": ok, "findings": [asdict(finding) for finding in findings]}, ok=ok)


def _line(finding: Finding) -> str:
    sign = "ปกติ     " if finding.ok else "ต้องจัดการ"
    remedy = f"\n            → {finding.remedy}" if finding.remedy else ""
    command = f"\n              (ผู้ดูแลเครื่อง) {finding.command}" if finding.command else ""
    return f"{sign}  {finding.name}: {finding.state}{remedy}{command}"
