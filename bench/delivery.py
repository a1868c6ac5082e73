"""10,000 distinct Thai messages through local mail servers: two workers, a bare loop, Django's send_mail.

Three servers, for on a machine of few cores the server is a good part of what is measured: aiosmtpd, which is
Python and busy itself; a lean one that takes commands in groups; and one that demands STARTTLS and a login,
as relays of providers do. `send_mail` is called in a loop as Django's documentation shows it.
"""

from __future__ import annotations

import json
import os
import smtplib
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from tempfile import TemporaryDirectory

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
from prasan.delivery.tests.certificates import self_signed  # noqa: E402

NUMBER = int(os.environ.get("BENCH_LETTERS", "10000"))
SENDER = "prasan@office.example"


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server to run as `command` with a port; `certificate`: it demands TLS and a login."""

    name: str
    command: str
    certificate: Path | None = None

    @property
    def settings(self) -> dict[str, str]:
        """What a worker is told of it, beside the port."""
        if self.certificate is None:
            return {}
        login = {"PRASAN_SMTP_TLS": "1", "PRASAN_SMTP_USER": "office", "PRASAN_SMTP_PASSWORD": "secret"}
        return {**login, "SSL_CERT_FILE": str(self.certificate)}


@contextmanager
def running(server: Server) -> Iterator[int]:
    """The port of `server`, in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    more = [str(server.certificate)] if server.certificate else []
    command = [sys.executable, "-m", server.command, str(port), *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        yield port
        process.terminate()


def bare_loop(port: int, server: Server) -> None:
    """The floor: the same texts, one connection, no record of anything."""
    with smtplib.SMTP("127.0.0.1", port) as client:
        if server.certificate:
            client.starttls(context=ssl.create_default_context(cafile=server.certificate))
            client.login("office", "secret")
        for to, subject, text in letters(NUMBER):
            mail = EmailMessage(policy=SMTP)
            mail["From"], mail["To"], mail["Subject"] = SENDER, to, subject
            mail.set_content(text)
            client.send_message(mail)


def django_loop(port: int, server: Server) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = bool(server.certificate)
    login = ("office", "secret") if server.certificate else ("", "")
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = login
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


def two_workers(port: int, server: Server) -> None:
    told = {**server.settings, "PRASAN_SMTP": f"127.0.0.1:{port}", "PRASAN_LOG": "ERROR"}
    environment = {**os.environ, **told}
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
    results = Results()
    with TemporaryDirectory() as folder:
        certificate = self_signed(Path(folder))
        os.environ["SSL_CERT_FILE"] = str(certificate)  # send_mail trusts what the machine trusts
        for server in (
            Server("aiosmtpd", "bench.sink"),
            Server("a lean server", "bench.lean_sink"),
            Server("a lean server with TLS and login", "bench.lean_sink", certificate),
        ):
            _measure_at(server, results)
    return results


def _measure_at(server: Server, results: Results) -> None:
    """The floor before and after, for the machine may be busier at one time than at another."""
    with running(server) as port:
        before, _ = timed(lambda: bare_loop(port, server))
        slow, _ = timed(lambda: django_loop(port, server))
        written, _ = timed(write)
        sent, _ = timed(lambda: two_workers(port, server))
        after, _ = timed(lambda: bare_loop(port, server))
    floor = (before + after) / 2
    assert set(Delivery.objects.values_list("state").distinct()) == {("accepted",)}
    name = f"delivery, {connection.vendor}, {server.name}"
    results.add(f"{name}: two workers", sent, "s", "bare loop", floor)
    results.add(f"{name}: send_mail loop", slow, "s", "two workers", sent)
    results.add(f"{name}: writing the rows beforehand", written, "s", "bare loop", floor)


if __name__ == "__main__":
    main()
