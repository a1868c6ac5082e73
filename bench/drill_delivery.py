"""`make drill-delivery`: workers and mail server killed at random while messages leave; nothing may be lost.

The server writes the Message-ID of each mail to its log, and to the disk, before it says 250. Afterwards the
log is joined with the ledger: every row is accepted (and then in the log) or unknown, and whatever is in the
log twice has a person's decision to send it again. Runs on SQLite and on PostgreSQL; exit 1 when one fails.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

ROOT = Path(__file__).parent.parent
_WORKERS = 2
_STALLED_SECONDS = 90
_COLUMNS = (
    "database",
    "rows",
    "kills",
    "accepted",
    "unknown",
    "decided",
    "lost",
    "twice unseen",
    "strangers",
    "s",
)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument(
        "--here", action="store_true", help="on the database of DATABASE_URL, else SQLite, alone"
    )
    options = parser.parse_args(arguments)
    if options.here:
        return run(options.messages, options.kills, options.seed)
    print(f"seed {options.seed}")
    print("".join(f"{name:>13}" for name in _COLUMNS), flush=True)
    words = [sys.executable, "-m", "bench.drill_delivery", "--here", f"--messages={options.messages}",
             f"--kills={options.kills}", f"--seed={options.seed}"]  # fmt: skip
    plain = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    on_sqlite = subprocess.run(words, cwd=ROOT, env=plain, check=False).returncode
    on_postgres = subprocess.run(
        [sys.executable, "-m", "tests.postgres", *words], cwd=ROOT, env=plain, check=False
    )
    return 1 if on_sqlite or on_postgres.returncode else 0


def run(messages: int, kills: int, seed: int) -> int:
    """One drill in an office of its own; prints one line of the table."""
    with tempfile.TemporaryDirectory(prefix="prasan-drill-") as folder:
        os.environ |= {"DATA": f"{folder}/office", "PRASAN_LOG": "CRITICAL", "BENCH_LETTERS": str(messages)}
        if url := os.environ.get("DATABASE_URL"):
            os.environ["DATABASE_URL"] = _own_database(url)
        with Scene(Path(folder), random.Random(seed)) as scene:
            return scene.play(messages, kills)


def _own_database(url: str) -> str:
    """A database of this drill's own on the same server."""
    import dj_database_url
    import psycopg

    name, parts = f"drill_{uuid4().hex[:8]}", dj_database_url.parse(url)
    who = {"user": parts["USER"], "password": parts["PASSWORD"] or None, "dbname": parts["NAME"]}
    with psycopg.connect(host=parts["HOST"], port=parts["PORT"] or None, autocommit=True, **who) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


class Scene:
    """A mail server, some workers, and chance."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._chance = chance
        self._log = folder / "sink.log"
        self._log.touch()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        os.environ["PRASAN_SMTP"] = f"127.0.0.1:{self._port}"
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Scene:
        return self

    def __exit__(self, *error: object) -> None:
        for process in self._running.values():
            _kill(process)

    def play(self, messages: int, kills: int) -> int:
        """Write, send while killing, let a person decide about half of the unknown, send those, judge."""
        started = time.monotonic()
        from bench import delivery

        delivery.write()
        self._start("sink")
        for number in range(_WORKERS):
            self._start(f"worker {number}")
        self._kill_all_along(messages, kills)
        self._drain()
        decided = _decide_half()
        self._drain()
        return self._judge(kills, decided, time.monotonic() - started)

    def _start(self, name: str) -> None:
        if name == "sink":
            command = [sys.executable, "-m", "bench.sink", str(self._port), str(self._log)]
        else:
            command = [sys.executable, "manage.py", "worker"]
        # Output nobody reads must not fill a pipe; its own group, so that a Ctrl-C is ours to pass on.
        self._running[name] = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True
        )

    def _kill_all_along(self, messages: int, kills: int) -> None:
        """A kill each time some more have arrived, so that they fall into the whole run."""
        for number in range(kills):
            self._wait_for(int((number + self._chance.random()) * messages / (kills + 1)))
            time.sleep(self._chance.random() / 50)
            name = self._chance.choice(["sink", *(f"worker {n}" for n in range(_WORKERS))])
            _kill(self._running[name])
            self._start(name)

    def _wait_for(self, arrived: int) -> None:
        """Until the log has that many lines, or nothing moves for long."""
        seen, moved_at = -1, time.monotonic()
        while (lines := self._log.read_bytes().count(b"\n")) < arrived:
            if lines != seen:
                seen, moved_at = lines, time.monotonic()
            if time.monotonic() - moved_at > _STALLED_SECONDS:
                raise TimeoutError(f"stalled at {lines} of {arrived}")
            time.sleep(0.02)

    def _drain(self) -> None:
        """As an office does after a bad day: workers end, the server is up, one worker clears what is due."""
        for name in [name for name in self._running if name != "sink"]:
            process = self._running.pop(name)
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)
        from prasan.delivery.models import Delivery

        until = time.monotonic() + _STALLED_SECONDS
        while Delivery.objects.filter(state__in=["queued", "sending"]).exists() and time.monotonic() < until:
            subprocess.run([sys.executable, "manage.py", "worker", "--drain"], cwd=ROOT, check=True)

    def _judge(self, kills: int, decided: int, seconds: float) -> int:
        from django.db import connection

        from prasan.delivery.report import rows_of

        arrived = Counter(self._log.read_text(encoding="ascii").split())
        rows = {row["message_id"]: row for row in rows_of("bench:1")}
        states = Counter(row["state"] for row in rows.values())
        lost = sum(not _is_kept(row, arrived[key]) for key, row in rows.items())
        unseen = sum(times > _wanted(rows[key]) for key, times in arrived.items() if key in rows)
        strangers = len(arrived.keys() - rows.keys())
        found = (states["accepted"], states["unknown"], decided, lost, unseen, strangers)
        line = (connection.vendor, len(rows), kills, *found, round(seconds))
        print("".join(f"{value:>13}" for value in line), flush=True)
        return 1 if lost or unseen or strangers else 0


def _is_kept(row: dict[str, Any], arrived: int) -> bool:
    """It is where the ledger says, or the ledger says that it does not know."""
    return row["state"] == "unknown" or (row["state"] == "accepted" and arrived > 0)


def _wanted(row: dict[str, Any]) -> int:
    """How often it may have arrived: once, and once more for each time that a person had it sent again."""
    return 1 + sum(each["choice"] == "send_again" for each in row["decisions"])


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _decide_half() -> int:
    """The officer has every other unknown one sent again; the rest stays unknown. Returns how many."""
    from django.utils import timezone

    from prasan.accounts.models import User
    from prasan.delivery.actions import resend
    from prasan.delivery.models import Delivery

    officer = User.objects.person("officer")
    chosen = list(Delivery.objects.filter(state="unknown").order_by("pk"))[::2]
    for row in chosen:
        resend(row, by=officer, at=timezone.now())
    return len(chosen)


if __name__ == "__main__":
    sys.exit(main())
