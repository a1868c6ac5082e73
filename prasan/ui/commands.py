"""How every management command speaks: JSON alone on stdout, messages on stderr, exit 0, 1 or 2."""

from __future__ import annotations

import json
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser


class HouseCommand(BaseCommand):
    """A command whose `--json` answer is a contract (`docs/commands.md`)."""

    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.add_argument("--json", action="store_true", help="JSON alone on stdout")
        return parser

    def answer(self, data: Any, *, text: str = "", ok: bool = True) -> None:
        """Print `data` (with --json) or `text`; leave with 1 when the act was refused."""
        if self.as_json:
            print_json(data)
        elif text:
            (self.stdout if ok else self.stderr).write(text)
        if not ok:
            sys.exit(1)

    def execute(self, *args: Any, **options: Any) -> str | None:
        self.as_json: bool = options.get("json", False)
        return super().execute(*args, **options)

    def usage(self, message: str) -> NoReturn:
        """The call's words are off."""
        self.stderr.write(message)
        sys.exit(2)


def print_json(data: Any) -> None:
    """One JSON value as a line of UTF-8, whatever the locale."""
    sys.stdout.flush()
    line = json.dumps(data, ensure_ascii=False) + "\n"
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
