"""In the sample office, mail to the office's own addresses comes in; all other mail is only kept."""

from __future__ import annotations

import smtplib
from pathlib import Path
from typing import Any

import pytest

from prasan.delivery.inbound import spool
from prasan.delivery.tests.mails import mail
from prasan.operations import mailbox


@pytest.mark.parametrize(
    ("to", "comes_in"),
    [
        ("news@office.example", 1),
        ("prasan@office.example", 1),
        ("news@radio.example", 0),
        ("kru@school.example", 0),
    ],
)
def test_only_our_own_addresses_lead_back_to_us(
    tmp_path: Path, settings: Any, to: str, comes_in: int
) -> None:
    settings.DATA = tmp_path
    sink = mailbox.start_sink()
    with smtplib.SMTP("127.0.0.1", sink.port) as client:
        client.sendmail("prasan@office.example", [to], mail())
    sink.stop()
    assert len(spool.waiting()) == comes_in
    assert len(mailbox.mails()) == 1
