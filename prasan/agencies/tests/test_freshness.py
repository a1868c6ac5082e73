"""ข้อมูล ณ: which day the data are of, for each reader, and when they are to be confirmed again."""

from __future__ import annotations

import json
from datetime import date, timedelta
from importlib import import_module
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.agencies import freshness
from prasan.agencies.actions import change_requests, upkeep
from prasan.agencies.actions.upkeep import STALE_AFTER
from prasan.agencies.exports import files, papers
from prasan.agencies.fields import Level
from prasan.agencies.listing import latest, rows
from prasan.agencies.models import ChangeRequest, Verification, Version
from prasan.agencies.tests.proposals import change, consent, current, in_force, new_school, person, proposed
from prasan.agencies.tests.upkeep import words

pytestmark = pytest.mark.usefixtures("office")
SHEET = {"*": ["ทะเบียน.xlsx", "2026-06-10"]}
CONTACT: dict[str, Any] = {"contacts": [{"name": "นางตัวอย่าง สมมติ"}]}


def from_sheet(name: str = "โรงเรียนบ้านตัวอย่าง") -> int:
    """An agency as a sheet of 10 มิ.ย. brought it, consented to today."""
    proposal = new_school(name)
    proposal = change_requests.Proposal(None, proposal.values, proposal.levels, SHEET)
    return Version.objects.get(request=consent(proposed(proposal))).agency_id


def day_of(agency: int, level: Level = Level.WEB) -> date:
    [row] = rows([current(agency).pk], level, today=timezone.localdate())
    return row.as_of


def stale() -> list[int]:
    return [version.agency_id for version in upkeep.stale(at=timezone.now())]


def undone(request: ChangeRequest) -> ChangeRequest:
    return consent(change_requests.reverse(request, by=person("officer"), at=timezone.now()))


def exported(level: Level = Level.INTERNAL) -> list[dict[str, Any]]:
    file = BytesIO()
    files.write(file, "json", level)
    found: list[dict[str, Any]] = json.loads(file.getvalue())
    return found


def test_values_of_a_sheet_are_of_the_day_that_the_sheet_says() -> None:
    assert day_of(from_sheet()) == date(2026, 6, 10)


def test_values_without_a_day_are_of_the_day_of_their_consent() -> None:
    agency = in_force()
    assert day_of(agency) == timezone.localdate()
    assert current(agency).sources == {"*": ["", timezone.localdate().isoformat()]}


def test_what_stays_inside_does_not_make_the_public_day_younger() -> None:
    agency = from_sheet()
    consent(proposed(change(agency, CONTACT, {"contacts": Level.INTERNAL})))
    assert day_of(agency) == date(2026, 6, 10)
    assert day_of(agency, Level.INTERNAL) == timezone.localdate()


def test_one_changed_field_does_not_confirm_the_others(clock: time_machine.Traveller) -> None:
    agency = from_sheet()
    clock.shift(STALE_AFTER)
    assert stale() == [agency]
    consent(proposed(change(agency, CONTACT, {"contacts": Level.INTERNAL})))
    consent(proposed(change(agency, {"phones": ["038000009"]})))
    assert stale() == [agency]
    assert rows([current(agency).pk], Level.WEB, today=timezone.localdate())[0].is_stale
    Verification.objects.create(agency_id=agency, at=timezone.now(), how="phone", by_name="นายสมมติ")
    assert stale() == []


def test_the_clock_runs_from_the_day_of_the_sheet_not_of_the_consent(clock: time_machine.Traveller) -> None:
    agency = from_sheet()
    clock.move_to(timezone.make_aware(timezone.datetime(2026, 6, 10, 12) + STALE_AFTER))
    assert stale() == []
    clock.shift(timedelta(days=1))
    assert stale() == [agency]


def test_a_reversal_brings_back_the_days_and_the_sources(clock: time_machine.Traveller) -> None:
    agency = from_sheet()
    before, told = exported(), current(agency).sources
    clock.shift(timedelta(days=30))
    request = consent(proposed(change(agency, {"phones": ["038000009"], "email": "a@school.example"})))
    assert exported() != before
    clock.shift(timedelta(days=30))
    undone(request)
    assert exported() == before
    after = current(agency)
    assert {after.internal_on, after.web_on, after.open_on, after.oldest_on} == {date(2026, 6, 10)}
    assert {key: after.sources.get(key, after.sources.get("*")) for key in after.values} == dict.fromkeys(
        after.values, told["*"]
    )


def test_a_level_alone_changes_no_day() -> None:
    agency = from_sheet()
    consent(proposed(change(agency, {}, {"fax": Level.OPEN})))
    assert day_of(agency, Level.INTERNAL) == date(2026, 6, 10)


def test_a_day_after_its_consent_counts_as_that_of_the_consent() -> None:
    agency = in_force()
    source = {"phones": ["หนังสือ", "2570-01-01"]}
    consent(proposed(change(agency, {"phones": ["038000009"]}, sources=source)))
    assert day_of(agency) == timezone.localdate()


def test_every_door_says_the_same_day_and_the_section_that_of_its_value(
    client: Client, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    agency = from_sheet()
    consent(proposed(change(agency, {"phones": ["038000009"]})))
    today = timezone.localdate()
    clock.shift(timedelta(days=3))
    consent(proposed(change(agency, CONTACT, {"contacts": Level.INTERNAL})))
    page = client.get(reverse("agencies:agency", args=[agency]))
    said = words(page)
    assert page.context["as_of"] == today
    assert "ข้อมูล ณ 10 พ.ย. 2569 (โทรศัพท์)" in said
    assert "ข้อมูล ณ 10 มิ.ย. 2569 ที่มา ทะเบียนของสำนักงาน" in said
    assert "“ข้อมูล ณ” คือวันของข้อมูลล่าสุดที่แสดง" in said
    card = client.get(reverse("agencies:card", args=[agency])).content.decode()
    assert f"REV:{today}" in card
    assert exported(Level.OPEN)[0]["as_of"] == today.isoformat()
    assert client.get(reverse("agencies:directory")).context["as_of"] == today
    assert printed(monkeypatch) == (today, [today])


def printed(monkeypatch: pytest.MonkeyPatch) -> tuple[date, list[date | None]]:
    """The day in the heading of the register, and that of every row."""
    seen: list[Any] = []
    monkeypatch.setattr(
        papers.register, "register", lambda about, entries, **_: seen.append((about, entries))
    )
    papers.register_pdf(papers.edition(), 1)
    [(about, entries)] = seen
    return about.as_of, [entry.as_of for entry in entries]


def test_a_confirmation_moves_the_day_of_every_door(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    agency, digest = from_sheet(), papers.edition().digest
    Verification.objects.create(agency_id=agency, at=timezone.now(), how="phone", by_name="นายสมมติ")
    today = timezone.localdate()
    assert day_of(agency) == today
    assert exported(Level.OPEN)[0]["as_of"] == today.isoformat()
    assert printed(monkeypatch) == (today, [today])
    assert papers.edition().digest != digest
    page = client.get(reverse("agencies:agency", args=[agency]))
    assert (page.context["as_of"], "ยืนยันข้อมูลเมื่อ 10 พ.ย. 2569" in words(page)) == (today, True)


def test_a_past_day_knows_nothing_of_later_confirmations(clock: time_machine.Traveller) -> None:
    agency, then = from_sheet(), timezone.localdate()
    clock.shift(timedelta(days=3))
    Verification.objects.create(agency_id=agency, at=timezone.now(), how="phone", by_name="นายสมมติ")
    assert rows([current(agency).pk], Level.WEB, today=then)[0].as_of == date(2026, 6, 10)
    assert freshness.verified_on([agency], until=then) == {}


def test_the_home_page_does_not_tell_of_what_changed_inside() -> None:
    old, new = from_sheet("โรงเรียนบ้านเก่า"), in_force(name="โรงเรียนบ้านใหม่")
    consent(proposed(change(old, CONTACT, {"contacts": Level.INTERNAL})))
    assert [row.agency for row in latest(Level.WEB, 2, today=timezone.localdate())] == [new, old]


def test_the_migration_gives_the_versions_of_before_the_days_they_would_have(
    clock: time_machine.Traveller,
) -> None:
    agency = from_sheet()
    clock.shift(timedelta(days=30))
    request = consent(proposed(change(agency, {"phones": ["038000009"]})))
    clock.shift(timedelta(days=30))
    undone(request)
    columns = ("internal_on", "web_on", "open_on", "oldest_on")
    expected = list(Version.objects.order_by("pk").values_list(*columns))
    last = current(agency)
    last.sources = {key: source for key, source in last.sources.items() if key != "phones"}
    last.save()
    unknown = date(1970, 1, 1)
    Version.objects.update(internal_on=unknown, web_on=None, open_on=None, oldest_on=unknown)
    Version.objects.filter(request=request).update(
        sources={"*": ["ทะเบียน.xlsx", "2026-06-10"], "phones": [""]}
    )
    import_module("prasan.agencies.migrations.0006_days_of_data").fill(apps, None)
    assert list(Version.objects.order_by("pk").values_list(*columns)) == expected
