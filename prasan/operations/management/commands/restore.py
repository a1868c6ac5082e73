"""Bring a backup back into an empty folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from prasan.operations.backups import RestoreError, restore_backup
from prasan.ui.commands import HouseCommand


class Command(HouseCommand):
    help = "กู้คืนไฟล์สำรองลงในโฟลเดอร์ว่าง"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--into", metavar="DIR", type=Path, required=True)

    def handle(self, *args: Any, file: Path, into: Path, **options: Any) -> None:
        into = into.resolve()
        try:
            manifest = restore_backup(file, into)
        except RestoreError as error:
            self.answer({"into": None, "created_at": None, "refused": str(error)}, text=str(error), ok=False)
        answer = {"into": str(into), "created_at": manifest["created_at"], "refused": None}
        self.answer(answer, text=f"กู้คืนแล้วที่ {into} เปิดด้วย make run DATA={into}")
