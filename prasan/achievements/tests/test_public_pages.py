"""What a stranger sees: consented achievements, evidence marked public, and nothing else."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from prasan.achievements.actions import drafts, linking, publishing
from prasan.achievements.tests.build import (
    NAME,
    PDF,
    consent,
    content,
    draft,
    proof,
    propose,
    published,
    school,
)
from prasan.agencies.tests.doors import body, sheet_rows, words
from prasan.approvals.tests.build import person
from prasan.news.tests import stories

pytestmark = pytest.mark.usefixtures("office")


def get(name: str, *args: Any, **params: Any) -> Any:
    return Client().get(reverse(f"achievements:{name}", args=args), params)


def wall(**params: Any) -> str:
    return words(get("wall", **params))


def test_the_wall_says_when_nothing_is_there() -> None:
    assert "ยังไม่มีผลงานที่เผยแพร่" in wall()


def test_a_stranger_sees_no_draft_no_proposal_and_nothing_taken_down() -> None:
    hidden = [draft(title="ลับหนึ่ง"), propose(draft(title="ลับสอง"))]
    down = published(title="ลับสาม")
    publishing.take_down(down.achievement, why="withdrawn", by=person("officer"), at=timezone.now())
    published(title="เปิดเผย")
    for page in (wall(), wall(q="ลับ"), words(get("schools"))):
        assert "ลับหนึ่ง" not in page
        assert "ลับสอง" not in page
        assert "ลับสาม" not in page
    assert "เปิดเผย" in wall()
    assert [get("achievement", row.achievement_id).status_code for row in hidden] == [404, 404]
    notice = get("achievement", down.achievement_id)
    assert notice.status_code == 410
    assert "ลับสาม" not in words(notice)
    for kind in ("csv", "xlsx"):
        assert "ลับ" not in str(rows_of(kind))


def rows_of(kind: str, **params: Any) -> Any:
    data = body(get("download", f"achievements.{kind}", **params))
    return data.decode("utf-8-sig") if kind == "csv" else sheet_rows(data)


def test_a_stranger_gets_public_evidence_of_the_public_version_alone() -> None:
    version = draft()
    shown = proof(version, is_public=True, children="none")
    inside = proof(version)
    assert get("evidence", version.achievement_id, shown.pk).status_code == 404
    consent(propose(version))
    answer = get("evidence", version.achievement_id, shown.pk)
    assert body(answer) == PDF
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert get("evidence", version.achievement_id, inside.pk).status_code == 404
    other = published(title="อื่น")
    assert get("evidence", other.achievement_id, shown.pk).status_code == 404
    page = words(get("achievement", version.achievement_id))
    assert reverse("achievements:evidence", args=[version.achievement_id, inside.pk]) not in page
    publishing.take_down(version.achievement, why="wrong", by=person("officer"), at=timezone.now())
    assert get("evidence", version.achievement_id, shown.pk).status_code == 404


def test_a_public_picture_has_no_place_and_no_telling_name() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    version = draft()
    row = proof(version, stories.jpeg(exif=exif), "นายสมมติ.jpg", is_public=True, children="consented")
    consent(propose(version))
    answer = get("evidence", version.achievement_id, row.pk)
    data = body(answer)
    assert b"secret place" not in data
    assert not Image.open(io.BytesIO(data)).getexif()
    assert "สมมติ" not in str(answer.headers)


def test_the_page_names_school_giver_pupils_and_stories_that_are_public() -> None:
    version = published(
        details="แข่งขันที่กรุงเทพฯ",
        awarded_on=date(2026, 11, 1),
        pupils=["เด็กหญิงสมมติ ตัวอย่าง"],
        consent_on=date(2026, 11, 2),
        consent_how="หนังสือยินยอม",
        consent_taken_by="นางลับ ผู้รับ",
    )
    told, waiting = stories.published(title="ข่าวที่เผยแพร่"), stories.draft(title="ข่าวร่าง")
    for story in (told, waiting):
        linking.link(version.achievement, story=story.story, by=person("officer"), at=timezone.now())
    page = words(get("achievement", version.achievement_id))
    for text in (NAME, "สมาคมตัวอย่าง", "1 พฤศจิกายน 2569", "เด็กหญิงสมมติ ตัวอย่าง", "ข่าวที่เผยแพร่"):
        assert text in page
    assert "ข่าวร่าง" not in page
    assert "นางลับ" not in page
    assert "og:title" in page


def test_an_agency_whose_name_stays_inside_is_not_named() -> None:
    hidden = school("โรงเรียนบ้านซ่อนชื่อ", level=0)
    version = published(agencies=[hidden], title="รางวัลร่วม")
    for page in (
        wall(),
        words(get("achievement", version.achievement_id)),
        words(get("schools")),
        rows_of("csv"),
    ):
        assert "ซ่อนชื่อ" not in page
    assert "รางวัลร่วม" in wall()
    assert "รางวัลร่วม" not in wall(q="ซ่อนชื่อ")
    assert "รางวัลร่วม" not in wall(agency=hidden.pk)


class TestFinding:
    @pytest.fixture(autouse=True)
    def _three(self, office: None) -> None:
        self.other = school("โรงเรียนวัดน้ำเป็น")
        published(title="รางวัลดนตรีไทย", level=6, academic_year=2569, given_by="สมาคม ตัวอย่าง")
        published(title="โครงงานวิทยาศาสตร์", kind="project", level=4, academic_year=2568,
                  agencies=[self.other], given_by="")  # fmt: skip
        published(title="ห้องเรียนสะอาด", kind="practice", level=3, academic_year=2569,
                  agencies=[self.other, school()], given_by="สมาคมตัวอย่าง")  # fmt: skip

    @pytest.mark.parametrize(
        ("params", "found"),
        [
            ({"q": "วิทยาศาสตร"}, ["โครงงานวิทยาศาสตร์"]),
            ({"q": "หองเรียน"}, ["ห้องเรียนสะอาด"]),
            ({"q": "นำเปน"}, ["โครงงานวิทยาศาสตร์", "ห้องเรียนสะอาด"]),
            ({"q": "ไม่มีคำนี้"}, []),
            ({"q": "!!!"}, []),
            ({"year": "2568"}, ["โครงงานวิทยาศาสตร์"]),
            ({"level": "6"}, ["รางวัลดนตรีไทย"]),
            ({"kind": "practice"}, ["ห้องเรียนสะอาด"]),
            ({"given": "สมาคมตัวอย่าง"}, ["รางวัลดนตรีไทย", "ห้องเรียนสะอาด"]),
            (
                {"year": "x", "level": "99", "agency": "-1"},
                ["รางวัลดนตรีไทย", "ห้องเรียนสะอาด", "โครงงานวิทยาศาสตร์"],
            ),
        ],
    )
    def test_the_wall_is_searched_and_filtered(self, params: dict[str, str], found: list[str]) -> None:
        rows = get("wall", **params).context["rows"]
        assert sorted(version.title for version, _ in rows) == sorted(found)

    def test_the_latest_year_and_the_farthest_level_stand_first(self) -> None:
        rows = get("wall").context["rows"]
        assert [version.title for version, _ in rows] == [
            "รางวัลดนตรีไทย", "ห้องเรียนสะอาด", "โครงงานวิทยาศาสตร์",
        ]  # fmt: skip

    def test_a_giver_in_two_spellings_is_counted_once(self) -> None:
        assert [(one.count, one.is_on) for one in get("wall").context["givers"]] == [(2, False)]

    def test_counts_stand_by_year_level_and_school(self) -> None:
        context = get("wall").context
        assert context["year_rows"] == [("2569", 2), ("2568", 1)]
        assert [(one.label, one.count) for one in context["levels"]] == [("ชาติ", 1), ("จังหวัด", 1), ("เขต", 1)]
        covered = get("schools").context["covered"]
        assert [(row.name, row.total) for row in covered] == [(NAME, 2), ("โรงเรียนวัดน้ำเป็น", 2)]
        assert dict(covered[0].counts) | {} == {
            "นานาชาติ": 0, "ชาติ": 1, "ภาค": 0, "จังหวัด": 0, "เขต": 1, "กลุ่ม": 0, "โรงเรียน": 0,
        }  # fmt: skip
        of_year = get("schools", year="2568").context["covered"]
        assert [(row.name, row.total) for row in of_year] == [("โรงเรียนวัดน้ำเป็น", 1)]

    def test_the_wall_of_one_school_says_whose_it_is(self) -> None:
        page = get("wall", agency=self.other.pk)
        assert page.context["of_agency"].name == "โรงเรียนวัดน้ำเป็น"
        assert page.context["count"] == 2

    def test_the_sheet_holds_what_the_wall_shows(self) -> None:
        rows = rows_of("xlsx", year="2568")
        assert [row[0] for row in rows] == ["ชื่อผลงาน", "โครงงานวิทยาศาสตร์"]
        assert "ชื่อนักเรียน" not in rows[0]


def test_a_title_that_would_be_a_formula_is_guarded_in_the_sheet() -> None:
    published(title="=1+1 คะแนนเต็ม")
    assert "'=1+1" in rows_of("csv")
    assert rows_of("xlsx")[1][0] == "'=1+1 คะแนนเต็ม"


def test_a_corrected_one_says_what_was_corrected() -> None:
    first = published()
    new = drafts.correct(first.achievement, by=person("officer"), at=timezone.now())
    drafts.edit_draft(new, content=content(note="เดิมเขียนผู้มอบผิด"), by=person("officer"), at=timezone.now())
    assert "เดิมเขียนผู้มอบผิด" not in words(get("achievement", first.achievement_id))
    new.refresh_from_db()
    consent(propose(new))
    assert "เดิมเขียนผู้มอบผิด" in words(get("achievement", first.achievement_id))


def test_the_sitemap_names_public_ones_alone() -> None:
    hidden, shown = draft(), published(title="เปิดเผย")
    text = body(Client().get(reverse("site:sitemap_part", args=["achievements"]))).decode()
    assert shown.achievement.public_url in text
    assert hidden.achievement.public_url not in text
