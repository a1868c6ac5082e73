"""achievements_import FILE: a sheet of achievements judged, its good rows taken (docs/commands.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from prasan.accounts.models import User
from prasan.achievements.actions import imports
from prasan.network.importing.answer import answer
from prasan.network.importing.judging import Judgement
from prasan.ui.commands import HouseCommand
from prasan.ui.refusal import Refused


class Command(HouseCommand):
    help = "Judge a sheet of achievements; with --by, take its good rows as drafts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--by", metavar="PERSON")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        path, by = Path(options["file"]), options["by"]
        self.is_dry: bool = options["dry_run"]
        if not self.is_dry and not by:
            self.usage("ต้องบอกผู้นำเข้าด้วย --by PERSON หรือใช้ --dry-run")
        if not path.is_file():
            return self._refuse(f"เปิดไฟล์ไม่ได้: {path}")
        person = User.objects.find_person(by) if by else None
        if by and person is None:
            return self._refuse(f"ไม่รู้จักบุคคล “{by}”")
        if person is None or self.is_dry:
            judgement = imports.judge_sheet(path, path.name, at=timezone.now())
            return self.answer(answer(judgement), text=_text(judgement), ok=judgement.status == "ok")
        return self._take(path, person)

    def _refuse(self, reason: str) -> None:
        taken = {} if self.is_dry else {"import": None, "refused": reason}
        self.answer(answer(Judgement("refused", reason)) | taken, text=reason, ok=False)

    def _take(self, path: Path, by: User) -> None:
        try:
            source, judgement = imports.import_at_once(path, by=by, at=timezone.now())
        except Refused as refused:
            return self._refuse(refused.refusal.message)
        data = answer(judgement) | {"import": source.pk if source else None, "refused": judgement.reason}
        return self.answer(data, text=_text(judgement), ok=judgement.status == "ok")


def _text(judgement: Judgement) -> str:
    if judgement.reason:
        return judgement.reason
    return " · ".join(f"{outcome} {count}" for outcome, count in judgement.counts.items())
