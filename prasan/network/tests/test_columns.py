"""Which column is what, by hand; and remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.approvals.tests.build import person
from prasan.network.actions import imports
from prasan.network.models import HeadingMemory, MemberImport
from prasan.network.tests.sheets import csv_file

pytestmark = pytest.mark.usefixtures("office")
SHEET = [["ชื่อ-สกุล", "ตำแหน่ง", "รหัสลับ"], ["นายสมมติ ข่าวดี", "สื่อตัวอย่าง", "ก12"]]


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(person("officer"), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def source(tmp_path: Path) -> MemberImport:
    data = csv_file(tmp_path, SHEET).read_bytes()
    return imports.take_in(SimpleUploadedFile("a.csv", data), by=person("officer"), at=timezone.now())


def columns(source: MemberImport) -> str:
    return reverse("network:import_columns", args=[source.pk])


def test_a_person_says_what_a_column_is_and_the_rows_are_judged_again(
    officer: Client, source: MemberImport
) -> None:
    assert "รหัสลับ" in officer.get(columns(source)).content.decode()
    officer.post(columns(source), {"c0_0": "name", "c0_1": "organisation", "c0_2": "notes"})
    row = imports.judge(MemberImport.objects.get(), at=timezone.now()).rows[0]
    assert (row.values["organisation"], row.values["notes"]) == ("สื่อตัวอย่าง", "ก12")


def test_it_is_remembered_for_the_next_file_only_when_asked(
    officer: Client, source: MemberImport, tmp_path: Path
) -> None:
    said = {"c0_0": "name", "c0_1": "organisation", "c0_2": "notes"}
    officer.post(columns(source), said)
    assert not HeadingMemory.objects.exists()
    officer.post(columns(source), said | {"remember": "on"})
    officer.post(columns(source), {"c0_0": "name", "c0_1": "organisation", "c0_2": "skill", "remember": "on"})
    path = csv_file(tmp_path, [["ชื่อ-สกุล", "รหัส  ลับ"], ["นางตัวอย่าง ชุมชน", "เขียนข่าว"]], name="b.csv")
    row = imports.judge_sheet(path, "b.csv", at=timezone.now()).rows[0]
    assert row.values["skill"] == "เขียนข่าว"


def test_two_columns_are_not_the_same_and_a_name_is_needed(officer: Client, source: MemberImport) -> None:
    twice = officer.post(columns(source), {"c0_0": "name", "c0_1": "post", "c0_2": "post"})
    assert "ใช้ได้คอลัมน์เดียว" in twice.content.decode()
    nameless = officer.post(columns(source), {"c0_0": "", "c0_1": "post", "c0_2": ""})
    assert "ชื่อ-สกุล" in nameless.content.decode()
    assert MemberImport.objects.get().mapping == {}


def test_after_the_taking_nothing_is_corrected(officer: Client, source: MemberImport) -> None:
    imports.take(source, by=person("officer"), at=timezone.now())
    answer = officer.post(columns(source), {"c0_0": "name", "c0_1": "post", "c0_2": ""})
    assert "รับแถวของไฟล์นี้ไปแล้ว" in answer.content.decode()
    assert MemberImport.objects.get().mapping == {}
