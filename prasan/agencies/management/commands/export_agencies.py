"""Consented data on stdout: what the site offers to download, and for the office its inner register."""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from shutil import copyfileobj
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from prasan.agencies.exports.files import WRITERS, write
from prasan.agencies.fields import LEVEL_BY_CODE
from prasan.thai.dates import parse
from prasan.thai.errors import UnreadableError
from prasan.ui.commands import HouseCommand


class Command(HouseCommand):
    help = "The consented register as CSV, XLSX or JSON on stdout"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", required=True, choices=sorted(WRITERS))
        parser.add_argument("--level", default="open", choices=list(LEVEL_BY_CODE))
        parser.add_argument("--as-of", metavar="DATE", help="the register at the end of that day")

    def handle(self, *args: Any, **options: Any) -> None:
        day = self._day(options["as_of"])
        level = LEVEL_BY_CODE[options["level"]]
        sys.stdout.flush()
        with tempfile.TemporaryFile() as file:
            write(file, options["format"], level, day)
            file.seek(0)
            copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()

    def _day(self, text: str | None) -> date | None:
        """None for today: what is in force now."""
        if text is None:
            return None
        today = timezone.localdate()
        try:
            day = parse(text, today=today)
        except UnreadableError as error:
            self.usage(f"--as-of: {error.message_th}")
        if day > today:
            self.usage("--as-of: วันที่ยังมาไม่ถึง ใช้วันนี้หรือวันที่ผ่านมาแล้ว")
        return day if day < today else None
