"""Secrets and settings that an installation keeps outside the code."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def read_env_file(path: Path) -> None:
    """Put `KEY=value` lines of `path` into the environment; what is set already wins."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        key, separator, value = line.strip().partition("=")
        if separator and not key.startswith("#"):
            os.environ.setdefault(key.strip(), value.strip().strip("\"'"))


def secret_key(data: Path) -> str:
    """The office's signing key: from `PRASAN_SECRET_KEY`, else made once and kept in its folder."""
    if from_env := os.environ.get("PRASAN_SECRET_KEY"):
        return from_env
    path = data / "secret_key"
    if not path.is_file():
        data.mkdir(parents=True, exist_ok=True)
        _create_once(path, secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()


def origin(data: Path) -> str:
    """Where the office is reached, scheme to port: from `PRASAN_ORIGIN`, else where it was last served."""
    return _known("PRASAN_ORIGIN", data / "origin", "http://127.0.0.1:8000").rstrip("/")


def mail_server(data: Path) -> str:
    """host:port of outgoing mail: from `PRASAN_SMTP`, else the mailbox of a sample office being served."""
    return _known("PRASAN_SMTP", data / "smtp", "127.0.0.1:1025")


def other_side(variable: str, data: Path, otherwise: str) -> str:
    """Where LINE or Facebook is: from `variable`, else the stand-in of a sample office being served."""
    return _known(variable, data / "standin-at", otherwise)


def addresses_in(variable: str, otherwise: str) -> list[str]:
    """A list parted by commas, in lower case."""
    found = (os.environ.get(variable) or otherwise).lower().split(",")
    return [one.strip() for one in found if one.strip()]


def _known(variable: str, said_by_serve: Path, otherwise: str) -> str:
    """Commands run beside `serve` must agree with it, so it writes down what it chose."""
    if value := os.environ.get(variable):
        return value
    return said_by_serve.read_text(encoding="ascii").strip() if said_by_serve.is_file() else otherwise


def _create_once(path: Path, content: str) -> None:
    """Write `content` unless another process was first; readers never see half a file."""
    temporary = path.with_suffix(f".{os.getpid()}")
    temporary.write_text(content, encoding="ascii")
    temporary.chmod(0o600)
    try:
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
