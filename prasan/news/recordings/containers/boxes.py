"""MP4, M4A and MOV (ISO/IEC 14496-12; QuickTime File Format): boxes, tracks, and what is not needed to play.

The rule is a list of what stays, not of what goes: titles, places (©xyz, loci,
com.apple.quicktime.location.ISO6709), XMP and whatever a camera invents next year are all outside it. A box
that goes is renamed `free` and filled with zeros, so nothing moves and no offset changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from struct import error, iter_unpack, unpack
from typing import IO

from prasan.news.recordings.containers.wrong import BrokenError, UnplayableError
from prasan.news.recordings.containers.zeros import read, write_zeros

MOST_BOXES = 200_000
"""An hour of film in pieces of a second has 7,200; more than this only keeps us busy."""
_MOST_TABLE = 4_000_000
"""Bytes of a table of a track of data; one of an hour has some 100,000."""
_FREE = frozenset({b"free", b"skip"})
_TOP = b""
_KEPT: dict[bytes, frozenset[bytes]] = {
    _TOP: frozenset({b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"mfra", b"sidx", b"ssix", b"wide"}),
    b"moov": frozenset({b"mvhd", b"trak", b"mvex", b"iods"}),
    b"trak": frozenset({b"tkhd", b"edts", b"mdia", b"tref", b"tapt"}),
    b"mdia": frozenset({b"mdhd", b"hdlr", b"minf", b"elng"}),
    b"minf": frozenset({b"vmhd", b"smhd", b"gmhd", b"nmhd", b"sthd", b"hdlr", b"dinf", b"stbl"}),
    b"moof": frozenset({b"mfhd", b"traf"}),
}
"""Container -> the boxes in it that playing needs. Only these containers are entered: the depth is five."""
_PLAYED = {
    b"vide": frozenset({b"avc1", b"avc3", b"av01", b"vp08", b"vp09"}),
    b"soun": frozenset({b"mp4a", b"Opus", b"fLaC", b".mp3"}),
}
_CALLED = {
    b"hvc1": "HEVC (H.265)", b"hev1": "HEVC (H.265)", b"dvh1": "Dolby Vision", b"dvhe": "Dolby Vision",
    b"mp4v": "MPEG-4 Visual", b"s263": "H.263", b"jpeg": "Motion JPEG", b"mjpa": "Motion JPEG",
    b"alac": "Apple Lossless", b"samr": "AMR", b"sawb": "AMR",
    b"ac-3": "Dolby Digital", b"ec-3": "Dolby Digital",
    b"lpcm": "PCM", b"sowt": "PCM", b"twos": "PCM", b"in24": "PCM",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """`body` is where its content starts; all are offsets in the file."""

    kind: bytes
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class Track:
    """`handler` vide, soun or another kind; `coding` of its first sample entry."""

    box: Box
    handler: bytes
    coding: bytes
    table: dict[bytes, Box]


class _Walk:
    """One walk through one file: counts its boxes, so that no file keeps us busy for ever."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self.file, self.size, self._count = file, size, 0

    def boxes(self, start: int, end: int) -> Iterator[Box]:
        """Side by side from `start`; fewer than eight bytes at the end are QuickTime's empty word."""
        at = start
        while end - at >= 8:
            self._count += 1
            if self._count > MOST_BOXES:
                raise BrokenError("too many boxes")
            box = self._box(at, end)
            yield box
            at = box.end

    def _box(self, at: int, end: int) -> Box:
        head = read(self.file, at, 16)
        length, kind, header = int.from_bytes(head[:4], "big"), head[4:8], 8
        if length == 1:
            length, header = int.from_bytes(head[8:16], "big"), 16
        elif length == 0:
            length = end - at
        if length < header or at + length > end:
            raise BrokenError(f"a box of {length} bytes at {at} does not fit")
        return Box(kind, at, at + header, at + length)

    def inside(self, box: Box) -> Iterator[Box]:
        return self.boxes(box.body, box.end)


def tracks(file: IO[bytes], size: int) -> list[Track]:
    """Of the film's moov. Raises `BrokenError` without one."""
    walk = _Walk(file, size)
    moov = next((box for box in walk.boxes(0, size) if box.kind == b"moov"), None)
    if moov is None:
        raise BrokenError("no moov")
    return [_track(walk, box) for box in walk.inside(moov) if box.kind == b"trak"]


def _track(walk: _Walk, trak: Box) -> Track:
    found: dict[bytes, Box] = {}
    for kind in (b"mdia", b"minf", b"stbl"):
        parent = trak if kind == b"mdia" else found[b"mdia" if kind == b"minf" else b"minf"]
        found |= {box.kind: box for box in walk.inside(parent) if box.kind not in found}
        if kind not in found:
            raise BrokenError(f"a track without {kind!r}")
    table = {box.kind: box for box in walk.inside(found[b"stbl"])}
    handler = found.get(b"hdlr")
    if handler is None or b"stsd" not in table:
        raise BrokenError("a track that does not say what it is")
    # 4 bytes of version and flags, 4 of predefined, then the handler; 8 and the size of the first entry.
    said = read(walk.file, handler.body + 8, 4)
    coding = read(walk.file, table[b"stsd"].body + 12, 4)
    return Track(trak, said, coding, table)


def handlers(found: list[Track]) -> set[bytes]:
    """Of the tracks that are played. Raises `UnplayableError` by the name of a coding that is not."""
    for track in found:
        if track.handler in _PLAYED and track.coding not in _PLAYED[track.handler]:
            name = _CALLED.get(track.coding) or track.coding.decode("ascii", "replace").strip()
            raise UnplayableError(name)
    return {track.handler for track in found} & _PLAYED.keys()


def seconds(file: IO[bytes], size: int) -> float | None:
    """How long it lasts, by its mvhd."""
    walk = _Walk(file, size)
    for moov in (box for box in walk.boxes(0, size) if box.kind == b"moov"):
        for box in walk.inside(moov):
            if box.kind == b"mvhd":
                return _lasting(read(file, box.body, 32))
    return None


def _lasting(head: bytes) -> float | None:
    try:
        scale, length = unpack(">IQ", head[20:32]) if head[:1] == b"\x01" else unpack(">II", head[12:20])
    except error:
        return None
    return length / scale if scale and length else None


def blank(file: IO[bytes], size: int) -> None:
    """Zeros over every box that playing does not need, and over tracks that are neither picture nor sound."""
    for track in tracks(file, size):
        if track.handler not in _PLAYED:
            for start, end in _samples(file, track):
                write_zeros(file, start, min(end, size))
            _free(file, track.box)
    walk = _Walk(file, size)
    _blank_in(walk, _TOP, walk.boxes(0, size))


def _blank_in(walk: _Walk, container: bytes, children: Iterator[Box]) -> None:
    # The list first: what is renamed must not be read again while one walks.
    for box in list(children):
        if box.kind in _FREE or box.kind not in _KEPT[container]:
            _free(walk.file, box)
        elif box.kind in _KEPT:
            _blank_in(walk, box.kind, walk.inside(box))


def _free(file: IO[bytes], box: Box) -> None:
    file.seek(box.start + 4)
    file.write(b"free")
    write_zeros(file, box.body, box.end)


def _samples(file: IO[bytes], track: Track) -> list[tuple[int, int]]:
    """Where the chunks of a track lie, by its own tables. Raises `BrokenError` when they say nothing."""
    try:
        offsets, sizes = _offsets(file, track.table), _sizes(file, track.table)
        runs = [entry[:2] for entry in iter_unpack(">III", _table(file, track.table[b"stsc"], 8))]
    except (KeyError, error) as problem:
        raise BrokenError("a track of data without its tables") from problem
    starts = [*(first - 1 for first, _ in runs), len(offsets)]
    per_chunk = [
        count for (a, b), (_, count) in zip(pairwise(starts), runs, strict=True) for _ in range(a, b)
    ]
    found, place = [], 0
    for offset, count in zip(offsets, per_chunk, strict=False):
        found.append((offset, offset + sum(sizes[place : place + count])))
        place += count
    return found


def _table(file: IO[bytes], box: Box, skip: int) -> bytes:
    if box.end - box.body > _MOST_TABLE:
        raise BrokenError("a table of a track of data is too long")
    return read(file, box.body + skip, box.end - box.body - skip)


def _offsets(file: IO[bytes], table: dict[bytes, Box]) -> list[int]:
    wide = b"co64" in table
    data = _table(file, table[b"co64" if wide else b"stco"], 8)
    return [entry[0] for entry in iter_unpack(">Q" if wide else ">I", data)]


def _sizes(file: IO[bytes], table: dict[bytes, Box]) -> list[int]:
    data = _table(file, table[b"stsz"], 4)
    each, count = unpack(">II", data[:8])
    if each:
        return [each] * min(count, _MOST_TABLE)
    return [entry[0] for entry in iter_unpack(">I", data[8:])]
