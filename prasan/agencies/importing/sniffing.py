"""What a file is, decided on its bytes; its name only helps to say what went wrong."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Literal

from prasan.agencies.importing.refusal import RefusedFile

Nature = Literal["workbook", "text"]

MOST_MEGABYTES = 25
"""Of any file that is imported, at the screen as at the shell."""
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
MOST_UNZIPPED = 300 * 1024 * 1024
MOST_RATIO = 250
RATIO_MATTERS_FROM = 20 * 1024 * 1024
MOST_ENTRIES = 5000
_HEAD = 8192

_AS_XLSX = "เปิดไฟล์ใน Excel แล้วบันทึกใหม่เป็น .xlsx จากนั้นส่งอีกครั้ง"
_NOT_A_SHEET = "ไฟล์นี้เป็น{what} ไม่ใช่ตาราง: ส่งไฟล์ XLSX, XLS, ODS หรือ CSV"
_ENCRYPTED = "ไฟล์นี้ตั้งรหัสผ่านไว้ จึงเปิดอ่านไม่ได้: เอารหัสผ่านออกแล้วบันทึกใหม่ จากนั้นส่งอีกครั้ง"
_MACRO = "ไฟล์นี้มีมาโคร ซึ่งสำนักงานไม่รับเพื่อความปลอดภัย: บันทึกใหม่เป็น .xlsx (ไม่มีมาโคร) แล้วส่งอีกครั้ง"
_BROKEN = f"ไฟล์เสียหายหรือไม่ใช่ Excel อาจไม่สมบูรณ์เพราะส่งมาไม่ครบ: {_AS_XLSX}"
_BOMB = "ไฟล์นี้ขยายออกแล้วใหญ่ผิดปกติ จึงไม่รับเพื่อความปลอดภัย: คัดเฉพาะตารางไปไว้ในไฟล์ใหม่แล้วส่งอีกครั้ง"
_EMPTY = "ไฟล์นี้ว่างเปล่า ไม่มีข้อมูลให้นำเข้า"

_OTHER_FILES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "เอกสาร PDF"),
    (b"\x89PNG\r\n", "รูปภาพ PNG"),
    (b"\xff\xd8\xff", "รูปภาพ JPEG"),
    (b"GIF8", "รูปภาพ GIF"),
    (b"II*\0", "รูปภาพ TIFF"),
    (b"MM\0*", "รูปภาพ TIFF"),
    (b"RIFF", "รูป เสียง หรือวิดีโอ"),
    (b"{\\rtf", "เอกสารข้อความ RTF"),
    (b"Rar!", "ไฟล์บีบอัด RAR"),
    (b"7z\xbc\xaf", "ไฟล์บีบอัด 7z"),
    (b"\x1f\x8b", "ไฟล์บีบอัด GZ"),
    (b"MZ", "โปรแกรม"),
    (b"\x7fELF", "โปรแกรม"),
    (b"SQLite format 3\0", "ฐานข้อมูล"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|table|meta|style|div|script|\?xml|!--)", re.IGNORECASE)


def sniff(path: Path) -> Nature:
    """Whether calamine reads it or it is text with separators; raises `RefusedFile` for anything else."""
    size = path.stat().st_size
    if not size:
        raise RefusedFile(_EMPTY)
    if size > MOST_BYTES:
        raise RefusedFile(
            f"ไฟล์นี้ใหญ่ {size / 1048576:,.0f} เมกะไบต์ รับได้ไม่เกิน {MOST_MEGABYTES}: "
            "ตัดรูปภาพและแผ่นงานที่ไม่ใช้ออก หรือแบ่งเป็นหลายไฟล์"
        )
    with path.open("rb") as file:
        head = file.read(_HEAD)
    _refuse_other_files(head)
    if head.startswith(b"PK"):
        return _sniff_zip(path)
    if head.startswith(_OLE):
        return _sniff_ole(path)
    if head.startswith(_BARE_BIFF):
        raise RefusedFile(f"ไฟล์นี้เป็น Excel รุ่นเก่ามาก (ก่อน พ.ศ. 2540): {_AS_XLSX}")
    _refuse_markup(head)
    return "text"


def _refuse_other_files(head: bytes) -> None:
    for start, what in _OTHER_FILES:
        if head.startswith(start):
            raise RefusedFile(_NOT_A_SHEET.format(what=what))
    if b"%PDF-" in head[:1024]:
        raise RefusedFile(_NOT_A_SHEET.format(what="เอกสาร PDF"))
    if head[4:8] == b"ftyp":
        raise RefusedFile(_NOT_A_SHEET.format(what="รูป เสียง หรือวิดีโอ"))


def _refuse_markup(head: bytes) -> None:
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").decode("latin-1")
    if text.lstrip().lower().startswith("mime-version:") or _MARKUP.match(text):
        is_xml_sheet = "urn:schemas-microsoft-com:office:spreadsheet" in text
        what = "XML" if is_xml_sheet else "หน้าเว็บ (HTML)"
        raise RefusedFile(f"ไฟล์นี้เป็น{what} ที่ตั้งชื่อเป็นตาราง: {_AS_XLSX}")


def _sniff_zip(path: Path) -> Nature:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise RefusedFile(_BROKEN) from None
    names = {entry.filename.lower() for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedFile(_ENCRYPTED)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise RefusedFile(_MACRO)
    _refuse_bomb(path, entries)
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "workbook"
    if "content.xml" in names:
        return _sniff_ods(path)
    what = "เอกสาร Word" if "word/document.xml" in names else "ไฟล์บีบอัด ZIP"
    what = "งานนำเสนอ PowerPoint" if "ppt/presentation.xml" in names else what
    raise RefusedFile(_NOT_A_SHEET.format(what=what))


def _refuse_bomb(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    unzipped = sum(entry.file_size for entry in entries)
    is_dense = unzipped > RATIO_MATTERS_FROM and unzipped > MOST_RATIO * path.stat().st_size
    if len(entries) > MOST_ENTRIES or unzipped > MOST_UNZIPPED or is_dense:
        raise RefusedFile(_BOMB)


def _sniff_ods(path: Path) -> Nature:
    try:
        with zipfile.ZipFile(path) as archive:
            with archive.open("META-INF/manifest.xml") as manifest:
                if b"encryption-data" in manifest.read(1 << 20):
                    raise RefusedFile(_ENCRYPTED)
            with archive.open("mimetype") as file:
                mimetype = file.read(100)
    except KeyError:
        return "workbook"
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise RefusedFile(_BROKEN) from None
    if b"opendocument" in mimetype and b"spreadsheet" not in mimetype:
        raise RefusedFile(_NOT_A_SHEET.format(what="เอกสาร OpenDocument"))
    return "workbook"


def _sniff_ole(path: Path) -> Nature:
    data = path.read_bytes()
    if _stream("EncryptedPackage") in data or _stream("EncryptionInfo") in data:
        raise RefusedFile(_ENCRYPTED)
    if _stream("_VBA_PROJECT_CUR") in data or _stream("Macros") in data:
        raise RefusedFile(_MACRO)
    if _stream("Workbook") in data or _stream("Book") in data:
        return "workbook"
    if _stream("WordDocument") in data:
        raise RefusedFile(_NOT_A_SHEET.format(what="เอกสาร Word"))
    raise RefusedFile(_BROKEN)


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")
