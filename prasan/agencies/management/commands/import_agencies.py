"""import_agencies FILE: a sheet judged, and its good rows proposed (docs/commands.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.management.base import CommandParser
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.actions import imports
from prasan.agencies.importing.answer import answer
from prasan.agencies.importing.judging import Judgement
from prasan.agencies.models import Import
from prasan.ui.commands import HouseCommand
from prasan.ui.refusal import Refused


class Command(HouseCommand):
    help = "Judge a sheet of agencies; with --by, propose its good rows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--by", metavar="PERSON")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        path, by = Path(options["file"]), options["by"]
        if not options["dry_run"] and not by:
            self.usage("ต้องบอกผู้นำเข้าด้วย --by PERSON หรือใช้ --dry-run")
        if not path.is_file():
            return self._refuse(f"เปิดไฟล์ไม่ได้: {path}")
        person = User.objects.find_person(by) if by else None
        if by and person is None:
            return self._refuse(f"ไม่รู้จักบุคคล “{by}”")
        if person is None or options["dry_run"]:
            judgement = imports.judge_file(path, path.name, at=timezone.now())
            return self.answer(answer(judgement), text=_text(judgement), ok=judgement.status == "ok")
        return self._take_in(path, person)

    def _refuse(self, reason: str) -> None:
        self.answer(answer(Judgement("refused", reason)), text=reason, ok=False)

    def _take_in(self, path: Path, by: User) -> None:
        at = timezone.now()
        try:
            with path.open("rb") as opened:
                source = imports.take_in(File(opened, name=path.name), by=by, at=at)
        except Refused as refused:
            return self._refuse(refused.refusal.message)
        judgement = imports.analyse(source, at=at)
        case, refused_why = _propose(source, by) if judgement.status == "ok" else (None, None)
        data = answer(judgement) | {"import": source.pk, "case": case, "refused": refused_why}
        is_ok = judgement.status == "ok" and refused_why is None
        return self.answer(data, text=refused_why or _text(judgement), ok=is_ok)


def _propose(source: Import, by: User) -> tuple[int | None, str | None]:
    """The number of the case, or why the chain refused; the import stays either way."""
    try:
        request = imports.propose_afresh(source, by=by, at=timezone.now())
    except Refused as refused:
        return None, refused.refusal.message
    return (request.case_id if request else None), None


def _text(judgement: Judgement) -> str:
    if judgement.reason:
        return judgement.reason
    return " · ".join(f"{outcome} {count}" for outcome, count in judgement.counts.items())
