"""Which characters the bytes of a mail are. The bytes decide; a label only breaks a tie.

In this order: UTF-16 by its marks; a label whose bytes are ASCII (UTF-7, ISO-2022); ASCII; UTF-8, also cut or
spoilt; a foreign label that its bytes allow; Thai single bytes or Latin by how they stand together.
The cases are published in docs/mail-charsets.md.
"""

from __future__ import annotations

import codecs
import re
from codecs import BOM_UTF8
from dataclasses import dataclass

from prasan.delivery.mail import labels
from prasan.thai import charset as files
from prasan.thai.charset import CharsetError


@dataclass(frozen=True, slots=True)
class Text:
    """`charset` is what the bytes were read as; `problem` is Thai, of what could not be read right."""

    text: str
    charset: str
    problem: str | None = None


LOST = "อักขระบางตัวอ่านไม่ออก แสดงเป็น \ufffd"
CUT = "อักขระบางตัวขาดหายหรือถูกตัดกลางตัว"
REPAIRED = "ภาษาไทยถูกแปลงรหัสผิดระหว่างทาง แก้กลับให้แล้ว"
_SAMPLE = 65536

# One Thai cell: leading vowel, consonant, marks above and below, following vowels; or a sign or digit.
_CELLS = re.compile(
    rb"[\xe0-\xe4]?[\xa1-\xce][\xd1\xd4-\xda\xe7\xed\xee]?[\xe8-\xed]?[\xd0\xd2\xd3\xe5]*"
    rb"|[\xcf\xe6\xdf\xf0-\xf9]"
)
_RUN = re.compile(rb"[\xa1-\xff]{2,}")
_VOWEL = re.compile(rb"[\xd0-\xda\xe0-\xe5\xe7-\xec]")
_HIGH = re.compile(rb"[\xa1-\xff]")
_NOT_HIGH = re.compile(rb"[^\xa1-\xff]+")
_IN_WORD = re.compile(rb"(?<=[A-Za-z])[\xa1-\xff](?=[A-Za-z])")
_AT_WORD = re.compile(
    rb"(?<=[A-Za-z])[\xa1-\xff]{1,2}(?![\xa1-\xff])|(?<![\xa1-\xff])[\xa1-\xff]{1,2}(?=[A-Za-z])"
)
_ABBREVIATED = re.compile(rb"(?<![A-Za-z0-9\x80-\xff])[\xa1-\xce]\.")
_NO_THAI = re.compile(rb"[\x81-\x84\x86-\x90\x98-\x9f\xdb-\xde\xfc-\xff]")
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_UTF8_END = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})$")
_UTF8_START = re.compile(rb"^[\x80-\xbf]{1,3}(?=[\x00-\x7f\xc2-\xf4])")
_BEYOND = re.compile(rb"[\x80-\xff]")
_THAI_CHARACTER = re.compile("[\u0e01-\u0e5b]")
_NOT_LATIN = re.compile(
    "[\u0100-\u0151\u0154-\u0177\u0179-\u02c5\u02dd-\u1fff\u2040-\u20ab\u20ad-\U0010ffff]"
)
_CP1252 = "".join(bytes([n]).decode("cp1252", "ignore") or chr(n) for n in range(256))
_TO_BYTES = {ord(character): n for n, character in enumerate(_CP1252)}
_MOJIBAKE = re.compile("[\u00a1-\u00fb]{3}|\u00e0\u00b8|\u00c3\u00a0")


def decode(data: bytes, label: str | None = None) -> Text:
    """The text of `data`; never raises. `label` as the mail gave it, whatever it was."""
    claim, codec = labels.claim(label)
    if (codec in labels.WIDE or _maybe_wide(data)) and (wide := _wide(data, codec)) is not None:
        return wide
    if codec in labels.ESCAPED and (escaped := _strictly(data, str(codec))) is not None:
        return Text(escaped, str(codec))
    if data.isascii():
        return Text(data.decode("ascii"), "us-ascii")
    if data.startswith(BOM_UTF8):
        data = data[3:]
    text = _strictly(data, "utf-8")
    if text is not None:
        return _valid_utf8(data, text, claim, codec)
    return _not_utf8(data, claim, codec)


def is_thai(data: bytes, *, claimed: bool = False) -> bool:
    """Whether 8-bit bytes, not UTF-8, are a Thai code page rather than Latin; `claimed` breaks a tie."""
    sample = data[:_SAMPLE]
    high = _NOT_HIGH.sub(b"", sample)
    if not high:
        return claimed
    covered = len(high) - len(_CELLS.sub(b"", high))
    if covered < 0.7 * len(high) or len(_NO_THAI.findall(sample)) > 0.02 * len(high):
        return False
    thai = sum(len(run) for run in _RUN.findall(sample) if _like_thai(run))
    latin = len(_AT_WORD.findall(sample))
    if not thai:
        is_short = len(_ABBREVIATED.findall(sample)) > 1
        return (claimed or is_short) and not _IN_WORD.search(sample)
    return thai > 2 * latin


def _like_thai(run: bytes) -> bool:
    """A run of high bytes that reads as Thai; `»»»` and `éé` do not."""
    left = len(_CELLS.sub(b"", run))
    return left * 5 <= len(run) and (_VOWEL.search(run) is not None or len(set(run)) > 1)


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, ValueError):
        return None


def _maybe_wide(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:64].count(0) > 8


def _wide(data: bytes, codec: str | None) -> Text | None:
    """UTF-16, if the bytes bear it: most mails that claim it are single bytes."""
    try:
        found = files.decode(data)
    except CharsetError:
        return None
    if found.encoding == "utf-16":
        return Text(found.text, "utf-16")
    text = _strictly(data, codec) if codec and b"\0" in data else None
    return Text(text, "utf-16") if text is not None else None


def _valid_utf8(data: bytes, text: str, claim: labels.Claim, codec: str | None) -> Text:
    """Bytes that are valid UTF-8: nearly always that, but รถ in TIS-620 is also ö in UTF-8."""
    if claim != "bytes" and not _NOT_LATIN.search(text) and (legacy := _by_label(data, claim, codec)):
        return legacy
    return _repaired(text) or Text(text, "utf-8")


def _by_label(data: bytes, claim: labels.Claim, codec: str | None) -> Text | None:
    if claim == "thai":
        # Next to Latin letters it is the é of café; alone it is a short Thai word.
        return None if _AT_WORD.search(data) or not is_thai(data, claimed=True) else _thai(data)
    text = _strictly(data, str(codec))
    multibyte = codec in {"gb18030", "big5hkscs", "cp932", "euc_jp", "cp949"}
    return Text(text, str(codec)) if text and multibyte and not _AT_WORD.search(data) else None


def repair(text: str) -> str | None:
    """Thai that somebody on the way read as Latin-1 and wrote again, set right; None if there is none."""
    found = _repaired(text)
    return found.text if found else None


def _repaired(text: str) -> Text | None:
    if not _MOJIBAKE.search(text) or _THAI_CHARACTER.search(text):
        return None
    raw = _as_single_bytes(text)
    if raw is None:
        return None
    again = _strictly(raw, "utf-8")
    if again is not None and _THAI_CHARACTER.search(again):
        return Text(again, "utf-8", REPAIRED)
    if is_thai(raw) and _VOWEL.search(raw) and len(_HIGH.findall(raw)) > 5:
        return Text(raw.decode("cp874", "replace"), "windows-874", REPAIRED)
    return None


def _as_single_bytes(text: str) -> bytes | None:
    try:
        return text.translate(_TO_BYTES).encode("latin-1")
    except UnicodeEncodeError:
        return None


def _not_utf8(data: bytes, claim: labels.Claim, codec: str | None) -> Text:
    if codec and codec not in labels.WIDE and (foreign := _foreign(data, codec)):
        return foreign
    if _mostly_utf8(data):
        return _patched(data)
    return _single_bytes(data, claim)


def _foreign(data: bytes, codec: str) -> Text | None:
    """What a foreign label says, unless the bytes are long and clearly Thai or do not fit it."""
    if len(_HIGH.findall(data[:_SAMPLE])) > 20 and is_thai(data) or _mostly_utf8(data):
        return None
    text = data.decode(codec, "replace")
    lost = text.count("\ufffd")
    if lost * 10 > len(text):
        return None
    return Text(text, codec, LOST if lost else None)


def _mostly_utf8(data: bytes) -> bool:
    """Whether UTF-8 was cut or spoilt: most bytes beyond ASCII still stand in its sequences."""
    sample = data[: 4 * _SAMPLE]
    beyond = len(_BEYOND.findall(sample))
    whole = sum(len(sequence) for sequence in _UTF8.findall(sample) if len(sequence) > 2)
    if not whole:
        pairs = len(_UTF8.findall(sample))
        return pairs * 2 > 0.9 * beyond and not is_thai(data)
    return whole > beyond / 2


def _patched(data: bytes) -> Text:
    """UTF-8 with wounds: line by line, because a gateway's footer may be in another code."""
    lines = data.split(b"\n")
    if len(lines) > 20_000:
        return Text(data.decode("utf-8", "replace"), "utf-8", LOST)
    read = [_patched_line(line) for line in lines]
    problems = {text.problem for text in read if text.problem}
    problem = LOST if LOST in problems else CUT if problems else None
    return Text("\n".join(text.text for text in read), "utf-8", problem)


def _patched_line(line: bytes) -> Text:
    text = _strictly(line, "utf-8")
    if text is not None:
        return Text(text, "utf-8")
    if not _mostly_utf8(line) and len(_BEYOND.findall(line)) > 3:
        return _single_bytes(line, "bytes")
    whole = _UTF8_START.sub(b"", _UTF8_END.sub(b"", line.rstrip(b"\r"))).decode("utf-8", "replace")
    return Text(whole, "utf-8", LOST if "\ufffd" in whole else CUT)


def _single_bytes(data: bytes, claim: labels.Claim) -> Text:
    if is_thai(data, claimed=claim == "thai"):
        return _thai(data)
    return _latin(data)


def _thai(data: bytes) -> Text:
    try:
        found = files.decode(data)
    except CharsetError:
        found = None
    if found and found.encoding != "utf-8":
        return Text(found.text, found.encoding)
    text = data.decode("cp874", "replace")
    return Text(text, "windows-874", LOST if "\ufffd" in text else None)


def _latin(data: bytes) -> Text:
    """windows-1252, which is what iso-8859-1 means in mail; its five holes stay what Latin-1 has there."""
    return Text(codecs.charmap_decode(data, "strict", _CP1252)[0], "windows-1252")
