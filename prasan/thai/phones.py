"""Telephone numbers out of the cells of real sheets.

Lengths are those of the national numbering plan (ประกาศ กสทช. เรื่อง แผนเลขหมายโทรคมนาคม): fixed lines have
nine digits (02, 03, 04, 05, 07), mobiles ten (06, 08, 09), short numbers four of 1xxx or three (191).
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from prasan.thai.digits import to_arabic
from prasan.thai.text import normalise

Kind = Literal["landline", "mobile", "short", "internal"]


@dataclass(frozen=True, slots=True)
class Phone:
    """One number: `number` is digits alone ("038000100"), `extension` digits or a range ("1-5") or None.

    `last` is the last digit of a range of consecutive lines ("0-3800-0001-3" → number 038000001, last "3").
    `repaired` says in Thai what was mended, None if nothing.
    """

    number: str
    extension: str | None
    kind: Kind
    repaired: str | None = None
    last: str | None = None


class Phones(list[Phone]):
    """The numbers of one cell that can be right; `problems` says in Thai why the others cannot."""

    problems: list[str]


class _ImpossibleError(Exception):
    """A number that no telephone has; the argument is the Thai reason."""


_EMERGENCY = frozenset({"191", "199"})
_NOTHING = frozenset({"", "-", "--", "–", "—", "ไม่มี", "ไม่มีโทรศัพท์", "n/a", "na", "none", "0", "."})
_LABELS = (
    "หมายเลขโทรศัพท์|หมายเลขโทรสาร|โทรศัพท์มือถือ|โทรศัพท์|โทรสาร|มือถือ|แฟกซ์|แฟ็กซ์|สายตรง|สำนักงาน|ที่ทำงาน|บ้าน|เบอร์"
    "|โทร|telephone|tel|phone|mobile|fax"
)
_BREAKS = re.compile(
    rf"[,;/|\n、]+|\s*(?<![ก-๎])(?:และ|หรือ|or)(?![ก-๎a-z])\s*|(?<=\d)\s+(?=(?:{_LABELS})\b)", re.I
)
_LABEL = re.compile(rf"^(?:(?:{_LABELS})[ .:]*)+|\([^()\d]*\)$", re.I)
_EXTENSION = re.compile(
    r"[ ,]*(?:ต่อ|เบอร์ภายใน|ภายใน|กด|ext\.?|x|\#)[ :]*(?P<extension>\d{1,6}(?:\s*(?:-|–|ถึง)\s*\d{1,6})?)$",
    re.I,
)
_TO = re.compile(r"\s*(?:-|–|ถึง)\s*")
_RANGE = re.compile(r"(?P<number>.*\d)\s*(?:-|–|ถึง)\s*(?P<last>\d{1,3})")
_MASKED = re.compile(r"[xX*×•]{2,}")
_WRITTEN = re.compile(r"[\d\s()+.\-–]+")
_MOST_DIGITS = 1e15


def parse(value: str | float) -> Phones:
    """Every number in a cell, parted by comma, slash, semicolon, และ, label or line; "-", "ไม่มี" are none."""
    if isinstance(value, int | float):
        value = str(int(value)) if abs(value) < _MOST_DIGITS else str(value)
    phones, problems = Phones(), []
    for piece in _pieces(value):
        try:
            phones.append(_one(piece, phones[-1] if phones else None))
        except _ImpossibleError as error:
            problems.append(str(error))
    found = Phones(dict.fromkeys(phones))
    found.problems = list(dict.fromkeys(problems))
    return found


def _pieces(text: str) -> list[str]:
    plain = to_arabic("\n".join(normalise(line) for line in text.splitlines()))
    labelled = (piece.strip() for broken in _BREAKS.split(plain) for piece in _apart(broken))
    pieces = (_LABEL.sub("", piece).strip() for piece in labelled)
    return [piece for piece in pieces if piece.lower() not in _NOTHING]


def _apart(piece: str) -> list[str]:
    """ "038000100 038000101" is two numbers, "03 800 0103" one."""
    words = piece.split()
    whole = len(words) > 1 and all(len(word) >= 9 and word.replace("-", "").isdecimal() for word in words)
    return words if whole else [piece]


def _one(piece: str, before: Phone | None) -> Phone:
    if before and before.extension and re.fullmatch(r"\d{1,4}", piece):
        return replace(before, extension=piece, repaired=None)
    extension = None
    if found := _EXTENSION.search(piece):
        extension = _TO.sub("-", found["extension"])
        piece = piece[: found.start()].strip()
    if extension and not piece:
        return (
            replace(before, extension=extension, repaired=None)
            if before
            else Phone(extension, None, "internal")
        )
    if _MASKED.search(piece):
        raise _ImpossibleError(f'หมายเลข "{piece}" ถูกปิดไว้บางส่วน จึงโทรไม่ได้')
    return _written(piece, extension)


def _written(piece: str, extension: str | None) -> Phone:
    split = _RANGE.fullmatch(piece)
    if split and (ranged := _ranged(split["number"], split["last"], extension)):
        return ranged
    if not _WRITTEN.fullmatch(piece) or not re.search(r"\d", piece):
        raise _ImpossibleError(f'"{piece}" ไม่ใช่หมายเลขโทรศัพท์')
    return _whole(piece, extension)


def _ranged(text: str, last: str, extension: str | None) -> Phone | None:
    """A run of lines such as 038-000-163 ถึง 5; None when the tail is simply the end of the number."""
    try:
        phone = _whole(text, extension)
    except _ImpossibleError:
        return None
    one_number = phone.kind in ("short", "internal") or phone.number[-len(last) :] >= last
    return None if one_number else replace(phone, last=last)


def _whole(text: str, extension: str | None) -> Phone:
    digits = re.sub(r"\D", "", text)
    number = _with_zero(digits, abroad="+" in text)
    repaired = None if number == digits else f"เติม 0 ที่หายไปข้างหน้า: {digits} → {number}"
    if number != digits and digits.startswith("66"):
        repaired = f"ตัดรหัสประเทศ: +{digits} → {number}"
    return Phone(number, extension, _kind(number), repaired)


def _with_zero(digits: str, *, abroad: bool) -> str:
    """The national form: sheets keep numbers as numbers and lose the zero; others write +66 for it."""
    if digits.startswith("66") and (abroad or len(digits) in (10, 11)):
        return "0" + digits[2:].removeprefix("0")
    lost = re.fullmatch(r"[23457]\d{7}|[689]\d{8}", digits)
    return "0" + digits if lost else digits


def _kind(digits: str) -> Kind:
    if digits in _EMERGENCY or re.fullmatch(r"1\d{3}", digits):
        return "short"
    if re.fullmatch(r"[1-9]\d{1,3}", digits):
        return "internal"
    if re.match(r"0[689]", digits):
        _expect(digits, 10, "เบอร์โทรศัพท์เคลื่อนที่")
        return "mobile"
    if re.match(r"0[23457]", digits):
        _expect(digits, 9, "เบอร์โทรศัพท์ประจำที่")
        return "landline"
    raise _ImpossibleError(f"ไม่มีหมายเลขโทรศัพท์ที่ขึ้นต้นด้วย {digits[:2]} และมี {len(digits)} หลัก ({digits})")


def _expect(digits: str, length: int, kind_th: str) -> None:
    if len(digits) != length:
        raise _ImpossibleError(f"{kind_th}มี {length} หลัก ช่องนี้มี {len(digits)} หลัก ({digits})")


def format_th(phone: Phone) -> str:
    """As printed in official papers: "0 3800 0100 ต่อ 30", "0 2000 0000", "08 0000 0001", "0 3800 0001-3"."""
    number = phone.number
    if phone.kind == "mobile":
        number = f"{number[:2]} {number[2:6]} {number[6:]}"
    elif phone.kind == "landline":
        number = f"{number[0]} {number[1:5]} {number[5:]}"
    if phone.last:
        number += f"-{phone.last}"
    return f"{number} ต่อ {phone.extension}" if phone.extension else number


def tel_uri(phone: Phone) -> str | None:
    """RFC 3966, global form with extension: "tel:+6638000100;ext=30"; None for a number inside one office."""
    if phone.kind == "internal":
        return None
    if phone.kind == "short":
        return f"tel:{phone.number};phone-context=+66"
    first_extension = phone.extension.split("-")[0] if phone.extension else ""
    return f"tel:+66{phone.number[1:]}" + (f";ext={first_extension}" if first_extension else "")
