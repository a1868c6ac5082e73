"""Read mails: `python -m prasan.delivery.mail parse PATH… [--json]`.

PATH: a file with one mail (whatever its name), an mbox with many, or a folder with all that is below it.
With --json a line a mail; without, a few lines for people.
Exit 0; 1 when a path cannot be read; 2 wrong usage.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from prasan.delivery.mail import limited, mailbox, reading
from prasan.delivery.mail.message import Mail


def as_record(label: str, mail: Mail) -> dict[str, object]:
    """The JSON of one mail, as docs/commands.md promises it."""
    return {
        "file": label,
        "kind": mail.kind,
        "from": str(mail.sender) if mail.sender else "",
        "subject": mail.subject,
        "body": mail.body,
        "attachments": [
            {"name": file.name, "type": file.type, "size": file.size, "sha256": file.sha256}
            for file in mail.attachments
        ],
        "bounced": [
            {"address": one.address, "status": one.status, "reason": one.reason, "permanent": one.permanent}
            for one in mail.bounced
        ],
        "problems": list(mail.problems),
    }


def _say(record: dict[str, object], *, as_json: bool) -> None:
    text = json.dumps(record, ensure_ascii=False) if as_json else _for_people(record)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")


def _for_people(record: dict[str, object]) -> str:
    lines = [f"{name}: {record[name]}" for name in ("file", "kind", "from", "subject")]
    for name in ("attachments", "bounced", "problems"):
        items = record[name]
        lines += [f"{name}: {item}" for item in items] if isinstance(items, list) else []
    return "\n".join([*lines, "", str(record["body"]), ""])


def _parse(paths: Sequence[Path], *, as_json: bool) -> int:
    status = 0
    for path in paths:
        for file in mailbox.files(path):
            try:
                for label, data in mailbox.mails(file):
                    _say(as_record(label, limited.read(data)), as_json=as_json)
            except BrokenPipeError:
                raise
            except OSError as error:
                status = 1
                sys.stderr.write(f"{file}: {error.strerror}\n")
                mail = reading.unreadable(f"เปิดไฟล์ {file.name} ไม่ได้")
                _say(as_record(str(file), mail), as_json=as_json)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m prasan.delivery.mail", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    parse = commands.add_parser("parse", help="what mails say, a line each")
    parse.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parse.add_argument("--json", action="store_true", help="JSON Lines on stdout")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status."""
    asked = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.CRITICAL)
    # All of a mail of many thousand parts is alive while it is read: looking for garbage takes half the time.
    gc.set_threshold(200_000, 20, 20)
    return _parse(asked.paths, as_json=asked.json)


if __name__ == "__main__":
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has seen enough (`| head`); the interpreter must not try to write the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)
