"""Encoded words (RFC 2047): the bytes of neighbours are joined before they are read.

Programs cut Thai in mid-character, mislabel it, put words in quotes, leave spaces in or forget the end.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from typing import NamedTuple

from prasan.delivery.mail import charset

_WORD = re.compile(
    rb"=\?[ ]?([^?\s]{0,60}?)[ ]?\?[ ]?([bBqQ])[ ]?\?((?>(?!=\?[^?\s]{1,60}\?[bBqQ]\?|\?=).)*+)(?:\?=|\Z)|"
    rb"(?=\Z)",
    re.DOTALL,
)
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_SPACES = re.compile(r"[\r\n\t]+ *|\0")
# Not the end of base64 that is padded: "…ILguJU=?=".
_BEGINS = re.compile(rb"=\?(?!=)")
_CUT = "ส่วนหัวจดหมายเข้ารหัสไม่ครบ อาจอ่านได้ไม่หมด"


@dataclass(frozen=True, slots=True)
class Words:
    """Text as people read it, and what could not be read right."""

    text: str
    problems: tuple[str, ...] = ()


_EMPTY = Words("")


class _Piece(NamedTuple):
    """Raw bytes outside of words (`kind` is empty), or the text of a word: kind b or q, its label."""

    kind: bytes
    label: str
    raw: bytes


def decode_words(raw: bytes, hint: str | None = None) -> Words:
    """A header's raw value as text. `hint` is a charset label that helps with raw 8-bit bytes."""
    if not raw:
        return _EMPTY
    if raw.isascii() and b"=?" not in raw:
        return Words(_SPACES.sub(" ", raw.decode("ascii")))
    pieces = _pieces(raw)
    read = [_read(group, hint) for group in _groups(pieces)]
    problems = [text.problem for text in read if text.problem]
    if any(piece.kind for piece in pieces) and not raw.rstrip().endswith(b"?=") and _unclosed(raw):
        problems.append(_CUT)
    return Words(_SPACES.sub(" ", "".join(text.text for text in read)), tuple(problems))


def _unclosed(raw: bytes) -> bool:
    *_, last = (match.end() for match in _BEGINS.finditer(raw))
    return b"?=" not in raw[last:]


def _pieces(raw: bytes) -> list[_Piece]:
    pieces: list[_Piece] = []
    position = 0
    for match in _WORD.finditer(raw):
        if match[2] is None:
            continue
        _add_plain(pieces, raw[position : match.start()], last=False)
        label = match[1].decode("ascii", "replace").split("*")[0].lower()
        pieces.append(_Piece(match[2].lower(), label, match[3]))
        position = match.end()
    _add_plain(pieces, raw[position:], last=True)
    return pieces


def _add_plain(pieces: list[_Piece], raw: bytes, *, last: bool) -> None:
    """White space between two words is theirs and vanishes."""
    if raw and (last or not pieces or raw.strip()):
        pieces.append(_Piece(b"", "", raw))


def _groups(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Neighbouring words of one label, to be read together."""
    groups: list[list[_Piece]] = []
    for piece in pieces:
        if groups and piece.kind and groups[-1][0].kind and groups[-1][0].label == piece.label:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _read(group: list[_Piece], hint: str | None) -> charset.Text:
    if not group[0].kind:
        return charset.decode(group[0].raw, hint)
    return charset.decode(_bytes(group), group[0].label)


def _bytes(group: list[_Piece]) -> bytes:
    joined: list[bytes] = []
    open_base64 = b""
    for piece in group:
        if piece.kind == b"q":
            joined.append(_quoted(piece.raw))
            continue
        # A word that ends inside a base64 quantum goes on in the next one.
        open_base64 += re.sub(rb"[^A-Za-z0-9+/=]", b"", piece.raw)
        if len(open_base64) % 4 == 0 or piece.raw.endswith(b"="):
            joined.append(_base64(open_base64))
            open_base64 = b""
    return b"".join(joined) + _base64(open_base64)


def _quoted(raw: bytes) -> bytes:
    return _HEX.sub(lambda match: bytes([int(match[1], 16)]), raw.replace(b"_", b" "))


def _base64(raw: bytes) -> bytes:
    raw = raw.rstrip(b"=")
    if len(raw) % 4 == 1:
        raw = raw[:-1]
    try:
        return binascii.a2b_base64(raw + b"=" * (-len(raw) % 4))
    except binascii.Error:
        return b""
