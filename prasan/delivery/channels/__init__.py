"""What every channel is and answers. Each is a folder of its own here, found by `channels.registry`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    lacks_files: bool = False
    """A file of it was erased or removed after it was written; it goes without."""
    unsubscribe_url: str = ""
    in_reply_to: str = ""
    is_personal: bool = False
    """A person wrote it to this one reader."""
    content: int | None = None
    picture_url: str = ""
    """Where the other side fetches the picture itself; `preview_url` a small one."""
    preview_url: str = ""


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
class Step:
    """One step of proving a way out. `answer` as the other side gave it; `advice` is Thai, and there when
    the step failed."""

    name: str
    is_well: bool
    answer: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What an office enters for a channel; a secret one is never shown again. `pattern`: a regular expression
    of the whole value, "" = anything; `shape` says in Thai how it looks."""

    name: str
    label: str
    help_text: str
    is_secret: bool = True
    is_optional: bool = False
    pattern: str = ""
    shape: str = ""


TOKEN = r"[\x21-\x7e]{8,1000}"  # noqa: S105
TOKEN_SHAPE = "เป็นตัวอักษรอังกฤษ ตัวเลข และเครื่องหมาย ตั้งแต่ 8 ตัว ไม่มีช่องว่าง"  # noqa: S105
"""Pattern and shape of what other services give out as a token."""


class Telling(StrEnum):
    """In which manner a story is told there (`news.texts`)."""

    LETTER = "letter"
    CHAT = "chat"
    """Short, in a conversation."""
    PAGE = "page"
    """Whole, with hashtags."""


class PictureBy(StrEnum):
    """How a picture gets there."""

    NONE = "none"
    BYTES = "bytes"
    """With the message, as its first file."""
    URL = "url"
    """The other side fetches it from our public address."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of a picture before it is sent; sizes in bytes, addresses whole."""

    content_type: str
    size: int
    url: str = ""
    preview_url: str = ""
    preview_size: int = 0


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
    story_label: str = ""
    """How the choice reads for whoever writes a story; "" = no story is sent by it."""
    own_address: Callable[[], str] | None = None
    """Where the office posts for all its readers at once; it answers "" until it is set up. None = a message
    goes to each member of the network who chose this way."""
    telling: Telling = Telling.LETTER
    longest: int | None = None
    """UTF-16 units of a text that the other side takes."""
    picture_by: PictureBy = PictureBy.NONE
    why_not_picture: Callable[[Picture], str] = field(default=lambda picture: "")
    """Thai, where the other side does not take such a picture."""
    seen_at: Callable[[str], str] = field(default=lambda answer: "")
    """Where all can see what was posted, from the other side's answer to it; "" = nowhere, or not known."""
    removing: str = ""
    """Thai: how a person takes back what is out, as far as anybody can."""
    settings: tuple[Setting, ...] = ()
    guide: str = ""
    """Thai: where the office gets what `settings` ask for, and what to do when it has expired."""
    trial: Callable[[], Iterator[Step]] | None = None
    """Proves the connection step by step; posts nothing."""

    def why_not_text(self, text: str) -> str:
        """Thai, where the other side does not take a text so long."""
        units = len(text.encode("utf-16-le", "surrogatepass")) // 2
        if self.longest is None or units <= self.longest:
            return ""
        return f"ข้อความยาว {units:,} ตัวอักษร {self.label} รับไม่เกิน {self.longest:,}"

    @property
    def first_state(self) -> DeliveryState:
        return DeliveryState.QUEUED if self.open_way else DeliveryState.WAITING
