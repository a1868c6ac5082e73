"""One spelling for Thai text, and keys by which a person's typing finds a name.

`normalise` repairs what keyboards, PDFs and old fonts break without changing what a reader sees.
`fold` forgets more: tone marks, blanks, punctuation, the kind of digits. Keys are for comparing
with `contains`, never for showing.
"""

import re
import unicodedata
from functools import lru_cache

from prasan.thai.abbreviations import expand

# NFC, never NFKC: compatibility forms split ำ into ํ and า.
_BLANK_CONTROLS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"
_ODD_BLANKS = "\u2800\u3164\uffa0"

# Glyph variants that Thai fonts put into the private use area (Windows F7xx, Macintosh F8xx);
# text copied from old PDFs and Word files carries them instead of the mark.
_WINDOWS_GLYPHS = "ฐ" + "ิีึื" + "่้๊๋์" + "่้๊๋์" + "ญ" + "ัํ็" + "่้๊๋์" + "ฺุู"
_MAC_GLYPHS = {0xF884 + i: ord(c) for i, c in enumerate("ัิีึื็" + "่่่้้้๊๊๊๋๋๋์์์" + "ํญฺุูฐ")}
_GLYPHS = {0xF700 + i: ord(c) for i, c in enumerate(_WINDOWS_GLYPHS)} | _MAC_GLYPHS

TONES = "่้๊๋"
_VOWEL_MARKS = "ัิีึืฺุู็"
_AFTER = "ำ"


class _Cleaning(dict[int, int | str | None]):
    """For `str.translate`: what each character becomes, worked out once."""

    def __missing__(self, point: int) -> int | str | None:
        character = chr(point)
        category = unicodedata.category(character)
        becomes: int | str | None = point
        if character in _BLANK_CONTROLS or character in _ODD_BLANKS or category[0] == "Z":
            becomes = " "
        elif category in ("Cc", "Cf", "Cs"):
            becomes = None
        elif point in _GLYPHS:
            becomes = _GLYPHS[point]
        self[point] = becomes
        return becomes


_CLEANING = _Cleaning()
_MARK_RUN = re.compile("[ัำิ-ฺ็-๎]{2,}")
_SPLIT_AM = re.compile(f"ํ([{TONES}]*)า")
_LATE_TONE = re.compile(f"า([{TONES}]+)")
# A text in which none of this occurs, and which is NFC, is left as it is.
_SUSPECT = re.compile(f"[^ -~ก-ฺเ-๛]|  |^ | $|ํ|เเ|า[{TONES}]|[ัิ-ฺ็][ัิ-ฺ็]|[่-๎][ัิ-ฺ็-๎]|ำ[ัำิ-ฺ็-๎]")
_MOST_ROUNDS = 6
# Names and cells come again and again; whole articles do not.
_REMEMBERED = 200


def _mark_order(mark: str) -> int:
    if mark in _VOWEL_MARKS:
        return 0
    return 2 if mark == _AFTER else 1


def _mend_run(run: re.Match[str]) -> str:
    """Marks above and below in the order in which they are typed, each once."""
    return "".join(sorted(dict.fromkeys(run[0]), key=_mark_order))


def _mend(text: str) -> str:
    text = text.translate(_CLEANING)
    text = _SPLIT_AM.sub(r"\1ำ", text)
    text = _LATE_TONE.sub(r"\1า", text)
    text = _MARK_RUN.sub(_mend_run, text)
    text = text.replace("เเ", "แ")
    return " ".join(unicodedata.normalize("NFC", text).split())


def normalise(text: str) -> str:
    """The same text in one spelling; idempotent, never raises.

    NFC; ํ+า → ำ (also with a tone mark between); เเ → แ; zero-width marks, BOM, control characters
    and lone surrogates dropped; line ends and every odd blank → one space, none at the ends; private use
    glyphs → the Thai mark; a mark twice → once; tone or ์ typed before its vowel (or after ำ, า) → its place.
    """
    if not _SUSPECT.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    return _mended(text) if len(text) > _REMEMBERED else _mended_before(text)


def _mended(text: str) -> str:
    for _ in range(_MOST_ROUNDS):
        mended = _mend(text)
        if mended == text:
            break
        text = mended
    return text


_mended_before = lru_cache(maxsize=16384)(_mended)


class _Folding(dict[int, int | str | None]):
    """For `str.translate`: lower case, Arabic digits, nothing that a hurried typist leaves out."""

    def __missing__(self, point: int) -> int | str | None:
        character = chr(point)
        becomes: int | str | None = character.lower()
        if character in "่้๊๋์็ฺํ๎ฯ" or unicodedata.category(character)[0] in "ZPSC":
            becomes = None
        elif character.isdecimal():
            becomes = str(unicodedata.decimal(character))
        self[point] = becomes
        return becomes


_FOLDING = _Folding()


def fold(text: str) -> str:
    """A key that forgives: `normalise`, Arabic digits, lower case, no tone marks, ์ ็ ฺ ํ ฯ, no punctuation."""
    return normalise(text).translate(_FOLDING)


# As they look after folding; a school is asked for with or without them.
_SCHOOL = "โรงเรียน"
_KINDS = ("บาน", "วัด")
_LEAST_LEFT = 2


def _without(prefix: str, key: str) -> str:
    rest = key.removeprefix(prefix)
    return rest if len(rest) >= _LEAST_LEFT else key


def fold_name(text: str) -> str:
    """`fold` of the part of a name that tells it apart.

    Abbreviations are written out, then โรงเรียน and after it one of บ้าน/วัด are dropped from the front,
    each only if at least two letters remain: "รร.บ้านน้ำเป็น", "น้ำเป็น" → "นำเปน"; "วัด" stays "วัด".
    """
    key = _without(_SCHOOL, fold(expand(normalise(text))))
    for kind in _KINDS:
        if key.startswith(kind):
            return _without(kind, key)
    return key


def search_key(name: str) -> str:
    """What is stored beside a name for `contains`: `fold` of it, and of its abbreviations written out.

    Nothing is dropped from the stored side, so that "วัด" or "โรงเรียน" alone still finds every such name.
    The two halves are joined by "|", which no search term can hold.
    """
    plain = normalise(name)
    full = expand(plain)
    return fold(plain) if full == plain else f"{fold(plain)}|{fold(full)}"


def search_terms(query: str) -> list[str]:
    """What must all be contained in a stored `search_key`; [] for a query without a letter or digit.

    One term a word, each as `fold_name`; a word that is only โรงเรียน is dropped when others remain.
    """
    terms = [term for word in expand(normalise(query)).split() if (term := fold_name(word))]
    telling = [term for term in terms if term != _SCHOOL]
    return list(dict.fromkeys(telling or terms))
