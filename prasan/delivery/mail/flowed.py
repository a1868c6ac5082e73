"""format=flowed (RFC 3676): soft line breaks joined, quote marks kept as `> `."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"^(>+) ?")
_SIGNATURE = "-- "


def unflow(text: str, *, delete_space: bool) -> str:
    """Paragraphs on one line each. `delete_space` (DelSp=yes) drops the space that marks a soft break."""
    joined: list[str] = []
    pending: list[str] = []
    pending_depth = -1
    for line in text.split("\n"):
        depth, content = _line(line)
        if pending and depth != pending_depth:
            joined.append(_mark(pending_depth) + "".join(pending))
            pending = []
        if content.endswith(" ") and content != _SIGNATURE:
            pending.append(content[:-1] if delete_space else content)
            pending_depth = depth
            continue
        if content == _SIGNATURE and pending:
            joined.append(_mark(pending_depth) + "".join(pending))
            pending = []
        joined.append(_mark(depth) + "".join(pending) + content)
        pending = []
    if pending:
        joined.append(_mark(pending_depth) + "".join(pending))
    return "\n".join(joined)


def _line(line: str) -> tuple[int, str]:
    depth = 0
    match = _QUOTED.match(line)
    if match:
        depth = len(match[1])
        line = line[depth:]
    return depth, line.removeprefix(" ")


def _mark(depth: int) -> str:
    return ">" * depth + " " if depth else ""
