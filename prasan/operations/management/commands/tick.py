"""Do what the clock asks for now; the worker does so every minute by itself."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from prasan.operations.clock import tick
from prasan.ui.commands import HouseCommand


class Command(HouseCommand):
    help = "ทำงานตามเวลาที่ถึงกำหนด"

    def handle(self, *args: Any, **options: Any) -> None:
        done = tick(timezone.now())
        text = "\n".join(f"{name}: {answer}" for name, answer in done.items()) or "ยังไม่มีงานถึงกำหนด"
        self.answer(done, text=text)
