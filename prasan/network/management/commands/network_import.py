"""network_import FILE: a sheet of members judged, and its good rows taken (docs/commands.md)."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.importing.command import Answer, SheetCommand
from prasan.network.actions import imports
from prasan.network.importing.answer import answer
from prasan.network.importing.judging import Judgement


class Command(SheetCommand):
    help = "Judge a sheet of members of the network; with --by, take its good rows."

    def judge(self, path: Path) -> tuple[Judgement, Answer]:
        judgement = imports.judge_sheet(path, path.name, at=timezone.now())
        return judgement, answer(judgement)

    def take(self, path: Path, by: User) -> tuple[Judgement, Answer]:
        source, judgement = imports.import_at_once(path, by=by, at=timezone.now())
        act = {"import": source.pk if source else None, "refused": judgement.reason}
        return judgement, answer(judgement) | act

    def unseen(self, reason: str) -> Answer:
        return answer(Judgement("refused", reason))
