"""Thai words: where a line may break, what a search indexes.

nlpo3 (compiled) with pythainlp's dictionary; where nlpo3 has no wheel (Linux on ARM), pythainlp's own
newmm finds the same words more slowly. The dictionary costs some 55 MB in each process that asks for words.
"""

import importlib.util
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

# nlpo3 stumbles over these; they are invisible, so no word loses anything.
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\ud800-\udfff]")
_DICTIONARY = "prasan-words"

Segmenter = Callable[[str], list[str]]


def _dictionary() -> Path:
    """The word list of pythainlp, found without importing it: that costs time and wants a home folder."""
    package = importlib.util.find_spec("pythainlp")
    if package is None or package.origin is None:
        raise RuntimeError("pythainlp, which has the dictionary, is not installed")
    return Path(package.origin).parent / "corpus" / "words_th.txt"


def _by_nlpo3() -> Segmenter:
    import nlpo3

    message, loaded = nlpo3.load_dict(str(_dictionary()), _DICTIONARY)
    if not loaded:
        raise RuntimeError(f"nlpo3 did not load the dictionary: {message}")
    return lambda text: list(nlpo3.segment(text, _DICTIONARY, safe=False))


def _by_pythainlp() -> Segmenter:
    from pythainlp.tokenize import word_tokenize

    return lambda text: list(word_tokenize(text, engine="newmm-safe", keep_whitespace=True))


@cache
def _segmenter() -> Segmenter:
    return _by_nlpo3() if importlib.util.find_spec("nlpo3") else _by_pythainlp()


def words(text: str) -> list[str]:
    """The words of the text in order, blanks and punctuation among them.

    Joined they are the text again, except for invisible marks and lone surrogates, which are left out.
    """
    visible = _INVISIBLE.sub("", text)
    return _segmenter()(visible) if visible else []
