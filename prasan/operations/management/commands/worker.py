"""Run tasks, send messages, keep the clock."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from prasan.operations.worker import HouseWorker
from prasan.ui.commands import HouseCommand


class Command(HouseCommand):
    help = "ทำงานเบื้องหลัง ส่งข้อความ และงานตามเวลา จนกว่าจะสั่งหยุด"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--drain", action="store_true", help="do what is there, then leave")

    def handle(self, *args: Any, drain: bool, **options: Any) -> None:
        worker = HouseWorker(drain=drain)
        worker.configure_signals()
        worker.run()
