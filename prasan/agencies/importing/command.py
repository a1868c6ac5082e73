"""FILE judged and, with --by, taken: the command of every room that takes sheets in (docs/commands.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from django.core.management.base import CommandParser

from prasan.accounts.models import User
from prasan.ui.commands import HouseCommand
from prasan.ui.refusal import Refused

Answer = dict[str, Any]


class Judged(Protocol):
    """What the judgements of all rooms say of a whole file."""

    @property
    def status(self) -> str: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def counts(self) -> dict[str, int]: ...


class SheetCommand(HouseCommand):
    """A room says how it judges, how it takes, and what it answers for a file that it never saw."""

    not_taken: Answer = {"import": None}
    """Keys of an act that did not come about."""

    def judge(self, path: Path) -> tuple[Judged, Answer]:
        raise NotImplementedError

    def take(self, path: Path, by: User) -> tuple[Judged, Answer]:
        """The judgement, and the whole answer with `refused`. May raise `Refused`."""
        raise NotImplementedError

    def unseen(self, reason: str) -> Answer:
        """The answer of `judge` for a file that is refused before it was read."""
        raise NotImplementedError

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
        try:
            judgement, data = self.judge(path) if person is None or self.is_dry else self.take(path, person)
        except Refused as refused:
            return self._refuse(refused.refusal.message)
        why = data.get("refused")
        is_ok = judgement.status == "ok" and why is None
        return self.answer(data, text=why or _text(judgement), ok=is_ok)

    def _refuse(self, reason: str) -> None:
        act = {} if self.is_dry else {**self.not_taken, "refused": reason}
        self.answer(self.unseen(reason) | act, text=reason, ok=False)


def _text(judgement: Judged) -> str:
    if judgement.reason:
        return judgement.reason
    return " · ".join(f"{outcome} {count}" for outcome, count in judgement.counts.items())
