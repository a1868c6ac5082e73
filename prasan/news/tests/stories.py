"""Stories for tests: a draft, proposed, consented to; pictures drawn here."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from prasan.approvals.tests.build import decide, person
from prasan.network.models import Group
from prasan.news import body as bodies
from prasan.news.actions import drafts, proposing
from prasan.news.models import StoryVersion
from prasan.news.writing import Picture, Writing

TITLE = "สพป.ระยอง เขต 2 ประชุมผู้บริหารสถานศึกษา"
BODY = ("วันที่ 10 พฤศจิกายน 2569 ผู้อำนวยการเป็นประธานการประชุม", "มีผู้เข้าร่วม 64 คน ณ หอประชุม")


def writing(**values: Any) -> Writing:
    values.setdefault("kind", "news_routine")
    values.setdefault("title", TITLE)
    values["body"] = bodies.from_paragraphs(values.pop("body", BODY))
    return Writing(**values)


def jpeg(size: tuple[int, int] = (40, 30), colour: str = "teal", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", **options)
    return out.getvalue()


def picture(data: bytes | None = None, **values: Any) -> Picture:
    values.setdefault("caption", "ห้องประชุม")
    values.setdefault("children", "none")
    return Picture(ContentFile(data or jpeg(), name=values.pop("name", "IMG_1.jpg")), **values)


def draft(*pictures: Picture, by: str = "officer", **values: Any) -> StoryVersion:
    return drafts.write_draft(writing=writing(**values), pictures=pictures, by=person(by), at=timezone.now())


def proposed(*pictures: Picture, by: str = "officer", **values: Any) -> StoryVersion:
    return proposing.propose(draft(*pictures, by=by, **values), by=person(by), at=timezone.now())


def consent(version: StoryVersion, *keys: str) -> StoryVersion:
    for key in keys or ("director",):
        decide(version.case, key)
    return fresh(version)


def published(*pictures: Picture, **values: Any) -> StoryVersion:
    return consent(proposed(*pictures, **values))


def fresh(version: StoryVersion) -> StoryVersion:
    return StoryVersion.objects.select_related("story", "case").get(pk=version.pk)


def group(name: str = "สื่อมวลชน") -> Group:
    return Group.objects.create(name=name)
