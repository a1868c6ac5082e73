"""How long a text takes to read aloud: its syllables at a measured rate, and a pause at every blank."""

from __future__ import annotations

import importlib.util
import json
import re
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path

from prasan.news.texts.spoken import spoken

_RATES = Path(__file__).parent / "data" / "reading_rates.json"
_THAI = re.compile("[ก-๎]+")
_LATIN = re.compile("[A-Za-z]+")
_NUCLEUS = re.compile("[ะ-ูเ-ไ็]")
_UNKNOWN = 3
"""What an unknown letter costs against one syllable more, in looking for the fewest syllables."""
_LONGEST = 10


@dataclass(frozen=True)
class Rate:
    syllables_per_second: float
    seconds_per_pause: float
    source: str


@dataclass(frozen=True)
class ReadingTime:
    syllables: int
    pauses: int
    seconds: float

    @property
    def minutes(self) -> str:
        """About 1 นาที 20 วินาที: to the next five seconds."""
        whole = max(ceil(self.seconds / 5) * 5, 5)
        minutes, seconds = divmod(whole, 60)
        said = [f"{minutes} นาที"] if minutes else []
        return " ".join([*said, f"{seconds} วินาที"] if seconds else said)


@cache
def rate() -> Rate:
    """The rate that the house assumes, with where it comes from."""
    found = json.loads(_RATES.read_text(encoding="utf-8"))
    return Rate(found["syllables_per_second"], found["seconds_per_pause"], found["source"])


def reading_time(text: str, at: Rate | None = None) -> ReadingTime:
    """Of a text as people write it; numbers and abbreviations count as they are spoken."""
    pace = at or rate()
    said = spoken(text)
    counted = syllables(said)
    pauses = said.count(" ")
    seconds = counted / pace.syllables_per_second + pauses * pace.seconds_per_pause
    return ReadingTime(counted, pauses, seconds)


def syllables(text: str) -> int:
    """Syllables of a spoken text, Thai by a list of syllables; a Latin word counts one for two letters."""
    thai = sum(_in_run(run) for run in _THAI.findall(text))
    return thai + sum(max(1, round(len(word) / 2)) for word in _LATIN.findall(text))


@cache
def _known() -> frozenset[str]:
    package = importlib.util.find_spec("pythainlp")
    if package is None or package.origin is None:
        raise RuntimeError("pythainlp, which has the list of syllables, is not installed")
    lines = (Path(package.origin).parent / "corpus" / "syllables_th.txt").read_text(encoding="utf-8")
    return frozenset(line for line in lines.split() if len(line) > 1)


def _in_run(run: str) -> int:
    """The fewest known syllables that make up a run of letters; unknown letters count by their vowels."""
    known, size = _known(), len(run)
    best: list[tuple[int, int]] = [(0, 0)] + [(10**9, 0)] * size
    for end in range(1, size + 1):
        spent, counted = best[end - 1]
        vowels = 1 if _NUCLEUS.match(run[end - 1]) else 0
        best[end] = (spent + _UNKNOWN, counted + vowels)
        for start in range(max(0, end - _LONGEST), end - 1):
            if run[start:end] in known and best[start][0] + 1 < best[end][0]:
                best[end] = (best[start][0] + 1, best[start][1] + 1)
    return max(best[size][1], 1)
