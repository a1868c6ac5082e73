"""A sheet dropped on the desk: looked at first, taken at a press, or refused and not kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from prasan.achievements.models import AchievementImport, AchievementVersion
from prasan.achievements.tests.build import NAME, draft
from prasan.achievements.tests.rows import HEADER, ROWS, kept_files, put_schools
from prasan.agencies.tests.doors import words
from prasan.approvals.tests.build import person
from prasan.network.tests.sheets import csv_file

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture(autouse=True)
def _schools(office: None) -> None:
    put_schools()


class TestTheScreen:
    def client(self) -> Client:
        found = Client()
        found.force_login(person("officer"), backend="django.contrib.auth.backends.ModelBackend")
        return found

    def upload(self, path: Path) -> Any:
        file = SimpleUploadedFile(path.name, path.read_bytes())
        return self.client().post(reverse("achievements:imports"), {"file": file})

    def test_a_sheet_is_looked_at_first_and_taken_at_a_press(self, tmp_path: Path) -> None:
        unknown = [*ROWS[0][:4], "โรงเรียนบ้านไม่มีจริง", *ROWS[0][5:]]
        answer = self.upload(csv_file(tmp_path, [HEADER, *ROWS, unknown]))
        assert not AchievementVersion.objects.exists()
        page = words(self.client().get(answer["Location"]))
        assert "รับ 2 แถวที่ใหม่หรือเปลี่ยน" in page
        assert "ไม่พบ “โรงเรียนบ้านไม่มีจริง” ในทะเบียน" in page
        source = AchievementImport.objects.get()
        self.client().post(reverse("achievements:take_sheet", args=[source.pk]))
        assert AchievementVersion.objects.count() == 2
        assert "รับแล้ว 2 แถว" in words(self.client().get(answer["Location"]))
        self.client().post(reverse("achievements:take_sheet", args=[source.pk]))
        assert AchievementVersion.objects.count() == 2

    def test_what_a_row_changes_stands_in_words(self, tmp_path: Path) -> None:
        draft(title="รางวัลดนตรี", awarded_on=date(2026, 11, 1))
        row = ["1", "รางวัลดนตรี", "นวัตกรรม", "ชาติ", f"{NAME}, โรงเรียนวัดน้ำใส", "", "2 พ.ย. 2569", "2569"]
        page = words(self.client().get(self.upload(csv_file(tmp_path, [HEADER, row]))["Location"]))
        for text in ("นวัตกรรม", "2 พ.ย. 2569", "โรงเรียนวัดน้ำใส", "1 พ.ย. 2569"):
            assert text in page

    def test_a_file_with_names_on_no_consent_is_refused_and_not_kept(
        self, tmp_path: Path, settings: Any
    ) -> None:
        path = csv_file(tmp_path, [[*HEADER, "ชื่อนักเรียน"], [*ROWS[0], "เด็กหญิงสมมติ ตัวอย่าง"]])
        assert "เก็บไฟล์ไว้ไม่ได้" in words(self.upload(path))
        assert not AchievementImport.objects.exists()
        assert not kept_files(settings)

    def test_a_file_that_is_no_sheet_says_so(self, tmp_path: Path) -> None:
        answer = self.upload(csv_file(tmp_path, [["ก", "ข"], ["1", "2"]]))
        assert "ไม่พบตารางผลงานในไฟล์นี้" in words(self.client().get(answer["Location"]))
