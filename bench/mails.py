"""Mail in: mails read a second beside the standard library; how long a large one holds up all writers."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from io import BytesIO
from pathlib import Path

from bench.office import opened_office

opened_office()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from PIL import Image  # noqa: E402

from bench.letters import letters  # noqa: E402
from bench.results import Results, spent, timed  # noqa: E402
from prasan.delivery.actions.take_mail import take_mail  # noqa: E402
from prasan.delivery.mail import reading  # noqa: E402
from prasan.news.models import StoryPhoto  # noqa: E402

NUMBER = int(os.environ.get("BENCH_MAILS", "2000"))
PHOTOS, LOCKED_AT_MOST = 8, 0.5
"""Pictures of the large mail, and the seconds that another writer may wait for it."""
_SIDES = (4000, 3000)


def main() -> None:
    results = Results()
    _read(results)
    if connection.vendor == "sqlite":
        _take_large(results)
    results.write(Path(os.environ["BENCH_OUT"]))


def _read(results: Results) -> None:
    mails = [_mail(n, *letter) for n, letter in enumerate(letters(NUMBER))]
    plain, _ = spent(lambda: [_by_the_library(data) for data in mails])
    ours, read = spent(lambda: [reading.read(data) for data in mails])
    assert all(mail.kind == "message" and mail.body for mail in read)
    per_second = NUMBER / ours.cpu, NUMBER / plain.cpu
    results.add(
        "mail: read a second, all of the mail", per_second[0], "/s", "email.policy.default", per_second[1]
    )


def _by_the_library(data: bytes) -> list[object]:
    """Headers and contents, as its documentation says; it knows no bounces, quotes or wrong labels."""
    message = message_from_bytes(data, policy=default)
    heads = [str(message[name]) for name in ("From", "To", "Subject", "Date")]
    return heads + [part.get_content() for part in message.walk() if not part.is_multipart()]


def _mail(number: int, to: str, subject: str, text: str) -> bytes:
    """By turns: plain text, text with HTML in quoted-printable, TIS-620, text with a file of 100 KB."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = (
        f"นางตัวอย่าง ผู้ส่ง <{to}>",
        "news@office.example",
        subject,
    )
    message["Date"], message["Message-ID"] = timezone.now(), f"<{number}@school.example>"
    match number % 4:
        case 1:
            message.set_content(text, cte="quoted-printable")
            lines = "".join(f"<p>{line}</p>" for line in text.splitlines())
            message.add_alternative(
                f"<html><body>{lines}</body></html>", subtype="html", cte="quoted-printable"
            )
        case 2:
            message.set_content(text, charset="tis-620", cte="8bit")
        case other:
            message.set_content(text)
            if other == 3:
                file = random.Random(number).randbytes(100_000)
                message.add_attachment(
                    file, maintype="application", subtype="pdf", filename=f"หนังสือ {number}.pdf"
                )
    return message.as_bytes()


def _take_large(results: Results) -> None:
    """A mail of about 30 MB with pictures of 12 megapixels, while another process wants to write."""
    data = _large()
    with _Waiting(settings.DATABASES["default"]["NAME"]) as waiting:
        seconds, _ = timed(lambda: take_mail(data, at=timezone.now()))
    assert StoryPhoto.objects.count() == PHOTOS
    size = f"{len(data) / 1024**2:.0f} MB, {PHOTOS} photos of 12 megapixels"
    results.add(f"mail: writers wait for one of {size}", waiting.longest, "s", "limit", LOCKED_AT_MOST)
    results.add("mail: of the time to take it in", waiting.longest, "s", "all of it", seconds)


def _large() -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = "kru@school.example", "news@office.example", "ส่งข่าว"
    message.set_content("ภาพกิจกรรม")
    for number in range(PHOTOS):
        message.add_attachment(_photo(number), maintype="image", subtype="jpeg", filename=f"ภาพ {number}.jpg")
    return message.as_bytes()


def _photo(number: int) -> bytes:
    """Grain like a camera's, so that it is as large as a camera's."""
    grain = Image.frombytes("L", (640, 480), random.Random(number).randbytes(307_200)).resize(_SIDES)
    out = BytesIO()
    Image.merge("RGB", (grain, grain.transpose(Image.Transpose.ROTATE_180), grain)).save(
        out, "JPEG", quality=76
    )
    return out.getvalue()


class _Waiting(threading.Thread):
    """Asks for SQLite's write lock all the time; `longest` = seconds for which it was refused in a row."""

    def __init__(self, database: str) -> None:
        super().__init__(daemon=True)
        self._database, self._ended, self.longest = database, threading.Event(), 0.0

    def __enter__(self) -> _Waiting:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self.join()

    def run(self) -> None:
        with sqlite3.connect(self._database, timeout=0, isolation_level=None) as other:
            free_at = time.monotonic()
            while not self._ended.wait(0.002):
                try:
                    other.execute("BEGIN IMMEDIATE")
                    other.execute("ROLLBACK")
                except sqlite3.OperationalError:
                    self.longest = max(self.longest, time.monotonic() - free_at)
                else:
                    free_at = time.monotonic()


if __name__ == "__main__":
    main()
