"""WebM (RFC 8794, RFC 9559): elements, the codings of its tracks, and what is not needed to play.

As with boxes: a list of what stays. What goes becomes a Void element of the same length, filled with zeros.
Browsers record with segments and clusters of unknown length; those end where an element of the level above
begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack
from typing import IO

from prasan.news.recordings.containers.wrong import BrokenError, UnplayableError
from prasan.news.recordings.containers.zeros import read, write_zeros

MOST_ELEMENTS = 3_000_000
"""A frame is an element: some twelve hours of film."""
_SEGMENT, _INFO, _TRACKS, _CLUSTER, _ENTRY = 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675, 0xAE
_HEAD, _SEEK, _CUES, _VOID, _CRC = 0x1A45DFA3, 0x114D9B74, 0x1C53BB6B, 0xEC, 0xBF
_SCALE, _DURATION, _CODEC, _DOCTYPE = 0x2AD7B1, 0x4489, 0x86, 0x4282
_IN_SEGMENT = frozenset({_SEEK, _INFO, _TRACKS, _CLUSTER, _CUES, _CRC})
_IN_INFO = frozenset({_SCALE, _DURATION, 0x4D80, 0x5741, _CRC})  # and the two programs that made it
_LEVEL_ABOVE_CLUSTER = frozenset({*_IN_SEGMENT, 0x1254C367, 0x1941A469, 0x1043A770, _SEGMENT, _HEAD} - {_CRC})
_PICTURE, _SOUND = frozenset({"V_VP8", "V_VP9", "V_AV1"}), frozenset({"A_OPUS", "A_VORBIS"})


@dataclass(frozen=True, slots=True)
class Element:
    """`end` None = of unknown length."""

    key: int
    start: int
    body: int
    end: int | None


class _Walk:
    def __init__(self, file: IO[bytes], size: int) -> None:
        self.file, self.size, self._count = file, size, 0

    def elements(self, start: int, end: int) -> Iterator[Element]:
        at = start
        while at < end:
            self._count += 1
            if self._count > MOST_ELEMENTS:
                raise BrokenError("too many elements")
            found = self._element(at, end)
            yield found
            at = found.end if found.end is not None else self._end_of_cluster(found, end)

    def _element(self, at: int, end: int) -> Element:
        head = read(self.file, at, 12)
        key, wide = _number(head, 4, keep_mark=True)
        length, more = _number(head[wide:], 8, keep_mark=False)
        body = at + wide + more
        if length == (1 << 7 * more) - 1:
            if key not in {_SEGMENT, _CLUSTER}:
                raise BrokenError(f"element {key:x} of unknown length")
            return Element(key, at, body, end if key == _SEGMENT else None)
        if body + length > end:
            raise BrokenError(f"element {key:x} of {length} bytes at {at} does not fit")
        return Element(key, at, body, body + length)

    def _end_of_cluster(self, cluster: Element, end: int) -> int:
        for child in self.elements(cluster.body, end):
            if child.key in _LEVEL_ABOVE_CLUSTER:
                return child.start
        return end

    def segment(self) -> Element:
        found = next((each for each in self.elements(0, self.size) if each.key == _SEGMENT), None)
        if found is None or found.end is None:
            raise BrokenError("no segment")
        return found

    def inside(self, element: Element) -> list[Element]:
        return list(self.elements(element.body, element.end or self.size))


def _number(data: bytes, widest: int, *, keep_mark: bool) -> tuple[int, int]:
    """A number of variable length, and how many bytes it takes."""
    if not data or not data[0]:
        raise BrokenError("no number")
    wide = 9 - data[0].bit_length()
    if wide > widest or len(data) < wide:
        raise BrokenError("a number that is too long")
    value = int.from_bytes(data[:wide], "big")
    return (value if keep_mark else value & ((1 << 7 * wide) - 1)), wide


def codings(file: IO[bytes], size: int) -> tuple[bool, bool]:
    """(has picture, has sound). Raises `UnplayableError` by the name of a coding that is not played."""
    walk = _Walk(file, size)
    if not any(_is_webm(walk, each) for each in walk.elements(0, min(size, 4096)) if each.key == _HEAD):
        raise BrokenError("no WebM")
    names = [
        read(file, field.body, min((field.end or 0) - field.body, 64))
        .rstrip(b"\0")
        .decode("ascii", "replace")
        for tracks in walk.inside(walk.segment())
        if tracks.key == _TRACKS
        for entry in walk.inside(tracks)
        if entry.key == _ENTRY
        for field in walk.inside(entry)
        if field.key == _CODEC
    ]
    for name in names:
        if name[:2] in {"V_", "A_"} and name not in _PICTURE | _SOUND:
            raise UnplayableError(name[2:])
    return bool(_PICTURE.intersection(names)), bool(_SOUND.intersection(names))


def _is_webm(walk: _Walk, head: Element) -> bool:
    return any(
        each.key == _DOCTYPE and read(walk.file, each.body, 4) == b"webm" for each in walk.inside(head)
    )


def seconds(file: IO[bytes], size: int) -> float | None:
    """How long it lasts, where the file says so; what a browser recorded does not."""
    walk = _Walk(file, size)
    scale, length = 1_000_000, 0.0
    for info in (each for each in walk.inside(walk.segment()) if each.key == _INFO):
        for field in walk.inside(info):
            data = read(file, field.body, min((field.end or 0) - field.body, 8))
            if field.key == _SCALE:
                scale = int.from_bytes(data, "big")
            elif field.key == _DURATION and len(data) in {4, 8}:
                length = unpack(">f" if len(data) == 4 else ">d", data)[0]
    lasts = length * scale / 1e9
    return lasts if 0 < lasts < 1e6 else None


def blank(file: IO[bytes], size: int) -> None:
    """Void over every element that playing does not need: tags, attachments, chapters, titles."""
    walk = _Walk(file, size)
    walk.segment()
    for top in list(walk.elements(0, size)):
        if top.key == _SEGMENT:
            _blank_segment(walk, top)
        elif top.key != _HEAD:
            _void(file, top)


def _blank_segment(walk: _Walk, segment: Element) -> None:
    for element in walk.inside(segment):
        if element.key == _INFO:
            for field in walk.inside(element):
                if field.key not in _IN_INFO:
                    _void(walk.file, field)
        elif element.key not in _IN_SEGMENT:
            _void(walk.file, element)


def _void(file: IO[bytes], element: Element) -> None:
    """In place: one byte of key, a length that fills what is left, zeros."""
    if element.end is None:
        raise BrokenError("an element without an end cannot be blanked")
    whole = element.end - element.start
    wide = 8 if whole >= 9 else 1
    length = (1 << 7 * wide) | (whole - 1 - wide)
    file.seek(element.start)
    file.write(bytes([_VOID]) + length.to_bytes(wide, "big"))
    write_zeros(file, element.start + 1 + wide, element.end)
