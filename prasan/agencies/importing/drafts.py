"""One row of a sheet as cleaned values, before it is compared with anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from os.path import commonprefix
from typing import Any

from prasan.agencies.importing.cells import MOST_CHARACTERS, Cell, Cleaned, Doubt, guarded, is_nothing, spoilt
from prasan.agencies.importing.cleaners import CLEANERS, PLACE_PARTS
from prasan.agencies.importing.judged import Problem
from prasan.agencies.importing.matching import Identity, identity
from prasan.agencies.importing.place_cells import (
    Located,
    Locator,
    address_part,
    coordinates_of,
    insisted,
    place_cell,
)
from prasan.agencies.importing.plan import Plan
from prasan.agencies.importing.rows import DataRow
from prasan.agencies.importing.scope import Kind, Scopes, kind_of_name, no_school
from prasan.agencies.importing.targets import parts_of
from prasan.agencies.importing.values import EARLIEST_YEAR, LATEST_YEAR
from prasan.thai import dates, places

NO_NAME = "แถวนี้ไม่มีชื่อหน่วยงาน"
_CONTACT_PARTS = {
    "contact_name": "name", "contact_post": "post", "contact_phone": "phones", "contact_email": "email",
    "contact_line": "line", "contact_about": "about",
}  # fmt: skip
_NAMELESS = "ผู้ประสานงาน"
_COUNTS = frozenset({"pupils", "teachers", "rooms"})


@dataclass(slots=True)
class Draft:
    """`errors` and `problems` as far as the row alone shows them; `guesses`: places it may mean."""

    plan: Plan
    number: int
    values: dict[str, Any]
    repairs: list[str]
    choice: Mapping[str, Any]
    kind: Kind = Kind("school", False)
    errors: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    guesses: tuple[places.Place, ...] = ()
    identity: Identity = Identity("", "", "", "", "", "")


@dataclass
class Drafter:
    """Makes drafts of the rows of one sheet; `choices` {row: choice} of this sheet; `this_year` in พ.ศ."""

    plan: Plan
    locator: Locator
    scopes: Scopes
    choices: Mapping[int, Mapping[str, Any]]
    this_year: int = LATEST_YEAR

    def draft(self, row: DataRow) -> Draft:
        choice = self.choices.get(row.number) or _NO_CHOICE
        typed = choice.get("values") or _NO_CHOICE
        draft = Draft(self.plan, row.number, {}, [], choice)
        self._read_cells(draft, row, typed)
        self._read_place(draft, row, typed)
        if self._has_point or typed:
            self._read_coordinates(draft, row.cells, typed)
        if self.plan.academic_year:
            _date_the_counts(draft, self.plan.academic_year)
        if "academic_year" in draft.values:
            self._look_at_year(draft)
        if "head_since" in draft.values:
            self._look_at_start(draft)
        if choice:
            _drop(draft, choice.get("drop", ()))
        _gather_contact(draft.values)
        self._identify(draft)
        return draft

    def _look_at_year(self, draft: Draft) -> None:
        year = draft.values["academic_year"]
        if EARLIEST_YEAR <= year <= self.this_year:
            return
        del draft.values["academic_year"]
        why = "ยังมาไม่ถึง" if self.this_year < year <= LATEST_YEAR else "ไม่น่าจะถูก"
        heading = self.plan.headings.get("academic_year")
        draft.problems += (Problem(heading, f"ปีการศึกษา {year} {why}", "academic_year"),)

    def _look_at_start(self, draft: Draft) -> None:
        """Nobody holds a post since a year that has not come: a slip of the pen, or of the calendar."""
        day = dates.parse(draft.values["head_since"])
        if day.year + dates.BE > self.this_year:
            del draft.values["head_since"]
            heading = self.plan.headings.get("head_since")
            draft.problems += (Problem(heading, f"วันที่ {dates.short(day)} ยังมาไม่ถึง ตรวจปี", "head_since"),)

    @cached_property
    def _has_point(self) -> bool:
        return not _POINT.isdisjoint(self.plan.place)

    def _read_cells(self, draft: Draft, row: DataRow, typed: Mapping[str, str]) -> None:
        cells = row.cells
        width = len(cells)
        for index, target, clean in self.plan.cells:
            if index < width and cells[index] and target not in typed:
                found = clean(cells[index])
                _take(draft, found)
                if found.problems:
                    draft.problems += found.problems
                if found.doubts:
                    draft.doubts += found.doubts
        for target, text in row.context.items():
            if target in CLEANERS and target not in self.plan.headings:
                _take(draft, CLEANERS[target](text)._replace(repairs=()))
        for target, text in typed.items():
            if target not in PLACE_PARTS and target in CLEANERS:
                found_typed = guarded(CLEANERS[target], text, target)
                _take(draft, found_typed._replace(repairs=()))
                draft.problems += tuple(Problem(None, problem, target) for problem in found_typed.problems)

    def _read_place(self, draft: Draft, row: DataRow, typed: Mapping[str, str]) -> None:
        if typed or row.context or not self._plain_place:
            self._read_any_place(draft, row, typed)
            return
        cells, width = row.cells, len(row.cells)
        asked = [cells[index] if 0 <= index < width else "" for index in self._plain_place]
        found = self.locator.locate(
            asked[0], asked[1], asked[2], asked[3], self._address(cells) if self.plan.address else ""
        )
        if found.code and not found.problem and not self.plan.address:
            draft.values["place"] = found.code
            draft.repairs += found.repairs
        else:
            self._take_place(draft, found, self._address(cells))

    @cached_property
    def _plain_place(self) -> tuple[int, ...]:
        """The columns of a place that has columns of its own; () if it is to be found in any other way."""
        place = self.plan.place
        if "place" in place or not place.keys() & {"subdistrict", "district"}:
            return ()
        return tuple(place.get(part, -1) for part in ("subdistrict", "district", "province", "postal_code"))

    def _read_any_place(self, draft: Draft, row: DataRow, typed: Mapping[str, str]) -> None:
        texts = {target: _cell(row.cells, index) for target, index in self.plan.place.items()}
        if row.context:
            texts = {
                **{t: v for t, v in row.context.items() if t in PLACE_PARTS},
                **{t: v for t, v in texts.items() if v},
            }
        if "place" in typed:
            texts = {}
        texts.update((part, text) for part, text in typed.items() if part in _TYPED_PLACE)
        address = typed["address"] if "address" in typed else self._address(row.cells)
        whole = texts.get("place", "")
        if code := place_cell(whole) if whole else None:
            draft.values["place"] = code
            _set_address(draft, address, None)
            return
        found = self.locator.locate(
            texts.get("subdistrict", ""),
            texts.get("district", ""),
            texts.get("province", ""),
            texts.get("postal_code", ""),
            f"{whole}" if whole else address,
        )
        found = insisted(found, typed.get("postal_code", ""))
        self._take_place(draft, found, "" if whole else address)
        if whole and address:
            _set_address(draft, address, None)

    def _address(self, cells: list[str]) -> str:
        if not self.plan.address:
            return ""
        if len(self.plan.address) == 1:
            index, heading = self.plan.address[0]
            text = _cell(cells, index)
            return text if is_nothing(text) or spoilt(text) else address_part(heading, text)
        parts = [
            address_part(h, t)
            for i, h in self.plan.address
            if not is_nothing(t := _cell(cells, i)) and not spoilt(t)
        ]
        return " ".join(parts)

    def _take_place(self, draft: Draft, found: Located, address: str) -> None:
        headings = self.plan.headings
        if found.code:
            draft.values["place"] = found.code
        if found.repairs:
            draft.repairs += found.repairs
        if found.postal_code and "postal_code" not in draft.values and not found.problem:
            draft.values["postal_code"] = found.postal_code
        if address:
            _set_address(draft, address, found.rest_of_address)
        if found.problem:
            target, message = found.problem
            heading = headings.get(target) or headings.get("place") or headings.get("address")
            field_name = "postal_code" if target == "postal_code" else "place"
            if target == "postal_code":
                draft.values.pop("postal_code", None)
                # What fits the place says more than that there is no such code at all.
                draft.problems = tuple(p for p in draft.problems if p.field != "postal_code")
            draft.guesses = found.guesses
            problem = Problem(heading, message, field_name)
            if found.is_error:
                draft.errors += (problem,)
            else:
                draft.problems += (problem,)

    def _read_coordinates(self, draft: Draft, cells: list[str], typed: Mapping[str, str]) -> None:
        place = self.plan.place
        if whole := typed.get("coordinates") or (
            _cell(cells, place["coordinates"]) if "coordinates" in place else ""
        ):
            first, second = whole, ""
        else:
            first = _cell(cells, place.get("latitude", -1))
            second = _cell(cells, place.get("longitude", -1))
        heading = self.plan.headings.get("coordinates") or self.plan.headings.get("latitude")
        if problem := spoilt(first) or spoilt(second):
            draft.problems += (Problem(heading, problem, "coordinates"),)
            return
        value, repair, problem = coordinates_of(first, second, draft.values.get("place"))
        if value:
            draft.values["coordinates"] = value
        if repair:
            draft.repairs.append(f"พิกัด: {repair}")
        if problem:
            draft.problems += (Problem(heading, problem, "coordinates"),)

    def _identify(self, draft: Draft) -> None:
        name = draft.values.get("name")
        bad_names = tuple(p for p in draft.problems if p.field == "name") if draft.problems else ()
        if bad_names or not name:
            draft.problems = tuple(p for p in draft.problems if p.field != "name")
            draft.errors += bad_names or (Problem(self.plan.headings.get("name"), NO_NAME, "name"),)
            draft.kind = self.plan.kind or Kind("school", False)
            draft.values.pop("name", None)
        else:
            draft.kind = self._kind(draft.values.get("kind"), name)
            if self.plan.kind == _A_SCHOOL and draft.kind == _A_SCHOOL:
                _look_at_name(draft, name)
        draft.identity = identity(draft.values, draft.kind.code)
        if draft.guesses:
            draft.identity = draft.identity._replace(place=_common_place(draft.guesses))

    def _kind(self, said: str | None, name: str) -> Kind:
        of_sheet = self.plan.kind
        by_name = kind_of_name(name)
        is_school = by_name == "school" or of_sheet == _A_SCHOOL
        # Of a school, ประเภท tells who runs it: เอกชน, หน่วยงานของรัฐ.
        if said and not (is_school and said in ("agency", "organisation")):
            return Kind(said, True)
        if by_name == "school" and (of_sheet is None or of_sheet.code == "school"):
            return of_sheet if of_sheet and of_sheet.is_sure else _A_SCHOOL
        if by_name != "school" and self.scopes.is_unit_name(name):
            return Kind("unit", True)
        if of_sheet and of_sheet.is_sure and not (of_sheet.code == "unit" and by_name == "school"):
            return of_sheet
        if of_sheet and of_sheet.code == "school" and (by_name is None or name.startswith(_SCHOOL_LIKE)):
            return of_sheet
        if by_name:
            return Kind(by_name, by_name in ("school", "person"))
        return of_sheet or Kind("school", False)


def _look_at_name(draft: Draft, name: str) -> None:
    """A column of schools may hold a person or an agency; with a school's code or pupils it is a school."""
    kind = no_school(name)
    if kind == "agency" and not _OF_SCHOOLS.isdisjoint(draft.values):
        draft.values["name"] = f"โรงเรียน{name}"
        draft.repairs.append(f"{name} → {draft.values['name']}")
    elif kind:
        draft.kind = Kind(kind, kind == "person")


_A_SCHOOL = Kind("school", True)
_OF_SCHOOLS = frozenset({"code8", "code10", "pupils", "teachers", "rooms"})
_NO_CHOICE: Mapping[str, Any] = {}
_POINT = frozenset({"latitude", "longitude", "coordinates"})
_TYPED_PLACE = PLACE_PARTS | {"postal_code"}
_SCHOOL_LIKE = ("วัด", "ชุมชน", "มัสยิด", "กลุ่ม")


def _cell(cells: list[str], index: int) -> str:
    return cells[index] if 0 <= index < len(cells) else ""


def _date_the_counts(draft: Draft, year: int) -> None:
    if "academic_year" not in draft.values and not _COUNTS.isdisjoint(draft.values):
        draft.values["academic_year"] = year
        draft.repairs.append(f"ปีการศึกษา {year} ตามที่เขียนไว้นอกตาราง")


def _take(draft: Draft, found: Cell | Cleaned) -> None:
    """Lists of several columns are put together; of single values the first stays."""
    values = draft.values
    for key, value in found.values.items():
        before = values.get(key)
        if before is None:
            values[key] = value
        elif isinstance(before, list) and isinstance(value, list):
            values[key] = list(dict.fromkeys([*before, *value]))
        elif key == "notes":
            values[key] = f"{before} · {value}"
    if found.repairs:
        draft.repairs += found.repairs


def _common_place(guesses: tuple[places.Place, ...]) -> str:
    """What all the places that may be meant lie in: for recognising the agency meanwhile."""
    common = commonprefix([place.code for place in guesses])
    return common[: len(common) - len(common) % 2]


def _set_address(draft: Draft, address: str, rest: str | None) -> None:
    if is_nothing(address):
        return
    if problem := spoilt(address):
        draft.problems += (Problem(draft.plan.headings.get("address"), problem, "address"),)
        return
    if len(address) > MOST_CHARACTERS:
        message = f"ช่องนี้ยาว {len(address):,} ตัวอักษร รับได้ไม่เกิน {MOST_CHARACTERS:,}"
        draft.problems += (Problem(draft.plan.headings.get("address"), message, "address"),)
        return
    value = places.address_line(address) if rest is None else rest
    if value and not is_nothing(value):
        draft.values["address"] = value


def _drop(draft: Draft, fields: Any) -> None:
    """รับแถวโดยไม่เอาค่านี้: what could not be right goes, the good part of the cell stays;
    without any problem the value itself is left out."""
    for name in fields:
        parts = parts_of(name)
        troubled = [p for p in (*draft.problems, *draft.errors) if p.field in parts]
        draft.problems = tuple(p for p in draft.problems if p.field not in parts)
        draft.errors = tuple(p for p in draft.errors if p.field not in parts or p.field == "name")
        if not troubled and name != "name":
            for part in parts:
                draft.values.pop(part, None)


def _gather_contact(values: dict[str, Any]) -> None:
    """The parts of a contact person become one entry; nameless numbers are those of "ผู้ประสานงาน"."""
    if values.keys().isdisjoint(_CONTACT_PARTS):
        return
    found = {key: values.pop(part) for part, key in _CONTACT_PARTS.items() if part in values}
    if found:
        found.setdefault("name", found.get("post") or _NAMELESS)
        values["contacts"] = [found]
