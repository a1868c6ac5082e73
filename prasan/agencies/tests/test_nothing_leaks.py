"""A distinct word in every field below its level: a stranger finds none of them behind any door."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from prasan.agencies.actions.change_requests import Proposal
from prasan.agencies.fields import FIELDS, Level
from prasan.agencies.models import Version
from prasan.agencies.tests import doors
from prasan.agencies.tests.proposals import change, consent, proposed

pytestmark = pytest.mark.usefixtures("office")

# No two share a number, a word or a place; the place lies in a district of no other agency.
VALUES: dict[str, Any] = {
    "name": "โรงเรียนตัวอย่างเปิดเผย", "short_name": "ยกลับ", "other_names": ["โรงเรียนนามเดิมลับ"],
    "scope": "internal", "kind": "school", "code8": "71829304", "code10": "7182930465",
    "affiliation": "สังกัดซ่อนเร้น", "school_group": "กลุ่มลับเฉพาะ", "address": "บ้านเลขลับ 90817",
    "place": "570101", "postal_code": "57986", "coordinates": [19.123457, 99.765432],
    "phones": ["053918273"], "email": "laplap@secret.example", "website": "https://website-lap.example/",
    "fax": ["053928374"], "facebook": "facebook-lap", "line": "line-lap", "head_name": "นายสมมติ ลับเร้น",
    "head_post": "ตำแหน่งลับเร้น", "head_since": "1987-03-09", "head_until": "2055-12-31",
    "about": "เรื่องลับเร้น", "contacts": [{"name": "นางตัวอย่าง ลับคน", "phones": ["0812739465"]}],
    "mobiles": ["0817364925"], "personal_email": "suantua@secret.example", "personal_line": "line-suantua",
    "missions": "ภารกิจลับเร้น", "pupils": 87231, "teachers": 6413, "rooms": 5127, "academic_year": 2931,
    "closed_on": "2101-05-06", "consent_proof": "หนังสือลับเร้น", "notes": "หมายเหตุลับเร้น",
}  # fmt: skip
FORMS = {
    "other_names": ["นามเดิมลับ"],
    "place": ["570101", "รอบเวียง", "เมืองเชียงราย", "จ.เชียงราย", "จังหวัดเชียงราย"],
    "coordinates": ["19.123457", "99.765432"],
    "phones": ["053918273", "+6653918273"],
    "fax": ["053928374", "+6653928374"],
    "mobiles": ["0817364925", "+66817364925"],
    "contacts": ["ลับคน", "0812739465"],
    "head_name": ["สมมติ ลับเร้น"],
    "website": ["website-lap"],
    "head_since": ["1987-03-09", "9 มี.ค. 2530"],
    "head_until": ["2055-12-31", "31 ธ.ค. 2598"],
    "closed_on": ["2101-05-06", "6 พ.ค. 2644"],
}
SHOWN_ANYWAY = {"name", "scope", "kind"}
SECRETS = [field.key for field in FIELDS if field.key not in SHOWN_ANYWAY]


def forms(key: str) -> list[str]:
    return FORMS.get(key, [str(VALUES[key])])


def in_force(values: dict[str, Any], level: Level, **levels: int) -> int:
    """An agency whose fields all go out as far as `level` but for those named."""
    reach = dict.fromkeys(values, int(level)) | levels
    request = consent(proposed(Proposal(None, values, reach, {"*": ["DMC", "2026-06-10"]})))
    agency: int = request.items.get().agency_id
    return agency


@pytest.fixture
def neighbour() -> int:
    return in_force(
        {"name": "โรงเรียนบ้านตัวอย่าง", "scope": "internal", "kind": "school", "place": "210301"}, Level.OPEN
    )


def test_the_words_are_distinct() -> None:
    every = [form for key in SECRETS for form in forms(key)]
    assert len(every) == len(set(every))
    assert set(VALUES) == {field.key for field in FIELDS}


def test_a_field_kept_inside_is_behind_no_door(client: Client, neighbour: int) -> None:
    agency = in_force(VALUES, Level.INTERNAL, name=Level.OPEN, scope=Level.OPEN, kind=Level.OPEN)
    seen = doors.everything(client, [agency, neighbour])
    assert "เปิดเผย" in seen["list"]
    assert {key: found for key in SECRETS for form in forms(key) if (found := doors.where(seen, form))} == {}


def test_a_field_of_the_web_is_not_in_the_open_data(client: Client, neighbour: int) -> None:
    agency = in_force(VALUES, Level.WEB, name=Level.OPEN)
    data = doors.open_data(client)
    assert "เปิดเผย" in data["csv"]
    assert {key: found for key in SECRETS for form in forms(key) if (found := doors.where(data, form))} == {}
    page = {"page": doors.web(client, [agency])[f"page {agency}"]}
    unseen = [key for key in SECRETS if not any(doors.where(page, form) for form in forms(key))]
    assert unseen == ["closed_on"]  # the day is still to come: the page speaks of it from then on


def test_an_agency_whose_name_stays_inside_is_nowhere(client: Client, neighbour: int) -> None:
    agency = in_force(VALUES, Level.OPEN, name=Level.INTERNAL)
    seen = doors.everything(client, [agency, neighbour])
    assert seen[f"page {agency}"] == seen[f"card {agency}"] == "404"
    keys = ["name", *SECRETS]
    assert {key: found for key in keys for form in forms(key) if (found := doors.where(seen, form))} == {}
    assert f"/agencies/{agency}/" not in seen["sitemap of agencies"] + seen["list"]


def test_searching_for_a_word_kept_inside_finds_nothing(client: Client, neighbour: int) -> None:
    in_force(VALUES, Level.INTERNAL, name=Level.OPEN, scope=Level.OPEN, kind=Level.OPEN)
    found = {
        word: client.get(reverse("agencies:directory"), {"q": word}).context["count"] for word in words()
    }
    assert {word: count for word, count in found.items() if count} == {}
    assert client.get(reverse("agencies:directory"), {"q": "เปิดเผย"}).context["count"] == 1


def words() -> list[str]:
    return [form for key in SECRETS for form in forms(key) if form != "จ.เชียงราย"]


@pytest.mark.parametrize("hidden", [{"place": "5701"}, {"place": "57"}, {"group": "กลุ่มลับเฉพาะ"}])
def test_a_filter_by_what_is_kept_inside_finds_nothing(
    client: Client, neighbour: int, hidden: dict[str, str]
) -> None:
    agency = in_force(VALUES, Level.INTERNAL, name=Level.OPEN, scope=Level.OPEN, kind=Level.OPEN)
    page = client.get(reverse("agencies:directory"), hidden)
    assert page.context["count"] == 0
    assert f"/agencies/{agency}/" not in page.content.decode()


@pytest.mark.parametrize("hidden", ["scope", "kind"])
def test_a_kind_kept_inside_is_counted_nowhere(client: Client, hidden: str) -> None:
    agency = in_force(VALUES, Level.OPEN, **{hidden: Level.INTERNAL})
    page = client.get(reverse("agencies:directory"), {hidden: VALUES[hidden]})
    assert page.context["count"] == 0
    assert agency in [row.agency for row in client.get(reverse("agencies:directory")).context["rows"]]
    label = {"scope": "หน่วยงานภายใน ·", "kind": "สถานศึกษา"}[hidden]
    seen = doors.web(client, [agency])
    for door in (f"page {agency}", "register", "phonebook"):
        assert label not in seen[door]


def test_what_is_unpublished_by_consent_is_gone_from_every_door(client: Client, neighbour: int) -> None:
    agency = in_force(VALUES, Level.OPEN, closed_on=Level.OPEN)
    before = doors.everything(client, [agency])
    assert set(doors.where(before, VALUES["email"])) >= {"register", "csv", "xlsx", "json", f"card {agency}"}
    levels = dict.fromkeys(SECRETS, int(Level.INTERNAL))
    consent(proposed(change(agency, levels=levels)))
    after = doors.everything(client, [agency, neighbour])
    assert {key: found for key in SECRETS for form in forms(key) if (found := doors.where(after, form))} == {}


def test_the_name_unpublished_takes_the_whole_agency_along(client: Client, neighbour: int) -> None:
    agency = in_force(VALUES, Level.OPEN)
    consent(proposed(change(agency, levels={"name": int(Level.INTERNAL)})))
    seen = doors.everything(client, [agency, neighbour])
    keys = ["name", *SECRETS]
    assert {key: found for key in keys for form in forms(key) if (found := doors.where(seen, form))} == {}


def test_what_is_only_proposed_is_behind_no_door(client: Client, neighbour: int) -> None:
    request = proposed(Proposal(None, VALUES, dict.fromkeys(VALUES, int(Level.OPEN))))
    agency = request.items.get().agency_id
    seen = doors.everything(client, [agency, neighbour])
    assert seen[f"page {agency}"] == "404"
    keys = ["name", *SECRETS]
    assert {key: found for key in keys for form in forms(key) if (found := doors.where(seen, form))} == {}
    assert not Version.objects.filter(agency=agency).exists()
