"""office_load FILE: set an office up from a file (docs/commands.md)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from prasan.office.actions.load import load_office
from prasan.office.office_file import OfficeFileError
from prasan.ui.commands import HouseCommand


class Command(HouseCommand):
    help = "Set an office up from a file; refused whole when it holds a mistake."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = load_office(_read(options["file"]))
        except OfficeFileError as error:
            refused = {"loaded": False, "refused": error.message, "place": error.place or None}
            return self.answer(refused, text=str(error), ok=False)
        self.answer({"loaded": True, "refused": None, "place": None, "counts": counts}, text="โหลดสำนักงานแล้ว")
        return None


def _read(path: str) -> Any:
    try:
        return json.loads(Path(path).read_bytes().decode("utf-8-sig"), object_pairs_hook=_no_repeated_keys)
    except OSError as error:
        raise OfficeFileError("", f"เปิดไฟล์ “{path}” ไม่ได้") from error
    except UnicodeDecodeError as error:
        raise OfficeFileError("", "ไฟล์ต้องเป็น UTF-8") from error
    except json.JSONDecodeError as error:
        raise OfficeFileError(f"บรรทัด {error.lineno} คอลัมน์ {error.colno}", "ไม่ใช่ JSON ที่ถูกต้อง") from error
    except ValueError as error:  # an integer of thousands of digits
        raise OfficeFileError("", "มีตัวเลขที่ยาวเกินไป") from error
    except RecursionError as error:
        raise OfficeFileError("", "JSON ซ้อนกันลึกเกินไป") from error


def _no_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for key, value in pairs:
        if key in row:
            raise OfficeFileError(key, "กุญแจนี้เขียนไว้สองครั้งในวัตถุเดียวกัน")
        row[key] = value
    return row
