"""What a mail says, for those who act on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Literal

from prasan.delivery.mail.headers import Address

Kind = Literal["message", "bounce", "auto", "spam", "unreadable"]


@dataclass(frozen=True)
class Attachment:
    """A file that came along. `name` is harmless as a file name; `type` is what the mail claims.

    `is_inline`: it belongs to the page of an HTML mail (a logo, a picture in the text).
    """

    name: str
    type: str
    content: bytes
    content_id: str = ""
    is_inline: bool = False

    @property
    def size(self) -> int:
        return len(self.content)

    @cached_property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Bounced:
    """One address that was not reached. `status` is an RFC 3463 code such as 5.1.1; class 5 is permanent."""

    address: str
    status: str
    reason: str

    @property
    def permanent(self) -> bool:
        return self.status.startswith("5")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as read. `body` is text without what it quotes; `problems` are Thai sentences for people.

    `message_id`, `in_reply_to` and `references` keep their angle brackets. `bounced` is empty unless the kind
    is `bounce`; such a bounce may also name nobody. `sender` is None when there is no From.
    """

    kind: Kind
    sender: Address | None
    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()
    bounced: tuple[Bounced, ...] = ()
    problems: tuple[str, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    date: datetime | None = None
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = field(default=())
    original_message_id: str = ""
    """Of a bounce or receipt: the Message-ID of the mail that it is about."""
