"""How every room says no: a reason in Thai that a person can act on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something may not be done; `message` is shown as it stands, beside the greyed-out button too."""

    message: str

    def __str__(self) -> str:
        return self.message


class Refused(Exception):  # noqa: N818  (the action was refused; nothing broke)
    """Raised by an action whose policy said no. Nothing was written."""

    def __init__(self, refusal: Refusal | str) -> None:
        self.refusal = refusal if isinstance(refusal, Refusal) else Refusal(refusal)
        super().__init__(self.refusal.message)


def ensure(refusal: Refusal | None) -> None:
    """Let an action go on when its policy had nothing against it; raise `Refused` otherwise."""
    if refusal is not None:
        raise Refused(refusal)
