#!/usr/bin/env python
"""Prasan's command line: every management command starts here."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prasan.config.settings.prod")
    from django.core.management import execute_from_command_line

    from prasan.config.opening import open_office

    open_office(sys.argv[1:])
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
