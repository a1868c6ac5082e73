"""The worker's part in mail that comes in: from the spool into rows."""

from __future__ import annotations

import logging
from pathlib import Path

from django.db import InterfaceError, OperationalError

from prasan.delivery.actions.take_mail import take_mail
from prasan.delivery.inbound import spool
from prasan.ui.refusal import Refused

logger = logging.getLogger(__name__)

_AT_ONCE = 20


def take_spooled() -> int:
    """Take what waits, the oldest first; how many mails. A database out of reach leaves all where it is.

    A mail was received when it was kept, however late a worker comes (domain: an electronic request).
    """
    return sum([_take(path) for path in spool.waiting()[:_AT_ONCE]])


def _take(path: Path) -> bool:
    with spool.held(path) as data:
        if data is None:
            return False
        try:
            take_mail(data, at=spool.kept_at(path))
        except (OperationalError, InterfaceError):
            raise
        except Refused as refused:  # the disk is full: later
            logger.error("%s is not taken: %s", path.name, refused)
            return False
        except Exception:
            logger.exception("%s could not be taken and is put aside", path.name)
            spool.put_aside(path)
            return False
        path.unlink(missing_ok=True)
        return True
