"""The shape of an office file, and every mistake it can hold (domain: an office is set up from a file).

`check(data)` raises `OfficeFileError` with the place of the first mistake, such as `posts[3].kind`.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from prasan.office.models import PostKind
from prasan.thai.text import normalise

FIRST_BE_YEAR = 2400
"""A year from here on was meant as พ.ศ.; the file has ค.ศ."""
CHAIN_KINDS = (PostKind.GROUP_HEAD, PostKind.DEPUTY, PostKind.DIRECTOR)


_LIKE_THIS = '["group_head", "deputy", "director"]'


class OfficeFileError(Exception):
    """`place` names where in the file, `message` says in Thai what is wrong."""

    def __init__(self, place: str, message: str) -> None:
        self.place, self.message = place, message
        super().__init__(f"{place}: {message}" if place else message)


def parse(content: bytes) -> Any:
    """The JSON of an office file, UTF-8 with or without BOM; raises `OfficeFileError`. Not yet checked."""
    try:
        data = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_object)
        _refuse_repeated_keys("", data)
        return data
    except UnicodeDecodeError as error:
        raise OfficeFileError("", "ไฟล์ต้องเป็น UTF-8") from error
    except json.JSONDecodeError as error:
        raise OfficeFileError(f"บรรทัด {error.lineno} คอลัมน์ {error.colno}", "ไม่ใช่ JSON ที่ถูกต้อง") from error
    except ValueError as error:  # an integer of thousands of digits
        raise OfficeFileError("", "มีตัวเลขที่ยาวเกินไป") from error
    except RecursionError as error:
        raise OfficeFileError("", "JSON ซ้อนกันลึกเกินไป") from error


class _Repeating(dict[str, Any]):
    """An object of which `repeated` is written twice; where it stands in the file is known only later."""

    repeated: str


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) == len(pairs):
        return row
    keys = [key for key, _ in pairs]
    repeating = _Repeating(row)
    repeating.repeated = next(key for number, key in enumerate(keys) if key in keys[:number])
    return repeating


def _refuse_repeated_keys(place: str, value: Any) -> None:
    inside = f"{place}." if place else ""
    if isinstance(value, _Repeating):
        raise OfficeFileError(f"{inside}{value.repeated}", "กุญแจนี้เขียนไว้สองครั้งในวัตถุเดียวกัน")
    if isinstance(value, dict):
        for key, inner in value.items():
            _refuse_repeated_keys(f"{inside}{key}", inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            _refuse_repeated_keys(f"{place}[{number}]", inner)


# section -> {key: (is it required, what it must be)}; a number is the most characters that fit the column.
_KEYS: dict[str, dict[str, tuple[bool, str]]] = {
    "office": {
        "name": (True, "text 200"),
        "short_name": (True, "text 100"),
        "address": (False, "lines 2000?"),
        "province": (False, "text 100?"),
        "phone": (False, "text 100?"),
        "email": (False, "email 254?"),
        "website": (False, "web 200?"),
        "opening_hours": (False, "lines 200?"),
    },
    "units": {"key": (True, "text 60"), "name": (True, "text 200")},
    "posts": {
        "key": (True, "text 60"),
        "title": (True, "text 250"),
        "kind": (True, "text 20"),
        "unit": (False, "text 60?"),
        "supervises": (False, "texts 60"),
    },
    "people": {"key": (True, "text 60"), "name": (True, "text 200"), "email": (True, "email 254")},
    "holders": {
        "post": (True, "text 60"),
        "person": (True, "text 60"),
        "from": (True, "date"),
        "to": (False, "date?"),
    },
    "orders": {
        "no": (True, "text 60"),
        "dated_on": (True, "date"),
        "wording": (True, "text 100"),
        "post": (True, "text 60"),
        "person": (True, "text 60"),
        "from": (True, "date"),
        "to": (False, "date?"),
        "scope": (False, "texts 60?"),
    },
}
_OPTIONAL_SECTIONS = {"orders"}


def check(data: Any) -> None:
    """Raise `OfficeFileError` unless `data` (parsed JSON) is a whole valid office."""
    if not isinstance(data, dict):
        raise OfficeFileError("", "ไฟล์สำนักงานต้องเป็นวัตถุ JSON หนึ่งชุด")
    _check_sections(data)
    keys = {section: _unique(data, section, "key") for section in ("units", "posts", "people")}
    _check_names_of_people(_unique(data, "people", "email"), data["people"])
    _check_posts(data["posts"], keys["units"])
    _check_holders(data["holders"], keys["posts"], keys["people"])
    _check_orders(data.get("orders", []), keys["posts"], keys["people"])
    _check_chains(data["chains"])


def _check_sections(data: dict[str, Any]) -> None:
    sections = {*_KEYS, "chains"}
    for unknown in sorted(data.keys() - sections):
        raise OfficeFileError(unknown, "ไม่รู้จักหัวข้อนี้")
    for missing in sorted(sections - data.keys() - _OPTIONAL_SECTIONS):
        raise OfficeFileError(missing, "ไฟล์ขาดหัวข้อนี้")
    _check_row("office", data["office"], _KEYS["office"])
    for section in [name for name in _KEYS if name != "office"]:
        rows = data.get(section, [])
        if not isinstance(rows, list):
            raise OfficeFileError(section, "ต้องเป็นรายการ")
        for place, row in _places(section, rows):
            _check_row(place, row, _KEYS[section])
    if not isinstance(data["chains"], dict):
        raise OfficeFileError("chains", "ต้องเป็นวัตถุที่มีประเภทงานเป็นกุญแจ")


def _places(section: str, rows: list[Any]) -> Iterator[tuple[str, Any]]:
    return ((f"{section}[{number}]", row) for number, row in enumerate(rows))


def _check_row(place: str, row: Any, keys: dict[str, tuple[bool, str]]) -> None:
    if not isinstance(row, dict):
        raise OfficeFileError(place, "ต้องเป็นวัตถุ JSON")
    for unknown in sorted(row.keys() - keys.keys()):
        raise OfficeFileError(f"{place}.{unknown}", "ไม่รู้จักกุญแจนี้")
    for key, (is_required, shape) in keys.items():
        if key in row:
            _check_value(f"{place}.{key}", row[key], shape)
        elif is_required:
            raise OfficeFileError(f"{place}.{key}", "ขาดค่านี้")


_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_NEW_LINE = re.compile(r"[\n\x85\u2028\u2029]")


def _is_lines(value: Any) -> bool:
    return isinstance(value, str) and not _UNPRINTABLE.search(value) and bool(normalise(value))


def _is_text(value: Any) -> bool:
    return _is_lines(value) and not _NEW_LINE.search(value)


def _is_date(value: Any) -> bool:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return False
    return day.year < FIRST_BE_YEAR


def _passes(validator: Callable[[Any], None], value: Any) -> bool:
    try:
        validator(value)
    except ValidationError:
        return False
    return True


_SHAPES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "text": (_is_text, "ต้องเป็นข้อความบรรทัดเดียวที่ไม่ว่างและไม่มีอักขระควบคุม"),
    "lines": (_is_lines, "ต้องเป็นข้อความที่ไม่ว่างและไม่มีอักขระควบคุม"),
    "date": (_is_date, "ต้องเป็นวันที่แบบ ปปปป-ดด-วว (ค.ศ.) ที่มีจริงในปฏิทิน"),
    "email": (
        lambda value: _is_text(value) and _passes(validate_email, value),
        "ต้องเป็นอีเมล เช่น name@office.example",
    ),
    "web": (
        lambda value: _is_text(value) and _passes(URLValidator(schemes=["http", "https"]), value),
        "ต้องเป็นที่อยู่เว็บ เช่น https://www.office.example",
    ),
    "texts": (
        lambda value: isinstance(value, list) and all(_is_text(item) for item in value),
        "ต้องเป็นรายการข้อความ",
    ),
}


def _check_value(place: str, value: Any, shape: str) -> None:
    may_be_absent = shape.endswith("?")
    if may_be_absent and (value is None or value == ""):
        return
    name, _, most = shape.rstrip("?").partition(" ")
    fits, message = _SHAPES[name]
    if not fits(value):
        raise OfficeFileError(place, message)
    if most and any(len(text) > int(most) for text in ([value] if isinstance(value, str) else value)):
        raise OfficeFileError(place, f"ยาวเกิน {most} ตัวอักษร")


def _unique(data: dict[str, Any], section: str, key: str) -> set[str]:
    seen: set[str] = set()
    for place, row in _places(section, data[section]):
        value = row[key].casefold() if key == "email" else row[key]
        if value in seen:
            raise OfficeFileError(f"{place}.{key}", f"“{row[key]}” ซ้ำกับรายการก่อนหน้า")
        seen.add(value)
    return seen


def _check_names_of_people(emails: set[str], people: list[dict[str, Any]]) -> None:
    """PERSON of the command line is a key or an e-mail: it must mean one person."""
    for place, row in _places("people", people):
        if row["key"].casefold() in emails - {row["email"].casefold()}:
            raise OfficeFileError(f"{place}.key", f"“{row['key']}” เป็นอีเมลของบุคคลอื่นในไฟล์")


def _known(place: str, value: str | None, known: Iterable[str], what: str) -> None:
    if value and value not in known:
        raise OfficeFileError(place, f"ไม่พบ{what} “{value}” ในไฟล์")


def _check_posts(posts: list[dict[str, Any]], units: set[str]) -> None:
    supervised: set[str] = set()
    headed: set[str] = set()
    directors = 0
    for place, post in _places("posts", posts):
        if post["kind"] not in PostKind.values:
            raise OfficeFileError(
                f"{place}.kind", f"ไม่รู้จักประเภทตำแหน่ง “{post['kind']}” ใช้ {', '.join(PostKind.values)}"
            )
        _known(f"{place}.unit", post.get("unit"), units, "กลุ่ม")
        if post.get("supervises") and post["kind"] != PostKind.DEPUTY:
            raise OfficeFileError(f"{place}.supervises", "รอง ผอ. เท่านั้นที่กำกับดูแลกลุ่ม")
        for number, unit in enumerate(post.get("supervises", [])):
            where = f"{place}.supervises[{number}]"
            _known(where, unit, units, "กลุ่ม")
            if unit in supervised:
                raise OfficeFileError(where, f"กลุ่ม “{unit}” มีรอง ผอ. กำกับดูแลอยู่แล้ว")
            supervised.add(unit)
        if post["kind"] == PostKind.GROUP_HEAD:
            _check_head(place, post.get("unit"), headed)
        directors += post["kind"] == PostKind.DIRECTOR
        if directors > 1:
            raise OfficeFileError(place, "สำนักงานมีตำแหน่งผู้อำนวยการได้ตำแหน่งเดียว")


def _check_head(place: str, unit: str | None, headed: set[str]) -> None:
    if not unit:
        raise OfficeFileError(f"{place}.unit", "ผู้อำนวยการกลุ่มต้องอยู่ในกลุ่มใดกลุ่มหนึ่ง")
    if unit in headed:
        raise OfficeFileError(f"{place}.unit", f"กลุ่ม “{unit}” มีผู้อำนวยการกลุ่มแล้ว")
    headed.add(unit)


def _check_period(place: str, row: dict[str, Any]) -> None:
    if row.get("to") and row["to"] < row["from"]:
        raise OfficeFileError(f"{place}.to", "วันสิ้นสุดอยู่ก่อนวันเริ่ม")


def overlap(one: tuple[str, str | None], other: tuple[str, str | None]) -> bool:
    """Whether two periods (ISO dates, both ends included, None = open) share a day."""
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])


def _pairs_of_one_post(
    section: str, rows: list[dict[str, Any]]
) -> Iterator[tuple[tuple[str, dict[str, Any]], tuple[str, dict[str, Any]]]]:
    by_post: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for place, row in _places(section, rows):
        by_post[row["post"]].append((place, row))
    for placed in by_post.values():
        yield from combinations(placed, 2)


def _check_holders(holders: list[dict[str, Any]], posts: set[str], people: set[str]) -> None:
    for place, row in _places("holders", holders):
        _known(f"{place}.post", row["post"], posts, "ตำแหน่ง")
        _known(f"{place}.person", row["person"], people, "บุคคล")
        _check_period(place, row)
    for (_, one), (place, other) in _pairs_of_one_post("holders", holders):
        if overlap((one["from"], one.get("to")), (other["from"], other.get("to"))):
            raise OfficeFileError(place, f"ตำแหน่ง “{other['post']}” มีผู้ดำรงตำแหน่งสองคนในเวลาเดียวกัน")


def _in_force(order: dict[str, Any]) -> tuple[str, str | None]:
    return max(order["dated_on"], order["from"]), order.get("to")


def _check_orders(orders: list[dict[str, Any]], posts: set[str], people: set[str]) -> None:
    for place, row in _places("orders", orders):
        _known(f"{place}.post", row["post"], posts, "ตำแหน่ง")
        _known(f"{place}.person", row["person"], people, "บุคคล")
        _check_period(place, row)
        starts, ends = _in_force(row)
        if ends and ends < starts:
            raise OfficeFileError(f"{place}.to", "คำสั่งสิ้นสุดก่อนวันที่สั่ง จึงไม่มีวันใดที่มีผล")
    for (_, one), (place, other) in _pairs_of_one_post("orders", orders):
        alike = normalise(one["wording"]) == normalise(other["wording"]) and _scope(one) == _scope(other)
        if alike and overlap(_in_force(one), _in_force(other)):
            raise OfficeFileError(
                place, f"คำสั่งที่ {other['no']} ซ้อนกับคำสั่งที่ {one['no']} ของตำแหน่ง ข้อความ และขอบเขตเดียวกัน"
            )


def _scope(order: dict[str, Any]) -> frozenset[str]:
    return frozenset(order.get("scope") or ())


def _check_chains(chains: dict[str, Any]) -> None:
    for kind, steps in chains.items():
        place = f"chains.{kind}"
        _check_value(place, kind, "text 60")
        if not isinstance(steps, list):
            raise OfficeFileError(place, f"ลำดับชั้นต้องเป็นรายการของประเภทตำแหน่ง เช่น {_LIKE_THIS}")
        if not steps:
            raise OfficeFileError(place, "ลำดับชั้นต้องมีอย่างน้อยหนึ่งขั้น")
        for number, step in enumerate(steps):
            if not isinstance(step, str):
                raise OfficeFileError(f"{place}[{number}]", f"ขั้นต้องเป็นข้อความ เช่น {_LIKE_THIS}")
            if step not in CHAIN_KINDS:
                raise OfficeFileError(
                    f"{place}[{number}]", f"ไม่รู้จักประเภทตำแหน่ง “{step}” ในลำดับชั้น ใช้ {', '.join(CHAIN_KINDS)}"
                )
            if step in steps[:number]:
                raise OfficeFileError(f"{place}[{number}]", f"ขั้น “{step}” ซ้ำในลำดับชั้นเดียวกัน")
            if number and CHAIN_KINDS.index(PostKind(step)) < CHAIN_KINDS.index(PostKind(steps[number - 1])):
                lower, higher = PostKind(step).label, PostKind(steps[number - 1]).label
                raise OfficeFileError(
                    f"{place}[{number}]",
                    f"ลำดับชั้นกลับกัน: {lower} อยู่หลัง {higher} ลำดับชั้นเรียงจากล่างขึ้นบน {', '.join(CHAIN_KINDS)}",
                )


def warnings(data: dict[str, Any]) -> Iterator[str]:
    """Of a checked file: what can be taken and is probably not meant (Thai, with its place)."""
    for place, order in _places("orders", data.get("orders", [])):
        for number, kind in enumerate(order.get("scope") or ()):
            if kind not in data["chains"]:
                yield (
                    f"{place}.scope[{number}]: ไม่มีลำดับชั้นของงาน “{kind}” ในไฟล์ "
                    f"คำสั่งที่ {order['no']} จึงยังไม่มีผลกับงานนี้"
                )
