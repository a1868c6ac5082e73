"""The texts of a story for other mouths and places: radio, television, LINE, Facebook, the hub of สพฐ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from prasan.news.models import StoryVersion
from prasan.news.newsletter.paper import page_of, phone_of
from prasan.news.texts import posts, radio, television
from prasan.news.texts.told import Told
from prasan.office.models import OfficeProfile
from prasan.thai import dates


@dataclass(frozen=True, slots=True)
class Telling:
    """One text, ready to be copied. `has_picture`: it goes out beside the picture of the newsletter."""

    name: str
    label: str
    hint: str
    text: str
    has_picture: bool = False


def told_of(version: StoryVersion) -> Told:
    """The story in plain text. Facts are those of who sent it in: a correction may have overtaken them."""
    office = OfficeProfile.current()
    facts = {} if version.is_correction else version.facts
    return Told(
        office=office.name if office else "",
        office_short=office.short_name if office else "",
        title=version.title,
        body=version.paragraphs,
        url=page_of(version),
        place=facts.get("where", ""),
        held_on=_day(facts.get("when", "")),
        published_on=timezone.localdate(version.published_at) if version.published_at else None,
        phone=phone_of(office) if office else "",
        captions=[photo.text for photo in version.photos.all()],
    )


def _day(text: str) -> date | None:
    try:
        return dates.parse(text) if text else None
    except dates.DateError:
        return None


def line_text(version: StoryVersion) -> str:
    """What is put into a LINE group beside the picture."""
    return posts.line(told_of(version))


def tellings(version: StoryVersion) -> list[Telling]:
    """All texts of a version, in the order of their use."""
    told = told_of(version)
    on_air, filmed = radio.script(told), television.script(told)
    line, facebook = posts.line(told), posts.facebook(told)
    return [
        Telling("line", "ข้อความ LINE", f"{len(line):,} ตัวอักษร", line, has_picture=True),
        Telling("facebook", "ข้อความ Facebook", f"{len(facebook):,} ตัวอักษร", facebook, has_picture=True),
        Telling("radio", "บทวิทยุ", f"อ่านออกเสียงประมาณ {on_air.time.minutes}", on_air.text()),
        Telling(
            "tv",
            "บทโทรทัศน์/คลิป",
            f"{len(filmed.shots)} ช็อต ประมาณ {round(filmed.seconds)} วินาที",
            filmed.text(),
        ),
        Telling("hub", "ข้อความสำหรับระบบข่าว สพฐ.", "คัดลอกไปวางทีละช่องของแบบฟอร์ม", posts.hub(told)),
    ]
