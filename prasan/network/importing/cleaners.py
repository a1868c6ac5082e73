"""Cells of a sheet of members as values. A target may give values of several fields."""

from __future__ import annotations

import re
from functools import partial

from prasan.agencies.importing import values as cells
from prasan.agencies.importing.cells import (
    EMPTY,
    Cleaned,
    Cleaner,
    is_nothing,
    plain,
    shown,
    visible_repair,
    wrong,
)
from prasan.agencies.importing.phone_cells import phones_of
from prasan.network.fields import LONGEST
from prasan.network.importing.words import HANDED_OVER, channel_of, kind_of, says_no, says_yes
from prasan.thai import places
from prasan.thai.text import fold, normalise

_BULLET = re.compile(r"^(?:\(?\d{1,4}[.)]|[-•·●▪*–])\s*(?=[ก-๎A-Za-z“\"'])")
_LETTERS = re.compile("[ก-ฮA-Za-z]{2}")
_AROUND_AT = re.compile(r"\s*[@＠﹫]\s*")
NO_NAME = "แถวนี้ไม่มีชื่อสมาชิก"


def name(text: str) -> Cleaned:
    value = " ".join(_BULLET.sub("", plain(text)).split()).strip(" *†‡,;")
    if not _LETTERS.search(value):
        return wrong(f"“{shown(text)}” ไม่ใช่ชื่อบุคคล" if value else NO_NAME)
    if len(value) > LONGEST["name"]:
        return wrong(f"ชื่อยาว {len(value):,} ตัวอักษร รับได้ไม่เกิน {LONGEST['name']}")
    return Cleaned({"name": value}, visible_repair(normalise(text), value))


def text_of(target: str) -> Cleaner:
    return partial(_text, target)


def _text(target: str, text: str) -> Cleaned:
    value = plain(text)
    if len(value) > (most := LONGEST.get(target, 250)):
        return wrong(f"ช่องนี้ยาว {len(value):,} ตัวอักษร รับได้ไม่เกิน {most:,}")
    return Cleaned({target: value}, visible_repair(text, value)) if value else EMPTY


def phones(text: str) -> Cleaned:
    found = phones_of("contact_phone")(text)
    return found._replace(values={"phones": found.values["contact_phone"]} if found.values else {})


def email(text: str) -> Cleaned:
    """One address; a second one in the cell is for a person to choose. Blanks beside its @ and a wide @ are
    slips of the pen."""
    mended = _AROUND_AT.sub("@", plain(text))
    found = cells.email_of("personal_email")(mended)
    repairs = found.repairs
    if found.values and mended != plain(text) and not repairs:
        repairs = (f"{shown(plain(text))} → {mended}",)
    return found._replace(values=_renamed(found.values, "personal_email", "email"), repairs=repairs)


def line(text: str) -> Cleaned:
    return cells.line_of("line")(text)


def _renamed(values: dict[str, object], old: str, new: str) -> dict[str, object]:
    return {new if key == old else key: value for key, value in values.items()}


def website_or_facebook(text: str) -> Cleaned:
    """An address of the web is a website unless it is Facebook's; words are the name of a page."""
    value = plain(text)
    if re.search(r"\.[a-z]{2,}|://", value, re.IGNORECASE):
        return cells.website(text)
    return cells.facebook(text)


def kind(text: str) -> Cleaned:
    found = kind_of(text)
    if found is None:
        return Cleaned({}, (f"ประเภท “{shown(text)}” ไม่อยู่ในแบบ 7.3 จึงดูจากหน่วยงาน",))
    return Cleaned({"kind": found})


def school_group(text: str) -> Cleaned:
    return _text("school_group", text)


_DISTRICT = re.compile(r"^(?:อำเภอ|อ\.|เขต|กิ่งอำเภอ)\s*")


def district(text: str) -> Cleaned:
    value = _DISTRICT.sub("", plain(text)).strip()
    return Cleaned({"district": value[:100]}) if value else EMPTY


def group_or_district(text: str) -> Cleaned:
    """กลุ่มโรงเรียนมาบยางพร / อ.ปลวกแดง: either, or both parted by a stroke."""
    found: dict[str, object] = {}
    for piece in re.split(r"\s*[/,;]\s*", plain(text)):
        is_district = _DISTRICT.match(piece) or places.find(district=piece).code
        found |= (district if is_district else school_group)(piece).values
    return Cleaned(found)


_LIST = re.compile(r"\s*[,;\n|•·]\s*|\s+/\s+|、")


def groups(text: str) -> Cleaned:
    names = [plain(piece).strip(" .") for piece in _LIST.split(text)]
    named = {fold(one): one for one in reversed(names) if fold(one) and not is_nothing(one)}
    if long := next((one for one in named.values() if len(one) > 120), None):
        return wrong(f"ชื่อกลุ่ม “{shown(long)}” ยาวเกินไป รับได้ไม่เกิน 120 ตัวอักษร")
    return Cleaned({"groups": list(reversed(named.values()))}) if named else EMPTY


def channel(text: str) -> Cleaned:
    found = channel_of(text)
    if found is None:
        return wrong(f"ไม่รู้จักช่องทาง “{shown(text)}”: เขียน อีเมล หรือบอกว่าส่งมอบอย่างไร เช่น กลุ่ม LINE หอกระจายข่าว")
    if found == "email" or fold(text) in HANDED_OVER:
        return Cleaned({"channel": found})
    return Cleaned({"channel": found, "how": plain(text)[:200]})


_DATE = re.compile(
    r"\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{2,4}|\d{4}-\d{1,2}-\d{1,2}(?:[ T][\d:]+)?"
    r"|\d{1,2}\s*[ก-๎]+\.?\s*(?:[ก-๎]\.)?\s*(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s*\d{2,4}"
)


_SAID = re.compile(r"(ลงวันที่|ลว\.?|วันที่)")


def order(text: str) -> Cleaned:
    """ "12/2569 ลงวันที่ 1 ม.ค. 2569": number and day."""
    value = plain(text)
    number, said, day = value, "", ""
    if _SAID.search(value):
        number, said, day = (part.strip(" ,/") for part in _SAID.split(value, maxsplit=1))
    number = re.sub(r"^(?:คำสั่ง)?(?:ที่|เลขที่)?\s*", "", number)
    found = _text("order_no", number) if number else EMPTY
    if not said:
        return found
    on = cells.date_of("order_on")(day)
    return Cleaned({**found.values, **on.values}, found.repairs, on.problems)


def term(text: str) -> Cleaned:
    """ "1 ต.ค. 2568 – 30 ก.ย. 2570": first and last day."""
    days = _DATE.findall(plain(text))
    if not 1 <= len(days) <= 2:
        return wrong(f"อ่านวาระไม่ออก: เขียนวันเริ่ม – วันสิ้นสุด ช่องนี้เป็น “{shown(text)}”")
    read = [cells.date_of(key)(day) for key, day in zip(("term_from", "term_to"), days, strict=False)]
    return Cleaned(
        {key: value for one in read for key, value in one.values.items()},
        (), tuple(problem for one in read for problem in one.problems),
    )  # fmt: skip


def consent(text: str) -> Cleaned:
    """When and how in one cell; a yes without a day is no consent that the office could prove."""
    value = plain(text)
    if says_no(value):
        return EMPTY
    found = _DATE.search(value)
    if found is None:
        if says_yes(value):
            return Cleaned({"consent_said": True})
        return Cleaned({"consent_how": value[:200]})
    on = cells.date_of("consent_on")(found[0])
    rest = value.replace(found[0], " ")
    rest = re.sub(r"(?:ให้)?ความยินยอม|ยินยอม|เมื่อ|วันที่|ทาง(?=\S)|โดย(?=\S)", " ", rest)
    how = " ".join(rest.split()).strip(" ,;:/()[]-–")
    return Cleaned({**on.values, **({"consent_how": how[:200]} if how else {})}, (), on.problems)


def consent_on(text: str) -> Cleaned:
    """A date; a no is no consent, a bare yes is one without a day."""
    if says_no(plain(text)):
        return EMPTY
    if says_yes(text):
        return Cleaned({"consent_said": True})
    return cells.date_of("consent_on")(text)


CLEANERS: dict[str, Cleaner] = {
    "name": name, "phones": phones, "email": email, "line": line, "website": cells.website,
    "facebook": cells.facebook, "website_or_facebook": website_or_facebook, "kind": kind,
    "district": district, "group_or_district": group_or_district, "groups": groups, "channel": channel,
    "order": order, "order_on": cells.date_of("order_on"), "term": term,
    "term_from": cells.date_of("term_from"), "term_to": cells.date_of("term_to"), "consent": consent,
    "consent_on": consent_on,
    **{key: text_of(key) for key in (
        "post", "organisation", "school_group", "skill", "order_no", "how", "consent_how",
        "consent_taken_by", "notes", "title", "first_name", "last_name",
    )},
}  # fmt: skip
