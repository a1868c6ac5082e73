"""Open the office: web server, worker and, with sample data, servers that keep its mails and posts here."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
import time
import urllib.request
from contextlib import ExitStack
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.actions import make_sign_in_link
from prasan.delivery.inbound.smtp import start_intake
from prasan.delivery.standin.server import standing_in
from prasan.office.models import OfficeProfile
from prasan.office.models.setup import SetupLink
from prasan.operations.cast import cast
from prasan.operations.mailbox import free_port, start_sink
from prasan.operations.occupied import OccupiedError, occupy
from prasan.operations.parent import make_was_interrupted
from prasan.operations.processes import Child, House, HouseFellError
from prasan.operations.sample import make_sample
from prasan.operations.sample.channels import connect_sample_channels
from prasan.ui.commands import HouseCommand

_ANSWERS_WITHIN_SECONDS = 180
_LOOK_EVERY_SECONDS = 0.3


class Command(HouseCommand):
    help = "เปิดสำนักงาน: เว็บ งานเบื้องหลัง และกล่องจดหมายของข้อมูลตัวอย่าง"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-sample", action="store_true", help="an empty office stays empty")
        parser.add_argument(
            "--no-worker", action="store_true", help="the worker runs as a service of its own"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if reason := why_port_is_not_free(host, port):
            self.stderr.write(reason)
            sys.exit(1)
        _hear_signals()
        with ExitStack() as stack:
            try:
                stack.enter_context(occupy(settings.DATA, port=port))
                self._open(stack, host, port, options)
            except OccupiedError as error:
                self.stderr.write(str(error))
                sys.exit(1)
            except _EndError:
                self.stderr.write("กำลังปิด")
            except HouseFellError as error:
                self.stderr.write(f"เปิดระบบไม่สำเร็จ ดูข้อความข้างบน ({error})\nThe office did not open: {error}")
                stack.close()
                sys.exit(1)

    def _open(self, stack: ExitStack, host: str, port: int, options: dict[str, Any]) -> None:
        self._remember_origin(port)
        if OfficeProfile.current() is None and not options["no_sample"]:
            self.stderr.write("กำลังสร้างสำนักงานตัวอย่าง")
            make_sample(at=timezone.now())
        environment = dict(os.environ) | {"DATA": str(settings.DATA), "PRASAN_ORIGIN": settings.ORIGIN}
        if is_sample() and "PRASAN_SMTP" not in os.environ:
            environment["PRASAN_SMTP"] = _open_mailbox(stack)
        _open_standin(stack, environment)
        _open_intake(stack)
        children = [_web(host, port, environment)]
        if not options["no_worker"]:
            children.append(_worker(environment))
        house = House(children)
        stack.callback(house.end)
        house.start()
        wait_until_it_answers(port, house)
        self._greet(port)
        connections.close_all()
        while not make_was_interrupted():
            time.sleep(_LOOK_EVERY_SECONDS)
            house.restart_the_dead()
        raise _EndError

    def _remember_origin(self, port: int) -> None:
        """Links made by commands run beside us must lead to where we serve."""
        if "PRASAN_ORIGIN" not in os.environ:
            settings.ORIGIN = f"http://127.0.0.1:{port}"
            (settings.DATA / "origin").write_text(settings.ORIGIN, encoding="ascii")

    def _greet(self, port: int) -> None:
        if OfficeProfile.current() is None:
            token = SetupLink.issue(at=timezone.now())
            self.stdout.write(f"ตั้งค่าสำนักงาน (เปิดได้ 7 วัน): {settings.ORIGIN}/setup/{token}/")
        elif is_sample():
            self.stdout.write("ลิงก์เข้าสู่ระบบของข้อมูลตัวอย่าง (ใช้ได้ครั้งเดียวใน 10 นาที):")
            for user, part in cast():
                link = make_sign_in_link(user, by=None, at=timezone.now())
                self.stdout.write(f"  {user.key:<9} {link}  {part}")
            self.stdout.write(f"เลือกผู้ใช้ตัวอย่างได้ตลอดที่ {settings.ORIGIN}/sample/")
        self.stdout.write(f"READY http://127.0.0.1:{port}/")
        self.stdout.flush()


def _open_mailbox(stack: ExitStack) -> str:
    """host:port of the sample's mail server; commands run beside us find it in the office's folder."""
    sink = start_sink()
    stack.callback(sink.stop)
    note = settings.DATA / "smtp"
    note.write_text(f"127.0.0.1:{sink.port}", encoding="ascii")
    stack.callback(note.unlink, missing_ok=True)
    return note.read_text(encoding="ascii")


def _open_standin(stack: ExitStack, environment: dict[str, str]) -> None:
    """The sample's LINE and Facebook; commands run beside us find them in the office's folder. A real office
    has none, nor the note of one that was killed."""
    note = settings.DATA / "standin-at"
    note.unlink(missing_ok=True)
    if not is_sample() or not {"PRASAN_LINE_API", "PRASAN_FACEBOOK_API"}.isdisjoint(os.environ):
        return
    server = stack.enter_context(standing_in(settings.DATA / "standin"))
    connect_sample_channels()
    environment["PRASAN_LINE_API"] = environment["PRASAN_FACEBOOK_API"] = server.url
    note.write_text(server.url, encoding="ascii")
    stack.callback(note.unlink, missing_ok=True)


def _open_intake(stack: ExitStack) -> None:
    """Where mail servers hand over mail; the sample office hears on a free port of this machine."""
    if not settings.SMTP_IN and not is_sample():
        return
    host, _, port = settings.SMTP_IN.rpartition(":")
    host, number = host or "127.0.0.1", int(port or 0) or free_port()
    try:
        intake = start_intake(host, number)
    except OSError as error:
        raise HouseFellError(f"no mail can be heard at {host}:{number}: {error}") from error
    stack.callback(intake.stop)
    note = settings.DATA / "smtp-in"
    note.write_text(f"{host}:{number}", encoding="ascii")
    stack.callback(note.unlink, missing_ok=True)


class _EndError(BaseException):
    """SIGTERM or Ctrl-C."""


def _hear_signals() -> None:
    def end(number: int, frame: Any) -> NoReturn:
        for later in (signal.SIGTERM, signal.SIGINT):
            signal.signal(later, signal.SIG_IGN)  # ending takes its time; asking again does not hasten it
        raise _EndError

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end)


def is_sample() -> bool:
    profile = OfficeProfile.current()
    return profile is not None and profile.is_sample


def why_port_is_not_free(host: str, port: int) -> str | None:
    """None, or what to do, in Thai and English."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return (
                    f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่ เลือกพอร์ตอื่น เช่น make run PORT={port + 1}\n"
                    f"Port {port} is in use by another program. Choose another: make run PORT={port + 1}"
                )
            return f"เปิดพอร์ต {port} ไม่ได้ ({error.strerror})\nCannot open port {port}: {error.strerror}"
    return None


def _web(host: str, port: int, environment: dict[str, str]) -> Child:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", host]
    command += ["--port", str(port), "--workers", "2", "--respawn-failed-workers", "--log-level", "error"]
    command += ["--blocking-threads", "8", "--backpressure", "64", "--workers-kill-timeout", "10"]
    command += ["prasan.config.wsgi:application"]
    return Child("web", command, environment)


def _worker(environment: dict[str, str]) -> Child:
    return Child("worker", [sys.executable, str(settings.BASE / "manage.py"), "worker"], environment)


def wait_until_it_answers(port: int, house: House) -> None:
    """Until it says that it is well; else `HouseFellError`."""
    address = f"http://127.0.0.1:{port}{reverse('healthz')}"
    until = time.monotonic() + _ANSWERS_WITHIN_SECONDS
    while time.monotonic() < until:
        house.restart_the_dead()
        try:
            urllib.request.urlopen(address, timeout=5)
            return
        except OSError:  # not there yet, or not well
            pass
        time.sleep(_LOOK_EVERY_SECONDS)
    raise HouseFellError("the web server does not answer")
