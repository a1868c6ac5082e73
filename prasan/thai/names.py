"""When two names of an agency are the same name, nearly the same, or the same office in other words."""

import re
from functools import cache, lru_cache

from prasan.thai.abbreviations import PROVINCE_ABBREVIATIONS, expand
from prasan.thai.digits import to_arabic
from prasan.thai.distance import distance
from prasan.thai.places import provinces
from prasan.thai.text import fold, normalise

_SCHOOL = "โรงเรียน"
# No Thai word begins with รร, so it needs no dot here.
_SCHOOL_PREFIX = re.compile(r"^(?:โรงเรียน|ร\.? ?ร\.?) ?(?=[^ ]{2})")
_NEEDLESS = re.compile(r"[^0-9a-zก-ฺเ-๎]+")


def display_school(name: str) -> str:
    """A school's name as it is shown: normalised, รร./ร.ร. written out, no blank after โรงเรียน; quotes stay.

    A name without any prefix is left without: it may be a college or a kindergarten.
    """
    return _SCHOOL_PREFIX.sub(_SCHOOL, normalise(name))


@lru_cache(maxsize=4096)
def variants_key(name: str) -> str:
    """Equal for two spellings of the same name, and for those only.

    Ignored: โรงเรียน/รร. in front, abbreviation or full form, invisible marks, เเ, ํา, kind of digits, blanks,
    quotes and other punctuation, capitals. Not ignored: บ้าน, วัด, tone marks.
    """
    bare = _SCHOOL_PREFIX.sub("", normalise(name))
    return _NEEDLESS.sub("", to_arabic(expand(bare)).lower())


_KIND = re.compile("^(?:ชุมชน)?(?:บาน|วัด)?(?=..)")
_SILENT = re.compile("[ก-ฮ][ิุ]?์")
_SOUNDS = str.maketrans("ฆศษณญฎฏฐฑฒธภฬฌใ", "คสสนยดตถทททพลชไ")  # one sound, several letters
_DIGITS = re.compile(r"\d+")

_SAME, _SAME_BUT_MARKS, _SAME_SOUND = 1.0, 0.97, 0.95
_KIND_MISSING, _KIND_DIFFERS, _NUMBER_DIFFERS = 0.93, 0.8, 0.5


def _sound(key: str) -> str:
    return _SILENT.sub("", key).translate(_SOUNDS).replace("รร", "ั").replace("ฤ", "ริ")


@lru_cache(maxsize=8192)
def _comparable(name: str) -> tuple[str, str, str, str]:
    """Strict key, folded key, the folded key's kind (บ้าน, วัด), and how the rest sounds."""
    strict = variants_key(name)
    folded = fold(strict)
    kind = _KIND.match(folded)
    front = kind[0] if kind else ""
    sound = fold(_sound(strict))
    return strict, folded, front, sound.removeprefix(fold(_sound(front)))


def similar(one: str, other: str) -> float:
    """How near two names are, 0 to 1: 1 is the same name (`variants_key`), from 0.8 on a person should look.

    0.97 only tone marks differ; 0.95 it sounds the same (วังจันทน์, วังจันทร์); 0.93 only บ้าน, วัด or ชุมชน
    is missing in one; 0.8 one has บ้าน and the other วัด; otherwise by slips of the hand for the length,
    at most 0.5 if numbers differ. For candidates, not for every pair of a register: some 30 µs.
    """
    a, b = _comparable(one), _comparable(other)
    if a[0] == b[0]:
        return _SAME
    if _DIGITS.findall(a[1]) != _DIGITS.findall(b[1]):
        return min(_NUMBER_DIFFERS, _by_slips(a[1], b[1]))
    if a[1] == b[1]:
        return _SAME_BUT_MARKS
    return _by_kind(a, b)


def _by_kind(a: tuple[str, str, str, str], b: tuple[str, str, str, str]) -> float:
    most = _SAME_SOUND
    if a[2] != b[2]:
        most = _KIND_DIFFERS if a[2] and b[2] else _KIND_MISSING
    if a[3] == b[3]:
        return most
    return max(_by_slips(a[1], b[1]), most * _by_slips(a[3], b[3]))


def _by_slips(one: str, other: str) -> float:
    return 1 - distance(one, other) / max(len(one), len(other), 1)


# The area offices: สพท. before 2553, สพป. and สพม. since.
_AREA_OFFICE = re.compile(r"(?:สำนักงาน)?เขตพื้นที่(?:การศึกษา)?(ประถมศึกษา|มัธยมศึกษา|ประถม|มัธยม)?(?:การศึกษา)?")
_LEVELS = {"ประถม": "ประถมศึกษา", "มัธยม": "มัธยมศึกษา", "": "การศึกษา"}
_AREA_WORDS = re.compile("จังหวัด|เขตที่|เขต|ที่")
_SUPERVISED = re.compile(r"^(?:สังกัด|ในสังกัด)\s*:?\s*")
_BRACKETS = re.compile(r"\([^()]*\)")
_OFFICE_WORD = re.compile(r"(?<![ก-๎])(?:สนง\.?|สำนักงานฯ) ?")
_PROVINCE_ABBREVIATION = re.compile(r"(?<![ก-๎])จ\. ?")
_BANGKOK = re.compile("กรุงเทพมหานคร|กรุงเทพฯ?|กทม")


@cache
def _province_names() -> re.Pattern[str]:
    names = sorted((place.name for place in provinces()), key=len, reverse=True)
    return re.compile("|".join(names))


@lru_cache(maxsize=4096)
def affiliation_key(text: str) -> str:
    """สังกัด as a key: one office in any spelling has one key; "" for none.

    สพป.ระยอง เขต 2 = สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต ๒ = "สพป ระยอง เขต2"
    = "ระยอง สพป.เขต 2" = "สพป.รย.2".
    Anything but an area office: the name written out, without blanks and punctuation.
    """
    plain = _SUPERVISED.sub("", to_arabic(normalise(text)))
    plain = _BRACKETS.sub("", plain).strip() or plain
    plain = _PROVINCE_ABBREVIATION.sub("จังหวัด", _OFFICE_WORD.sub("สำนักงาน", plain))
    joined = _NEEDLESS.sub("", expand(plain).lower())
    office = _AREA_OFFICE.search(joined)
    if not office:
        return joined
    level = _LEVELS.get(office[1] or "", office[1])
    return _area_key(level, joined[: office.start()] + "," + joined[office.end() :])


def _area_key(level: str, rest: str) -> str:
    rest = _BANGKOK.sub("กรุงเทพมหานคร", rest)
    names = _province_names().findall(rest)
    rest = _AREA_WORDS.sub("", _province_names().sub("", rest))
    number = "".join(run.lstrip("0") for run in _DIGITS.findall(rest))
    other = _NEEDLESS.sub("", _DIGITS.sub("", rest))
    pairs = [PROVINCE_ABBREVIATIONS.get(other[i : i + 2], "") for i in range(0, len(other), 2)]
    if all(pairs):
        names, other = names + pairs, ""
    return ":".join((f"เขตพื้นที่{level}", "+".join(sorted(names)), number, other)).rstrip(":")


def same_office(one: str, other: str) -> bool:
    """Whether both name the same office; two empty texts name none."""
    key = affiliation_key(one)
    return bool(key) and key == affiliation_key(other)
