"""import_undo N --by PERSON: take a whole import back as one act (docs/commands.md)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.actions import undoing
from prasan.agencies.models import Import
from prasan.ui.commands import HouseCommand
from prasan.ui.refusal import Refused


class Command(HouseCommand):
    help = "Take a whole import back: withdrawn before the last consent, reversed by a new case after it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", metavar="N", type=int)
        parser.add_argument("--by", required=True, metavar="PERSON")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.find_person(options["by"])
        source = Import.objects.filter(pk=options["number"]).first()
        if person is None:
            return self._refuse(f"ไม่รู้จักบุคคล “{options['by']}”")
        if source is None:
            return self._refuse(f"ไม่พบการนำเข้าที่ {options['number']}")
        try:
            how, request = undoing.undo(source, by=person, at=timezone.now())
        except Refused as refused:
            source.refresh_from_db()
            back = source.request.living_reversal() if source.request else None
            return self._refuse(refused.refusal.message, back.case_id if back else None)
        case = request.case_id if request else None
        return self.answer({"undone": how, "case": case, "refused": None}, text=f"{how} {case or ''}")

    def _refuse(self, reason: str, case: int | None = None) -> None:
        """`case`: the one that takes the import back already."""
        self.answer({"undone": None, "case": case, "refused": reason}, text=reason, ok=False)
