"""import_agencies FILE: a sheet judged, and its good rows proposed (docs/commands.md)."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.actions import imports
from prasan.agencies.actions.at_once import import_at_once
from prasan.agencies.importing.answer import answer
from prasan.agencies.importing.command import Answer, SheetCommand
from prasan.agencies.importing.judging import Judgement


class Command(SheetCommand):
    help = "Judge a sheet of agencies; with --by, propose its good rows."
    not_taken = {"import": None, "case": None}

    def judge(self, path: Path) -> tuple[Judgement, Answer]:
        judgement = imports.judge_file(path, path.name, at=timezone.now())
        return judgement, answer(judgement)

    def take(self, path: Path, by: User) -> tuple[Judgement, Answer]:
        done = import_at_once(path, by=by, at=timezone.now())
        act = {
            "import": done.source.pk,
            "case": done.request.case_id if done.request else None,
            "refused": done.refusal.message if done.refusal else None,
        }
        return done.judgement, answer(done.judgement) | act

    def unseen(self, reason: str) -> Answer:
        return answer(Judgement("refused", reason))
