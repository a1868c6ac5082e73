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
    served = data / "origin"
    known = os.environ.get("PRASAN_ORIGIN") or (
        served.read_text(encoding="ascii").strip() if served.is_file() else "http://127.0.0.1:8000"
    )
    return known.rstrip("/")


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
