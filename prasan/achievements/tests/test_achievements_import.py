"""A sheet of achievements: what each row is, what is taken, and the same file again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from prasan.achievements import table
from prasan.achievements.filters import Query
from prasan.achievements.models import AchievementImport, AchievementVersion
from prasan.achievements.tests.build import NAME, draft, fresh, propose, published, school
from prasan.achievements.tests.rows import HEADER, ROWS, judge, kept_files, only, outcomes, put_schools
from prasan.agencies.fields import Level as Reach
from prasan.audit.models import Event
from prasan.files.sheets import TYPES
from prasan.network.tests.sheets import csv_file, xlsx_file

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture(autouse=True)
def _schools(office: None) -> None:
    put_schools()


@pytest.fixture
def command(capfd: Any) -> Any:
    def run(*args: Any) -> tuple[Any, Any]:
        code: Any = 0
        try:
            call_command("achievements_import", *map(str, args), "--json")
        except SystemExit as end:
            code = end.code
        return code, json.loads(capfd.readouterr().out)

    return run


def test_the_command_takes_rows_as_drafts_and_the_same_file_again_changes_nothing(
    tmp_path: Path, command: Any
) -> None:
    path = xlsx_file(tmp_path, [["ผลงานของโรงเรียนในสังกัด"], HEADER, *ROWS])
    code, answer = command(path, "--by", "officer")
    assert (code, answer["status"], answer["refused"], answer["header_row"]) == (0, "ok", None, 2)
    assert answer["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "doubtful": 0, "error": 0}
    assert answer["columns"]["หน่วยงานที่มอบ"] == "given_by"
    one, two = AchievementVersion.objects.order_by("pk")
    assert (one.state, one.kind, one.level, one.awarded_on, one.academic_year) == (
        "draft", "award", 6, date(2026, 11, 1), 2569,
    )  # fmt: skip
    assert (two.kind, two.level, two.academic_year) == ("practice", 3, 2568)
    assert list(one.agencies.all()) == [school()]
    assert AchievementImport.objects.get().pk == answer["import"]
    _, again = command(path, "--by", "officer")
    assert again["counts"] == {"new": 0, "changed": 0, "unchanged": 2, "doubtful": 0, "error": 0}
    assert AchievementVersion.objects.count() == 2


def test_a_dry_run_writes_nothing(tmp_path: Path, command: Any) -> None:
    code, answer = command(csv_file(tmp_path, [HEADER, *ROWS]), "--dry-run")
    assert (code, answer["counts"]["new"]) == (0, 2)
    assert set(answer["rows"][0]) == {"sheet", "row", "outcome", "name", "match", "repairs", "problems"}
    assert "import" not in answer
    assert not AchievementVersion.objects.exists()
    assert not Event.objects.filter(action__startswith="achievement").exists()


@pytest.mark.parametrize(("by", "said"), [("nobody", "ไม่รู้จักบุคคล"), ("visitor", "ผู้ดำรงตำแหน่ง")])
def test_the_command_refuses_who_may_not(tmp_path: Path, command: Any, by: str, said: str) -> None:
    from prasan.accounts.models import User

    User.objects.create_user("v@school.example", "นายสมมติ ไม่มีตำแหน่ง", key="visitor")
    code, answer = command(csv_file(tmp_path, [HEADER, *ROWS]), "--by", by)
    assert (code, answer["import"]) == (1, None)
    assert said in answer["refused"]
    assert not AchievementVersion.objects.exists()


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"PK\x03\x04broken", "ก,ข\n1,2".encode()])
def test_a_file_that_is_no_such_sheet_is_refused(tmp_path: Path, command: Any, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    code, answer = command(path, "--by", "officer")
    assert (code, answer["status"], answer["import"]) == (1, "refused", None)
    assert answer["refused"]


@pytest.mark.parametrize(
    ("encoding", "said"), [("utf-8-sig", "utf-8"), ("cp874", "tis-620"), ("utf-16", "utf-16")]
)
def test_any_thai_encoding_is_read(tmp_path: Path, encoding: str, said: str) -> None:
    found = judge(csv_file(tmp_path, [HEADER, *ROWS], encoding))
    assert (found.encoding, [row.outcome for row in found.rows]) == (said, ["new", "new"])


class TestSchools:
    @pytest.mark.parametrize(
        "cell",
        [
            "โรงเรียนบ้านตัวอย่าง",
            "รร.บ้านตัวอย่าง",
            "ร.ร. บ้านตัวอย่าง",
            "บ้านตัวอย่าง",
            "21020001",
            "๒๑๐๒๐๐๐๑",
            "1021020001",
        ],
    )
    def test_a_school_is_known_by_any_spelling_and_by_code(self, tmp_path: Path, cell: str) -> None:
        row = only(tmp_path, ["ชื่อผลงาน", "ระดับ", "โรงเรียน", "ปีการศึกษา"], ["รางวัลดนตรี", "ชาติ", cell, "2569"])
        assert (row.outcome, row.values["agencies"]) == ("new", [school().pk])

    def test_a_column_of_codes_does(self, tmp_path: Path) -> None:
        row = only(tmp_path, ["ชื่อผลงาน", "ระดับ", "รหัสโรงเรียน", "ปีการศึกษา"],
                   ["รางวัลดนตรี", "ชาติ", "21020002.0", "2569"])  # fmt: skip
        assert row.values["agencies"] == [school("โรงเรียนวัดน้ำใส").pk]

    @pytest.mark.parametrize("between", [", ", "\n", " และ", " / ", "; "])
    def test_a_cell_may_name_several(self, tmp_path: Path, between: str) -> None:
        row = only(tmp_path, HEADER, [*ROWS[0][:4], f"โรงเรียนบ้านตัวอย่าง{between}โรงเรียนวัดน้ำใส", *ROWS[0][5:]])
        assert set(row.values["agencies"]) == {school().pk, school("โรงเรียนวัดน้ำใส").pk}

    @pytest.mark.parametrize(
        ("cell", "said"),
        [
            ("โรงเรียนบ้านไม่มีจริง", "ไม่พบ"),
            ("โรงเรียนบ้านตัวอย่าก", "หมายถึง โรงเรียนบ้านตัวอย่าง"),
            ("", "ไม่ได้บอกว่าเป็นผลงานของ"),
            ("โรงเรียนบ้านตัวอย่าง, โรงเรียนบ้านไม่มีจริง", "ไม่พบ “โรงเรียนบ้านไม่มีจริง”"),
            ("99999999", "ไม่พบ"),
        ],
    )
    def test_an_unknown_one_is_doubtful_and_not_taken(
        self, tmp_path: Path, command: Any, cell: str, said: str
    ) -> None:
        path = csv_file(tmp_path, [HEADER, [*ROWS[0][:4], cell, *ROWS[0][5:]]])
        _, answer = command(path, "--by", "officer")
        assert answer["counts"]["doubtful"] == 1
        assert said in answer["rows"][0]["problems"][0]["message"]
        assert answer["rows"][0]["problems"][0]["column"] == "โรงเรียน"
        assert not AchievementVersion.objects.exists()

    def test_code_and_name_of_two_schools_are_asked(self, tmp_path: Path) -> None:
        row = only(tmp_path, ["รหัส", *HEADER], ["21020002", *ROWS[0]])
        assert row.outcome == "doubtful"
        assert "รหัส 21020002 เป็นของโรงเรียนวัดน้ำใส" in row.problems[0].message


class TestCells:
    @pytest.mark.parametrize(
        ("cell", "level"),
        [
            ("นานาชาติ", 7),
            ("ระดับชาติ", 6),
            ("ระดับประเทศ", 6),
            ("National", 6),
            ("ภาคตะวันออก", 5),
            ("จังหวัด", 4),
            ("จ.", 4),
            ("เขตพื้นที่", 3),
            ("สพป.", 3),
            ("กลุ่มโรงเรียน", 2),
            ("อำเภอ", 2),
            ("สหวิทยาเขต", 2),
            ("สถานศึกษา", 1),
        ],
    )
    def test_a_level_is_read_in_any_words(self, tmp_path: Path, cell: str, level: int) -> None:
        row = only(tmp_path, HEADER, [*ROWS[0][:3], cell, *ROWS[0][4:]])
        assert (row.outcome, row.values["level"]) == ("new", level)

    @pytest.mark.parametrize(
        ("cell", "kind"),
        [
            ("รางวัล", "award"),
            ("เกียรติบัตร", "award"),
            ("วิธีปฏิบัติที่เป็นเลิศ", "practice"),
            ("BP", "practice"),
            ("นวัตกรรม", "innovation"),
            ("ผลการทดสอบ O-NET", "result"),
            ("NT", "result"),
            ("โครงการ", "project"),
        ],
    )
    def test_a_kind_is_read_in_any_words(self, tmp_path: Path, cell: str, kind: str) -> None:
        row = only(tmp_path, HEADER, [*ROWS[0][:2], cell, *ROWS[0][3:]])
        assert (row.outcome, row.values["kind"]) == ("new", kind)

    @pytest.mark.parametrize(
        ("cell", "day"),
        [
            ("1 พ.ย. 2569", date(2026, 11, 1)),
            ("1/11/2569", date(2026, 11, 1)),
            ("2026-11-01", date(2026, 11, 1)),
            ("๑๕ พฤษภาคม ๒๕๖๙", date(2026, 5, 15)),
            ("16-พ.ค.-69", date(2026, 5, 16)),
        ],
    )
    def test_a_day_is_read_in_every_spelling_and_gives_the_year(
        self, tmp_path: Path, cell: str, day: date
    ) -> None:
        row = only(tmp_path, HEADER, [*ROWS[0][:6], cell, ""])
        assert (row.outcome, row.values["awarded_on"]) == ("new", day)
        assert row.values["academic_year"] == (2568 if day == date(2026, 5, 15) else 2569)

    @pytest.mark.parametrize(
        ("place", "cell", "said"),
        [
            (3, "ระดับดีมาก", "ไม่รู้จักระดับ"),
            (3, "", "ไม่ได้บอกระดับ"),
            (6, "31 ก.พ. 2569", "กุมภาพันธ์"),
            (6, "1 ม.ค. 2599", "ยังมาไม่ถึง"),
            (6, "", "ไม่ได้บอกวันที่หรือปีการศึกษา"),
            (7, "12", "สี่หลัก"),
            (7, "2590", "ยังมาไม่ถึง"),
        ],
    )
    def test_a_value_that_cannot_be_right_is_doubtful(
        self, tmp_path: Path, place: int, cell: str, said: str
    ) -> None:
        row = list(ROWS[0])
        row[place] = cell
        found = only(tmp_path, HEADER, row)
        assert found.outcome == "doubtful"
        assert said in found.problems[0].message

    @pytest.mark.parametrize("title", ["=HYPERLINK(1)", "<b>รางวัล</b>", "12345", ""])
    def test_a_row_without_a_title_that_is_one_is_an_error(self, tmp_path: Path, title: str) -> None:
        assert only(tmp_path, HEADER, ["1", title, *ROWS[0][2:]]).outcome == "error"

    def test_the_year_of_the_sheet_holds_for_its_rows(self, tmp_path: Path) -> None:
        path = xlsx_file(tmp_path, [["ผลงานปีการศึกษา 2567"], HEADER[:5], ROWS[0][:5]])
        assert judge(path).rows[0].values["academic_year"] == 2567

    def test_the_level_stands_in_the_title_when_nothing_else_says_it(self, tmp_path: Path) -> None:
        row = only(tmp_path, ["รางวัล", "โรงเรียน", "ปี"], ["เหรียญทองระดับภาค ระดับประถมศึกษา", NAME, "2569"])
        assert (row.outcome, row.values["level"]) == ("new", 5)
        assert any("อ่านจากชื่อผลงาน" in repair for repair in row.repairs)


class TestPupils:
    LONG = [*HEADER, "ชื่อนักเรียน", "วันที่ให้ความยินยอม", "วิธีให้ความยินยอม", "ผู้รับความยินยอม"]

    def test_names_without_a_whole_consent_are_left_out_and_it_is_said(
        self, tmp_path: Path, command: Any, settings: Any
    ) -> None:
        path = csv_file(tmp_path, [self.LONG, [*ROWS[0], "เด็กหญิงสมมติ ตัวอย่าง", "1 พ.ย. 2569", "หนังสือ", ""]])
        _, answer = command(path, "--by", "officer")
        assert answer["counts"]["new"] == 1
        assert any("ไม่เก็บชื่อ" in repair for repair in answer["rows"][0]["repairs"])
        assert AchievementVersion.objects.get().pupils == ""
        assert AchievementImport.objects.get().file is None
        assert not kept_files(settings)
        assert "สมมติ" not in json.dumps(AchievementImport.objects.get().summary, ensure_ascii=False)

    def test_names_with_a_consent_are_kept(self, tmp_path: Path, command: Any) -> None:
        names = "1. เด็กหญิงสมมติ ก 2. เด็กชายสมมติ ข"
        path = csv_file(tmp_path, [self.LONG, [*ROWS[0], names, "1 พ.ย. 2569", "หนังสือ", "นางตัวอย่าง"]])
        command(path, "--by", "officer")
        assert AchievementVersion.objects.get().pupil_names == ["เด็กหญิงสมมติ ก", "เด็กชายสมมติ ข"]
        assert outcomes(path) == ["unchanged"]

    def test_a_number_of_pupils_is_no_name(self, tmp_path: Path) -> None:
        row = only(tmp_path, [*HEADER, "นักเรียน"], [*ROWS[0], "3 คน"])
        assert "pupils" not in row.values


class TestAgain:
    def test_what_was_exported_comes_in_unchanged(self, tmp_path: Path) -> None:
        published(
            agencies=[school(), school("โรงเรียนวัดน้ำใส")],
            details="บรรทัดหนึ่ง\nบรรทัดสอง",
            title="-1 คะแนนดีเด่น",
            pupils=["เด็กหญิงสมมติ"],
            consent_on=date(2026, 11, 1),
            consent_how="หนังสือ",
            consent_taken_by="นางตัวอย่าง",
        )
        draft(title="โครงการ", kind="project", awarded_on=date(2026, 10, 1))
        for kind in TYPES:
            path = tmp_path / f"out.{kind}"
            with path.open("wb") as file:
                header = [*table.HEADER, *table.FOR_STAFF]
                table.write(file, kind, header, table.lines(Query().on_desk().order_by("pk"), Reach.INTERNAL))
            assert outcomes(path) == ["unchanged", "unchanged"]

    def test_a_change_of_a_draft_mends_it_and_an_empty_cell_takes_nothing_away(
        self, tmp_path: Path, command: Any
    ) -> None:
        command(csv_file(tmp_path, [HEADER, ROWS[0]]), "--by", "officer")
        row = [*ROWS[0][:5], "สมาคมใหม่", "", ""]
        _, answer = command(csv_file(tmp_path, [[*HEADER[:7], "ปี"], [*row[:7], "2569"]]), "--by", "officer")
        assert answer["counts"]["changed"] == 1
        version = AchievementVersion.objects.get()
        assert (version.given_by, version.awarded_on) == ("สมาคมใหม่", date(2026, 11, 1))

    def test_a_change_of_a_public_one_is_a_correction_to_be_proposed(
        self, tmp_path: Path, command: Any
    ) -> None:
        first = published(title="รางวัลดนตรี", awarded_on=date(2026, 11, 1))
        row = ["1", "รางวัลดนตรี", "รางวัล", "ชาติ", NAME, "สมาคมใหม่", "1 พ.ย. 2569", "2569"]
        path = csv_file(tmp_path, [HEADER, row])
        _, answer = command(path, "--by", "officer")
        assert answer["counts"]["changed"] == 1
        assert fresh(first).given_by == "สมาคมตัวอย่าง"
        new = first.achievement.versions.get(number=2)
        assert (new.state, new.given_by) == ("draft", "สมาคมใหม่")
        assert "ผู้มอบ" in new.note
        assert propose(new).state == "proposed"
        assert outcomes(path) == ["unchanged"]

    def test_a_change_of_what_is_under_way_waits(self, tmp_path: Path) -> None:
        version = propose(draft(title="รางวัลดนตรี"))
        row = only(tmp_path, HEADER, ["1", "รางวัลดนตรี", "รางวัล", "ชาติ", NAME, "สมาคมใหม่", "", "2569"])
        assert row.outcome == "doubtful"
        assert version.case.number in row.problems[0].message

    def test_two_awards_of_one_name_stay_two(self, tmp_path: Path, command: Any) -> None:
        other = [*ROWS[0][:5], "สมาคมอื่น", "2 พ.ย. 2569", ""]
        area = [*ROWS[0][:3], "เขต", *ROWS[0][4:]]
        path = csv_file(tmp_path, [HEADER, ROWS[0], other, area])
        _, answer = command(path, "--by", "officer")
        assert answer["counts"]["new"] == 3
        assert outcomes(path) == ["unchanged"] * 3

    def test_the_same_row_twice_is_asked(self, tmp_path: Path) -> None:
        assert outcomes(csv_file(tmp_path, [HEADER, ROWS[0], ROWS[0]])) == ["new", "doubtful"]

    def test_the_same_award_of_another_year_is_another(self, tmp_path: Path) -> None:
        draft(title="รางวัลเหรียญทองหุ่นยนต์", academic_year=2568)
        assert outcomes(csv_file(tmp_path, [HEADER, ROWS[0]])) == ["new"]
