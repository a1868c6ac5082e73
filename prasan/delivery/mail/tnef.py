"""Files in Outlook's winmail.dat (MS-OXTNEF): only the simple attributes, no MAPI properties."""

from __future__ import annotations

import struct

_SIGNATURE = 0x223E9F78
_HEADER = struct.Struct("<BII")
_RENDERING, _TITLE, _DATA = 0x00069002, 0x00018010, 0x0006800F


def unpack(data: bytes) -> list[tuple[bytes, bytes]]:
    """(raw name, content) of each file; empty when there is none or the stream is broken."""
    if len(data) < 6 or struct.unpack_from("<I", data)[0] != _SIGNATURE:
        return []
    files: list[dict[int, bytes]] = []
    position = 6
    while position + _HEADER.size <= len(data):
        _, attribute, length = _HEADER.unpack_from(data, position)
        position += _HEADER.size
        if position + length > len(data):
            break
        if attribute == _RENDERING:
            files.append({})
        elif files and attribute in {_TITLE, _DATA}:
            files[-1][attribute] = data[position : position + length]
        position += length + 2  # the checksum
    return [(file.get(_TITLE, b"").rstrip(b"\0"), file[_DATA]) for file in files if _DATA in file]
