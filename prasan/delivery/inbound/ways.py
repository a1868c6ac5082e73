"""By which ways mail comes in, and the address that leads through them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from prasan.delivery.inbound.kinds import MailKind
from prasan.delivery.models import InboundMail


def heard_at() -> str:
    """host:port where `serve` hears mail now; "" = nowhere."""
    note = settings.DATA / "smtp-in"
    return note.read_text(encoding="ascii").strip() if note.is_file() else ""


def ways_in() -> list[str]:
    """In Thai; whether they work, a look at the mailbox tells."""
    ways = [f"รับทาง SMTP ที่ {where}"] if (where := heard_at()) else []
    return ways + ([f"อ่านกล่อง {settings.IMAP_USER} ทุกนาที"] if settings.IMAP_HOST else [])


def own_address() -> str:
    """Where a mail of ours to ourselves goes: the mailbox that is read, else the address for news."""
    whole = [one for one in (settings.IMAP_USER, *settings.MAIL_NEWS) if "@" in one]
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    return whole[0] if whole else f"{settings.MAIL_NEWS[0]}@{domain}"


def last_own_mail_at() -> datetime | None:
    """When a mail that we sent to ourselves last came in."""
    rows = InboundMail.objects.filter(sender_address=settings.DEFAULT_FROM_EMAIL.lower(), kind=MailKind.AUTO)
    return rows.order_by("-pk").values_list("received_at", flat=True).first()
