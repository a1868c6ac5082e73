"""Dropping a sheet in, and the page of its import by state."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.actions import imports, proposing
from prasan.agencies.importing.sniffing import MOST_MEGABYTES
from prasan.agencies.models import Import
from prasan.agencies.states import ImportState
from prasan.agencies.tests import sheets
from prasan.agencies.tests.proposals import consent

Cast = dict[str, Any]


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast["officer"])
    return client


def drop(client: Client, content: bytes, name: str = "ทะเบียน.csv") -> Any:
    return client.post("/desk/imports/", {"file": SimpleUploadedFile(name, content)})


def shown(client: Client, source: Import, query: str = "") -> str:
    return sheets.words(client.get(f"/desk/imports/{source.pk}/{query}"))


def test_a_dropped_sheet_is_judged_and_shown(officer: Client) -> None:
    response = drop(officer, sheets.csv(sheets.GOOD, sheets.BAD_EMAIL))
    source = Import.objects.get()
    assert response.headers["Location"] == f"/desk/imports/{source.pk}/"
    page = shown(officer, source)
    assert "มีจุดติดกันสองจุด" in page
    assert "พร้อมนำเข้า 1 แถว" in page


def test_good_rows_are_listed_with_what_they_bring(officer: Client) -> None:
    page = shown(officer, sheets.judged(sheets.GOOD), "?tab=new")
    assert "0 3800 0001" in page
    assert "ต.กระแสบน" in page


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("ทะเบียน.csv", b"%PDF-1.7 not a sheet", "PDF"),
        ("ทะเบียน.xlsx", b"PK\x03\x04 torn", "เสียหาย"),
        ("ทะเบียน.xls", b"<html><table><tr><td>x</td></tr></table></html>", "HTML"),
        ("ทะเบียน.csv", b"a\x00b\x00", ""),
        ("ทะเบียน.xlsx", bytes(range(1, 256)), "ไฟล์เสียหายหรือไม่ใช่ Excel"),
    ],
    ids=["pdf named csv", "torn xlsx", "html named xls", "nul bytes", "noise named xlsx"],
)
def test_a_hostile_file_is_refused_with_a_reason(
    officer: Client, name: str, content: bytes, reason: str
) -> None:
    drop(officer, content, name)
    source = Import.objects.get()
    assert source.state == ImportState.REFUSED
    page = shown(officer, source)
    assert "รับไฟล์นี้ไม่ได้" in page
    assert source.refusal
    assert reason in source.refusal


def test_a_file_that_was_refused_counts_nothing_and_can_be_put_away(officer: Client) -> None:
    drop(officer, b"%PDF-1.7", "ทะเบียน.csv")
    source = Import.objects.get()
    page = officer.get("/desk/imports/").content.decode()
    assert '<span class="none">ยังไม่เสนอ' not in page
    assert "ใหม่ 0" not in page
    assert f"/desk/imports/{source.pk}/undo/" in officer.get(f"/desk/imports/{source.pk}/").content.decode()
    officer.post(f"/desk/imports/{source.pk}/undo/")
    source.refresh_from_db()
    assert source.state == ImportState.UNDONE
    assert officer.get(f"/desk/imports/{source.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [("โปรแกรม.exe", b"MZ", "ไม่ใช่ XLSX"), ("ว่าง.csv", b"", "ไฟล์นี้ว่างเปล่า")],
)
def test_a_file_that_is_no_sheet_is_not_even_kept(
    officer: Client, name: str, content: bytes, reason: str
) -> None:
    assert reason in drop(officer, content, name).content.decode()
    assert not Import.objects.exists()


def test_a_file_larger_than_can_be_read_is_refused_before_it_is_kept(officer: Client) -> None:
    assert f"ไม่เกิน {MOST_MEGABYTES} MB" in officer.get("/desk/imports/").content.decode()
    response = drop(officer, b"a" * (MOST_MEGABYTES * 1024 * 1024 + 1))
    assert f"เกิน {MOST_MEGABYTES} MB" in response.content.decode()
    assert not Import.objects.exists()


def test_a_workbook_with_macros_is_neither_offered_nor_taken(officer: Client) -> None:
    assert "xlsm" not in officer.get("/desk/imports/").content.decode().lower()
    assert "ไม่ใช่ XLSX" in drop(officer, b"PK", "ทะเบียน.xlsm").content.decode()


def test_nothing_chosen_is_said(officer: Client) -> None:
    assert "เลือกไฟล์ก่อน" in officer.post("/desk/imports/").content.decode()


def test_a_waiting_import_shows_that_it_is_being_read(officer: Client) -> None:
    source = sheets.taken_in(sheets.GOOD)
    page = shown(officer, source)
    assert "กำลังอ่านไฟล์ ปิดหน้านี้ได้ งานทำต่อ" in page
    assert b'http-equiv="refresh"' in officer.get(f"/desk/imports/{source.pk}/").content
    Import.objects.update(state=ImportState.READING, done=178, total=286, lease_until=timezone.now())
    assert "178 จาก 286 แถว" in shown(officer, source)


def test_polling_reloads_the_page_when_the_rows_are_judged(officer: Client) -> None:
    source = sheets.taken_in(sheets.GOOD)
    address, htmx = f"/desk/imports/{source.pk}/", {"HTTP_HX_REQUEST": "true"}
    assert "<html" not in officer.get(address, **htmx).content.decode()
    imports.analyse(source, at=timezone.now())
    assert officer.get(address, **htmx).headers["HX-Refresh"] == "true"


def test_the_same_file_of_another_officer_is_told_of(officer: Client, cast: Cast) -> None:
    sheets.judged(sheets.GOOD, by="auditor")
    mine = sheets.judged(sheets.GOOD)
    page = shown(officer, mine)
    assert "ไฟล์เดียวกันนี้" in page
    assert cast["auditor"].name in page


def test_a_stranger_is_sent_to_sign_in(client: Client, office: None) -> None:
    source = sheets.judged(sheets.GOOD)
    for address in (
        "",
        f"{source.pk}/",
        f"{source.pk}/columns/",
        f"{source.pk}/levels/",
        f"{source.pk}/held.xlsx",
    ):
        assert "/account" in client.get(f"/desk/imports/{address}").headers["Location"]


def test_a_person_of_a_school_does_not_come_in(client: Client, office: None) -> None:
    client.force_login(User.objects.create_user("someone@school.example", "นางสาวตัวอย่าง ครูธุรการ"))
    assert client.get("/desk/imports/").status_code == 403
    assert drop(client, sheets.csv(sheets.GOOD)).status_code == 403


def test_who_looks_after_the_system_without_a_post_reads_why_it_is_off(client: Client, office: None) -> None:
    admin = User.objects.create_user("admin@office.example", "นายสมมติ ผู้ดูแล", is_office_admin=True)
    client.force_login(admin)
    assert "ผู้ดำรงตำแหน่งในสำนักงานเท่านั้น" in sheets.words(client.get("/desk/imports/"))
    drop(client, sheets.csv(sheets.GOOD))
    assert not Import.objects.exists()


def test_the_file_that_was_dropped_in_can_be_had_again(officer: Client) -> None:
    source = sheets.judged(sheets.GOOD)
    address = f"/desk/imports/{source.pk}/file/"
    assert f'href="{address}"' in officer.get(f"/desk/imports/{source.pk}/").content.decode()
    answer = officer.get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert sheets.GOOD.encode() in answer.getvalue()


def test_a_sheet_older_than_the_register_is_told_of_before_it_is_proposed(
    officer: Client, cast: Cast
) -> None:
    first = sheets.judged(sheets.GOOD)
    consent(proposing.propose(first, by=cast["officer"], at=timezone.now()))
    changed = sheets.GOOD.replace("038000001", "038000009")
    source = sheets.judged(changed, headings=f"ข้อมูล ณ 10 มิ.ย. 2566,,,,\n{sheets.HEADINGS}")
    page = shown(officer, source)
    assert "1 แถวจะเปลี่ยนข้อมูลที่ทะเบียนปรับปรุงหรือยืนยันหลังวันนั้น" in page


def test_rows_older_than_the_register_are_found_by_the_notice(officer: Client, cast: Cast) -> None:
    """The sheet says its day; the register's agency was changed after it."""
    consent(proposing.propose(sheets.judged(sheets.GOOD), by=cast["officer"], at=timezone.now()))
    old = sheets.csv(sheets.GOOD.replace("038000001", "038000009"), sheets.BAD_EMAIL)
    drop(officer, "ข้อมูล ณ 10 มิ.ย. 2560,,,,\n".encode() + old)
    source = Import.objects.latest("pk")
    assert 'href="?tab=older#rows"' in officer.get(f"/desk/imports/{source.pk}/").content.decode()
    assert "เก่ากว่าทะเบียน 1" in shown(officer, source, "?tab=older")
    assert "บ้านตัวอย่าง" not in shown(officer, source, "?tab=older").split("แถวในไฟล์")[1]


def test_a_row_without_affiliation_says_that_ours_is_assumed(officer: Client) -> None:
    page = shown(officer, sheets.judged(sheets.GOOD), "?tab=new")
    assert "ภายใน (สันนิษฐาน ไฟล์ไม่ระบุสังกัด)" in page
