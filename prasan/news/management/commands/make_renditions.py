"""make_renditions: the sizes and formats of public pictures, those that are missing (docs/commands.md)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from prasan.news import renditions
from prasan.news.actions.rendering import make_forgotten, waiting
from prasan.news.models import StoryPhoto
from prasan.ui.commands import HouseCommand


class Command(HouseCommand):
    help = "Make the WebP and AVIF of public pictures that have none yet; --all makes every one anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            for sha256 in StoryPhoto.objects.values_list("original__sha256", flat=True).distinct():
                renditions.forget(sha256)
            StoryPhoto.objects.exclude(formats="").update(formats="")
        made = make_forgotten(at=timezone.now(), limit=None)
        left = waiting().count()
        self.answer({"made": made, "waiting": left}, text=f"ทำแล้ว {made} ภาพ เหลือ {left} ภาพ", ok=not left)
