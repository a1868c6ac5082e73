"""story_correct N FILE: a corrected version from a file is proposed (docs/commands.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.news.actions.corrections import correct_with
from prasan.news.actions.proposing import propose
from prasan.news.answers import answer, refused
from prasan.news.models import Story, StoryVersion
from prasan.news.story_file import read
from prasan.ui.commands import HouseCommand
from prasan.ui.refusal import Refused


class Command(HouseCommand):
    help = "Propose a corrected version of a published story; its last consent publishes it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("story", type=int, metavar="N")
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--by", required=True, metavar="PERSON")
        parser.add_argument("--note", required=True, metavar="TEXT", help="wrong and right")

    def handle(self, *args: Any, **options: Any) -> None:
        story = Story.objects.filter(pk=options["story"]).first()
        person = User.objects.find_person(options["by"])
        try:
            if story is None:
                raise Refused(f"ไม่มีข่าวที่ {options['story']}")
            if person is None:
                raise Refused(f"ไม่รู้จักบุคคล “{options['by']}”")
            version = _propose(story, Path(options["file"]), options["note"], person)
        except Refused as no:
            return self.answer(refused(str(no), story), text=str(no), ok=False)
        return self.answer(answer(version), text=f"{version}: {version.get_state_display()}")


@transaction.atomic
def _propose(story: Story, path: Path, note: str, by: User) -> StoryVersion:
    """The version, its pictures and the proposal are one act: refused, nothing of it stays."""
    found, at = read(path), timezone.now()
    version = correct_with(story, writing=found.writing, pictures=found.pictures, note=note, by=by, at=at)
    return propose(version, by=by, at=at)
