"""What every channel is and answers. Each is a folder of its own here, found by `channels.registry`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, Self

from prasan.delivery.states import DeliveryState

if TYPE_CHECKING:
    from prasan.files.models import Attachment


class Outcome(StrEnum):
    """How one try ended, or what was said of it later."""

    ACCEPTED = "accepted"
    DELAYED = "delayed"
    """The other side says: later."""
    UNREACHABLE = "unreachable"
    """Our own way out is closed (no connection, wrong password): no fault of this message."""
    ADDRESS_REFUSED = "address_refused"
    MESSAGE_REFUSED = "message_refused"
    UNKNOWN = "unknown"
    DELIVERED = "delivered"
    """Said later: it has arrived."""
    BOUNCED = "bounced"
    """Said later: it cannot be delivered."""
    WARNED = "warned"
    """Said later: not delivered yet, still being tried."""


@dataclass(frozen=True, slots=True)
class Reply:
    """`code` and `text` as the other side gave them; `reason` in Thai, for people.

    `wait` is how long the other side asked to wait, in seconds (Retry-After). `rests`: it is the way that is
    put off and not this message alone (421, 429), so the others need not try.
    """

    outcome: Outcome
    reason: str = ""
    code: str = ""
    text: str = ""
    wait: float | None = None
    rests: bool = False


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message, ready to leave. `content` is the key of the shared text, for what can be kept of it."""

    to: str
    subject: str
    body: str
    message_id: str
    html: str = ""
    is_bulk: bool = False
    files: tuple[Attachment, ...] = ()
    unsubscribe_url: str = ""
    in_reply_to: str = ""
    content: int | None = None


class Way(Protocol):
    """A way out that is open: keeps its connection until it is left."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *error: object) -> None: ...
    def send(self, message: Outgoing) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Quota:
    """How many messages the other side still takes in its `period` (Thai)."""

    left: int
    limit: int
    period: str


@dataclass(frozen=True, slots=True)
class Channel:
    """What the `CHANNEL` of a channel's folder says of it.

    `open_way` is None where a person carries the message. `why_not` says in Thai why an address gets nothing
    (it is no account that can be written to, the office has not set the channel up). `known_again_for`: how
    long the other side knows a message again by its id, so that one whose fate is not known may simply be
    sent once more. `quota` asks the other side how much it still takes.
    """

    name: str
    label: str
    kind: str
    """The kind of contact point that it reaches (`ContactPoint.Kind`)."""
    no_address: str
    """Thai: why a recipient without such a point gets nothing."""
    open_way: Callable[[], Way] | None = None
    why_not: Callable[[str], str] = field(default=lambda address: "")
    known_again_for: timedelta | None = None
    quota: Callable[[], Quota | None] = field(default=lambda: None)

    @property
    def first_state(self) -> DeliveryState:
        return DeliveryState.QUEUED if self.open_way else DeliveryState.WAITING
