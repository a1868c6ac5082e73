"""MP3, WAV and OGG: what is not needed to hear them is filled with zeros."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from prasan.news.recordings.containers.wrong import BrokenError, UnplayableError
from prasan.news.recordings.containers.zeros import read, write_zeros

_CHUNKS = frozenset({b"fmt ", b"data", b"fact"})
_MOST_CHUNKS = 10_000
_PLAYED_FORMATS = frozenset({1, 3, 6, 7, 0xFFFE})
"""PCM, floating point, A-law, µ-law, and the extended head that says one of them."""
_OGG_HEADS = 1 << 16
_OGG_PLACES = (b"geo_location", b"geolocation", b"location=", b"latitude", b"longitude", b"gps", b"xmp")
_OGG_CODINGS = (b"OpusHead", b"\x01vorbis", b"\x7fFLAC")


def _chunks(file: IO[bytes], size: int) -> Iterator[tuple[bytes, int, int]]:
    """(name, start of the body, end) of each chunk of a WAV."""
    at = 12
    for _ in range(_MOST_CHUNKS):
        head = read(file, at, 8)
        if len(head) < 8:
            return
        body = at + 8
        length = int.from_bytes(head[4:], "little")
        if body + length > size:
            if head[:4] != b"data":
                raise BrokenError("a chunk that does not fit")
            length = size - body  # a recorder that was switched off never wrote how long it was
        yield head[:4], body, body + length
        at = body + length + length % 2
    raise BrokenError("too many chunks")


def wav_seconds(file: IO[bytes], size: int) -> float | None:
    """How long it lasts. Raises `UnplayableError` by the number of a coding that browsers do not play."""
    rate, length = 0, 0
    for name, body, end in _chunks(file, size):
        if name == b"fmt ":
            head = read(file, body, 16)
            if int.from_bytes(head[:2], "little") not in _PLAYED_FORMATS:
                raise UnplayableError(f"WAV {int.from_bytes(head[:2], 'little')}")
            rate = int.from_bytes(head[8:12], "little")
        elif name == b"data":
            length = end - body
    if not rate or not length:
        raise BrokenError("a WAV without sound")
    return length / rate


def blank_wav(file: IO[bytes], size: int) -> None:
    for name, body, end in list(_chunks(file, size)):
        if name not in _CHUNKS:
            file.seek(body - 8)
            file.write(b"JUNK")
            write_zeros(file, body, end)


def blank_mp3(file: IO[bytes], size: int) -> None:
    """Zeros in an ID3v2 tag are its padding; ID3v1 and APE tags at the end are gone."""
    head = read(file, 0, 10)
    if head[:3] == b"ID3":
        length = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=False))
        if len(head) < 10 or 10 + length >= size:
            raise BrokenError("an ID3 tag that does not fit")
        file.seek(5)
        file.write(b"\0")  # no extended head, no footer: all padding
        write_zeros(file, 10, 10 + length)
    end = size
    if size > 128 and read(file, size - 128, 3) == b"TAG":
        end = size - 128
        write_zeros(file, end, size)
    _blank_ape(file, end)


def _blank_ape(file: IO[bytes], end: int) -> None:
    foot = read(file, max(0, end - 32), 32)
    if foot[:8] == b"APETAGEX":
        length = int.from_bytes(foot[12:16], "little") + 32  # and the head, where there is one
        write_zeros(file, max(0, end - length), end)


def check_ogg(file: IO[bytes], size: int) -> bool:
    """Whether it can be kept: its pages have checksums, so one that names a place is not mended but refused.

    Raises `UnplayableError` when it is neither Opus, Vorbis nor FLAC.
    """
    heads = read(file, 0, min(size, _OGG_HEADS))
    if not any(coding in heads for coding in _OGG_CODINGS) or b"\x80theora" in heads:
        raise UnplayableError("OGG")
    said = heads.lower()
    return not any(place in said for place in _OGG_PLACES)
