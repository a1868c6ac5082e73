"""The house as `make run` opens it: own processes, own folder, own mail."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
_STRAY = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE")
"""What the tests set for themselves and `make run` does not."""
_END_WITHIN_SECONDS = 40


class House:
    """Running from `opened` to `close`; `said` is what it printed until it was ready."""

    def __init__(self, folder: Path, *, sample: bool = True) -> None:
        self.folder, self.port = folder, _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = (folder.parent / f"{folder.name}.log").open("w+", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self.port)]
            + ([] if sample else ["--no-sample"]),
            cwd=ROOT,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        self.said = self._until_ready()

    def _environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if name not in _STRAY}
        return own | {"DATA": str(self.folder)}

    def _until_ready(self) -> str:
        """Raises `AssertionError` with all that it said when it ends instead."""
        assert self._process.stdout is not None
        lines = []
        for line in self._process.stdout:
            lines.append(line)
            if line.startswith("READY"):
                return "".join(lines)
        self._log.seek(0)
        raise AssertionError("".join(lines) + self._log.read())

    @property
    def set_up_path(self) -> str:
        """Where an empty office is set up."""
        found = re.search(r"http://\S+/setup/\S+", self.said)
        assert found, self.said
        return urlsplit(found.group()).path

    def manage(self, *words: str) -> str:
        """What a command says on stdout, run beside the house."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def close(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(_END_WITHIN_SECONDS)
        finally:
            self._process.kill()
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._log.close()


def copied(pristine: Path, to: Path) -> Path:
    """The folder of an office that nobody serves, once more."""
    return Path(shutil.copytree(pristine, to))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until_true(question: object, *, seconds: float = 20) -> None:
    """Ask until the answer is true: for what a worker does in its own time."""
    assert callable(question)
    until = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < until, "it did not come true in time"
        time.sleep(0.1)
