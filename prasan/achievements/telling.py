"""An achievement as the first draft of a story, in the office's house style (domain: news house style)."""

from __future__ import annotations

from collections.abc import Iterator

from prasan.achievements.models import AchievementVersion
from prasan.achievements.names import Named, names_of
from prasan.achievements.states import Children, Kind, Level
from prasan.agencies.fields import Level as Reach
from prasan.agencies.models import Agency
from prasan.files.kinds import PDF
from prasan.news import body as bodies
from prasan.news.house_style import paragraph_of
from prasan.news.states import Category
from prasan.news.states import Kind as Work
from prasan.news.writing import LONGEST_TITLE, Picture, Writing
from prasan.office.models import OfficeProfile
from prasan.thai import dates

_VERBS = {
    Kind.AWARD: "ได้รับ",
    Kind.PRACTICE: "มีวิธีปฏิบัติที่เป็นเลิศ ",
    Kind.INNOVATION: "สร้างนวัตกรรม ",
    Kind.RESULT: "มี",
    Kind.PROJECT: "ดำเนิน",
}
_MOST_NAMES = 3
_MOST_PICTURES = 10
"""As many as form 7.2 asks for at most."""


def writing_of(version: AchievementVersion) -> Writing:
    """Title "สพป.… แสดงความยินดีกับ โรงเรียน… ได้รับ…", one paragraph, then the details and the pupils."""
    agencies = names_of(version.agencies.values_list("pk", flat=True), Reach.INTERNAL)
    facts = _facts(version, who_words(agencies))
    parts = [paragraph_of(facts), *version.details.splitlines()]
    if names := version.pupil_names:
        parts.append(f"นักเรียนที่ได้รับผลงานนี้ ได้แก่ {' '.join(names)}")
    return Writing(
        kind=Work.ROUTINE,
        title=_title(version, who_words(agencies)),
        body=bodies.from_paragraphs(parts),
        category=Category.SCHOOL,
        agency=Agency.objects.get(pk=agencies[0].pk) if len(agencies) == 1 else None,
        facts=facts,
    )


def pictures_of(version: AchievementVersion) -> Iterator[Picture]:
    """The pictures that are public, without place or camera, each open while it is used. A consent for
    children was given for the achievement: for a story it is said anew."""
    rows = version.evidence.filter(is_public=True).exclude(shown__content_type=PDF).select_related("shown")
    for row in rows[:_MOST_PICTURES]:
        children = row.children if row.children == Children.NONE else ""
        with row.shown.file.open("rb") as file:
            yield Picture(file, row.caption, "", children)


def who_words(agencies: list[Named]) -> str:
    """โรงเรียน… และโรงเรียน…; of many the first three and how many more."""
    names = [one.name for one in agencies]
    if len(names) > _MOST_NAMES:
        return f"{' '.join(names[:_MOST_NAMES])} และอีก {len(names) - _MOST_NAMES} แห่ง"
    return " และ".join(names) if len(names) < 3 else f"{' '.join(names[:-1])} และ{names[-1]}"


def level_words(level: int) -> str:
    """ระดับชาติ; a school's own is ระดับโรงเรียน."""
    return f"ระดับ{Level(level).label}"


def _deed(version: AchievementVersion) -> str:
    """ได้รับรางวัลชนะเลิศ…: a title that names its own verb is left alone."""
    verb = _VERBS[Kind(version.kind)]
    bare = version.title
    if bare.startswith(verb.strip()):
        return bare
    return f"{verb}{bare}"


def _title(version: AchievementVersion, who: str) -> str:
    office = OfficeProfile.current()
    front = f"{office.short_name} แสดงความยินดีกับ" if office else "แสดงความยินดีกับ"
    whole = f"{front}{who} {_deed(version)}"
    return whole if len(whole) <= LONGEST_TITLE else f"{front}{who}"[:LONGEST_TITLE]


def _facts(version: AchievementVersion, who: str) -> dict[str, str]:
    given = f" จาก{version.given_by}" if version.given_by else ""
    level = level_words(version.level)
    level = "" if level in version.title else f" {level}"
    when = {"when": dates.long(version.awarded_on)} if version.awarded_on else {}
    return {**when, "what": f"{who} {_deed(version)}{level}{given} ปีการศึกษา {version.academic_year}"}
