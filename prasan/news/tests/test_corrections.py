"""A published story is corrected by a new consent, and taken down at once."""

from __future__ import annotations

import pytest
from django.utils import timezone

from prasan.approvals.tests.build import person
from prasan.news.actions import corrections, drafts, proposing, publishing
from prasan.news.models import StoryVersion
from prasan.news.tests.stories import consent, draft, fresh, picture, proposed, published, writing
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")


def correction(version: StoryVersion, note: str = "จำนวนผู้เข้าร่วม เดิม 64 คน แก้เป็น 46 คน") -> StoryVersion:
    by, at = person("officer"), timezone.now()
    second = corrections.correct(version.story, by=by, at=at)
    text = writing(body=["มีผู้เข้าร่วม 46 คน ณ หอประชุม"])
    return drafts.edit_draft(second, writing=text, note=note, by=by, at=at)


def test_a_correction_says_what_it_corrects_and_starts_from_what_is_public() -> None:
    version = published(picture(), picture(caption="หน้าห้อง"))
    second = corrections.correct(version.story, by=person("officer"), at=timezone.now())
    assert (second.number, second.state, second.case) == (2, "draft", None)
    assert [photo.caption for photo in second.photos.all()] == ["ห้องประชุม", "หน้าห้อง"]
    with pytest.raises(Refused, match="บอกสิ่งที่แก้ไข"):
        proposing.propose(second, by=person("officer"), at=timezone.now())


def test_the_old_text_stays_public_until_the_correction_is_consented_to() -> None:
    version = published()
    second = proposing.propose(correction(version), by=person("officer"), at=timezone.now())
    assert list(StoryVersion.objects.public()) == [fresh(version)]
    consent(second)
    assert list(StoryVersion.objects.public()) == [fresh(second)]
    assert fresh(version).state == "corrected"
    assert fresh(second).story.number == version.story.number


def test_one_correction_at_a_time() -> None:
    version = published()
    correction(version)
    with pytest.raises(Refused, match="อยู่แล้ว"):
        corrections.correct(version.story, by=person("officer"), at=timezone.now())


def test_only_what_is_public_is_corrected() -> None:
    with pytest.raises(Refused, match="ไม่ได้เผยแพร่"):
        corrections.correct(draft().story, by=person("officer"), at=timezone.now())


def test_a_story_taken_down_is_public_no_more_and_a_correction_under_way_is_not_published() -> None:
    version = published()
    second = proposing.propose(correction(version), by=person("officer"), at=timezone.now())
    publishing.take_down(version.story, why="wrong", by=person("officer"), at=timezone.now())
    assert fresh(version).state == "taken_down"
    assert consent(second).state == "approved"
    assert not StoryVersion.objects.public().exists()
    with pytest.raises(Refused, match="ถอนแล้ว"):
        publishing.publish(second, by=person("officer"), at=timezone.now())


def test_a_replaced_story_names_another_that_is_public() -> None:
    version, other = published(), published()
    for wrong in (None, version.story, draft().story):
        with pytest.raises(Refused, match="มาแทน"):
            publishing.take_down(
                version.story, why="replaced", replaced_by=wrong, by=person("officer"), at=timezone.now()
            )
    publishing.take_down(
        version.story, why="replaced", replaced_by=other.story, by=person("officer"), at=timezone.now()
    )
    assert fresh(version).story.replaced_by == other.story


def test_numbers_of_a_year_follow_each_other() -> None:
    assert [published().story.number for _ in range(3)] == [1, 2, 3]
    assert proposed().story.number is None
