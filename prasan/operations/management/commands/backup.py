"""Write the whole office into one file while it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from prasan.operations.backups import make_backup
from prasan.ui.commands import HouseCommand


class Command(HouseCommand):
    help = "สำรองฐานข้อมูลและไฟล์ทั้งหมดลงในไฟล์เดียว"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", metavar="FILE|DIR", type=Path)

    def handle(self, *args: Any, target: Path, **options: Any) -> None:
        try:
            file, manifest = make_backup(target, at=timezone.now())
        except OSError as error:
            reason = f"สำรองข้อมูลไม่สำเร็จ: {error.strerror or error} ({error.filename or target})"
            self.answer({"file": None, "parts": 0, "bytes": 0, "refused": reason}, text=reason, ok=False)
        size = file.stat().st_size
        answer = {"file": str(file), "parts": len(manifest.parts), "bytes": size, "refused": None}
        self.answer(answer, text=f"สำรองแล้ว {file} ({len(manifest.parts):,} ส่วน {size / 1e6:,.1f} MB)")
