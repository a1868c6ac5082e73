"""chain_resolve --kind K --by PERSON --on DATE: who would consent (docs/commands.md)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from prasan.accounts.models import User
from prasan.office.chain import Resolution, Step, resolve
from prasan.office.office_file import FIRST_BE_YEAR
from prasan.ui.commands import HouseCommand
from prasan.ui.refusal import Refusal


class Command(HouseCommand):
    help = "Who would consent to a kind of work proposed by a person on a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kind", required=True)
        parser.add_argument("--by", required=True, metavar="PERSON")
        parser.add_argument("--on", required=True, metavar="DATE")

    def handle(self, *args: Any, **options: Any) -> None:
        resolution = _resolve(*(_utf8(options[word]) for word in ("kind", "by", "on")))
        refused = resolution.refusal.message if resolution.refusal else None
        steps = [] if refused else [_step(step) for step in resolution.steps]
        answer = {"refused": refused, "steps": steps}
        self.answer(answer, text=refused or _as_text(resolution), ok=refused is None)


def _utf8(word: str) -> str:
    """A byte that is no UTF-8 reaches us as a lone surrogate, which no database takes."""
    return word.encode("utf-8", "replace").decode()


def _resolve(kind: str, person: str, day: str) -> Resolution:
    try:
        on = date.fromisoformat(day)
    except ValueError:
        on = date.max
    if on.year >= FIRST_BE_YEAR:
        return Resolution(Refusal(f"วันที่ “{day}” ไม่ใช่วันที่แบบ ปปปป-ดด-วว (ค.ศ.)"))
    try:
        proposer = User.objects.person(person)
    except User.DoesNotExist:
        return Resolution(Refusal(f"ไม่รู้จักบุคคล “{person}”"))
    return resolve(kind, proposer, on=on)


def _step(step: Step) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "post": step.post.key if step.post else None,
        "outcome": step.outcome.value,
        "deciders": [
            {
                "person": decider.user.key or decider.user.email,
                "capacity": decider.capacity,
                "order_no": decider.order.no if decider.order else None,
            }
            for decider in step.deciders
        ],
        "reason": step.reason,
    }


def _as_text(resolution: Resolution) -> str:
    return "\n".join(
        f"{step.kind}: {', '.join(d.user.name for d in step.deciders) or step.reason}"
        for step in resolution.steps
    )
