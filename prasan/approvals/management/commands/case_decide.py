"""case_decide N --by PERSON --decision …: decide a case as the screen does (docs/commands.md)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from prasan.accounts.models import User
from prasan.approvals.actions import decide
from prasan.approvals.models import Case
from prasan.approvals.progress import progress
from prasan.approvals.states import CaseState, Choice
from prasan.office.standing import Standing
from prasan.ui.commands import HouseCommand
from prasan.ui.refusal import Refused


class Command(HouseCommand):
    help = "Decide the waiting step of a case."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", type=int, metavar="N")
        parser.add_argument("--by", required=True, metavar="PERSON")
        parser.add_argument("--decision", required=True, choices=Choice.values)
        parser.add_argument("--remark", default="", metavar="TEXT")

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["case"]
        case = Case.objects.filter(pk=number).first()
        if case is None:
            return self._refuse(_answer(number, None, f"ไม่มีเรื่องที่ {number}"))
        try:
            by = User.objects.person(options["by"])
        except User.DoesNotExist:
            return self._refuse(_answer(number, None, f"ไม่รู้จักบุคคล “{options['by']}”"))
        try:
            decide(case, by=by, choice=options["decision"], remark=options["remark"], at=timezone.now())
        except Refused as refused:
            case.refresh_from_db()
            return self._refuse(_answer(number, case, str(refused)))
        case.refresh_from_db()
        return self.answer(_answer(number, case), text=f"{case}: {CaseState(case.state).label}")

    def _refuse(self, answer: dict[str, Any]) -> None:
        self.answer(answer, text=answer["refused"], ok=False)


def _answer(number: int, case: Case | None, refused: str | None = None) -> dict[str, Any]:
    return {
        "case": number,
        "state": case.state if case else None,
        "waiting_for": _waiting_for(case) if case else [],
        "refused": refused,
    }


def _waiting_for(case: Case) -> list[str]:
    """Key of the post whose step waits; of the last one when an order is missing there."""
    now = progress(case, Standing(timezone.localdate()))
    if now.waiting:
        step = now.waiting[1]
    elif now.steps:
        step = now.steps[-1][1]
    else:
        return []
    return [step.post.key] if step.post else []
