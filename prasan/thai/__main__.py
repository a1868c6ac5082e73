"""Commands on streams of Thai text: `python -m prasan.thai dates|sort|charset`.

dates: a line in, a JSON line out: {"input", "iso": "2026-11-16"|null, "error": null|"Thai"}.
sort: the lines in dictionary order. charset FILE…: {"encoding", "text_sha256", "error"} a line.
Streams are UTF-8 whatever the locale. Exit 0; 1 when a file can't be read or decoded; 2 wrong usage.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from prasan.thai import charset, collation, dates


def _lines() -> Iterator[str]:
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace").rstrip("\r\n")


def _say(record: object) -> None:
    _write(json.dumps(record, ensure_ascii=False))


def _write(line: str) -> None:
    sys.stdout.buffer.write(line.encode("utf-8", errors="replace") + b"\n")


def _dates() -> int:
    for line in _lines():
        try:
            _say({"input": line, "iso": dates.parse(line).isoformat(), "error": None})
        except dates.DateError as error:
            _say({"input": line, "iso": None, "error": error.message_th})
    return 0


def _sort() -> int:
    for line in sorted(_lines(), key=collation.sort_key):
        _write(line)
    return 0


def _charset(files: Sequence[Path]) -> int:
    return max(_one_charset(file) for file in files)


def _one_charset(file: Path) -> int:
    try:
        decoded = charset.decode(file.read_bytes())
    except charset.CharsetError as error:
        _say({"encoding": None, "text_sha256": None, "error": error.message_th})
        return 1
    except OSError as error:
        sys.stderr.write(f"{file}: {error.strerror}\n")
        _say({"encoding": None, "text_sha256": None, "error": f"เปิดไฟล์ {file.name} ไม่ได้"})
        return 1
    _say({"encoding": decoded.encoding, "text_sha256": decoded.text_sha256})
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m prasan.thai", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("dates", help="lines of dates on stdin to JSON lines")
    commands.add_parser("sort", help="lines on stdin in dictionary order")
    charsets = commands.add_parser("charset", help="encoding and digest of files")
    charsets.add_argument("files", nargs="+", type=Path, metavar="FILE")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    asked = _parser().parse_args(arguments)
    if asked.command == "charset":
        return _charset(asked.files)
    return _dates() if asked.command == "dates" else _sort()


if __name__ == "__main__":
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has seen enough (`| head`); the interpreter must not try to write the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)
