"""A mailbox elsewhere, emptied every minute: what is unread there and not yet taken here.

Read and moved only once the row of the mail is committed: who is killed in between finds it unread again.
"""

from __future__ import annotations

import imaplib
import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db import DatabaseError
from imap_tools import (
    AND,
    BaseMailBox,
    ImapToolsError,
    MailBox,
    MailBoxStartTls,
    MailBoxUnencrypted,
)

from prasan.delivery.actions.take_mail import take_mail
from prasan.delivery.inbound.kinds import LARGEST_MB
from prasan.ui.refusal import Refused

logger = logging.getLogger(__name__)

TROUBLE = (ImapToolsError, imaplib.IMAP4.error, OSError, UnicodeError)
"""What a mailbox out of reach, a wrong password or a server talking nonsense raise."""
_WAIT_SECONDS = 20
_AT_ONCE = 50


@contextmanager
def open_mailbox() -> Iterator[BaseMailBox]:
    """Signed in and in the folder of the settings; raises one of `TROUBLE`."""
    box = connected()
    with closed_after(box):
        box.login(settings.IMAP_USER, settings.IMAP_PASSWORD, initial_folder=settings.IMAP_FOLDER)
        yield box


@contextmanager
def closed_after(box: BaseMailBox) -> Iterator[None]:
    """Whatever happens in between."""
    try:
        yield
    finally:
        with suppress(*TROUBLE):
            box.logout()
        with suppress(OSError):  # a connection that broke is not closed by the word of farewell
            box.client.shutdown()


def port() -> int:
    """Of the settings, else the usual one."""
    return settings.IMAP_PORT or (143 if settings.IMAP_TLS in {"0", "starttls"} else 993)


def connected() -> BaseMailBox:
    """Greeted and, unless the settings say otherwise, encrypted; a certificate that is not right ends it."""
    host, context = settings.IMAP_HOST, ssl.create_default_context()
    if settings.IMAP_TLS == "0":
        return MailBoxUnencrypted(host, port(), timeout=_WAIT_SECONDS)
    if settings.IMAP_TLS == "starttls":
        return MailBoxStartTls(host, port(), timeout=_WAIT_SECONDS, ssl_context=context)
    return MailBox(host, port(), timeout=_WAIT_SECONDS, ssl_context=context)


def fetch_mail(*, at: datetime) -> int:
    """Take what is unread, the oldest first; how many mails. Without a mailbox in the settings nothing."""
    if not settings.IMAP_HOST:
        return 0
    with open_mailbox() as box:
        uids = sorted(box.uids(AND(seen=False), charset=None), key=int)
        # Those that stay where they are don't stand in the way of those behind them.
        taken = (uid for uid in uids if _take(box, uid, at))
        return sum(1 for _ in islice(taken, _AT_ONCE))


def _take(box: BaseMailBox, uid: str, at: datetime) -> bool:
    if _size(box, uid) > LARGEST_MB * 1024 * 1024:
        logger.error("mail %s of the mailbox is larger than %d MB and stays there", uid, LARGEST_MB)
        return False
    try:
        take_mail(_bytes(box, uid), at=at)
    except DatabaseError:
        raise
    except Refused as refused:
        logger.error("mail %s of the mailbox is not taken: %s", uid, refused)
        return False
    except Exception:
        logger.exception("mail %s of the mailbox is not taken", uid)
        return False
    _put_away(box, uid)
    return True


def _size(box: BaseMailBox, uid: str) -> int:
    _, answer = box.client.uid("FETCH", uid, "(RFC822.SIZE)")
    line = answer[0] if answer and isinstance(answer[0], bytes) else b""
    digits = line.upper().partition(b"RFC822.SIZE")[2].strip(b" )").split(b" ")[0]
    return int(digits) if digits.isdigit() else 0


def _bytes(box: BaseMailBox, uid: str) -> bytes:
    """Asked for in the way that leaves it unread."""
    _, answer = box.client.uid("FETCH", uid, "(BODY.PEEK[])")
    return next((part[1] for part in answer if isinstance(part, tuple)), b"")


def _put_away(box: BaseMailBox, uid: str) -> None:
    """Not `box.flag`, which also expunges what others marked as deleted."""
    box.client.uid("STORE", uid, "+FLAGS", r"(\Seen)")
    if settings.IMAP_DONE_FOLDER:
        box.move([uid], settings.IMAP_DONE_FOLDER)
