"""Provinces, districts and subdistricts of Thailand with their official codes (กรมการปกครอง) and postcodes.

Data: `data/places.tsv` (code, name, postcode), made from thailand-geography-json, MIT, see
`data/GEOGRAPHY-LICENSE`. A code is two digits for a province, four for a district, six for a subdistrict;
each begins with that of the place it lies in.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from prasan.thai.digits import to_arabic
from prasan.thai.distance import within
from prasan.thai.text import fold, normalise

How = Literal["exact", "repaired", "ambiguous", "unknown"]
BANGKOK = "10"
_DATA = Path(__file__).parent / "data" / "places.tsv"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of any of the three levels; `district` and `postal_code` are "" where the level has none."""

    code: str
    name: str
    district: str
    province: str
    postal_code: str

    @property
    def label(self) -> str:
        """ "ต.ทางเกวียน อ.แกลง จ.ระยอง"; in Bangkok "แขวงบางรัก เขตบางรัก กรุงเทพมหานคร"."""
        in_bangkok = self.code.startswith(BANGKOK)
        parts = [self.province if in_bangkok else f"จ.{self.province}"]
        if self.district:
            parts.insert(0, ("เขต" if in_bangkok else "อ.") + self.district)
        if len(self.code) == 6:
            parts.insert(0, ("แขวง" if in_bangkok else "ต.") + self.name)
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Match:
    """What the names of a place come to.

    exact: written as the register of places writes it. repaired: sure after what `repair_th` says.
    ambiguous: several `candidates` fit. unknown: nothing fits; `guess` is what was probably meant (a near
    spelling, or the same name in another district), for a person to confirm. `code` only for the first two.
    `postal_code_fits` is False if a postcode was given that is not the place's own.
    """

    code: str | None
    how: How
    repair_th: str | None = None
    candidates: list[Place] = field(default_factory=list)
    guess: Place | None = None
    postal_code_fits: bool = True


class _Gazetteer:
    """All places, by code and by folded name of each level."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.places: dict[str, Place] = {}
        self.names: dict[int, dict[str, list[Place]]] = {size: defaultdict(list) for size in (2, 4, 6)}
        self.inside: dict[str, list[Place]] = defaultdict(list)
        for line in lines:
            self._add(*line.rstrip("\n").split("\t"))

    def _add(self, code: str, name: str, postal_code: str) -> None:
        above = self.places.get(code[:-2])
        province = above.province if above else name
        district = name if len(code) == 4 else above.district if above else ""
        place = Place(code, name, district, province, postal_code)
        self.places[code] = place
        self.names[len(code)][name].append(place)
        self.inside[code[:-2]].append(place)

    def under(self, code: str, length: int) -> list[Place]:
        """The places with codes of this length below a place."""
        below = self.inside.get(code, [])
        if not below or len(below[0].code) == length:
            return below
        return [p for middle in below for p in self.inside.get(middle.code, [])]

    @cached_property
    def _shortened(self) -> dict[tuple[int, str], list[Place]]:
        """Places by length of code and folded name, as it is and with any one letter left out."""
        found: dict[tuple[int, str], list[Place]] = defaultdict(list)
        for place in self.places.values():
            for key in _with_one_left_out(fold(place.name)):
                found[len(place.code), key].append(place)
        return found

    def a_slip_away(self, length: int, key: str) -> list[Place]:
        """Places whose folded name is at most one slip from the key (and a few more, to be measured)."""
        near = [p for k in _with_one_left_out(key) for p in self._shortened.get((length, k), [])]
        return list(dict.fromkeys(near))


def _with_one_left_out(key: str) -> set[str]:
    return {key} | {key[:i] + key[i + 1 :] for i in range(len(key))}


@cache
def _gazetteer() -> _Gazetteer:
    with _DATA.open(encoding="utf-8") as lines:
        return _Gazetteer(lines)


def place(code: str) -> Place:
    """The place with this code; KeyError if there is none."""
    return _gazetteer().places[code]


def provinces() -> list[Place]:
    """All provinces by code."""
    return _gazetteer().inside[""]


def inside(code: str) -> list[Place]:
    """The places one level below: districts of a province, subdistricts of a district; by code."""
    return _gazetteer().inside.get(code, [])


_PREFIXES = {
    6: re.compile(r"^(?:ตำบล|แขวง|ต\.|ข\.(?=.))\s*"),
    4: re.compile(r"^(?:กิ่งอำเภอ|กิ่งอ\.|กิ่ง อ\.|อำเภอ|เขต|อ\.)\s*"),
    2: re.compile(r"^(?:จังหวัด|จ\.)\s*"),
}
_LEVEL_TH = {6: "ตำบล", 4: "อำเภอ", 2: "จังหวัด"}
_PROVINCE_NICKNAMES = {
    "กรุงเทพฯ": "กรุงเทพมหานคร", "กรุงเทพ": "กรุงเทพมหานคร", "กทม.": "กรุงเทพมหานคร", "กทม": "กรุงเทพมหานคร",
    "กรุงเทพมหานครฯ": "กรุงเทพมหานคร", "อยุธยา": "พระนครศรีอยุธยา", "โคราช": "นครราชสีมา",
}  # fmt: skip


@dataclass(slots=True)
class _Asked:
    """One level of a question: the bare name, and the repairs that made it bare."""

    level: int
    name: str
    repairs: list[str]


def _asked(level: int, text: str | None) -> _Asked | None:
    plain = normalise(text or "")
    name = _PREFIXES[level].sub("", plain).replace(" ", "")
    if name in ("", "-"):
        return None
    prefix = plain[: len(plain) - len(_PREFIXES[level].sub("", plain))].strip()
    repairs = [f'ตัด "{prefix}" ออกจาก{_LEVEL_TH[level]}'] if prefix else []
    if level == 2 and name in _PROVINCE_NICKNAMES:
        full = _PROVINCE_NICKNAMES[name]
        repairs.append(f"{name} → {full}")
        name = full
    return _Asked(level, name, repairs)


def find(
    subdistrict: str | None = None,
    district: str | None = None,
    province: str | None = None,
    postal_code: str | None = None,
) -> Match:
    """The place that these names mean, with or without ต./ตำบล/แขวง, อ./อำเภอ/เขต, จ./จังหวัด.

    The lowest level given decides the length of the code. Remembers its answers.
    """
    return _find(subdistrict or "", district or "", province or "", _postal(postal_code))


def _postal(text: str | None) -> str:
    plain = to_arabic(normalise(text or "")).removesuffix(".0")
    return plain if re.fullmatch(r"\d{5}", plain) else ""


@lru_cache(maxsize=32768)
def _find(subdistrict: str, district: str, province: str, postal_code: str) -> Match:
    levels = [_asked(6, subdistrict), _asked(4, district), _asked(2, province)]
    asked = [level for level in levels if level]
    if not asked:
        return Match(None, "unknown")
    _complete_capital(asked)
    repairs = [repair for level in asked for repair in level.repairs]
    fitting = _fitting(asked, postal_code)
    if len(fitting) == 1:
        return _sure(fitting[0], repairs, postal_code)
    if fitting:
        return Match(None, "ambiguous", None, fitting)
    return _guessed(asked, postal_code)


def _complete_capital(asked: list[_Asked]) -> None:
    """อ.เมือง จ.ระยอง is the district เมืองระยอง."""
    names = {level.level: level for level in asked}
    district, province = names.get(4), names.get(2)
    if district and province and district.name == "เมือง":
        district.name = f"เมือง{province.name}"
        district.repairs.append(f"อ.เมือง → อ.{district.name}")


def _fitting(asked: list[_Asked], postal_code: str) -> list[Place]:
    lowest, *above = asked
    found = [p for p in _gazetteer().names[lowest.level].get(lowest.name, []) if _lies_in(p, above)]
    with_postcode = [p for p in found if postal_code and p.postal_code == postal_code]
    return with_postcode if len(found) > 1 and with_postcode else found


def _lies_in(found: Place, above: list[_Asked]) -> bool:
    return all(_is_called(found, level) for level in above)


def _is_called(found: Place, level: _Asked) -> bool:
    if level.level == 2:
        return found.province == level.name
    names = (found.district, "เมือง") if found.district == f"เมือง{found.province}" else (found.district,)
    return level.name in names


def _sure(found: Place, repairs: list[str], postal_code: str) -> Match:
    fits = not postal_code or found.postal_code in ("", postal_code) or len(found.code) < 6
    how: How = "repaired" if repairs else "exact"
    return Match(found.code, how, " · ".join(repairs) or None, [found], postal_code_fits=fits)


def _guessed(asked: list[_Asked], postal_code: str) -> Match:
    """Near spellings level by level from the top, then the right name in the wrong district."""
    near = _near_places(asked)
    if not near:
        lowest = asked[0]
        near = _gazetteer().names[lowest.level].get(lowest.name, [])
        near = [p for p in near if p.postal_code == postal_code] or _same_province(near, asked)
    guess = near[0] if len(near) == 1 else None
    return Match(None, "unknown", None, near, guess)


def _same_province(found: list[Place], asked: list[_Asked]) -> list[Place]:
    """Those in a province that the other names point to; all if the names point nowhere."""
    codes = {p.code[:2] for level in asked[1:] for p in _gazetteer().names[level.level].get(level.name, [])}
    return [p for p in found if p.code[:2] in codes] if codes else found


def _near_places(asked: list[_Asked]) -> list[Place]:
    pool: list[Place] | None = None
    for level in reversed(asked):
        pool = _nearest(level.name, _choices(level, pool))
        if not pool:
            return []
    return pool or []


def _choices(level: _Asked, pool: list[Place] | None) -> list[Place]:
    """What a name may mean: the places under those above it, or all that are at most a slip away."""
    gazetteer = _gazetteer()
    if pool is None:
        return gazetteer.a_slip_away(level.level, fold(level.name))
    return [p for above in pool for p in gazetteer.under(above.code, level.level)]


def _nearest(name: str, choices: list[Place]) -> list[Place]:
    """Those of the same name, else those of the same folded name, else those a slip or two away."""
    if same := [p for p in choices if p.name == name]:
        return same
    key = fold(name)
    for distance in (0, 1, 2) if len(key) > 5 else (0, 1):
        near = [p for p in choices if within(key, fold(p.name), distance)]
        if near:
            return near
    return []


class Address(NamedTuple):
    """An address taken apart; "" for what it does not say. `rest` is as `address_line` writes it."""

    rest: str
    subdistrict: str
    district: str
    province: str
    postal_code: str


_NAME = r"[ก-๎][ก-๎.\-]*?"
_TAIL = re.compile(
    rf"(?P<rest>.*?)(?<![ก-๎])"
    rf"(?:(?:ตำบล|ต\.|แขวง) ?(?P<subdistrict>{_NAME}))?[ ,]*"
    rf"(?:(?:กิ่งอำเภอ|กิ่ง ?อ\.|อำเภอ|อ\.|(?<![ก-๎])เขต) ?(?P<district>{_NAME}))?[ ,]*"
    rf"(?:(?:จังหวัด|จ\.) ?(?P<province>{_NAME})|(?P<bangkok>กรุงเทพมหานคร|กรุงเทพฯ?|กทม\.?))?[ ,]*"
    r"(?P<postal_code>(?<!\d)\d{5}(?!\d))?\.?",
)
_MOO = re.compile(r"(?<![ก-๎])(?:หมู่ที่|หมู่|ม\.) ?(?=\d)")
_CONTACT = re.compile(r"(?<![ก-๎])(?:โทร|แฟกซ์|อีเมล|tel\b|fax\b|e-?mail\b).*", re.IGNORECASE)
_LONGEST_ADDRESS = 500


def address_line(text: str) -> str:
    """House number, หมู่ and road in one spelling: "๖๒ ม.๔" → "62 หมู่ 4"."""
    return _MOO.sub("หมู่ ", to_arabic(normalise(text))).strip(" ,")


def parse_address(text: str) -> Address:
    """An address in one cell, taken apart; names come without ต. อ. จ., in whatever spelling they had.

    "62 ม.4 ต.ทางเกวียน อ.แกลง" → rest "62 หมู่ 4", ทางเกวียน, แกลง, "", "". Names without any prefix are
    recognised from the end, if they are a province, a district in it, a subdistrict in that.
    """
    plain = to_arabic(normalise(text))
    where, contact = _contact_apart(plain)
    match = _TAIL.fullmatch(where) if len(where) <= _LONGEST_ADDRESS else None
    if not match:
        return Address(plain, "", "", "", "")
    parts = match.groupdict(default="")
    province = parts["province"] or (place(BANGKOK).name if parts["bangkok"] else "")
    found = Address(parts["rest"], parts["subdistrict"], parts["district"], province, parts["postal_code"])
    if not any(found[1:4]):
        found = _by_names_alone(found)
    return found._replace(rest=f"{address_line(found.rest)} {contact}".strip())


def _contact_apart(text: str) -> tuple[str, str]:
    """A telephone or e-mail written behind the address does not hide the place before it."""
    found = _CONTACT.search(text)
    return (text[: found.start()].strip(), text[found.start() :].strip()) if found else (text, "")


def _by_names_alone(address: Address) -> Address:
    """ "62 หมู่ 4 ทางเกวียน แกลง ระยอง": words at the end that name a place inside the one after them."""
    tokens = address.rest.split()
    names: list[str] = []
    above = ""
    for level in (2, 4, 6):
        codes = [p.code for p in _gazetteer().under(above, level) if tokens and p.name == tokens[-1]]
        if len(codes) != 1:
            break
        above = codes[0]
        names.insert(0, tokens.pop())
    subdistrict, district, province = [""] * (3 - len(names)) + names
    return Address(" ".join(tokens), subdistrict, district, province, address.postal_code)
