"""Many agencies at once, for lists and measurements; what one agency may say goes through consent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.fields import BY_KEY
from prasan.agencies.models import Agency, ChangeRequest, Register, Version
from prasan.agencies.publication import COLUMNS, columns
from prasan.thai.places import inside, provinces

SOURCE = ["DMC", "2026-06-10"]
_FORMS = ("โรงเรียนบ้าน{}", "โรงเรียนวัด{}", "โรงเรียน{}วิทยา", "โรงเรียนชุมชนบ้าน{}", "โรงเรียนอนุบาล{}")


def put(
    rows: Iterable[Mapping[str, Any]],
    *,
    by: User,
    at: datetime,
    levels: Mapping[str, int] | None = None,
    valid_from: date | None = None,
) -> list[Version]:
    """Versions in force of new agencies, past all consent; levels by default as fields propose them."""
    request = ChangeRequest.objects.create(title="ข้อมูลทดลอง", created_by=by, created_at=at)
    versions: list[Version] = []
    iterator = iter(rows)
    while chunk := list(islice(iterator, 1000)):
        agencies = Agency.objects.bulk_create([Agency(added_at=at) for _ in chunk])
        versions += Version.objects.bulk_create(
            _version(agency, values, levels, request, at, valid_from)
            for agency, values in zip(agencies, chunk, strict=True)
        )
    Register.objects.get_or_create(pk=1)[0].advance()
    return versions


def _version(
    agency: Agency,
    values: Mapping[str, Any],
    levels: Mapping[str, int] | None,
    request: ChangeRequest,
    at: datetime,
    valid_from: date | None,
) -> Version:
    reach = {key: int(BY_KEY[key].level) for key in values} | dict(levels or {})
    sources = dict.fromkeys(values, SOURCE)
    day = timezone.localdate(at).isoformat()
    return Version(
        agency=agency,
        request=request,
        valid_from=valid_from or timezone.localdate(at),
        decided_at=at,
        values=dict(values),
        levels={key: level for key, level in reach.items() if key in values},
        sources=sources,
        **dict(zip(COLUMNS, columns(values, reach, sources, day), strict=True)),
    )


def school(name: str, place: str = "210301", **values: Any) -> dict[str, Any]:
    return {"name": name, "scope": "internal", "kind": "school", "place": place, **values}


def schools(count: int) -> Iterator[dict[str, Any]]:
    """Invented schools all over the country, as full as a well-kept register has them."""
    places = [
        place
        for province in provinces()
        for district in inside(province.code)
        for place in inside(district.code)
    ]
    for number in range(count):
        place = places[number % len(places)]
        form = _FORMS[number // len(places) % len(_FORMS)]
        yield school(
            form.format(place.name),
            place.code,
            affiliation="สพป.ระยอง เขต 2",
            school_group=f"กลุ่มโรงเรียน{place.district}",
            address=f"หมู่ {number % 12 + 1}",
            postal_code=place.postal_code,
            coordinates=[12.7 + number % 700 / 100, 100.1 + number % 500 / 100],
            phones=[f"0380{number % 100000:05}"],
            email=f"school{number}@school.example",
            website=f"https://school{number}.example/",
            head_name="นายสมมติ ตัวอย่าง",
            head_post="ผู้อำนวยการโรงเรียน",
            contacts=[{"name": "นางตัวอย่าง สมมติ", "phones": ["0800000001"]}],
            pupils=number % 900,
            teachers=number % 40,
            rooms=number % 20,
            academic_year=2569,
        )
