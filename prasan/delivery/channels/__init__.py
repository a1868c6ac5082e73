"""What every channel answers. Each channel is a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, Self


class Outcome(StrEnum):
    """How one try ended."""

    HANDING_OVER = "handing_over"
    """The text is about to be handed over: if nothing follows, nobody knows whether it arrived."""
    ACCEPTED = "accepted"
    DELAYED = "delayed"
    """The other side says: later."""
    UNREACHABLE = "unreachable"
    """Our own way out is closed (no connection, wrong password): no fault of this message."""
    ADDRESS_REFUSED = "address_refused"
    MESSAGE_REFUSED = "message_refused"
    UNKNOWN = "unknown"
    RESENT = "resent"
    """Not a try: a person had it sent again, and the tries are counted anew."""


@dataclass(frozen=True, slots=True)
class Reply:
    """`code` and `text` as the other side gave them; `reason` in Thai, for people."""

    outcome: Outcome
    reason: str = ""
    code: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message, ready to leave."""

    to: str
    subject: str
    body: str
    message_id: str


class Channel(Protocol):
    """Keeps its connection while it is open; `handing_over` is called just before the text leaves."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *error: object) -> None: ...
    def send(self, message: Outgoing, *, handing_over: Callable[[], None]) -> Reply: ...
