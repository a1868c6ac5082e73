"""What of a mail matters to whoever takes it in, beside what it says: its copies, who may be answered."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from prasan.contacts.actions.points import is_email, normalize
from prasan.delivery.inbound.kinds import MailKind
from prasan.delivery.mail import Mail, limited
from prasan.delivery.mail.headers import Headers, addresses, parse
from prasan.delivery.mail.kinds import has_null_sender
from prasan.office.models import OfficeProfile

_POSTMARK = re.compile(rb"\A>?From [^\r\n]*\r?\n")
_HEAD = 256 * 1024
_MACHINES = re.compile(
    r"(?:^|[-_.])(?:no-?reply|do-?not-?reply|mailer-daemon|postmaster|bounces?)(?:$|[-_.+])"
)
_BULK = frozenset({"bulk", "list", "junk"})
_DELIVERED_TO = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as read, beside the headers that a mail server in front wrote.

    `recipients` in lower case: To, Cc and whatever address it was delivered to. `is_from_a_list` and
    `has_null_sender`: nobody there reads an answer (RFC 3834, 2).
    """

    data: bytes
    mail: Mail
    recipients: tuple[str, ...]
    is_from_a_list: bool
    has_null_sender: bool

    @classmethod
    def of(cls, data: bytes) -> Letter:
        """Never raises, whatever the bytes are."""
        whole = _POSTMARK.sub(b"", data, count=1)
        mail = limited.read(whole)
        headers, _ = parse(whole, 0, min(len(whole), _HEAD))
        precedence = headers.plain("precedence")
        is_list = "list-id" in headers or "list-post" in headers or precedence in _BULK
        found = tuple(dict.fromkeys(_recipients(mail, headers)))[:50]
        return cls(data, mail, found, is_list, has_null_sender(headers))

    def identity(self) -> str:
        """Equal for two copies of one mail, though servers on the way wrote other headers on top of each."""
        mail = self.mail
        if not mail.message_id or mail.kind == "unreadable":
            return hashlib.sha256(self.data).hexdigest()
        digest = hashlib.sha256()
        sender = mail.sender.address if mail.sender else ""
        said = (mail.message_id, sender, mail.subject, mail.body, *(one.sha256 for one in mail.attachments))
        for text in said:
            digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
        return digest.hexdigest()

    def answer_to(self) -> str:
        """Where a receipt may go; "" when answering could go round in circles or reach nobody."""
        if self.is_from_a_list or self.has_null_sender or self.mail.sender is None:
            return ""
        wanted = self.mail.reply_to[0] if self.mail.reply_to else self.mail.sender
        found = normalize(wanted.address)
        own = own_addresses()
        if found in own or normalize(self.mail.sender.address) in own or _MACHINES.search(_local(found)):
            return ""
        return found if len(found) <= 254 and is_email(found) else ""

    def named_kind(self) -> MailKind | None:
        """What the address that it was sent to says; None when none or both say something."""
        kinds = {
            kind for kind, ours in _named().items() if any(is_one_of(to, ours) for to in self.recipients)
        }
        return kinds.pop() if len(kinds) == 1 else None


def _recipients(mail: Mail, headers: Headers) -> Iterator[str]:
    for one in (*mail.to, *mail.cc):
        yield normalize(one.address)[:254]
    for name in _DELIVERED_TO:
        for one in addresses(headers, name):
            yield normalize(one.address)[:254]


def _named() -> dict[MailKind, list[str]]:
    return {MailKind.NEWS: settings.MAIL_NEWS, MailKind.REQUEST: settings.MAIL_REQUESTS}


def is_one_of(address: str, ours: list[str]) -> bool:
    """`ours` holds whole addresses, or names before the @, which fit any domain."""
    return address in ours or _local(address) in ours


def _local(address: str) -> str:
    return address.rpartition("@")[0].partition("+")[0]


def own_addresses() -> set[str]:
    """Those that our own mail comes from, or that lead to us."""
    profile = OfficeProfile.current()
    own = {settings.DEFAULT_FROM_EMAIL, settings.IMAP_USER, profile.email if profile else ""}
    whole = (one for one in (*settings.MAIL_NEWS, *settings.MAIL_REQUESTS) if "@" in one)
    return {normalize(one) for one in (*own, *whole) if "@" in one}
