"""The public list: found by any part of a name, narrowed by filters, in dictionary order."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.template.response import TemplateResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from prasan.agencies.models import Verification, Version
from prasan.agencies.tests import bulk, doors
from prasan.approvals.tests.build import person

pytestmark = pytest.mark.usefixtures("office")
SCHOOLS = [
    bulk.school("โรงเรียนวัดเกาะลอย", "210301", school_group="กลุ่ม 2"),
    bulk.school("โรงเรียนบ้านมาบเหลาชะโอน", "210301", school_group="กลุ่ม 10"),
    bulk.school("โรงเรียนบ้านน้ำเป็น", "210801", school_group="กลุ่ม 2"),
    bulk.school("โรงเรียนมหาชัย", "210401", phones=["038000001 ต่อ 2"]),
]
OTHERS = [
    {"name": "เทศบาลตำบลสมมติ", "scope": "external", "kind": "agency", "place": "210301"},
    {"name": "กลุ่มอำนวยการ", "scope": "internal", "kind": "unit"},
]


@pytest.fixture
def register() -> list[Version]:
    return bulk.put([*SCHOOLS, *OTHERS], by=person("officer"), at=timezone.now())


def page(client: Client, **params: str) -> TemplateResponse:
    response: Any = client.get(reverse("agencies:directory"), params)
    assert response.status_code == 200
    return response


def names(client: Client, **params: str) -> list[str]:
    return [row.name for row in page(client, **params).context["rows"]]


def test_it_stands_in_dictionary_order(client: Client, register: list[Version]) -> None:
    assert names(client) == [
        "กลุ่มอำนวยการ", "เทศบาลตำบลสมมติ", "โรงเรียนบ้านน้ำเป็น", "โรงเรียนบ้านมาบเหลาชะโอน",
        "โรงเรียนมหาชัย", "โรงเรียนวัดเกาะลอย",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [
        "เกาะลอย",
        "วัดเกาะลอย",
        "บ้านเกาะลอย",
        "รร.วัดเกาะลอย",
        "โรงเรียน เกาะลอย",
        "เกาะ",
        "ลอย วัด",
        "เกาะ\u200bลอย",
    ],
)
def test_it_is_found_by_any_part_of_the_name(client: Client, register: list[Version], typed: str) -> None:
    assert "โรงเรียนวัดเกาะลอย" in names(client, q=typed)


@pytest.mark.parametrize("typed", ["นำเปน", "น้ำเป็น", "บ้านนํ้าเป็น", "รร.บ้านน้ำเป็น"])
def test_it_is_found_without_tone_marks(client: Client, register: list[Version], typed: str) -> None:
    assert names(client, q=typed) == ["โรงเรียนบ้านน้ำเป็น"]


@pytest.mark.parametrize(
    ("choice", "count"),
    [
        ({"scope": "external"}, 1),
        ({"kind": "school"}, 4),
        ({"place": "2103"}, 3),
        ({"place": "21"}, 5),
        ({"place": "9999"}, 0),
        ({"group": "กลุ่ม 2"}, 2),
        ({"letter": "ก"}, 1),
        ({"letter": "บ"}, 2),
        ({"kind": "school", "place": "2103", "group": "กลุ่ม 2"}, 1),
        ({"kind": "nonsense", "scope": "' OR 1=1", "place": "๒๑๐๓", "page": "x"}, 6),
    ],
)
def test_filters_narrow_it(
    client: Client, register: list[Version], choice: dict[str, str], count: int
) -> None:
    assert len(names(client, **choice)) == page(client, **choice).context["count"] == count


def test_choices_say_how_many_they_would_find(client: Client, register: list[Version]) -> None:
    context = page(client, place="2103").context
    assert [(kind.value, kind.count) for kind in context["kinds"]] == [("school", 2), ("agency", 1)]
    place, group = context["selects"]
    assert place.label == "อำเภอ"
    assert '<option value="2103" selected>แกลง (3)</option>' in place.options
    assert group.options.index("กลุ่ม 2 ") < group.options.index("กลุ่ม 10")


def test_choosing_again_takes_the_choice_off(client: Client, register: list[Version]) -> None:
    chosen = next(kind for kind in page(client, kind="school", q="บ้าน").context["kinds"] if kind.is_on)
    assert chosen.address == "?q=%E0%B8%9A%E0%B9%89%E0%B8%B2%E0%B8%99"


def test_a_closed_agency_is_listed_only_when_asked_for(client: Client, register: list[Version]) -> None:
    bulk.put([bulk.school("โรงเรียนที่ปิด", closed_on="2026-11-10")], by=person("officer"), at=timezone.now())
    bulk.put([bulk.school("โรงเรียนจะปิด", closed_on="2026-11-11")], by=person("officer"), at=timezone.now())
    assert "โรงเรียนที่ปิด" not in names(client)
    assert "โรงเรียนจะปิด" in names(client)
    assert "โรงเรียนที่ปิด" in names(client, closed="1")
    nothing = page(client, q="ที่ปิด")
    assert nothing.context["closed_found"] == 1
    assert "พบหน่วยงานที่ปิดแล้ว 1 แห่ง" in doors.words(nothing)


def test_an_empty_answer_offers_names_that_look_alike(client: Client, register: list[Version]) -> None:
    context = page(client, q="มาบเหลาชะโฮน").context
    assert [row.name for row in context["near"]] == ["โรงเรียนบ้านมาบเหลาชะโอน"]


def test_an_empty_answer_says_what_would_be_found_without_filters(
    client: Client, register: list[Version]
) -> None:
    response = page(client, q="เกาะลอย", kind="agency")
    assert response.context["unfiltered"] == 1
    assert "ล้างตัวกรอง" in response.content.decode()


def test_an_empty_register_says_what_will_fill_it(client: Client) -> None:
    assert "ยังไม่มีหน่วยงานที่เผยแพร่" in doors.words(page(client))


@pytest.mark.parametrize("typed", ["%", "_", "'", "<script>alert(1)</script>", "ก" * 5000, "|", "๊๊๊"])
def test_hostile_words_are_only_words(client: Client, register: list[Version], typed: str) -> None:
    response = page(client, q=typed)
    assert "<script>alert" not in response.content.decode()
    assert response.context["count"] == 0


def test_its_queries_do_not_grow_with_the_register(client: Client, register: list[Version]) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, kind="school")
        return len(queries)

    few = count()
    bulk.put(bulk.schools(200), by=person("officer"), at=timezone.now())
    assert count() == few <= 7


def test_pages_hold_all_and_each_once(client: Client) -> None:
    bulk.put(bulk.schools(75), by=person("officer"), at=timezone.now())
    seen = [row.agency for number in "123" for row in page(client, page=number).context["rows"]]
    assert len(seen) == len(set(seen)) == 75


def test_a_confirmed_agency_shows_the_day_and_an_old_one_is_marked(client: Client) -> None:
    at = timezone.now()
    old = bulk.put([bulk.school("โรงเรียนเก่า")], by=person("officer"), at=at.replace(year=2025))
    assert page(client).context["rows"][0].is_stale
    Verification.objects.create(agency_id=old[0].agency_id, at=at, how="phone", by_name="นางตัวอย่าง สมมติ")
    row = page(client).context["rows"][0]
    assert (row.is_stale, row.as_of) == (False, at.date())
