"""The public news with 20,000 stories in it: CPU of whole requests, none of them answered from a cache.

Every request asks for another page than the one before: other stories, other words, other pictures.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from bench.office import opened_office

opened_office()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.results import Results, cpu, getter  # noqa: E402
from prasan.accounts.models import User  # noqa: E402
from prasan.agencies.tests import bulk  # noqa: E402
from prasan.approvals.models import Case  # noqa: E402
from prasan.approvals.states import CaseState  # noqa: E402
from prasan.files.models import Attachment  # noqa: E402
from prasan.news import body as bodies  # noqa: E402
from prasan.news.models import Story, StoryPhoto, StoryVersion, YearOfNews  # noqa: E402
from prasan.news.states import Category, Kind, StoryState  # noqa: E402
from prasan.thai.dates import be_year  # noqa: E402

COUNT, BATCH, SCHOOLS, PHOTOS, EVERY = 20_000, 2_000, 120, 3, timedelta(hours=3)
NOW = timezone.now()
PAGE, MAP, BYTES = 5, 200, 100
"""CPU milliseconds that a page and a file of the sitemap may cost; kilobytes of HTML before photos."""
TIMES = 40
_DEEDS = (
    "จัดกิจกรรมวันวิทยาศาสตร์แห่งชาติ", "ประชุมผู้ปกครองนักเรียนภาคเรียนที่ 2", "เปิดบ้านวิชาการ",
    "จัดค่ายพัฒนาทักษะภาษาอังกฤษ", "รับการนิเทศติดตามการจัดการเรียนการสอน", "แข่งขันกีฬาภายใน",
    "ทัศนศึกษาแหล่งเรียนรู้ชุมชน", "อบรมครูด้านสื่อดิจิทัล", "จัดกิจกรรมรักการอ่าน", "ซ้อมแผนป้องกันอัคคีภัย",
)  # fmt: skip
_WHEN = ("เวลา 8.30 น.", "เวลา 9.00 น.", "เวลา 13.00 น.", "ช่วงเช้า", "ตลอดทั้งวัน")
_CHAIRS = (
    "ผู้อำนวยการโรงเรียนเป็นประธานในพิธีเปิด", "รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาเป็นประธาน",
    "ประธานกรรมการสถานศึกษาขั้นพื้นฐานให้เกียรติร่วมงาน", "ศึกษานิเทศก์ประจำกลุ่มโรงเรียนร่วมให้ข้อเสนอแนะ",
)  # fmt: skip
_AIMS = (
    "เพื่อส่งเสริมให้นักเรียนเรียนรู้จากการลงมือปฏิบัติ", "เพื่อสร้างความร่วมมือระหว่างบ้านและโรงเรียน",
    "เพื่อพัฒนาทักษะที่จำเป็นในศตวรรษที่ 21", "เพื่อเผยแพร่ผลงานของนักเรียนและครู",
    "เพื่อให้ชุมชนมีส่วนร่วมในการจัดการศึกษา",
)  # fmt: skip
_WHO = ("ครู ผู้ปกครอง และนักเรียน", "คณะครูและบุคลากร", "นักเรียนชั้นประถมศึกษาปีที่ 4–6", "ผู้แทนชุมชนและนักเรียน")
_WHERE = ("ณ หอประชุมโรงเรียน", "ณ ลานกิจกรรม", "ณ ห้องสมุด", "ณ สนามกีฬา", "ณ ศูนย์การเรียนรู้ชุมชน")
_ENDS = (
    "กิจกรรมสำเร็จด้วยความร่วมมือของทุกฝ่าย", "โรงเรียนจะนำข้อเสนอแนะไปปรับปรุงการจัดการเรียนการสอนต่อไป",
    "ผู้ปกครองพึงพอใจและขอให้จัดต่อเนื่องทุกปี", "นักเรียนได้รับประสบการณ์ตรงและนำไปใช้ในชีวิตประจำวัน",
)  # fmt: skip


def told(chance: random.Random, name: str) -> tuple[str, str]:
    """Title and body of one story, put together from the sentences above."""
    deed = chance.choice(_DEEDS)
    first = " ".join(
        (chance.choice(_WHEN), chance.choice(_CHAIRS), f"ในการที่{name}{deed}", chance.choice(_AIMS),
         f"มี{chance.choice(_WHO)} เข้าร่วม {chance.randrange(20, 400)} คน {chance.choice(_WHERE)}")
    )  # fmt: skip
    rest = chance.sample(_ENDS, 2)
    return f"{name} {deed}", bodies.from_paragraphs([first, *rest])


def fill(officer: User, count: int) -> None:
    """`count` published stories with three photos each, three hours apart; the last is the newest."""
    schools = [(row.agency_id, row.name) for row in bulk.put(bulk.schools(SCHOOLS), by=officer, at=NOW)]
    chance, numbers = random.Random(4), Counter[int]()
    picture = Attachment.objects.create(name="ภาพ.jpg", content_type="image/jpeg", size=1, sha256="0" * 64)
    for start in range(0, count, BATCH):
        moments = [NOW - EVERY * (count - n) for n in range(start, min(start + BATCH, count))]
        stories = Story.objects.bulk_create(_story(officer, at, numbers) for at in moments)
        cases = Case.objects.bulk_create(_case(officer, at) for at in moments)
        versions = StoryVersion.objects.bulk_create(
            _version(story, case, chance, *chance.choice(schools))
            for story, case in zip(stories, cases, strict=True)
        )
        StoryPhoto.objects.bulk_create(
            StoryPhoto(version=version, order=order, caption=_AIMS[order], **_picture(picture))
            for version in versions
            for order in range(PHOTOS)
        )
    YearOfNews.objects.bulk_create(YearOfNews(year=year, last=last) for year, last in numbers.items())


def _story(officer: User, at: datetime, numbers: Counter[int]) -> Story:
    year = be_year(timezone.localdate(at))
    numbers[year] += 1
    return Story(year=year, number=numbers[year], first_published_at=at, created_by=officer, created_at=at)


def _case(officer: User, at: datetime) -> Case:
    return Case(kind=Kind.ROUTINE, title="ข่าว", url="/", state=CaseState.APPROVED, chain=["director"],
                proposer=officer, proposed_at=at, decided_at=at)  # fmt: skip


def _version(story: Story, case: Case, chance: random.Random, agency: int, name: str) -> StoryVersion:
    title, body = told(chance, name)
    at = story.first_published_at
    version = StoryVersion(
        story=story, case=case, state=StoryState.PUBLISHED, kind=Kind.ROUTINE, agency_id=agency, title=title,
        body=body, category=chance.choice(Category.values), channels=["web"], written_at=story.created_at,
        approved_at=at, published_at=at, sent_out_at=at,
    )  # fmt: skip
    version.list_at(at)
    return version


def _picture(file: Attachment) -> dict[str, Any]:
    return {"original": file, "web": file, "small": file, "width": 1600, "height": 1200,
            "formats": "avif webp", "children": "none"}  # fmt: skip


def rotating(client: Client, addresses: Sequence[str]) -> Callable[[], None]:
    """A call that gets the next of the pages, each of which was never asked for before; the code is warm."""
    getter(client, addresses[0])
    turn = cycle(addresses[1:] or addresses)

    def get() -> None:
        assert client.get(next(turn)).status_code == 200

    return get


def pages() -> dict[str, list[str]]:
    """Addresses by name, as many of each as there are to tell apart."""
    rows = StoryVersion.objects.newest_first().select_related("story")
    stories = [version for version in rows[: 50 * (TIMES + 1)] if version.pk % 50 == 0]
    home, numbers = reverse("news:home"), range(1, TIMES + 2)
    months = dict.fromkeys(rows.values_list("listed_month", flat=True)[: 240 * (TIMES + 1)])
    agencies = dict.fromkeys(rows.values_list("agency_id", flat=True)[:2000])
    return {
        "home": [f"{home}?page={number}" for number in numbers],
        "home, last pages": [f"{home}?page={COUNT // 12 - number}" for number in numbers],
        "category": [
            f"{reverse('news:category', args=[code])}?page={n}"
            for n in range(1, 9)
            for code in Category.values
        ],
        "archive": [reverse("news:archive")],
        "month": [reverse("news:month", args=divmod(month or 0, 100)) for month in months],
        "of one school": [reverse("news:of_agency", args=[agency]) for agency in agencies],
        "story": [version.story.public_url for version in stories],
    }


def main() -> None:
    settings.ALLOWED_HOSTS = ["*"]
    results, stranger, officer = Results(), Client(), User.objects.person("officer")
    with transaction.atomic():
        fill(officer, COUNT)
    for name, addresses in pages().items():
        spent = cpu(rotating(stranger, addresses), TIMES)
        results.add(f"news: {name}, {COUNT} stories", spent, "ms", "limit", PAGE)
    for name in ("/sitemap.xml", "/sitemap-stories.xml"):
        results.add(f"news: {name}, {COUNT} stories", cpu(getter(stranger, name), 5), "ms", "limit", MAP)
    size = max(len(stranger.get(address).content) for address in pages()["story"]) / 1024
    results.add("news: HTML of a story page", size, "KB", "limit before photos", BYTES)
    results.write(Path(os.environ["BENCH_OUT"]))


if __name__ == "__main__":
    main()
