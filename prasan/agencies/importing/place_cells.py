"""Where an agency is: the official code out of several cells, the address without what the code says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from prasan.agencies.importing import centres
from prasan.agencies.importing.cells import is_nothing, number_text, plain, shown
from prasan.thai import coordinates, places
from prasan.thai.digits import to_arabic
from prasan.thai.text import normalise


@dataclass(frozen=True, slots=True)
class Located:
    """`problem`: (column target, message); `is_error` if there is no such place and none to guess.
    `guesses`: places that may be meant, best first; `code` None if unknown or not asked."""

    code: str | None
    repairs: tuple[str, ...] = ()
    problem: tuple[str, str] | None = None
    is_error: bool = False
    guesses: tuple[places.Place, ...] = ()
    rest_of_address: str | None = None
    postal_code: str | None = None


_LONGEST = 100
"""Longer is no name of a place; the rest of it is not looked at."""
_LONGEST_ADDRESS = 600


@dataclass(slots=True)
class Locator:
    """Finds places and remembers; `home`: codes of the office's own provinces, for what is unsaid."""

    home: frozenset[str] = frozenset()
    _memory: dict[tuple[str, str, str, str, str], Located] = field(default_factory=dict)

    def locate(
        self, subdistrict: str, district: str, province: str, postal_code: str, address: str
    ) -> Located:
        """Texts as they stand in the sheet, "" for none. An address is taken apart for what is missing."""
        asked = (
            subdistrict[:_LONGEST], district[:_LONGEST], province[:_LONGEST], postal_code[:_LONGEST],
            address[:_LONGEST_ADDRESS],
        )  # fmt: skip
        found = self._memory.get(asked)
        if found is None:
            found = self._memory[asked] = self._locate(*(_given(text) for text in asked))
        return found

    def _locate(
        self, subdistrict: str, district: str, province: str, postal_code: str, address: str
    ) -> Located:
        subdistrict, district, province = _untangled(subdistrict, district, province)
        taken = places.parse_address(address) if address else None
        if not (subdistrict or district or province):
            if not taken or not any(taken[1:4]):
                return Located(None)
            found = self._find(
                taken.subdistrict, taken.district, taken.province, postal_code or taken.postal_code, "address"
            )
            return _with(found, rest=taken.rest, postal=taken.postal_code)
        found = self._find(
            subdistrict or (taken.subdistrict if taken else ""),
            district or (taken.district if taken else ""),
            province or (taken.province if taken else ""),
            postal_code or (taken.postal_code if taken else ""),
            "subdistrict" if subdistrict else "district" if district else "province",
        )
        if taken is None:
            return found
        says_same = found.code is not None and _agrees(taken, found.code)
        return _with(found, rest=taken.rest if says_same else None, postal=taken.postal_code)

    def _find(self, subdistrict: str, district: str, province: str, postal_code: str, column: str) -> Located:
        postal_code = number_text(postal_code) if postal_code else ""
        match = places.find(subdistrict, district, province, postal_code)
        if match.code:
            found = Located(match.code, (match.repair_th,) if match.repair_th else ())
            return _checked(found, postal_code) if postal_code else found
        names = [normalise(name) for name in (subdistrict, district, province) if name]
        found_many = match.candidates if match.how == "ambiguous" else _capitals(names)
        if found_many:
            return self._one_of_many(" ".join(names), found_many, column, is_alone=len(names) == 1)
        asked = " ".join(names)
        guesses = tuple(match.candidates) or ((match.guess,) if match.guess else ())
        return _unknown(asked, self._home_first(guesses), column)

    def _one_of_many(self, asked: str, found: list[places.Place], column: str, *, is_alone: bool) -> Located:
        """Two names that only one place at home has are sure enough; of one name alone it is asked."""
        near = [place for place in found if place.code[:2] in self.home]
        if len(near) == 1 and not is_alone:
            return Located(near[0].code, (f"ไม่ได้บอกว่าอยู่จังหวัดใด จึงใช้ {near[0].label}",))
        guesses = tuple(near) if len(near) == 1 else self._home_first(tuple(found))
        labels = " หรือ ".join(place.label for place in guesses[:3])
        end = " หรือไม่" if len(near) == 1 else ""
        message = f"ในประเทศมี “{asked}” {len(found)} แห่ง: หมายถึง {labels}{end}"
        return Located(None, (), (column, message), False, guesses)

    def _home_first(self, guesses: tuple[places.Place, ...]) -> tuple[places.Place, ...]:
        return tuple(sorted(guesses, key=lambda place: place.code[:2] not in self.home))


_CAPITAL = re.compile(r"(?:อำเภอ|อ\.)?\s*เมือง")


def _capitals(names: list[str]) -> list[places.Place]:
    """อ.เมือง alone: that of any province."""
    return _every_capital() if len(names) == 1 and _CAPITAL.fullmatch(names[0]) else []


@cache
def _every_capital() -> list[places.Place]:
    below = [district for province in places.provinces() for district in places.inside(province.code)]
    return [district for district in below if district.name == f"เมือง{district.province}"]


_NEXT_LEVEL = re.compile(r"(?<=[ก-๎ ])\s*(?:อำเภอ|อ\.|จังหวัด|จ\.|เขต)(?=\s*[ก-๎])")


def _untangled(subdistrict: str, district: str, province: str) -> tuple[str, str, str]:
    """ "ทางเกวียน อ.แกลง" under ตำบล says the district too; "แกลง จ.ระยอง" under อำเภอ the province."""
    if (found := _NEXT_LEVEL.search(subdistrict)) and found.start():
        rest = places.parse_address(subdistrict[found.start() :].strip())
        subdistrict = subdistrict[: found.start()].strip()
        district, province = district or rest.district, province or rest.province
    if (found := _NEXT_LEVEL.search(district)) and found.start():
        rest = places.parse_address(district[found.start() :].strip())
        district, province = district[: found.start()].strip(), province or rest.province
    return subdistrict, district, province


@lru_cache(maxsize=16384)
def _given(text: str) -> str:
    return "" if is_nothing(text) else plain(text)


def _with(found: Located, *, rest: str | None, postal: str) -> Located:
    return replace(found, rest_of_address=rest, postal_code=postal or None)


def _agrees(taken: places.Address, code: str) -> bool:
    """Whether the names in an address say nothing else than the code found."""
    if not any(taken[1:4]):
        return True
    found = places.find(taken.subdistrict, taken.district, taken.province)
    return found.code is not None and (code.startswith(found.code) or found.code.startswith(code))


def _unknown(asked: str, guesses: tuple[places.Place, ...], column: str) -> Located:
    if not guesses:
        return Located(None, (), (column, f"ไม่พบ “{asked}” ในทะเบียนตำบล อำเภอ จังหวัด: ตรวจตัวสะกด"), True)
    labels = " หรือ ".join(place.label for place in guesses[:3])
    return Located(None, (), (column, f"ไม่พบ “{asked}”: หมายถึง {labels} หรือไม่"), False, guesses)


def _checked(found: Located, postal_code: str) -> Located:
    """A postcode that no place of the district has can't be right; within it, post offices differ. Of a
    place that is a whole province, any of its codes is."""
    code = found.code or ""
    if not _POSTAL_CODE.fullmatch(postal_code) or postal_code in postal_codes(code[:4]):
        return found
    place = places.place(code)
    own = f" ({place.postal_code})" if place.postal_code else ""
    return replace(found, problem=("postal_code", f"รหัสไปรษณีย์ {postal_code} ไม่ใช่ของ {place.label}{own}"))


def insisted(found: Located, typed: str) -> Located:
    """A person who types a postcode of another district in the province knows the post office."""
    is_of_postcode = found.problem is not None and found.problem[0] == "postal_code"
    if is_of_postcode and number_text(typed) in postal_codes((found.code or "")[:2]):
        return replace(found, problem=None)
    return found


_POSTAL_CODE = re.compile(r"\d{5}")


@cache
def postal_codes(code: str) -> frozenset[str]:
    """Those of everything in a province or district; "" is the whole country."""
    below = places.inside(code)
    return frozenset(place.postal_code for place in below).union(*(postal_codes(p.code) for p in below))


_MOO = re.compile(r"^(?:หมู่ที่|หมู่|ม\.|moo)?\s*(\d+)$", re.IGNORECASE)
_PREFIXES = {
    "หมู่": "หมู่ ",
    "ม": "หมู่ ",
    "moo": "หมู่ ",
    "ถนน": "ถนน",
    "ถ": "ถนน",
    "road": "ถนน",
    "street": "ถนน",
    "ซอย": "ซอย",
    "ซ": "ซอย",
}
_BEGINS = re.compile(r"^(?:หมู่|ม\.|ถนน|ถ\.|ซอย|ซ\.)")


def address_part(heading: str, text: str) -> str:
    """A cell of the address with the word that its heading says: under หมู่ที่, "4" is "หมู่ 4"."""
    value = places.address_line(plain(text))
    word = re.sub(r"[\s.]|ที่$", "", to_arabic(normalise(heading)).lower())
    prefix = _PREFIXES.get(word.removesuffix("ที่"))
    if not prefix or _BEGINS.match(value):
        return value
    if prefix == "หมู่ ":
        return f"หมู่ {found[1]}" if (found := _MOO.match(value)) else value
    return prefix + value


def place_cell(text: str) -> str | None:
    """The code in a cell that is one ("210301"), if there is such a place."""
    code = number_text(text)
    try:
        return places.place(code).code
    except KeyError:
        return None


# A nought is what programs export for "not known"; nothing of Thailand lies on the equator.
_ZERO = re.compile(r"\s*[0๐]+(?:\.[0๐]*)?\s*")
_IN_AN_ADDRESS = re.compile(r"://.*?(-?\d{1,3}\.\d+),\s*(-?\d{1,3}\.\d+)")


def coordinates_of(
    first: str, second: str, place_code: str | None
) -> tuple[list[float] | None, str | None, str | None]:
    """(value, repair, problem). A point far from the province can't be right."""
    if len(first) + len(second) > _LONGEST_ADDRESS:
        return None, None, "พิกัดยาวเกินไป: เขียนเป็นองศาทศนิยม เช่น 12.7750, 101.6500"
    if _ZERO.fullmatch(first) or _ZERO.fullmatch(second):
        written = ", ".join(filter(None, (first.strip(), second.strip())))
        return None, None, f"พิกัด {written} อยู่นอกประเทศไทย: ถ้าไม่ทราบพิกัด เว้นว่างไว้"
    if found := _IN_AN_ADDRESS.search(first):
        first = f"{found[1]}, {found[2]}"
    try:
        point = coordinates.parse("" if is_nothing(first) else first, "" if is_nothing(second) else second)
    except coordinates.CoordinatesError as error:
        return None, None, f"{error.message_th} (ช่องนี้เป็น “{shown(' '.join(filter(None, (first, second))))}”)"
    if point is None:
        return None, None, None
    if place_code and not centres.is_near(place_code[:2], point.latitude, point.longitude):
        province = places.place(place_code[:2]).label
        return None, None, f"พิกัด {point.latitude:g}, {point.longitude:g} อยู่ห่างจาก {province} มาก"
    return [point.latitude, point.longitude], point.repaired, None
