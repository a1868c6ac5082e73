"""10,000 distinct Thai messages through a local SMTP sink: two workers, a bare loop, Django's send_mail."""

from __future__ import annotations

import json
import os
import smtplib
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from bench.office import opened_office

opened_office()

from django.conf import settings  # noqa: E402
from django.core.mail import send_mail  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.letters import letters  # noqa: E402
from bench.results import Results, timed  # noqa: E402
from prasan.contacts.models import Contact, ContactPoint  # noqa: E402
from prasan.delivery.actions import Letter, Text, write_many  # noqa: E402
from prasan.delivery.models import Delivery  # noqa: E402

NUMBER = int(os.environ.get("BENCH_LETTERS", "10000"))
SENDER = "prasan@office.example"


@contextmanager
def sink() -> Iterator[int]:
    """The port of a mail server in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "bench.sink", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        yield port
        process.terminate()


def bare_loop(port: int) -> None:
    """The floor: the same texts, one connection, no record of anything."""
    with smtplib.SMTP("127.0.0.1", port) as server:
        for to, subject, text in letters(NUMBER):
            mail = EmailMessage(policy=SMTP)
            mail["From"], mail["To"], mail["Subject"] = SENDER, to, subject
            mail.set_content(text)
            server.send_message(mail)


def django_loop(port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    for to, subject, text in letters(NUMBER):
        send_mail(subject, text, SENDER, [to])


def write() -> None:
    """A contact point and a row of the ledger each."""
    contact = Contact.objects.create(name="ผู้อ่าน")
    found = list(letters(NUMBER))
    points = ContactPoint.objects.bulk_create(
        ContactPoint(contact=contact, kind="email", address=to) for to, _, _ in found
    )
    rows = (
        Letter(f"bench:{point.pk}", point, Text(subject, text), "ผู้อ่าน")
        for point, (_, subject, text) in zip(points, found, strict=True)
    )
    write_many(rows, purpose="news", topic="bench:1", version=1, at=timezone.now())


def two_workers(port: int) -> None:
    environment = {**os.environ, "PRASAN_SMTP": f"127.0.0.1:{port}", "PRASAN_LOG": "ERROR"}
    command = [sys.executable, "manage.py", "worker", "--drain"]
    workers = [subprocess.Popen(command, env=environment) for _ in range(2)]
    assert [worker.wait() for worker in workers] == [0, 0]


def main() -> None:
    out = Path(os.environ["BENCH_OUT"])
    measure().write(out)
    if connection.vendor == "sqlite":
        rows = json.loads(out.read_text(encoding="utf-8")) + _on_postgres(out.parent)
        out.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _on_postgres(folder: Path) -> list[dict[str, object]]:
    """The same once more beside a scratch PostgreSQL, where it is installed."""
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return []
    out = folder / "postgres.json"
    command = [sys.executable, "-m", "tests.postgres", sys.executable, "-m", "bench.delivery"]
    environment = {**os.environ, "DATA": f"{folder}/office-on-postgres", "BENCH_OUT": str(out)}
    subprocess.run(command, env=environment, check=True)
    found: list[dict[str, object]] = json.loads(out.read_text(encoding="utf-8"))
    return found


def measure() -> Results:
    """The floor before and after, for the machine may be busier at one time than at another."""
    results = Results()
    where = connection.vendor
    with sink() as port:
        before, _ = timed(lambda: bare_loop(port))
        slow, _ = timed(lambda: django_loop(port))
        written, _ = timed(write)
        sent, _ = timed(lambda: two_workers(port))
        after, _ = timed(lambda: bare_loop(port))
    floor = (before + after) / 2
    assert set(Delivery.objects.values_list("state").distinct()) == {("accepted",)}
    results.add(f"delivery, {where}: two workers beside a bare loop", sent, "s", "loop", floor)
    results.add(f"delivery, {where}: two workers beside send_mail", sent, "s", "send_mail", slow)
    results.add(f"delivery, {where}: writing the rows beforehand", written, "s", "loop", floor)
    return results


if __name__ == "__main__":
    main()
