"""The register as files: the same data give the same bytes, formulas are texts, the past stays readable."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.agencies.exports import catalog, files, kept, making, papers
from prasan.agencies.exports.table import AS_OF, COLUMNS
from prasan.agencies.fields import FIELDS, Level
from prasan.agencies.models import Version
from prasan.agencies.tests import bulk, doors
from prasan.agencies.tests.proposals import change, consent, proposed
from prasan.approvals.tests.build import person

pytestmark = pytest.mark.usefixtures("office")
FULL = bulk.school(
    "โรงเรียนบ้านตัวอย่าง", "210301", coordinates=[12.78, 101.65], phones=["038000100", "038000101 ต่อ 2"],
    pupils=138, head_since="2024-10-01", contacts=[{"name": "นางตัวอย่าง สมมติ", "phones": ["0800000001"]}],
)  # fmt: skip


def put(*rows: dict[str, Any], **more: Any) -> list[Version]:
    return bulk.put(rows or [FULL], by=person("officer"), at=timezone.now(), **more)


def export(format_: str, level: Level = Level.OPEN, day: date | None = None) -> bytes:
    file = io.BytesIO()
    files.write(file, format_, level, day)
    return file.getvalue()


def table(level: Level = Level.OPEN, day: date | None = None) -> list[dict[str, Any]]:
    header, *rows = doors.sheet_rows(export("xlsx", level, day))
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_every_field_has_its_column() -> None:
    headers = [column.header for column in COLUMNS]
    assert len(headers) == len(set(headers))
    assert {column.key for column in COLUMNS} == {field.key for field in FIELDS} | {AS_OF}


def test_csv_opens_in_a_spreadsheet() -> None:
    put()
    content = export("csv")
    assert content.startswith(b"\xef\xbb\xbf\xe0\xb8\x8a")
    header, row = content.decode("utf-8-sig").split("\r\n")[:2]
    assert header.startswith("ชื่อหน่วยงาน,ชื่อย่อ,")
    assert row.startswith("โรงเรียนบ้านตัวอย่าง,,,ภายใน,สถานศึกษา,")
    assert ",ทางเกวียน,แกลง,ระยอง,210301,,12.78,101.65," in row
    assert '"038000100, 038000101 ต่อ 2"' in row


def test_xlsx_holds_texts_as_texts_and_numbers_as_numbers() -> None:
    put()
    row = table(Level.INTERNAL)[0]
    assert (row["โทรศัพท์"], row["จำนวนนักเรียน"]) == ("038000100, 038000101 ต่อ 2", 138)
    assert (row["รหัสที่ตั้ง"], row["ละติจูด"]) == ("210301", 12.78)
    assert row["ผู้ประสานงาน"] == "นางตัวอย่าง สมมติ โทร 08 0000 0001"
    assert row["ดำรงตำแหน่งเมื่อ"] == "2024-10-01"


def test_json_uses_the_names_and_shapes_of_the_fields() -> None:
    put()
    (record,) = json.loads(export("json", Level.INTERNAL))
    assert record == FULL | {AS_OF: bulk.SOURCE[1]}
    assert "contacts" not in json.loads(export("json", Level.WEB))[0]


@pytest.mark.parametrize("hostile", ["=1+1", "+66", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"])
def test_a_formula_is_only_a_text(hostile: str) -> None:
    put(FULL | {"missions": hostile})
    assert table()[0]["ภารกิจ"].lstrip("'").strip() == hostile.strip()
    assert table()[0]["ภารกิจ"].startswith("'")
    assert f"'{hostile}" in export("csv").decode().replace('"', "")
    assert json.loads(export("json"))[0]["missions"] == hostile


@pytest.mark.parametrize("format_", list(files.WRITERS))
def test_the_same_data_give_the_same_bytes(format_: str, clock: time_machine.Traveller) -> None:
    put()
    before = export(format_)
    clock.shift(90_000)
    assert export(format_) == before


def test_it_stands_in_dictionary_order_without_the_closed() -> None:
    closed = bulk.school("โรงเรียนปิดแล้ว", closed_on="2026-11-10")
    put(bulk.school("โรงเรียนมหาชัย"), bulk.school("โรงเรียนเกาะลอย"), closed)
    assert [row["ชื่อหน่วยงาน"] for row in table()] == ["โรงเรียนเกาะลอย", "โรงเรียนมหาชัย"]


def test_the_past_is_read_from_the_versions_of_that_day(clock: time_machine.Traveller) -> None:
    agency = put()[0].agency_id
    clock.move_to(clock_day(2026, 11, 12))
    consent(proposed(change(agency, {"pupils": 200})))
    clock.move_to(clock_day(2026, 11, 13))
    days = [date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 11), date(2026, 11, 12)]
    assert [[row["จำนวนนักเรียน"] for row in table(day=day)] for day in days] == [[], [138], [138], [200]]


def clock_day(*day: int) -> Any:
    return timezone.make_aware(timezone.datetime(*day, 12))  # type: ignore[attr-defined]


def test_the_command_writes_what_the_site_offers(client: Client, capfdbinary: Any) -> None:
    put()
    call_command("export_agencies", format="json")
    assert capfdbinary.readouterr().out == doors.download(client, "agencies.json")


def test_the_command_takes_a_thai_date_and_a_level(clock: time_machine.Traveller, capfdbinary: Any) -> None:
    put()
    clock.shift(3 * 86_400)
    call_command("export_agencies", "--format", "csv", "--level", "internal", "--as-of", "10 พ.ย. 2569")
    assert "0800000001" in capfdbinary.readouterr().out.decode().replace(" ", "")
    call_command("export_agencies", "--format", "json", "--as-of", "9/11/2569")
    assert json.loads(capfdbinary.readouterr().out) == []


@pytest.mark.parametrize(
    ("day", "said"), [("30 ก.พ. 2569", "กุมภาพันธ์"), ("1/10/69x", "อ่านวันที่ไม่ออก"), ("2027-01-01", "ยังมาไม่ถึง")]
)
def test_the_command_refuses_a_day_that_is_none(day: str, said: str, capfd: Any) -> None:
    with pytest.raises(SystemExit) as left:
        call_command("export_agencies", "--format", "csv", "--as-of", day)
    out, err = capfd.readouterr()
    assert (left.value.code, out) == (2, "")
    assert said in err


def test_papers_hold_the_register_and_the_phone_book(client: Client) -> None:
    put(FULL, bulk.school("โรงเรียนวัดเกาะลอย", "210801"))
    register = doors.pdf_text(doors.download(client, "register-1.pdf"))
    assert "ทะเบียนข้อมูลพื้นฐานของหน่วยงานภายในและภายนอก" in register
    assert register.index("อำเภอแกลง") < register.index("อำเภอนิคมพัฒนา")
    assert "0 3800 0100" in doors.pdf_text(doors.download(client, "phonebook-1.pdf"))
    for name in ("register-2.pdf", "register-0.pdf", "memo-1.pdf", "agencies.xml", "register-١.pdf"):
        assert client.get(reverse("agencies:download", args=[name])).status_code == 404


def test_papers_of_the_same_data_are_the_same_bytes(client: Client, clock: time_machine.Traveller) -> None:
    put()
    before = doors.download(client, "register-1.pdf")
    clock.shift(3600)
    assert doors.download(client, "register-1.pdf") == before


def test_the_downloads_page_offers_each_file(client: Client) -> None:
    put()
    text = client.get(reverse("agencies:data")).content.decode()
    for name in making.names(papers.edition()):
        assert reverse("agencies:download", args=[name]) in text


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> list[Version]:
    """A register of three parts: as one of 3,000 agencies, with two on a part."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(papers, "MOST_ROWS", 2)
    return put(*bulk.schools(5))


def test_a_large_register_is_made_in_parts_and_kept(client: Client, large: list[Version]) -> None:
    context = client.get(reverse("agencies:data")).context
    assert (context["is_large"], context["total"]) == (True, 9)
    context = client.get(reverse("agencies:data")).context
    assert context["done"] == 9
    registers = [doors.pdf_text(doors.download(client, f"register-{part}.pdf")) for part in (1, 2, 3)]
    assert [text.count("@school.example") or text.count("school.example") for text in registers] == [2, 2, 1]
    assert "0 3800 0004" in "".join(
        doors.pdf_text(doors.download(client, f"phonebook-{n}.pdf")) for n in (1, 2, 3)
    )


def test_a_part_that_is_not_made_yet_is_not_there(client: Client, large: list[Version]) -> None:
    assert client.get(reverse("agencies:download", args=["register-3.pdf"])).status_code == 404
    assert doors.download(client, "agencies.csv").count(b"\r\n") == 6


def test_files_of_an_earlier_edition_are_removed(client: Client, large: list[Version]) -> None:
    before = papers.edition().digest
    client.get(reverse("agencies:data"))
    consent(proposed(change(large[0].agency_id, levels={"email": 0})))
    client.get(reverse("agencies:data"))
    after = papers.edition().digest
    assert (kept.made(before), len(kept.made(after))) == (set(), 9)


def test_a_maker_that_died_is_followed_by_another(
    large: list[Version], clock: time_machine.Traveller
) -> None:
    assert [kept.begin("x"), kept.begin("x")] == [True, False]
    clock.shift(16 * 60)
    assert kept.begin("x")


def test_the_dictionary_has_the_fourteen_items_of_the_catalogue(client: Client) -> None:
    found = client.get(reverse("agencies:dictionary_json")).json()
    assert list(found["catalog"]) == [
        "data_type", "title", "owner_org", "maintainer", "maintainer_email", "tag_string", "notes",
        "objective", "update_frequency_unit", "geo_coverage", "data_source", "data_format", "data_category",
        "license_id",
    ]  # fmt: skip
    assert [field["name"] for field in found["fields"]] == [*(field.key for field in FIELDS), AS_OF]
    assert set(catalog.CATALOG_LABELS) == set(found["catalog"])
    page = client.get(reverse("agencies:dictionary")).content.decode()
    assert "update_frequency_unit" in page
    assert "personal_line" in page
