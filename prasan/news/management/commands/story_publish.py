"""story_publish FILE: a story from a file is proposed; its last consent publishes it (docs/commands.md)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.news.actions.drafts import write_draft
from prasan.news.actions.proposing import propose
from prasan.news.answers import answer, refused
from prasan.news.models import StoryVersion
from prasan.news.story_file import read
from prasan.ui.commands import HouseCommand
from prasan.ui.refusal import Refused


class Command(HouseCommand):
    help = "Propose a story from a JSON file; the last consent publishes it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--by", required=True, metavar="PERSON")
        parser.add_argument(
            "--now", action="store_true", help="with the last consent, whatever publish_at says"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.find_person(options["by"])
        try:
            if person is None:
                raise Refused(f"ไม่รู้จักบุคคล “{options['by']}”")
            version = _propose(Path(options["file"]), person, is_now=options["now"])
        except Refused as no:
            return self.answer(refused(str(no)), text=str(no), ok=False)
        return self.answer(answer(version), text=f"{version}: {version.get_state_display()}")


@transaction.atomic
def _propose(path: Path, by: User, *, is_now: bool) -> StoryVersion:
    """The draft, its pictures and the proposal are one act: refused, nothing of it stays."""
    story, at = read(path), timezone.now()
    writing = replace(story.writing, publish_at=None) if is_now else story.writing
    version = write_draft(writing=writing, pictures=story.pictures, by=by, at=at)
    return propose(version, by=by, at=at)
