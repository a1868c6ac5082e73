"""What the news will need of a mail, found and made before the transaction in which it is taken in."""

from __future__ import annotations

from dataclasses import dataclass, field

from prasan.delivery.inbound.kinds import MailKind
from prasan.delivery.mail import Mail
from prasan.delivery.models import InboundMail
from prasan.news.actions.mail_pictures import MailPictures, make_pictures
from prasan.news.actions.mailed import goes_on
from prasan.news.mail_in.senders import Sender, sender_of
from prasan.news.mail_in.telling import kind_by_content


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`kind` and `why` as the content tells where nothing else could, else as the mail has them."""

    writer: Sender
    kind: MailKind
    why: str
    pictures: MailPictures = field(default_factory=MailPictures)


def foresee(mail: InboundMail, read: Mail, *, is_open: bool) -> Foreseen:
    """Reads and makes, and writes no row."""
    writer = sender_of(mail.sender_address)
    kind, why = MailKind(mail.kind), mail.why
    if is_open:
        kind, why = kind_by_content(read, is_school=writer.is_school)
    if kind == MailKind.NEWS or (kind == MailKind.REPLY and goes_on(mail)):
        return Foreseen(writer, kind, why, make_pictures(read))
    return Foreseen(writer, kind, why)
