"""What the office entered for its channels: kept beside the database like the passwords of its mail, readable
by the house alone, and in no backup. What the environment says (`PRASAN_LINE_TOKEN`) wins."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings


def get(channel: str, name: str) -> str:
    """The value, "" where nobody entered one."""
    return os.environ.get(variable(channel, name)) or _read(channel).get(name, "")


def variable(channel: str, name: str) -> str:
    """The environment variable that stands for it."""
    return f"PRASAN_{channel}_{name}".upper()


def is_fixed(channel: str, name: str) -> bool:
    """Whether the environment says it, so that nobody changes it on a screen."""
    return bool(os.environ.get(variable(channel, name)))


def kept_at(channel: str) -> datetime | None:
    """When something was entered last."""
    try:
        return datetime.fromtimestamp(_path(channel).stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


def keep(channel: str, values: dict[str, str]) -> None:
    """`values` in the place of what was there; without any, nothing stays. Raises OSError."""
    path = _path(channel)
    filled = {name: value for name, value in values.items() if value}
    if not filled:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.touch(mode=0o600)
    unfinished.write_text(json.dumps(filled, ensure_ascii=False), encoding="utf-8")
    unfinished.replace(path)


def _read(channel: str) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(_path(channel).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found


def _path(channel: str) -> Path:
    return Path(settings.DATA) / "channels" / f"{channel}.json"
