"""Achievements for tests: a draft, proposed, consented to; schools to have them."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from prasan.achievements.actions import drafts, evidence, proposing
from prasan.achievements.content import Content
from prasan.achievements.models import AchievementVersion, Evidence
from prasan.agencies.models import Agency, Version
from prasan.agencies.tests import bulk
from prasan.approvals.tests.build import decide, person
from prasan.news.tests.stories import jpeg

NAME = "โรงเรียนบ้านตัวอย่าง"
TITLE = "รางวัลชนะเลิศการแข่งขันหุ่นยนต์"
UP = ("head", "deputy1", "director")
PDF = b"%PDF-1.7\n" + b"x" * 100


def school(name: str = NAME, *, level: int = 2, **values: Any) -> Agency:
    """The school so called, put into the register if it is not there."""
    found = Version.objects.current().filter(name=name).first()
    if found is None:
        row = bulk.school(name, **values)
        found = bulk.put([row], by=person("officer"), at=timezone.now(), levels={"name": level})[0]
    return found.agency


def content(**values: Any) -> Content:
    values.setdefault("kind", "award")
    values.setdefault("title", TITLE)
    values.setdefault("level", 6)
    values.setdefault("academic_year", 2569)
    values.setdefault("given_by", "สมาคมตัวอย่าง")
    if "agencies" not in values:
        values["agencies"] = [school()]
    return Content(**values)


def draft(by: str = "officer", **values: Any) -> AchievementVersion:
    return drafts.write_draft(content=content(**values), by=person(by), at=timezone.now())


def propose(version: AchievementVersion, by: str = "officer") -> AchievementVersion:
    return proposing.propose(version, by=person(by), at=timezone.now())


def consent(version: AchievementVersion, *keys: str) -> AchievementVersion:
    for key in keys or UP:
        decide(version.case, key)
    return fresh(version)


def published(**values: Any) -> AchievementVersion:
    return consent(propose(draft(**values)))


def proof(version: AchievementVersion, data: bytes = PDF, name: str = "a.pdf", **values: Any) -> Evidence:
    values = {"caption": "เกียรติบัตร", "is_public": False, "children": ""} | values
    file = ContentFile(data, name=name)
    return evidence.add_evidence(version, file=file, **values, by=person("officer"), at=timezone.now())


def picture(version: AchievementVersion, **values: Any) -> Evidence:
    return proof(version, jpeg(), "a.jpg", **values)


def fresh(version: AchievementVersion) -> AchievementVersion:
    return AchievementVersion.objects.select_related("achievement", "case").get(pk=version.pk)
