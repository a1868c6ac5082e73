"""A mail as it came, read again from the bytes that were kept."""

from __future__ import annotations

from prasan.delivery.inbound.letter import Letter
from prasan.delivery.mail import Mail
from prasan.delivery.models import InboundMail


def read_again(mail: InboundMail) -> Mail:
    """All that it says and brought along, as on the day it came."""
    with mail.original.file.open("rb") as opened:
        return Letter.of(opened.read()).mail
