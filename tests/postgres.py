"""Run a command against a scratch PostgreSQL: `python -m tests.postgres COMMAND …`.

The server listens on a socket in its own temporary folder only, does not wait for the disk, and ends with the
command. PostgreSQL refuses to run as root, so root hands it to the user `postgres` of Debian's package.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

_IS_ROOT = os.geteuid() == 0
_SETTINGS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def _program(name: str) -> str:
    """The newest server program of Debian's packages, which are not on the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[4]))
    return str(found[-1]) if found else name


def _as_server(*words: str) -> None:
    prefix = ["runuser", "-u", "postgres", "--"] if _IS_ROOT else []
    subprocess.run([*prefix, *words], check=True, cwd="/", stdout=subprocess.DEVNULL)


@contextmanager
def scratch_server() -> Iterator[str]:
    """A running server; yields the `DATABASE_URL` of it. Stopped and removed at the end, whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix="prasan-pg-"))
    data = str(folder / "data")
    try:
        if _IS_ROOT:
            shutil.chown(folder, "postgres", "postgres")
        _as_server(_program("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                   "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        options = f"{_SETTINGS} -c unix_socket_directories={folder}"
        _as_server(_program("pg_ctl"), "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgres://postgres@{quote(str(folder), safe='')}/postgres"
        finally:
            _as_server(_program("pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _end(signum: int, frame: object) -> None:
    raise SystemExit(128 + signum)


def main(command: list[str]) -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    with scratch_server() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
