"""story_deliveries N: a line for each row of the ledger that tells of a story (docs/commands.md)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from prasan.delivery.report import rows_of
from prasan.news.actions.sending import topic_of
from prasan.news.models import Story
from prasan.ui.commands import HouseCommand


class Command(HouseCommand):
    help = "Who got a story, who did not, and why: one line a row."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("story", type=int, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        story = Story.objects.filter(pk=options["story"]).first()
        if story is None:
            reason = f"ไม่มีข่าวที่ {options['story']}"
            return self.answer({"refused": reason}, text=reason, ok=False)
        for row in rows_of(topic_of(story)):
            self.answer(row, text=f"{row['channel']} {row['contact_point']} {row['state']} {row['reason']}")
        return None
