"""Sheets on the screen, out again, and the papers."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from prasan.agencies.tests.doors import pdf_text
from prasan.audit.models import Event
from prasan.network.actions import imports
from prasan.network.models import MemberImport, NetworkMember
from prasan.network.tests.members import member
from prasan.network.tests.sheets import HEADER, ROWS, csv_file

pytestmark = pytest.mark.usefixtures("office")
BAD = ["3", "นายสมมติ เสีย", "", "", "", "", "", "", "x@gmail.con", "", "", "", ""]


@pytest.fixture
def officer(cast, client):
    client.force_login(cast["officer"], backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def source(officer, tmp_path):
    data = csv_file(tmp_path, [HEADER, *ROWS, BAD]).read_bytes()
    officer.post(reverse("network:imports"), {"file": SimpleUploadedFile("เครือข่าย.csv", data)})
    return MemberImport.objects.get()


def test_a_sheet_is_looked_at_before_anything_is_taken(officer, source):
    shown = officer.get(reverse("network:import", args=[source.pk])).content.decode()
    assert "รับ 2 แถว" in shown
    assert "gmail.com" in shown
    assert "สื่อมวลชน" in shown
    assert not NetworkMember.objects.exists()


def test_the_good_rows_are_taken_and_the_bad_ones_come_back(officer, source, tmp_path):
    officer.post(reverse("network:take_sheet", args=[source.pk]))
    assert NetworkMember.objects.count() == 2
    rest = b"".join(officer.get(reverse("network:rest_of_sheet", args=[source.pk])).streaming_content)
    path = tmp_path / "rest.xlsx"
    path.write_bytes(rest)
    again = imports.judge_sheet(path, "rest.xlsx", at=timezone.now())
    assert [(row.name, row.outcome) for row in again.rows] == [("นายสมมติ เสีย", "doubtful")]


def test_bad_values_can_be_left_out_by_rule(officer, source):
    officer.post(reverse("network:take_sheet", args=[source.pk]), {"mended": "1"})
    assert NetworkMember.objects.get(contact__name="นายสมมติ เสีย").email is None


def test_it_shows_what_a_row_changes(officer, tmp_path):
    member("นายสมมติ ข่าวดี", "a@media.example", post="ผู้สื่อข่าวเก่า")
    rows = [["ชื่อ-สกุล", "อีเมล", "ตำแหน่ง"], ["นายสมมติ ข่าวดี", "a@media.example", "บรรณาธิการ"]]
    data = csv_file(tmp_path, rows).read_bytes()
    officer.post(reverse("network:imports"), {"file": SimpleUploadedFile("a.csv", data)})
    rows = officer.get(reverse("network:import", args=[MemberImport.objects.get().pk])).context["rows"]
    assert [changes for _, changes in rows] == [[("ตำแหน่ง", "ผู้สื่อข่าวเก่า", "บรรณาธิการ")]]


def test_a_file_that_cannot_be_read_says_why(officer):
    officer.post(reverse("network:imports"), {"file": SimpleUploadedFile("a.csv", b"%PDF-1.7 x")})
    shown = officer.get(reverse("network:import", args=[MemberImport.objects.get().pk])).content.decode()
    assert "PDF" in shown


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_comes_in_unchanged(officer, source, tmp_path, kind):
    officer.post(reverse("network:take_sheet", args=[source.pk]))
    answer = officer.get(reverse("network:export", args=[f"members.{kind}"]))
    path = tmp_path / f"out.{kind}"
    path.write_bytes(b"".join(answer.streaming_content))
    again = imports.judge_sheet(path, path.name, at=timezone.now())
    assert [row.outcome for row in again.rows] == ["unchanged", "unchanged"], [
        row.changes for row in again.rows
    ]
    assert Event.objects.get(action="network_exported").details["count"] == 2


def test_no_cell_that_goes_out_is_a_formula(officer):
    member("นายสมมติ ข่าวดี", "a@media.example", notes="=1+1", post="@SUM(1)")
    answer = officer.get(reverse("network:export", args=["members.csv"]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert {"'=1+1", "'@SUM(1)"} <= set(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]


def test_another_name_of_a_file_is_none(officer):
    assert officer.get(reverse("network:export", args=["members.json"])).status_code == 404


def test_form_7_3_prints_what_is_held_and_lines_for_the_rest(officer):
    one = member("นายสมมติ ข่าวดี", "a@media.example", "สื่อมวลชน", post="ผู้สื่อข่าว")
    answer = officer.get(reverse("network:form", args=[one.pk]))
    text = pdf_text(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    for said in ("แบบ ๗.๓", "ผู้สื่อข่าว", "a@media.example", "อปท.", "ผู้รับความยินยอม"):
        assert said in text


def test_the_register_prints_whom_the_list_shows(officer):
    member("นายสมมติ ข่าวดี", "a@media.example", kind="media")
    member("นางตัวอย่าง ชุมชน", "", kind="community", how="หอกระจายข่าว")
    text = pdf_text(officer.get(reverse("network:register") + "?kind=community").content)
    assert "ตัวอย่าง" in text
    assert "a@media.example" not in text
