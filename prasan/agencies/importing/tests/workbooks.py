"""Workbooks of every format, made on the spot: XLSX by XlsxWriter, ODS and XLS by hand."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter


def write_xlsx(path: Path, **sheets: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def write_ods(path: Path, rows: list[list[object]]) -> Path:
    def cell(value: object) -> str:
        if isinstance(value, float | int):
            number = f'office:value-type="float" office:value="{value}"'
            return f"<table:table-cell {number}><text:p>{value}</text:p></table:table-cell>"
        text = f"<text:p>{escape(str(value))}</text:p>" if value else ""
        return (
            f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
            if text
            else "<table:table-cell/>"
        )

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="แผ่น">{body}</table:table>'
        "</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    names = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    manifest = f'<?xml version="1.0"?><manifest:manifest {names}/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return path


def write_xls(path: Path, rows: list[list[object]], *, extra_stream: str = "") -> Path:
    """A BIFF8 workbook in a compound file, as Excel 97 saved it; `extra_stream` is one more, empty."""
    path.write_bytes(_compound(_biff8(rows), extra_stream))
    return path


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _biff8(rows: list[list[object]]) -> bytes:
    bof_book, bof_sheet = (
        struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0),
        struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0),
    )
    name = "แผ่น"
    sheet_name = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    globals_length = 4 + len(bof_book) + 4 + 6 + len(sheet_name) + 4
    book = (
        _record(0x809, bof_book)
        + _record(0x85, struct.pack("<IBB", globals_length, 0, 0) + sheet_name)
        + _record(0x0A, b"")
    )
    cells = b""
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, float | int):
                cells += _record(0x203, struct.pack("<HHHd", r, c, 0, value))
            elif value:
                text = str(value)
                cells += _record(
                    0x204, struct.pack("<HHHHB", r, c, 0, len(text), 1) + text.encode("utf-16-le")
                )
    width = max(map(len, rows))
    size = _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    return book + _record(0x809, bof_sheet) + size + cells + _record(0x0A, b"")


_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _compound(stream: bytes, extra_stream: str) -> bytes:
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    # Sector 0 is the allocation table, 1 the directory, then the stream.
    fat = [_FAT, _END, *range(3, sectors + 2), _END]
    fat += [_FREE] * (128 - len(fat))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + b"\0" * 6
    )
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    directory = _entry("Root Entry", 5, _END, 0, child=1)
    directory += _entry("Workbook", 2, 2, len(stream), right=2 if extra_stream else _FREE)
    directory += _entry(extra_stream, 2, _END, 0)
    return header + struct.pack("<128I", *fat) + directory.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    if not name:
        return b"\0" * 128
    raw = name.encode("utf-16-le").ljust(64, b"\0")
    head = raw + struct.pack("<HBBIII", len(name) * 2 + 2, kind, 1, _FREE, right, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)
