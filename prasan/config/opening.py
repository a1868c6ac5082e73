"""Opening an office for a command, and saying in Thai why it cannot be opened: no traceback, exit 1.

Nothing of Django's is at hand when the settings themselves cannot be read.
"""

from __future__ import annotations

import json
import sys
from typing import Any, NoReturn

# Commands that shape the database or never touch it; every other one finds an empty office migrated.
_WITHOUT_DATABASE = {
    "migrate",
    "makemigrations",
    "collectstatic",
    "help",
    "check",
    "restore",
    "compilecatalog",
}
_OF_DJANGO_ITSELF = {"help", "version"}


def open_office(arguments: list[str]) -> None:
    """Ready for the command that `arguments` (without the program) call. Leaves with 2 when there is none."""
    command = next((word for word in arguments if not word.startswith("-")), "help")
    _set_up(command, arguments)
    from django.core.management import get_commands

    if command not in get_commands() and command not in _OF_DJANGO_ITSELF:
        sys.stderr.write(f"ไม่มีคำสั่ง “{command}” ดูรายชื่อคำสั่งด้วย manage.py help\n")
        sys.exit(2)
    if command not in _WITHOUT_DATABASE and "--help" not in arguments:
        _migrate(command, arguments)


def _set_up(command: str, arguments: list[str]) -> None:
    import django

    try:
        django.setup()
    except OSError as error:
        _refuse(f"เปิดที่เก็บข้อมูลของสำนักงาน (DATA) ไม่ได้: {_named(error)}", command, arguments)


def _migrate(command: str, arguments: list[str]) -> None:
    from django.db import DatabaseError

    from prasan.config.database import ensure_migrated

    try:
        ensure_migrated()
    except OSError as error:
        _refuse(f"เปิดที่เก็บข้อมูลของสำนักงาน (DATA) ไม่ได้: {_named(error)}", command, arguments)
    except DatabaseError as error:
        _refuse(f"เปิดฐานข้อมูลของสำนักงานไม่ได้ ไฟล์อาจเสียหายหรือฐานข้อมูลไม่ตอบ ({error})", command, arguments)


def _named(error: OSError) -> str:
    """Which file or folder, and what the system says."""
    return f"“{error.filename}” {error.strerror}" if error.filename else str(error)


def _refuse(reason: str, command: str, arguments: list[str]) -> NoReturn:
    if "--json" in arguments:
        line = json.dumps(_answer(reason, command), ensure_ascii=False) + "\n"
        sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    else:
        sys.stderr.write(f"{reason}\n")
    sys.exit(1)


def _answer(reason: str, command: str) -> dict[str, Any]:
    if command != "verify_audit":
        return {"refused": reason}
    nowhere = {"seal": None, "first_event": None, "last_event": None}
    counts = {"events": 0, "seals": 0, "unsealed": 0, "unsealed_since": None}
    return {"ok": False, **counts, "first_bad": {**nowhere, "reason": reason}}
