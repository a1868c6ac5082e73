"""บทวิทยุ: what a reader reads, word for word, and how long it takes."""

from __future__ import annotations

from dataclasses import dataclass

from prasan.news.texts.reading_time import Rate, ReadingTime, reading_time
from prasan.news.texts.spoken import spoken
from prasan.news.texts.told import Told, in_digits, shortened
from prasan.thai import dates
from prasan.thai.text import normalise


@dataclass(frozen=True)
class RadioScript:
    head: list[str]
    """What the reader sees and does not read."""
    lines: list[str]
    """What is read, a breath group of meaning a line."""
    time: ReadingTime

    def text(self, *, thai_digits: bool = False) -> str:
        """The script as one text to be printed or copied."""
        return "\n".join([*(in_digits(line, thai=thai_digits) for line in self.head), "", *self.lines])


def script(story: Told, at: Rate | None = None) -> RadioScript:
    """Opening, headline, the story and where to learn more, in words that can be read without stopping."""
    lines = [spoken(line) for line in _read(story)]
    times = [reading_time(line, at) for line in lines]
    # Between lines a reader breathes, as at a blank.
    pauses = sum(time.pauses for time in times) + len(lines) - 1
    whole = ReadingTime(sum(time.syllables for time in times), pauses, sum(time.seconds for time in times))
    return RadioScript(_head(story, whole), lines, whole)


def _read(story: Told) -> list[str]:
    more = [f"ติดตามรายละเอียดได้ทางเว็บไซต์ของ{story.office}"] if story.url else []
    if story.phone:
        more.append(f"สอบถามเพิ่มเติม โทรศัพท์ {story.phone}")
    return [f"ข่าวประชาสัมพันธ์จาก{story.office}", normalise(story.title), *story.paragraphs(), *more]


def _head(story: Told, time: ReadingTime) -> list[str]:
    on_air = f"วันที่ข่าว {dates.long(story.published_on)}" if story.published_on else ""
    by = f"ผู้จัดทำ {story.prepared_by}" if story.prepared_by else ""
    lines = [
        "บทวิทยุกระจายเสียง",
        f"เรื่อง {shortened(normalise(story.title), 120)}",
        on_air,
        by,
        f"ความยาวประมาณ {time.minutes} ({time.syllables} พยางค์)",
    ]
    return [line for line in lines if line]
