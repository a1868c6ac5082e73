"""Telephone cells: lists, extensions, lost zeros; mobile numbers are told apart, for they stay inside."""

from __future__ import annotations

import re
from functools import partial

from prasan.agencies.importing.cells import Cleaned, Cleaner, number_text, plain, visible_repair
from prasan.thai import phones
from prasan.thai.digits import to_arabic
from prasan.thai.text import normalise

_LONGEST_RUN = 20
_MASKED = re.compile(r"[xX*×]{2,}")


def phones_of(target: str) -> Cleaner:
    """`target`: phones, fax, mobiles or contact_phone. A person's cell keeps all its numbers together."""
    return partial(_phones, target)


def _phones(target: str, text: str) -> Cleaned:
    found = phones.parse(_readable(text))
    values: dict[str, list[str]] = {}
    moved: list[str] = []
    for phone in found:
        goes_to = _where(target, phone.kind)
        values.setdefault(goes_to, []).extend(_written(phone))
        if goes_to != target:
            moved.append(f"{phone.number} เป็น{_KIND_TH[phone.kind]} จึงย้ายไปช่อง{_TARGET_TH[goes_to]}")
    repairs = [phone.repaired for phone in found if phone.repaired]
    repairs += _left_out(text) if found else []
    if to_arabic(text) != text and found:
        repairs.append(f"{text.strip()} → {', '.join(n for numbers in values.values() for n in numbers)}")
    return Cleaned(
        {k: list(dict.fromkeys(v)) for k, v in values.items()}, (*repairs, *moved), tuple(found.problems)
    )


_REMARK = re.compile(r"\(([^()\d๐-๙]*)\)")
_SAYS_KIND = re.compile(r"(?:โทรศัพท์|โทรสาร|แฟกซ์|มือถือ|โทร|สำนักงาน|tel|fax|mobile)?[. ]*", re.IGNORECASE)


def _left_out(text: str) -> list[str]:
    """A remark in brackets is no part of a number: that it is not taken is said."""
    remarks = [normalise(remark) for remark in _REMARK.findall(text)] if "(" in text else []
    return [f"ไม่เอาข้อความ “({remark})”" for remark in remarks if not _SAYS_KIND.fullmatch(remark)]


_KIND_TH = {
    "mobile": "โทรศัพท์เคลื่อนที่",
    "landline": "โทรศัพท์ประจำที่",
    "short": "เลขหมายสั้น",
    "internal": "เบอร์ภายใน",
}
_TARGET_TH = {"mobiles": "โทรศัพท์เคลื่อนที่ (ใช้ภายใน)", "phones": "โทรศัพท์"}


def _where(target: str, kind: phones.Kind) -> str:
    if target in ("phones", "fax") and kind == "mobile":
        return "mobiles"
    if target == "mobiles" and kind != "mobile":
        return "phones"
    return target


def _readable(text: str) -> str:
    """Lines stay apart: each is a number of its own."""
    return "\n".join(number_text(line) for line in text.splitlines())


def _written(phone: phones.Phone) -> list[str]:
    """A run of lines (038000001-3) one by one; the extension with its word."""
    numbers = [phone.number]
    if phone.last:
        front, first = phone.number[: -len(phone.last)], int(phone.number[-len(phone.last) :])
        run = range(first, int(phone.last) + 1)
        if len(run) <= _LONGEST_RUN:
            numbers = [f"{front}{n:0{len(phone.last)}}" for n in run]
    return [f"{number} ต่อ {phone.extension}" if phone.extension else number for number in numbers]


_NUMBER_IN_TEXT = re.compile(
    r"(?:โทรศัพท์|โทร|เบอร์|มือถือ|tel)?[ .:]*(?P<number>\+?\(?0?[\d(][\d\s()\-.]{6,}\d(?:\s*ต่อ\s*\d+)?)[ )]*",
    re.IGNORECASE,
)


def contact_name(text: str) -> Cleaned:
    """ "นางตัวอย่าง 08-0000-0001" is a name and a number."""
    line = plain(text)
    numbers: list[str] = []
    problems: list[str] = []
    for match in _NUMBER_IN_TEXT.finditer(line):
        found = phones.parse(match["number"])
        numbers += [written for phone in found for written in _written(phone)]
        problems += found.problems
    name = _NUMBER_IN_TEXT.sub(" ", line) if numbers else line
    name = " ".join(name.split()).strip(" ,;/:-")
    values: dict[str, object] = {"contact_name": name} if name else {}
    if not numbers:
        return Cleaned(values, visible_repair(to_arabic(text), name))
    return Cleaned(
        values | {"contact_phone": numbers}, (f"แยกหมายเลข {', '.join(numbers)} ออกจากชื่อ",), tuple(problems)
    )


def contact_phone(text: str) -> Cleaned:
    """A number; with a name before it, both."""
    if re.search(
        r"[ก-ฮ]{3,}", re.sub("โทรศัพท์|โทร|เบอร์|มือถือ|ต่อ|ไม่มี|หรือ|และ|ภายใน|บ้าน|ที่ทำงาน", "", text)
    ) and not _MASKED.search(text):
        found = contact_name(text)
        if "contact_phone" in found.values:
            return found
    return _phones("contact_phone", text)
