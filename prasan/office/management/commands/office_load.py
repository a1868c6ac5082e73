"""office_load FILE: set an office up from a file (docs/commands.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from prasan.office import office_file
from prasan.office.actions.load import COUNTED, load_office
from prasan.office.office_file import OfficeFileError
from prasan.ui.commands import HouseCommand


class Command(HouseCommand):
    help = "Set an office up from a file; refused whole when it holds a mistake."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = _read(options["file"])
            counts = load_office(data)
        except OfficeFileError as error:
            refused = {"loaded": False, "refused": error.message, "place": error.place or None}
            return self.answer({**refused, "counts": dict.fromkeys(COUNTED, 0)}, text=str(error), ok=False)
        for warning in office_file.warnings(data):
            self.stderr.write(f"ควรตรวจ {warning}")
        self.answer({"loaded": True, "refused": None, "place": None, "counts": counts}, text="โหลดสำนักงานแล้ว")
        return None


def _read(path: str) -> Any:
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise OfficeFileError("", f"เปิดไฟล์ “{path}” ไม่ได้") from error
    return office_file.parse(content)
