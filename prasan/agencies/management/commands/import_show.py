"""import_show N: an import as it stands, its held rows included (docs/commands.md)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from prasan.agencies.actions import imports
from prasan.agencies.importing.answer import summary
from prasan.agencies.importing.judging import Judgement
from prasan.agencies.models import Import
from prasan.ui.commands import HouseCommand

_PRINTED = ("sheet", "row", "outcome", "scope", "name", "match", "repairs", "problems")


class Command(HouseCommand):
    help = "An import as it stands: its answer, its state and its case."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", metavar="N", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        source = Import.objects.filter(pk=options["number"]).select_related("request", "file", "by").first()
        if source is None:
            reason = f"ไม่พบการนำเข้าที่ {options['number']}"
            return self.answer(
                {"import": options["number"], "reason": reason, "refused": reason}, text=reason, ok=False
            )
        return self.answer(_shown(source), text=f"{source}: {source.get_state_display()}")


def _shown(source: Import) -> dict[str, Any]:
    rows = [{key: row[key] for key in _PRINTED} for row in imports.kept_rows(source)]
    sheets = [sheet["sheet"] for sheet in source.summary.get("sheets", ())]
    rows.sort(key=lambda row: (sheets.index(row["sheet"]), row["row"]))
    unread = summary(Judgement("refused" if source.refusal else "ok", source.refusal or None))
    judged: dict[str, Any] = unread | source.summary
    return judged | {
        "rows": rows,
        "import": source.pk,
        "state": source.state,
        "file": source.file.name,
        "by": source.by.key or source.by.email,
        "case": source.request.case_id if source.request else None,
    }
