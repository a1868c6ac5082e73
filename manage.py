#!/usr/bin/env python
"""Prasan's command line: every management command starts here."""

import os
import sys

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


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prasan.config.settings.prod")
    from django.core.management import execute_from_command_line

    command = next((word for word in sys.argv[1:] if not word.startswith("-")), "help")
    if command not in _WITHOUT_DATABASE and "--help" not in sys.argv:
        import django

        django.setup()
        from prasan.config.database import ensure_migrated

        ensure_migrated()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
