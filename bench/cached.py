"""Readers through nginx as `deploy/nginx.conf` has it, beside nginx serving the same bytes from disk.

The server that `make run` starts stands behind it. Of the file only what belongs to a machine is changed:
ports, folders, and TLS, which would cost both sides the same. Both sides get the same load: connections that
stay open, requests sent ahead in bunches, so that the measuring itself takes little of the two cores.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from django.db import transaction

from bench.news import fill
from bench.results import Results
from prasan.accounts.models import User
from prasan.news.models import Story

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
STORIES, AHEAD, SECONDS, ROUNDS = 200, 32, 2.0, 5
_ROOT = Path(__file__).parent.parent
_AROUND = """worker_processes 1; {user}
pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off; sendfile on; keepalive_requests 100000000;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
{deployed}
    server {{ listen 127.0.0.1:{disk}; root {folder}/disk; default_type "text/html; charset=utf-8"; }}
}}
"""


def adapted(*, cache: Path, office: int, front: int) -> str:
    """`deploy/nginx.conf` with ports and folders of this measurement, without TLS and its redirect."""
    text = (_ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    text = text[: text.rindex("server {")]
    for pattern, instead in (
        (r"listen 443 ssl http2;", f"listen 127.0.0.1:{front};"),
        (r"listen \[::\]:443 ssl http2;|ssl_\w+ [^;]+;", ""),
        (r"127\.0\.0\.1:8000", f"127.0.0.1:{office}"),
        (r"/var/lib/nginx/prasan", str(cache)),
        (r"server_name [^;]+;", "server_name 127.0.0.1;"),
    ):
        text, count = re.subn(pattern, instead, text)
        assert count, f"deploy/nginx.conf has no {pattern} any more"
    return text


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@contextmanager
def running(command: list[str], address: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of ours, from its first answer at `address`; ended when the measuring is over."""
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(address, process)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, f"{process.args} ended with {process.returncode}"
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


def answer(port: int, path: str) -> bytes:
    """One whole answer, head and body."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(_request(path, "close"))
        return b"".join(iter(lambda: connection.recv(1 << 16), b""))


def _request(path: str, connection: str = "keep-alive") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: {connection}\r\n\r\n".encode()


def rate(port: int, path: str) -> float:
    """Answers a second on one connection. Each must be as long as the first."""
    buffer = memoryview(bytearray(1 << 20))
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(_request(path))
        length = _one_length(connection)
        bunch, answers, started = _request(path) * AHEAD, 0, time.perf_counter()
        while time.perf_counter() - started < SECONDS:
            connection.sendall(bunch)
            left = length * AHEAD
            while left:
                taken = connection.recv_into(buffer, min(left, len(buffer)))
                assert taken, "the connection was closed"
                if left == length * AHEAD:
                    assert bytes(buffer[:12]) == b"HTTP/1.1 200", bytes(buffer[:200])
                left -= taken
            answers += AHEAD
        return answers / (time.perf_counter() - started)


def _one_length(connection: socket.socket) -> int:
    got = b""
    while b"\r\n\r\n" not in got:
        got += connection.recv(1 << 16)
    head, _, body = got.partition(b"\r\n\r\n")
    found = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    assert head.startswith(b"HTTP/1.1 200"), head
    assert found, head
    left = int(found[1]) - len(body)
    while left:
        left -= len(connection.recv(left))
    return len(head) + 4 + int(found[1])


def cpu_of_children(pid: int) -> float:
    """Seconds of CPU that the workers of `pid` took so far."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    fields = [Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in children]
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


def measured(port: int, path: str, nginx: int) -> tuple[float, float]:
    """Answers a second, and microseconds of nginx's CPU for each."""
    before, started = cpu_of_children(nginx), time.perf_counter()
    answers = rate(port, path)
    spent, seconds = cpu_of_children(nginx) - before, time.perf_counter() - started
    return answers, spent / (answers * seconds) * 1e6


@dataclass(frozen=True, slots=True)
class Stand:
    """Where what is measured stands: ports of both sides, the folder of the files, nginx itself."""

    front: int
    disk: int
    folder: Path
    nginx: int


def compare(results: Results, name: str, path: str, stand: Stand) -> None:
    """Both sides by turns, so that a busy machine is as busy for both."""
    body = answer(stand.front, path).partition(b"\r\n\r\n")[2]
    file = stand.folder / f"{name.replace(' ', '-')}.html"
    file.write_bytes(body)
    sides = ((stand.front, path), (stand.disk, f"/{file.name}"))
    rounds = [[measured(*side, stand.nginx) for side in sides] for _ in range(ROUNDS)]
    for which, (what, unit) in enumerate((("answers a second", "/s"), ("CPU of nginx an answer", "µs"))):
        cached, plain = (median(one[side][which] for one in rounds) for side in (0, 1))
        title = f"cached: {name}, {len(body) // 1024} KB, {what}"
        results.add(title, cached, unit, "nginx, same bytes from disk", plain)


def newest_story() -> Story:
    with transaction.atomic():
        fill(User.objects.person("officer"), STORIES)
    return Story.objects.order_by("-pk")[0]


@contextmanager
def opened(folder: Path) -> Iterator[Stand]:
    """The office, and nginx in front of it and beside it."""
    office, front, disk = free_ports(3)
    (folder / "disk").mkdir(parents=True)
    (folder / "disk" / "up").touch()
    user = "user root;" if os.geteuid() == 0 else ""
    deployed = adapted(cache=folder / "cache", office=office, front=front)
    config = folder / "nginx.conf"
    text = _AROUND.format(folder=folder, user=user, deployed=deployed, disk=disk)
    config.write_text(text, encoding="utf-8")
    serve = [
        sys.executable,
        str(_ROOT / "manage.py"),
        "serve",
        "--port",
        str(office),
        "--no-sample",
        "--no-worker",
    ]
    nginx = [str(NGINX), "-c", str(config), "-g", "daemon off;"]
    with (
        running(serve, f"http://127.0.0.1:{office}/healthz", PRASAN_PROXIES="1"),
        running(nginx, f"http://127.0.0.1:{disk}/up") as process,
    ):
        yield Stand(front, disk, folder / "disk", process.pid)


def main() -> None:
    results = Results()
    if NGINX is None:
        print("cached: NOT MEASURED, nginx is missing (apt-get install nginx-light)")
    else:
        story = newest_story()
        with opened(Path(os.environ["DATA"]) / "nginx") as stand:
            for name, path in (("news home", "/news/"), ("story", story.public_url)):
                compare(results, name, path, stand)
    results.write(Path(os.environ["BENCH_OUT"]))


if __name__ == "__main__":
    main()
