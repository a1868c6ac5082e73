"""Content-Transfer-Encoding undone (RFC 2045), and what arrives when it was done badly."""

from __future__ import annotations

import binascii
import re
from typing import NamedTuple


class Plain(NamedTuple):
    """The bytes, and a Thai problem when they may not be all or not right."""

    data: bytes
    problem: str | None = None


_CUT = "ไฟล์หรือข้อความที่เข้ารหัส base64 มาไม่ครบ"
_NOISE = "ไฟล์หรือข้อความที่เข้ารหัส base64 มีสิ่งแปลกปลอมปน ตัดออกแล้ว"
_NOT_BASE64 = "บอกว่าเป็น base64 แต่ไม่ใช่ แสดงตามที่ส่งมา"
_UNMARKED_QP = "ข้อความเข้ารหัสแบบ quoted-printable โดยไม่บอกไว้ ถอดให้แล้ว"

_NAME = re.compile(r"[a-z0-9-]+")
_SOFT_BREAK = re.compile(rb"=[ \t]++(?=\r?\n|\r|\Z)")
_STRANGE = re.compile(rb"[^A-Za-z0-9+/=\s]")
_ALPHABET = re.compile(rb"[^A-Za-z0-9+/=]")
_WORDS = re.compile(rb"\S[ \t]+\S")
_PADDED = re.compile(rb"[^=]+=*")
_QP_THAI = re.compile(rb"(?:=E0=B[89]=[89AB][0-9A-F](?:=\r?\n)?){2}")


def undo(data: bytes, encoding: str, *, is_text: bool = False) -> Plain:
    """`data` without its transfer encoding; `encoding` as the mail gave it, in lower case."""
    name = (_NAME.findall(encoding) or [""])[0]
    if name in {"base64", "b", "base-64"}:
        return _base64(data, is_text=is_text)
    if name in {"quoted-printable", "quotedprintable", "qp", "quoted"}:
        return Plain(_quoted_printable(data))
    if name in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        return _uuencoded(data)
    if is_text and b"=E0=B" in data and len(_QP_THAI.findall(data)) > 2 and data.isascii():
        return Plain(_quoted_printable(data), _UNMARKED_QP)
    return Plain(data)


def _quoted_printable(data: bytes) -> bytes:
    if b"= " in data or b"=\t" in data:
        data = _SOFT_BREAK.sub(b"=", data)
    return binascii.a2b_qp(data)


def _base64(data: bytes, *, is_text: bool) -> Plain:
    problem = None
    if _STRANGE.search(data):
        if is_text and _is_no_base64(data):
            return Plain(data, _NOT_BASE64)
        data, problem = _without_noise(data), _NOISE
    elif is_text and data.count(b" ") * 20 > len(data):
        return Plain(data, _NOT_BASE64)
    data = data.rstrip()
    padding = data.find(b"=")
    if padding != -1 and data[padding:].strip(b"=\r\n\t "):
        return _pieces(data, problem)
    return _quanta(data, problem)


def _is_no_base64(data: bytes) -> bool:
    """Text that only says it were base64: high bytes, or spaces between words on most lines."""
    lines = [line for line in data[:8192].splitlines() if line.strip()]
    wordy = sum(1 for line in lines if _WORDS.search(line) or not line.isascii())
    return wordy * 2 > len(lines)


def _without_noise(data: bytes) -> bytes:
    """Whole foreign lines (a scanner's or a list's remark) and stray characters taken out."""
    kept = []
    for line in data.splitlines():
        if _STRANGE.search(line):
            if _WORDS.search(line.strip()) or len(_STRANGE.findall(line)) * 4 > len(line):
                continue
            line = _ALPHABET.sub(b"", line)
        kept.append(line)
    return b"\n".join(kept)


def _pieces(data: bytes, problem: str | None) -> Plain:
    """Several encoded pieces one after another, each with its own padding."""
    read = [_quanta(piece, problem) for piece in _PADDED.findall(b"".join(data.split()))]
    problems = [piece.problem for piece in read if piece.problem]
    return Plain(b"".join(piece.data for piece in read), problems[0] if problems else None)


def _quanta(data: bytes, problem: str | None) -> Plain:
    try:
        return Plain(binascii.a2b_base64(data), problem)
    except binascii.Error:
        pass
    data = b"".join(data.split()).rstrip(b"=")
    if len(data) % 4 == 1:
        return Plain(binascii.a2b_base64(data[:-1]), _CUT)
    # Only the padding is missing: the bytes are all there as far as anybody can tell.
    return Plain(binascii.a2b_base64(data + b"=" * (-len(data) % 4)), problem)


_UU_BEGIN = re.compile(rb"(?:^|(?<=[\r\n]))begin [0-7]{3,4} ([^\r\n]+)(?:\r\n|\n|\r)")
_UU_END = re.compile(rb"[\r\n]end[ \t]*(?=[\r\n]|\Z)")
_UU_CUT = "ไฟล์ที่เข้ารหัส uuencode มาไม่ครบ"


class UuFile(NamedTuple):
    """A file that stood in the text; `start` and `end` are where it stood."""

    name: bytes
    content: Plain
    start: int
    end: int


def uu_files(data: bytes) -> list[UuFile]:
    """The uuencoded files in a text, in order."""
    files: list[UuFile] = []
    position = 0
    while begin := _UU_BEGIN.search(data, position):
        first = data[begin.end() : begin.end() + 80].splitlines()
        if not first or not _is_uu(first[0]):
            position = begin.end()
            continue
        end = _UU_END.search(data, begin.end() - 1)
        lines = data[begin.end() : end.start() if end else len(data)].splitlines()
        content = _uu_lines(lines) if end else Plain(_uu_lines(lines).data, _UU_CUT)
        position = end.end() if end else len(data)
        files.append(UuFile(begin[1].strip(), content, begin.start(), position))
    return files


def _uuencoded(data: bytes) -> Plain:
    files = uu_files(data)
    return files[0].content if files else Plain(data)


def _is_uu(line: bytes) -> bool:
    return bool(line) and 32 <= line[0] <= 96 and len(line) - 1 >= ((line[0] - 32) & 63) * 4 // 3


def _uu_lines(lines: list[bytes]) -> Plain:
    read, problem = [], None
    for line in lines:
        if not line:
            continue
        try:
            read.append(binascii.a2b_uu(line))
        except binascii.Error:
            length = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                read.append(binascii.a2b_uu(line[: length + 1]))
            except binascii.Error:
                problem = _UU_CUT
    return Plain(b"".join(read), problem)
