"""Which characters the bytes of a file are, decided on the bytes alone, whatever was declared."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from prasan.thai.errors import UnreadableError

Encoding = Literal["utf-8", "utf-16", "tis-620", "windows-874"]


class CharsetError(UnreadableError):
    """Bytes that are no text we know; `message_th` says so to the person who sent the file."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as it stood in the file: without its BOM, otherwise unchanged and not normalised."""

    text: str
    encoding: Encoding
    had_bom: bool

    @property
    def text_sha256(self) -> str:
        """Of the text as UTF-8 without BOM, in hexadecimal."""
        return sha256(self.text.encode()).hexdigest()


# Beyond TIS-620: the euro, dots, quotes and dashes of Windows, and the no-break space, which TIS-620 leaves
# undefined (ISO-8859-11 and windows-874 have it).
_ONLY_WINDOWS = re.compile(rb"[\x80\x85\x91-\x97\xa0]")
_BINARY = "ไฟล์นี้ไม่ใช่ข้อความ: บันทึกใหม่เป็น CSV UTF-8 หรือ XLSX แล้วส่งอีกครั้ง"
_BROKEN_UTF8 = "ไฟล์ UTF-8 นี้ไม่สมบูรณ์หรือเสียหาย: บันทึกใหม่เป็น CSV UTF-8 แล้วส่งอีกครั้ง"
_BROKEN_UTF16 = "ไฟล์ UTF-16 นี้ไม่สมบูรณ์: บันทึกใหม่เป็น CSV UTF-8 แล้วส่งอีกครั้ง"
_UNKNOWN = "อ่านรหัสอักขระของไฟล์ไม่ออก: บันทึกใหม่เป็น CSV UTF-8 แล้วส่งอีกครั้ง"

_WESTERN = (
    "อ่านเป็นอักษรไทยไม่ได้ ไฟล์นี้น่าจะใช้รหัสอักขระของภาษาอื่น (เช่น Latin-1 หรือ windows-1252): "
    "บันทึกใหม่เป็น CSV UTF-8 แล้วส่งอีกครั้ง"
)

_CONTROLS = re.compile("[\x01-\x08\x0e-\x19\x1b-\x1f]")
_TEXT_PER_CONTROL = 50
_THAI_IN_UTF8 = re.compile(rb"\xe0[\xb8\xb9][\x80-\xbf]")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_SAMPLE = 65536
_TELLING_SHARE = 0.6

# Accented letters of Western Europe, read as Thai: marks that hang on nothing, vowels that lead nowhere,
# single Thai letters inside Latin words.
_THAI_LETTER = re.compile("[ก-๛]")
_MARK_ON_NOTHING = "(?<![ก-ฮะ-ฺ็-๎])[ัิ-ฺ็-๎]"
_LEADS_NOWHERE = "[เ-ไ](?![ก-ฮเ-ไ])"
_IN_A_LATIN_WORD = "(?<=[A-Za-z])[ก-๛](?![ก-๛])|(?<![ก-๛])[ก-๛](?=[A-Za-z])"
_NOT_THAI = re.compile(f"{_MARK_ON_NOTHING}|{_LEADS_NOWHERE}|{_IN_A_LATIN_WORD}")
_NOT_THAI_SHARE = 1 / 3


def decode(data: bytes) -> Decoded:
    """The text in `data`; raises only `CharsetError`.

    In this order: BOM of UTF-8 or UTF-16; UTF-16 without BOM (every second byte 0x00 or 0x0E); UTF-8 (plain
    ASCII is called so too); else Thai single bytes, called windows-874 if a byte is used that TIS-620 lacks.
    Refused: NUL or many control characters, bytes that no Thai code page defines or that make no Thai if read
    so (Latin-1, windows-1252), cut or spoilt UTF-8.
    """
    if data.startswith(BOM_UTF8):
        return Decoded(_strictly(data[3:], "utf-8", _BROKEN_UTF8), "utf-8", True)
    if data.startswith(BOM_UTF16_LE):
        return Decoded(_strictly(data[2:], "utf-16-le", _BROKEN_UTF16), "utf-16", True)
    if data.startswith(BOM_UTF16_BE):
        return Decoded(_strictly(data[2:], "utf-16-be", _BROKEN_UTF16), "utf-16", True)
    if codec := _bare_utf16(data[:_SAMPLE]):
        return Decoded(_strictly(data, codec, _BROKEN_UTF16), "utf-16", False)
    return _eight_bits(data)


def _eight_bits(data: bytes) -> Decoded:
    try:
        return Decoded(_readable(data.decode("utf-8")), "utf-8", False)
    except UnicodeDecodeError as error:
        if _was_utf8(data[max(0, error.start - _SAMPLE) : error.start + _SAMPLE]):
            raise CharsetError(_BROKEN_UTF8) from None
    text = _strictly(data, "cp874", _UNKNOWN)
    if not _reads_as_thai(text):
        raise CharsetError(_WESTERN)
    return Decoded(text, "windows-874" if _ONLY_WINDOWS.search(data) else "tis-620", False)


def _strictly(data: bytes, codec: str, message_th: str) -> str:
    try:
        return _readable(data.decode(codec))
    except UnicodeDecodeError:
        raise CharsetError(message_th) from None


def _readable(text: str) -> str:
    sample = text[:_SAMPLE]
    if "\0" in text or len(_CONTROLS.findall(sample)) * _TEXT_PER_CONTROL > len(sample):
        raise CharsetError(_BINARY)
    return text


def _reads_as_thai(text: str) -> bool:
    """Whether most Thai letters stand where Thai puts them. Typing mistakes and cut fields are few beside
    the rest; in a text of Latin letters nearly every one is out of place."""
    letters = len(_THAI_LETTER.findall(text))
    return len(_NOT_THAI.findall(text)) <= _NOT_THAI_SHARE * letters


def _was_utf8(around: bytes) -> bool:
    """Whether Thai in UTF-8 was cut or spoilt: most bytes beyond ASCII still stand in its threes."""
    threes = len(_THAI_IN_UTF8.findall(around)) * 3
    return threes > len(_BEYOND_ASCII.findall(around)) / 2


def _bare_utf16(sample: bytes) -> str | None:
    """The codec, if the bytes look like Thai or ASCII in UTF-16: 0x00 and 0x0E stand on one side."""
    if len(sample) < 2:
        return None
    first, second = sample[0::2], sample[1::2]
    if _telling(second):
        return "utf-16-le"
    return "utf-16-be" if _telling(first) else None


def _telling(half: bytes) -> bool:
    return half.count(0) + half.count(0x0E) > _TELLING_SHARE * len(half)
