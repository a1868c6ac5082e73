"""What a held row asks, the answers it offers, and the choice they make (`RowChoice` has its shape)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from prasan.agencies.fields import BY_KEY as FIELDS
from prasan.agencies.import_screen.rows import Row, target_label
from prasan.agencies.importing.targets import parts_of
from prasan.agencies.wording import as_text, day_text
from prasan.thai import names, places

_TITLES = {
    "same": "เป็นหน่วยงานเดียวกันหรือไม่",
    "repeated": "ซ้ำกับแถวอื่นหรือไม่",
    "place": "อยู่ที่ใด",
    "closed": "ยังเปิดอยู่หรือปิดแล้ว",
    "renamed": "เปลี่ยนชื่อหรือไม่",
    "code": "รหัสใดถูก",
    "held": "อยู่ระหว่างเสนอในเรื่องอื่น",
    "older": "ข้อมูลเก่ากว่าทะเบียน",
}
_AND_REMEMBER = "และจำชื่อในไฟล์เป็นชื่ออื่น ใช้ค้นหาได้ และแสดงบนเว็บ"
_CODES = ("code8", "code10")
_ONE_VALUE = ("value", "error")
IDENTITY = frozenset({"same", "repeated", "closed", "renamed", "code"})
"""Kinds of question whose answer says which agency the row is."""


@dataclass(frozen=True, slots=True)
class Option:
    """`strong` begins the label; `needs`: the field that is typed with this answer, "" for none."""

    value: str
    strong: str
    text: str = ""
    needs: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of a row. `fields` are what the row can be taken without."""

    kind: str
    title: str
    messages: tuple[str, ...]
    options: tuple[Option, ...]
    fields: tuple[str, ...] = ()

    @property
    def typing(self) -> str:
        """The answer that something is typed with, "" for none."""
        return next((option.value for option in self.options if option.needs), "")

    @property
    def rule(self) -> str:
        """Questions of one rule are asked alike: the same kind, of the same fields."""
        return ":".join((self.kind, *self.fields))


def asks_of(row: Row, so_far: Mapping[str, Any], former: Mapping[str, int] | None = None) -> list[Ask]:
    """The questions of a held row, what cannot be right included.

    `so_far`: what was chosen before, whose typed texts come back; `former` {name: agency of the register}.
    """
    typed = so_far.get("values") or {}
    asks: dict[str, Ask] = {}
    for question in [*row["questions"], *_errors(row)]:
        ask = _ask(question, row, typed, former or {})
        same = asks.get(ask.rule)
        if same and ask.kind in _ONE_VALUE:
            ask = Ask(ask.kind, ask.title, same.messages + ask.messages, ask.options, ask.fields)
        asks[ask.rule if ask.kind in _ONE_VALUE else f"{ask.rule}{len(asks)}"] = ask
    return list(asks.values())


def _errors(row: Row) -> Iterator[dict[str, Any]]:
    """What stands in a row's way without being a question, as one."""
    asked = {question["message"] for question in row["questions"]}
    for problem, field in zip(row["problems"], row["problem_fields"], strict=True):
        if problem["message"] not in asked and row["outcome"] == "error":
            fields = [_code_of(row) if field in _CODES else field]
            yield {
                "kind": "error",
                "message": problem["message"],
                "candidates": [],
                "fields": fields,
                "guess": {},
            }


def _code_of(row: Row) -> str:
    """A row's codes are refused together; what remains of them is asked about."""
    return next((code for code in _CODES if code in row["values"]), _CODES[0])


def _ask(question: Mapping[str, Any], row: Row, typed: Mapping[str, str], former: Mapping[str, int]) -> Ask:
    kind, fields = question["kind"], tuple(question["fields"])
    title = _TITLES.get(kind) or f"{target_label(fields[0])} ต้องแก้"
    options = _OPTIONS[kind](question, row, typed, former)
    return Ask(kind, title, (question["message"],), tuple(options), fields)


def _known(question: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [candidate for candidate in question["candidates"] if candidate["id"] is not None]


def _same(question: Mapping[str, Any], row: Row, typed: Any, former: Any) -> Iterator[Option]:
    name = row["values"].get("name", "")
    for candidate in _known(question):
        register, where = candidate["name"], f" {candidate['place']}" if candidate["place"] else ""
        number = candidate["id"]
        if names.variants_key(register) == names.variants_key(name):
            yield Option(f"same:{number}", "หน่วยงานเดียวกัน", f"คือ “{register}”{where}")
            continue
        yield Option(
            f"same:{number}",
            "หน่วยงานเดียวกัน",
            f"ใช้ชื่อในทะเบียน “{register}”{where} {_AND_REMEMBER}",
        )
        yield Option(f"same-name:{number}", "หน่วยงานเดียวกัน", f"ใช้ชื่อในทะเบียน “{register}”{where} ไม่จำชื่อในไฟล์")
        yield Option(f"rename:{number}", "หน่วยงานเดียวกัน", f"แก้ชื่อในทะเบียนเป็น “{name}”")
    yield Option("new", "คนละหน่วยงาน", "เพิ่มเป็นหน่วยงานใหม่")


def _repeated(question: Any, row: Row, typed: Any, former: Any) -> Iterator[Option]:
    yield Option("skip", "แถวซ้ำ", "ใช้แถวก่อนหน้า ข้ามแถวนี้")
    if row["match_id"] is None:
        yield Option("new", "คนละหน่วยงาน", "รับแถวนี้เป็นหน่วยงานใหม่ด้วย")


def _place(question: Mapping[str, Any], row: Row, typed: Mapping[str, str], former: Any) -> Iterator[Option]:
    if question["fields"] != ["place"]:
        yield from _value(question, row, typed, former)
        return
    for candidate in question["candidates"]:
        if code := code_of(candidate["place"]):
            yield Option(f"place:{code}", "ใช้", candidate["place"])
    yield from _value(question, row, typed, former)


def code_of(label: str) -> str | None:
    """The official code of "ต.ทับมา อ.เมืองระยอง จ.ระยอง"."""
    address = places.parse_address(label)
    return places.find(address.subdistrict, address.district, address.province).code


def _value(question: Mapping[str, Any], row: Row, typed: Mapping[str, str], former: Any) -> Iterator[Option]:
    field = question["fields"][0] or "notes"
    good = as_text(field, row["values"].get(field)) if field in FIELDS else ""
    text = typed.get(field, "")
    text = as_text("place", text) if field == "place" and text else text
    yield Option("type", "พิมพ์ค่าที่ถูก", "", field, text or good)
    if field != "name":
        rest = f"คงส่วนที่ใช้ได้ {good}" if good else f"ทะเบียนไม่มี{target_label(field)}จากแถวนี้"
        yield Option("drop", "รับแถวโดยไม่เอาค่านี้", rest)


def _held(question: Mapping[str, Any], row: Row, typed: Any, former: Any) -> Iterator[Option]:
    labels = " ".join(target_label(field) for field in question["fields"])
    yield Option("drop", "รับแถวโดยไม่เอาค่านี้", f"เว้น{labels}ไว้ก่อน")
    yield Option("skip", "รอผลของเรื่องนั้น", "แถวนี้ยังไม่เสนอ")


def _older(question: Any, row: Row, typed: Any, former: Any) -> Iterator[Option]:
    yield Option("drop", "รับแถวโดยไม่เอาค่านี้", "คงจำนวนของปีที่ใหม่กว่าในทะเบียน")
    yield Option("older", "ใช้ค่าในไฟล์", "แก้ทะเบียนกลับเป็นจำนวนของปีที่เก่ากว่า")


def _closed(question: Mapping[str, Any], row: Row, typed: Mapping[str, str], former: Any) -> Iterator[Option]:
    if "notes" in question["fields"]:
        guess = str(question["guess"].get("closed_on", ""))
        date = typed.get("closed_on") or (day_text(guess) if guess else "")
        yield Option("closed", "ปิดหรือยุบรวมแล้ว", "ตั้งแต่วันที่", "closed_on", date)
        yield Option("open", "ยังเปิดอยู่", "รับแถวนี้ตามที่เป็น")
    else:
        yield Option("open", "ใช้ข้อมูลแถวนี้", "ปรับข้อมูลของหน่วยงานที่ปิดแล้ว")
        yield Option("new", "คนละหน่วยงาน", "เพิ่มเป็นหน่วยงานใหม่")


def _renamed(
    question: Mapping[str, Any], row: Row, typed: Any, former: Mapping[str, int]
) -> Iterator[Option]:
    name = row["values"].get("name", "")
    if not question["fields"]:  # a code says so
        for candidate in _known(question):
            yield Option(f"rename:{candidate['id']}", "เปลี่ยนชื่อ", f"“{candidate['name']}” เปลี่ยนเป็น “{name}”")
            yield Option(
                f"same:{candidate['id']}",
                "หน่วยงานเดียวกัน",
                f"ใช้ชื่อในทะเบียน “{candidate['name']}” {_AND_REMEMBER}",
            )
            yield Option(
                f"same-name:{candidate['id']}",
                "หน่วยงานเดียวกัน",
                f"ใช้ชื่อในทะเบียน “{candidate['name']}” ไม่จำชื่อในไฟล์",
            )
        yield Option("new-without-code", "รหัสผิด", "รับเป็นหน่วยงานใหม่ ไม่เอารหัส")
        return
    for old in question["guess"].get("other_names", ()):
        if number := former.get(old):
            yield Option(f"rename:{number}", "เปลี่ยนชื่อ", f"“{old}” ในทะเบียนเปลี่ยนเป็น “{name}”")
    yield Option("open", "รับแถวนี้ตามที่เป็น", _remembered(question))


def _remembered(question: Mapping[str, Any]) -> str:
    others = question["guess"].get("other_names", ())
    return f"จำ “{others[0]}” เป็นชื่อเดิม" if others else ""


def _code(question: Mapping[str, Any], row: Row, typed: Any, former: Any) -> Iterator[Option]:
    for candidate in _known(question):
        yield Option(
            f"same:{candidate['id']}", "หน่วยงานเดียวกัน", f"คือ “{candidate['name']}” แก้รหัสในทะเบียนตามไฟล์"
        )
        yield Option(f"same-without-code:{candidate['id']}", "หน่วยงานเดียวกัน", "ใช้รหัสในทะเบียนตามเดิม")
    yield Option("new", "คนละหน่วยงาน", "เพิ่มเป็นหน่วยงานใหม่")


_OPTIONS: dict[str, Any] = {
    "same": _same,
    "repeated": _repeated,
    "place": _place,
    "closed": _closed,
    "renamed": _renamed,
    "code": _code,
    "value": _value,
    "held": _held,
    "older": _older,
    "error": _value,
}


def choice_of(row: Row, so_far: Mapping[str, Any], answers: Iterable[tuple[Ask, str, str]]) -> dict[str, Any]:
    """The whole choice that these answers (question, answer, what was typed) make of the row.

    What was chosen before stays as far as it is not answered anew; a skipped row is only that.
    """
    answers = list(answers)
    choice: dict[str, Any] = {
        key: so_far[key] for key in ("same_as", "new", "values", "drop", "older") if key in so_far
    }
    values, drop = dict(choice.get("values", {})), list(choice.get("drop", ()))
    for ask, answer, text in answers:
        what, _, which = answer.partition(":")
        if what == "skip":
            return {"skip": True, "name": row["name"]}
        if what in _WHO:
            choice.pop("same_as", None), choice.pop("new", None)
            choice |= {"same_as": int(which)} if which else {"new": True}
        if what == "rename":
            values["name"] = row["values"]["name"]
        if what == "same-name":  # as if the name of the register had been typed
            values["name"] = _name_of(row, int(which))
        if what == "place":
            values["place"] = which
        if what in ("type", "closed"):
            values["closed_on" if what == "closed" else ask.fields[0]] = text
        if what == "drop":
            drop += ask.fields
        if what.endswith("without-code"):
            drop += [code for code in _CODES if code in row["values"]]
    given = {answer for _, answer, _ in answers}
    choice |= {"older": True} if "older" in given else {}
    if given & {"open", "closed"} and not choice.keys() & {"same_as", "new"}:
        choice |= {"same_as": row["match_id"]} if row["match_id"] is not None else {"new": True}
    if (
        any(ask.kind == "renamed" and answer == "open" for ask, answer, _ in answers)
        and row["match_id"] is not None
    ):
        values |= _former_names(row)
    drop = [field for field in dict.fromkeys(drop) if field not in values]
    choice |= ({"values": values} if values else {}) | ({"drop": drop} if drop else {})
    dropped = {**so_far.get("dropped", {}), **_left_out(row, answers)}
    choice |= {"dropped": dropped} if dropped else {}
    return choice | {"name": so_far.get("name") or row["name"]}


def _left_out(row: Row, answers: Iterable[tuple[Ask, str, str]]) -> dict[str, str]:
    """{field: its problem in words} of what is taken without, or mended; of a misread name the name."""
    parts: set[str] = set()
    names_left: dict[str, str] = {}
    for ask, answer, _ in answers:
        what = answer.partition(":")[0]
        if what in _LEFT_OUT:
            parts |= {part for name in ask.fields for part in parts_of(name)}
        if what == "same-name":
            names_left["name"] = row["name"]
    if not parts:
        return names_left
    said = zip(row["problem_fields"], row["problems"], strict=True)
    return {name: problem["message"] for name, problem in said if name in parts} | names_left


_LEFT_OUT = frozenset({"drop", "type", "place"})
_WHO = frozenset({"same", "same-name", "rename", "new", "new-without-code", "same-without-code"})


def _name_of(row: Row, agency: int) -> str:
    candidates = (candidate for question in row["questions"] for candidate in question["candidates"])
    return str(next(candidate["name"] for candidate in candidates if candidate["id"] == agency))


def _former_names(row: Row) -> dict[str, str]:
    """A note's former name, typed as it were: only a new row keeps it by itself."""
    found = [
        name
        for question in row["questions"]
        if question["kind"] == "renamed"
        for name in question["guess"].get("other_names", ())
    ]
    return {"other_names": ", ".join([*row["values"].get("other_names", ()), *found])} if found else {}
