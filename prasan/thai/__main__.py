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

_NOT_UTF_8 = "ไม่ใช่ UTF-8 แปลงไฟล์เป็น UTF-8 ก่อน"


def _lines() -> Iterator[bytes]:
    return (line.rstrip(b"\r\n") for line in sys.stdin.buffer)


def _say(record: object) -> None:
    _write(json.dumps(record, ensure_ascii=False))


def _write(line: str) -> None:
    sys.stdout.buffer.write(line.encode("utf-8", errors="replace") + b"\n")


def _dates() -> int:
    for line in _lines():
        _say(_dated(line))
    return 0


def _dated(line: bytes) -> dict[str, str | None]:
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return {"input": line.decode(errors="replace"), "iso": None, "error": f"บรรทัดนี้{_NOT_UTF_8}"}
    try:
        return {"input": text, "iso": dates.parse(text).isoformat(), "error": None}
    except dates.DateError as error:
        return {"input": text, "iso": None, "error": error.message_th}


def _sort() -> int:
    lines: list[str] = []
    for number, line in enumerate(_lines(), start=1):
        try:
            lines.append(line.decode())
        except UnicodeDecodeError:
            sys.stderr.buffer.write(f"บรรทัดที่ {number} {_NOT_UTF_8}\n".encode())
            return 1
    for text in sorted(lines, key=collation.sort_key):
        _write(text)
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
