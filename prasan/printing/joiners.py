"""Strings as Typst should get them: one spelling, drawable, the office's digits, breaks only between words.

Joiners and hard blanks live from here to the text-layer pass, which takes them out; they are never stored.
"""

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache
from typing import Any

from prasan.thai.dates import MONTHS, SHORT_MONTHS
from prasan.thai.digits import to_thai
from prasan.thai.segment import words
from prasan.thai.text import normalise

JOINER = "\u2060"
HARD_BLANK = "\u00a0"
SOFT_BREAK = "\u200b"
"""Where a long code may break; the templates' `show-soft` turns it into a gap of no width and no text."""
BOX = "□"
"""Stands for what the font cannot draw (emoji, other scripts), once for a run of such signs."""

LONGEST_WORD = 14
"""Letters, without marks, that a narrow column holds. Longer words of the dictionary are compounds
(องค์การบริหารส่วนตำบล): they may break where two words meet."""
LONGEST_NAME = 16
"""Letters of a name behind its kind (โรงเรียน, ตำบล, นาย) that stay together."""
SHORTEST_PART = 3
LONGEST_GUESS = 28
"""What is longer and no compound is no word either, and must be able to break."""
LONGEST_RUN = 150
"""Signs without a blank that are still believed to be a sentence."""
LONGEST_CODE = 14
"""Signs of a code, a web or an e-mail address that stay together anywhere."""
LONGEST_PIECE = 18


class Plain(str):
    """A string without joiners: titles, alternative texts; all that is not set as text."""


class Literal(str):
    """A string that is kept as it is but for what cannot be drawn: codes, addresses of mail and web."""


_NO_WORDS = re.compile("[ก-ฮ]{25}|[ะ-ูเ-ๅ]{6}")
_CLUSTER = re.compile("[^ัิ-ฺ็-๎][ัิ-ฺ็-๎]*|.")
_THAI_RUN = re.compile("[ก-๎]{2,}")
_INSIDE = re.compile("(?<=[ก-๎])(?=[เ-ไก-ฮ])")
# A full stop inside an abbreviation, and before ฯ and ๆ.
_STUCK = re.compile(r"(?<=[ก-๎]\.)(?=[ก-๎\d])|(?<=[ก-๎])(?=[ฯๆ])")
_MARKS = re.compile("[ัิ-ฺ็-๎]")
# A name in LINE is typed by its reader, even if it has figures alone ("LINE 0800000001", "LINE: @1234"); a
# count of what has one ("LINE 26 แห่ง") is none.
_LATIN_TOKEN = re.compile(
    r"(?:LINE|Line|line)(?: ?ID)?:? (?![\d,]+ ?(?:แห่ง|รายการ|คน|ข้อความ))[!-~]+|\S*[A-Za-z]\S*"
)
_LONG_CODE = re.compile(rf"[!-~\u0e50-\u0e59]{{{LONGEST_CODE + 1},}}")
_CODE_PIECE = re.compile(r"@?[^@]+@|@?[^@]+|@+")
_CODE_PART = re.compile(r"[^./_\-?&=,:;]*[./_\-?&=,:;]?")
_NAME = re.compile(
    "(?P<kind>(?P<school>โรงเรียน)|ตำบล|อำเภอ|จังหวัด|แขวง|นางสาว|นาย|นาง|กลุ่ม)(?P<own>[ก-ฮเ-ไ][ก-๎]+)$"
)
_COUNTED = ("หมู่", "เลข", "ส่วน", "รอบ", "วัน", "ครั้ง", "ฉบับ", "คน")
_ORDINAL = re.compile("|".join(f"(?<={_INSIDE.sub(JOINER, noun)})(?=ที่)" for noun in _COUNTED))
_BRACKETS = re.compile(r"\([^()]{1,20}\)")
_MONTH = "|".join(map(re.escape, (*MONTHS, *SHORT_MONTHS)))
_D = r"[\d๐-๙]"
_GLUED = [
    re.compile(r"() (?=ๆ)"),
    re.compile(rf"([ก-๎]) (?={_D}{{5}}(?!{_D}))"),
    re.compile(rf"(เขต|หมู่|หมู่ที่|ที่|มาตรา|ข้อ|โทร\.|ต่อ|เวลา|พ\.ศ\.|หน้า|ลำดับ) (?={_D})"),
    re.compile(rf"({_D}) (?=(?:คน|แห่ง|รายการ|แถว|ห้อง|น\.|ปี|วัน|บาท|ฉบับ|หน้า|ส่วน|เลขหมาย)(?![ก-๎]))"),
    re.compile(rf"((?<!{_D}){_D}{{1,2}}) (?=(?:{_MONTH}) {_D}{{4}}(?!{_D}))"),
    re.compile(rf"({_MONTH}) (?={_D}{{4}}(?!{_D}))"),
    re.compile(rf"((?<!{_D}){_D}{{1,3}}) (?={_D}{{4}} {_D}{{4}}(?!{_D}))"),
    re.compile(rf"((?<!{_D}){_D}{{1,4}}) (?={_D}{{4}}(?!{_D}))"),
]


def _letters(word: str) -> int:
    return len(_MARKS.sub("", word))


def _joined_word(word: str) -> str:
    if _letters(word) <= LONGEST_WORD:
        return _INSIDE.sub(JOINER, word)
    head, tail = _compound(word)
    return _joined_word(head) + _joined_word(tail) if head else _INSIDE.sub(JOINER, word)


def _compound(word: str) -> tuple[str, str]:
    """A long word in two, the second one word, the first one or more; ("", word) if it is no compound."""
    parts = words(word[:-1])
    for cut in range(len(parts) - 1, 0, -1):
        head = "".join(parts[:cut])
        tail = word[len(head) :]
        if _letters(tail) >= SHORTEST_PART and words(tail) == [tail]:
            return head, tail
    return "", word


@lru_cache(maxsize=65536)
def _joined_run(run: str) -> str:
    """A run of Thai letters; should the segmenter ever lose a letter, the run is printed as it came."""
    name = _NAME.match(run)
    if name and _letters(name["own"]) <= LONGEST_NAME:
        return (
            _INSIDE.sub(JOINER, name["kind"])
            + ("" if name["school"] else JOINER)
            + _INSIDE.sub(JOINER, name["own"])
        )
    if _NO_WORDS.search(run):
        return _with_soft_breaks([run])
    found = words(run)
    if "".join(found) != run:
        return run
    if len(run) > LONGEST_RUN or _letters(max(found, key=len)) > LONGEST_GUESS:
        return _with_soft_breaks(found)
    return "".join(map(_joined_word, found))


def _with_soft_breaks(found: list[str]) -> str:
    """For a run in which Typst may see no words and so no place to break: one at least each few letters."""
    parts: list[str] = []
    letters = 0
    for word in found:
        for piece in [word] if _letters(word) <= LONGEST_GUESS else _CLUSTER.findall(word):
            letters += _letters(piece)
            if letters > LONGEST_CODE:
                parts.append(SOFT_BREAK)
                letters = _letters(piece)
            parts.append(_joined_word(piece))
    return "".join(parts)


@lru_cache(maxsize=16384)
def join(text: str) -> str:
    """Words that no line end may cut; figures stay with their unit, parts of a date or phone together."""
    if " " in text:
        for pattern in _GLUED:
            text = pattern.sub(rf"\1{HARD_BLANK}", text)
        text = _BRACKETS.sub(lambda short: short[0].replace(" ", HARD_BLANK), text)
    return _ORDINAL.sub(JOINER, _STUCK.sub(JOINER, _joined_runs(text)))


def _joined_runs(text: str) -> str:
    return _THAI_RUN.sub(lambda run: _joined_run(run[0]), text)


def thai_digits(text: str) -> str:
    """Thai digits, but not in words with Latin letters: codes and addresses are typed by their reader."""
    if text.isdecimal() or not re.search("[A-Za-z]", text):
        return to_thai(text)
    parts, end = [], 0
    for token in _LATIN_TOKEN.finditer(text):
        parts += [to_thai(text[end : token.start()]), token[0]]
        end = token.end()
    return "".join([*parts, to_thai(text[end:])])


def soften(text: str) -> str:
    """Let long codes break: behind @, then behind a sign, at worst anywhere."""
    return _LONG_CODE.sub(lambda code: SOFT_BREAK.join(_pieces(code[0])), text)


def _pieces(code: str) -> list[str]:
    pieces = []
    for piece in _CODE_PIECE.findall(code):
        parts = [piece] if len(piece) <= LONGEST_PIECE else [p for p in _CODE_PART.findall(piece) if p]
        for part in parts:
            step = len(part) if len(part) <= LONGEST_PIECE else 6
            pieces += [part[i : i + step] for i in range(0, len(part), step)]
    return pieces


@lru_cache(maxsize=8)
def _undrawable(drawable: frozenset[int]) -> re.Pattern[str]:
    known = "".join(f"\\U{code:08x}" for code in sorted(drawable))
    return re.compile(f"[^{known}]+")


def draw_boxes(text: str, drawable: frozenset[int]) -> str:
    """Replace what the font lacks: by its plain form if it has one (① → 1, ﬁ → fi), else by one box a run."""
    pattern = _undrawable(drawable)
    if not pattern.search(text):
        return text
    plain = "".join(_plain_form(c, drawable) for c in text)
    return pattern.sub(BOX, plain)


def _plain_form(character: str, drawable: Container[int]) -> str:
    if ord(character) in drawable:
        return character
    form = unicodedata.normalize("NFKC", character)
    return form if all(ord(c) in drawable for c in form) else character


class Preparer:
    """Makes the data of one paper ready: all strings, once, in a walk."""

    def __init__(self, drawable: frozenset[int], *, digits: bool) -> None:
        self._drawable, self._digits = drawable, digits

    def walk(self, value: Any) -> Any:
        """A copy of nested dicts, lists and tuples in which each string is prepared; numbers stay numbers."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {key: self.walk(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.walk(item) for item in value]
        return value

    def text(self, value: str) -> str:
        """One string; its class (Plain, Literal) says what is not done to it."""
        text = draw_boxes(normalise(str(value)), self._drawable)
        if isinstance(value, Literal):
            return soften(_joined_runs(text))
        if self._digits:
            text = thai_digits(text)
        return text if isinstance(value, Plain) else soften(join(text))
