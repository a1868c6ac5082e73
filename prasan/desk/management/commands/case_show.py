"""case_show N: a case as it prints (docs/commands.md)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from prasan.achievements import bundlepapers
from prasan.achievements import papers as achievements
from prasan.agencies.models import ChangeRequest
from prasan.agencies.papers import case_record
from prasan.approvals.models import Case
from prasan.approvals.record import check_code, decisions_of, record_of
from prasan.news import papers as news
from prasan.ui.commands import HouseCommand


class Command(HouseCommand):
    help = "A case with every opinion, capacity and order number."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", type=int, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["case"]
        case = Case.objects.select_related("proposer", "proposer_post").filter(pk=number).first()
        if case is None:
            reason = f"ไม่มีเรื่องที่ {number}"
            return self.answer({"case": number, "refused": reason}, text=reason, ok=False)
        shown = {"case": number, "refused": None, **_shown(case)}
        return self.answer(shown, text=_as_text(shown))


def _shown(case: Case) -> dict[str, Any]:
    """As the room whose case it is prints it; a case of none has its record alone."""
    if shown := news.shown_case(case) or achievements.shown_case(case) or bundlepapers.shown_case(case):
        return shown
    try:
        return case_record(case)
    except ChangeRequest.DoesNotExist:
        record = record_of(case, decisions_of(case))
        return record | {"check_code": check_code(record)}


def _as_text(shown: dict[str, Any]) -> str:
    rows = [
        " ".join(
            filter(
                None, [f"รอบที่ {row['round']}", row["word"], row["person"], row["acting_line"], row["remark"]]
            )
        )
        for row in shown["record"]
    ]
    return "\n".join([f"{shown['number']} {shown['title']}", *rows, f"รหัสตรวจสอบ {shown['check_code']}"])
