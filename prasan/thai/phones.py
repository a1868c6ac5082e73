"""Telephone numbers out of the cells of real sheets.

Lengths are those of the national numbering plan (ประกาศ กสทช. เรื่อง แผนเลขหมายโทรคมนาคม): fixed lines have
nine digits (02, 03, 04, 05, 07), mobiles ten (06, 08, 09), short numbers four of 1xxx or three (191).
"""

import re
from dataclasses import dataclass
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


class _Impossible(Exception):
    """A number that no telephone has; the argument is the Thai reason."""


_EMERGENCY = frozenset({"191", "199"})
_NOTHING = frozenset({"", "-", "--", "–", "—", "ไม่มี", "ไม่มีโทรศัพท์", "n/a", "na", "none", "0", "."})
_BREAKS = re.compile(r"[,;/|\n\r、]+|\s+และ\s*|(?<=\d)และ(?=[\d+])|\s+หรือ\s*|\s+or\s+")
_LABEL = re.compile(
    r"^(?:หมายเลข|โทรศัพท์มือถือ|โทรศัพท์|มือถือ|โทรสาร|แฟกซ์|แฟ็กซ์|เบอร์|โทร|สายตรง|tel|phone|mobile|fax|ที่ทำงาน|บ้าน)+[ .:]*",
    re.I,
)
_EXTENSION = re.compile(r"\s*(?:ต่อ|เบอร์ภายใน|ภายใน|กด|ext\.?|x|#)\s*:?\s*(?P<extension>\d{1,6}(?:\s*(?:-|–|ถึง)\s*\d{1,6})?)\s*$", re.I)
_RANGE = re.compile(r"^(?P<number>.*\d)\s*(?:-|–|ถึง)\s*(?P<last>\d{1,2})$")
_MOST_DIGITS = 1e15
_MASKED = re.compile(r"[xX*×•]{2,}")
_JUNK = re.compile(r"[^\d]")


def parse(value: str | float) -> Phones:
    """Every number in a cell. Lists by comma, slash, semicolon, และ or line; "-" and "ไม่มี" are empty."""
    if isinstance(value, int | float):
        value = str(int(value)) if abs(value) < _MOST_DIGITS else str(value)
    phones, problems = Phones(), []
    for piece in _pieces(value):
        try:
            phones.append(_one(piece, phones))
        except _Impossible as error:
            problems.append(str(error))
    found = Phones(dict.fromkeys(phones))
    found.problems = list(dict.fromkeys(problems))
    return found


def _pieces(text: str) -> list[str]:
    lines = (normalise(line) for line in text.splitlines())
    plain = to_arabic("\n".join(lines))
    pieces = (_LABEL.sub("", piece.strip()).strip() for piece in _BREAKS.split(plain))
    return [piece for piece in pieces if piece.lower() not in _NOTHING]


def _one(piece: str, before: list[Phone]) -> Phone:
    extension = None
    if found := _EXTENSION.search(piece):
        extension = re.sub(r"\s*(?:–|ถึง|-)\s*", "-", found["extension"])
        piece = piece[: found.start()]
        if not piece and before:
            piece = before[-1].number
    if _MASKED.search(piece):
        raise _Impossible(f'หมายเลข "{piece}" ถูกปิดไว้บางส่วน จึงโทรไม่ได้')
    if re.search(r"[^\d\s()+\-–.ถึง]", piece) or not re.search(r"\d", piece):
        raise _Impossible(f'"{piece}" ไม่ใช่หมายเลขโทรศัพท์')
    if (split := _RANGE.match(piece)) and (ranged := _ranged(split["number"], split["last"], extension)):
        return ranged
    return _plain(_JUNK.sub("", piece), "+" in piece, extension)


def _ranged(text: str, last: str, extension: str | None) -> Phone | None:
    """A run of lines such as 038-000-163 ถึง 5; None when the tail is simply the end of the number."""
    try:
        phone = _plain(_JUNK.sub("", text), "+" in text, extension)
    except _Impossible:
        return None
    if phone.kind in ("short", "internal") or phone.number[-len(last) :] >= last:
        return None
    return Phone(phone.number, phone.extension, phone.kind, phone.repaired, last)


def _plain(digits: str, international: bool, extension: str | None) -> Phone:
    repaired = None
    if digits.startswith("66") and (international or len(digits) in (10, 11)):
        digits = "0" + digits[2:].removeprefix("0")
        repaired = f"+66 → {digits}"
    elif len(digits) in (8, 9) and digits[0] in "234567" and not digits.startswith("0") and len(digits) == 8:
        digits, repaired = "0" + digits, f"เติม 0 ที่หายไปข้างหน้า: {digits} → 0{digits}"
    elif len(digits) == 9 and digits[0] in "689":
        digits, repaired = "0" + digits, f"เติม 0 ที่หายไปข้างหน้า: {digits} → 0{digits}"
    return Phone(digits, extension, _kind(digits), repaired)


def _kind(digits: str) -> Kind:
    if digits in _EMERGENCY or re.fullmatch(r"1\d{3}", digits):
        return "short"
    if re.fullmatch(r"[1-9]\d{1,2}", digits):
        return "internal"
    if re.match(r"0[689]", digits):
        _expect(digits, 10, "เบอร์โทรศัพท์เคลื่อนที่")
        return "mobile"
    if re.match(r"0[23457]", digits):
        _expect(digits, 9, "เบอร์โทรศัพท์ประจำที่")
        return "landline"
    raise _Impossible(f"ไม่มีหมายเลขโทรศัพท์ที่ขึ้นต้นด้วย {digits[:2]} และมี {len(digits)} หลัก")


def _expect(digits: str, length: int, kind_th: str) -> None:
    if len(digits) != length:
        raise _Impossible(f"{kind_th}มี {length} หลัก ช่องนี้มี {len(digits)} หลัก ({digits})")


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
