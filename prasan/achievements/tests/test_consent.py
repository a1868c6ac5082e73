"""An achievement's way up the chain: who ends it, what makes it public, and that it never changes then."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from prasan.achievements.actions import drafts, evidence, proposing, publishing
from prasan.achievements.models import AchievementVersion
from prasan.achievements.tests.build import (
    UP,
    consent,
    content,
    draft,
    fresh,
    picture,
    proof,
    propose,
    published,
    school,
)
from prasan.approvals.tests.build import decide, person
from prasan.audit.models import Event
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")
PUPILS = {"pupils": ["เด็กหญิงสมมติ ตัวอย่าง"]}
CONSENT = {"consent_on": date(2026, 11, 1), "consent_how": "หนังสือยินยอม", "consent_taken_by": "นางตัวอย่าง"}


def now() -> Any:
    return timezone.now()


def public() -> list[int]:
    return list(AchievementVersion.objects.public().values_list("pk", flat=True))


class TestTheChain:
    def test_nothing_is_public_before_the_last_consent(self) -> None:
        version = propose(draft())
        for key in UP[:-1]:
            version = consent(version, key)
            assert (version.state, public()) == ("proposed", [])
        assert consent(version, "director").state == "published"
        assert public() == [version.pk]

    def test_a_return_comes_back_to_its_proposer_alone_and_climbs_again(self) -> None:
        version = propose(draft())
        decide(version.case, "head", "return", remark="แก้ชื่อ")
        version = fresh(version)
        with pytest.raises(Refused, match="ผู้เสนอเท่านั้น"):
            drafts.edit_draft(version, content=content(title="อื่น"), by=person("auditor"), at=now())
        drafts.edit_draft(version, content=content(title="รางวัลที่ถูกต้อง"), by=person("officer"), at=now())
        assert consent(propose(fresh(version))).title == "รางวัลที่ถูกต้อง"

    def test_a_refusal_ends_it_and_a_recall_makes_it_a_draft(self) -> None:
        version = propose(draft())
        decide(version.case, "head", "refuse", remark="ไม่ใช่ผลงานของเรา")
        assert fresh(version).state == "refused"
        other = proposing.recall(propose(draft()), by=person("officer"), at=now())
        assert other.state == "draft"
        assert consent(propose(other)).state == "published"

    def test_another_officer_may_take_over_a_draft_and_then_is_its_proposer(self) -> None:
        version = draft(by="officer")
        drafts.edit_draft(version, content=content(), by=person("auditor"), at=now())
        assert propose(fresh(version), by="auditor").case.proposer == person("auditor")

    def test_who_has_no_post_may_not_write(self, cast: dict[str, Any]) -> None:
        from prasan.accounts.models import User

        stranger = User.objects.create_user("x@school.example", "นายสมมติ ไม่มีตำแหน่ง")
        with pytest.raises(Refused, match="ผู้ดำรงตำแหน่ง"):
            drafts.write_draft(content=content(), by=stranger, at=now())

    def test_every_step_is_in_the_audit_without_a_name_of_a_pupil(self) -> None:
        version = published(**PUPILS, **CONSENT)
        events = Event.objects.filter(subject=f"achievements.achievement:{version.achievement_id}")
        assert set(events.values_list("action", flat=True)) == {
            "achievement_drafted",
            "achievement_published",
        }
        assert "เด็กหญิง" not in str(list(events.values()))


class TestWhatIsPublicNeverChanges:
    def test_it_refuses_every_change_of_what_was_proposed_or_is_public(self) -> None:
        version = draft()
        row = proof(version)
        version = propose(version)
        for state in ("proposed", "published"):
            assert version.state == state
            with pytest.raises(Refused):
                drafts.edit_draft(version, content=content(title="อื่น"), by=person("officer"), at=now())
            with pytest.raises(Refused):
                proof(version)
            with pytest.raises(Refused):
                evidence.remove_evidence(row, by=person("officer"), at=now())
            version = consent(version) if state == "proposed" else version
        assert fresh(version).title == content().title

    def test_what_was_changed_past_the_house_is_not_published(self) -> None:
        version = propose(draft())
        for key in UP[:-1]:
            consent(version, key)
        AchievementVersion.objects.filter(pk=version.pk).update(given_by="อีกหน่วยงาน")
        with pytest.raises(Refused, match="ไม่ตรงกับฉบับที่อนุมัติ"):
            decide(version.case, "director")
        assert public() == []

    def test_a_correction_climbs_while_the_old_one_stays_and_then_takes_its_place(self) -> None:
        first = published()
        new = drafts.correct(first.achievement, by=person("officer"), at=now())
        with pytest.raises(Refused, match="สิ่งที่แก้ไข"):
            propose(new)
        with pytest.raises(Refused, match="อยู่แล้ว"):
            drafts.correct(first.achievement, by=person("officer"), at=now())
        drafts.edit_draft(
            new, content=content(title="รางวัลรองชนะเลิศ", note="เดิมชนะเลิศ"), by=person("officer"), at=now()
        )
        new = propose(fresh(new))
        assert public() == [first.pk]
        consent(new)
        assert public() == [new.pk]
        assert fresh(first).state == "corrected"
        assert fresh(first).title == content().title

    def test_a_correction_begins_with_schools_and_evidence_of_the_public_one(self) -> None:
        version = draft(agencies=[school(), school("โรงเรียนวัดตัวอย่าง")])
        picture(version, is_public=True, children="consented")
        first = consent(propose(version))
        new = drafts.correct(first.achievement, by=person("officer"), at=now())
        assert {**new.content(), "note": ""} == {**first.content(), "note": ""}
        assert new.evidence.get().confirmed_by == person("officer")

    def test_what_was_taken_down_stays_down_though_its_correction_is_consented_to(self) -> None:
        first = published()
        new = drafts.correct(first.achievement, by=person("officer"), at=now())
        drafts.edit_draft(new, content=content(note="แก้ปี"), by=person("officer"), at=now())
        new = propose(fresh(new))
        publishing.take_down(first.achievement, why="wrong", by=person("officer"), at=now())
        assert public() == []
        assert consent(new).state == "cancelled"
        assert public() == []
        with pytest.raises(Refused, match="ถอน"):
            drafts.correct(first.achievement, by=person("officer"), at=now())


class TestNamesOfPupils:
    @pytest.mark.parametrize("missing", ["consent_on", "consent_how", "consent_taken_by"])
    def test_they_are_not_kept_without_when_how_and_by_whom(self, missing: str) -> None:
        half = {**CONSENT, missing: None if missing == "consent_on" else ""}
        with pytest.raises(Refused, match="เก็บชื่อนักเรียนได้เมื่อมีความยินยอม"):
            draft(**PUPILS, **half)
        assert not AchievementVersion.objects.exists()

    def test_the_database_itself_refuses_names_without_a_consent(self) -> None:
        version = draft()
        with pytest.raises(IntegrityError), transaction.atomic():
            AchievementVersion.objects.filter(pk=version.pk).update(pupils="เด็กหญิงสมมติ")

    def test_a_consent_withdrawn_erases_them_from_every_version(self) -> None:
        first = published(**PUPILS, **CONSENT)
        drafts.correct(first.achievement, by=person("officer"), at=now())
        publishing.take_down(first.achievement, why="consent", by=person("officer"), at=now())
        assert set(AchievementVersion.objects.values_list("pupils", "consent_how")) == {("", "")}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"awarded_on": date(2026, 12, 1)}, "ยังมาไม่ถึง"),
        ({"academic_year": 2590}, "ไม่น่าเป็นไปได้"),
        ({"agencies": []}, "โรงเรียนหรือหน่วยงานใด"),
        ({"level": 9}, "ระดับ"),
        ({"title": "<b>รางวัล</b>"}, "HTML"),
        ({"title": " "}, "ต้องมีชื่อ"),
        ({"details": "ก" * 4001}, "ยาวเกิน"),
    ],
)
def test_it_refuses_what_cannot_be_right(values: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        draft(**values)


def test_a_public_file_says_whether_it_shows_pupils() -> None:
    version = draft()
    with pytest.raises(Refused, match="นักเรียน"):
        proof(version, is_public=True)
    assert proof(version, is_public=True, children="none").is_public


@pytest.mark.parametrize(("data", "name"), [(b"<html>", "a.pdf"), (b"PK\x03\x04", "a.docx")])
def test_evidence_is_pdf_or_a_picture_by_its_bytes(data: bytes, name: str) -> None:
    with pytest.raises(Refused, match="PDF JPEG PNG"):
        proof(draft(), data, name)
