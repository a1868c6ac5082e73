"""A story's way up the chain: who ends it, what publishes it, and that an approved text never changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from prasan.approvals.models import Case
from prasan.approvals.tests.build import decide, person
from prasan.audit.models import Event
from prasan.news.actions import drafts, photos, proposing, publishing
from prasan.news.models import Story, StoryVersion
from prasan.news.tests.stories import consent, draft, fresh, picture, proposed, published, writing
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")


def now() -> Any:
    return timezone.now()


class TestTheChain:
    def test_routine_news_is_published_by_who_is_delegated_to_give_news(self) -> None:
        version = consent(proposed(), "head")
        assert version.state == "published"
        assert version.story.number == 1
        assert version.story.year == 2569

    def test_other_news_climbs_to_the_director(self) -> None:
        version = proposed(kind="news")
        for key in ("head", "deputy1"):
            assert consent(version, key).state == "proposed"
        assert consent(version, "director").state == "published"

    def test_a_return_gives_it_back_and_the_mended_text_climbs_again(self) -> None:
        version = proposed()
        decide(version.case, "director", "return", remark="แก้พาดหัว")
        version = fresh(version)
        assert version.state == "returned"
        drafts.edit_draft(
            version, writing=writing(title="สพป.ระยอง เขต 2 อบรมครู"), by=person("officer"), at=now()
        )
        version = proposing.propose(version, by=person("officer"), at=now())
        assert [round["title"] for round in version.rounds.values()] == [
            "สพป.ระยอง เขต 2 ประชุมผู้บริหารสถานศึกษา",
            "สพป.ระยอง เขต 2 อบรมครู",
        ]
        assert consent(version).state == "published"

    def test_a_refusal_ends_it(self) -> None:
        version = proposed()
        decide(version.case, "director", "refuse", remark="ไม่ใช่ข่าวของเรา")
        assert fresh(version).state == "refused"

    def test_a_recalled_story_is_a_draft_again_and_gets_a_new_case(self) -> None:
        version = proposed()
        first = version.case_id
        version = proposing.recall(version, by=person("officer"), at=now())
        assert version.state == "draft"
        version = proposing.propose(version, by=person("officer"), at=now())
        assert version.case_id != first
        assert consent(version).state == "published"

    def test_without_the_wish_to_publish_on_consent_it_waits_for_a_person(self) -> None:
        version = consent(proposed(is_published_on_consent=False))
        assert version.state == "approved"
        publishing.publish(version, by=person("officer"), at=now())
        assert fresh(version).state == "published"

    def test_every_step_is_in_the_audit(self) -> None:
        version = published()
        acts = set(
            Event.objects.filter(subject=f"news.story:{version.story_id}").values_list("action", flat=True)
        )
        assert acts == {"story_drafted", "story_followed_its_case", "story_published"}


class TestWhatIsRefused:
    def test_someone_without_a_post_writes_nothing(self, cast: dict[str, Any]) -> None:
        from prasan.accounts.models import User

        teacher = User.objects.create_user("t@school.example", "นางสาวตัวอย่าง ครู", key="school")
        with pytest.raises(Refused, match="ผู้ดำรงตำแหน่ง"):
            drafts.write_draft(writing=writing(), by=teacher, at=now())
        assert not Story.objects.exists()

    @pytest.mark.parametrize("state", ["draft", "proposed", "returned", "refused", "cancelled"])
    def test_nothing_is_published_before_the_last_consent(self, state: str) -> None:
        version = proposed()
        StoryVersion.objects.filter(pk=version.pk).update(state=state)
        with pytest.raises(Refused, match="ยังไม่ได้รับอนุมัติ"):
            publishing.publish(version, by=person("director"), at=now())

    def test_a_state_alone_publishes_nothing(self) -> None:
        """Somebody who writes "approved" into the row has no consent yet."""
        version = proposed()
        StoryVersion.objects.filter(pk=version.pk).update(state="approved", approved_at=now())
        with pytest.raises(Refused, match="ยังไม่ได้รับอนุมัติ"):
            publishing.publish(version, by=person("director"), at=now())

    def test_an_approved_text_that_was_changed_is_not_published(self) -> None:
        version = consent(proposed(is_published_on_consent=False))
        StoryVersion.objects.filter(pk=version.pk).update(title="อื่น")
        with pytest.raises(Refused, match="ไม่ตรงกับฉบับที่อนุมัติ"):
            publishing.publish(version, by=person("officer"), at=now())

    @pytest.mark.parametrize("climb", [(), ("director",)])
    def test_a_proposed_or_approved_version_can_not_be_changed(self, climb: tuple[str, ...]) -> None:
        version = proposed(picture(), is_published_on_consent=False)
        if climb:
            consent(version, *climb)
        with pytest.raises(Refused, match="แก้ไขไม่ได้"):
            drafts.edit_draft(version, writing=writing(title="อื่น"), by=person("officer"), at=now())
        version = fresh(version)
        with pytest.raises(Refused, match="แก้ไขไม่ได้"):
            photos.add_photo(version, picture=picture(), by=person("officer"), at=now())
        with pytest.raises(Refused, match="แก้ไขไม่ได้"):
            photos.remove_photo(version.photos.get(), by=person("officer"), at=now())

    def test_a_picture_that_does_not_say_whether_it_shows_children_is_not_proposed(self) -> None:
        version = draft(picture(children=""))
        with pytest.raises(Refused, match="ภาพเด็ก"):
            proposing.propose(version, by=person("officer"), at=now())
        assert not Case.objects.exists()

    def test_a_picture_without_words_is_not_proposed(self) -> None:
        with pytest.raises(Refused, match="คำบรรยาย"):
            proposed(picture(caption=""))

    def test_the_proposer_does_not_consent(self) -> None:
        version = proposed(by="head", kind="news")
        with pytest.raises(Refused, match="ผู้เสนอ"):
            decide(version.case, "head")

    def test_another_person_does_not_edit_a_draft(self) -> None:
        with pytest.raises(Refused, match="ผู้เรียบเรียง"):
            drafts.edit_draft(draft(), writing=writing(), by=person("head"), at=now())


class TestItsTime:
    def test_a_story_with_a_time_waits_for_it_and_the_tick_publishes_it(self) -> None:
        later = now() + timedelta(hours=2)
        version = consent(proposed(publish_at=later))
        assert version.state == "scheduled"
        assert publishing.publish_due(at=later - timedelta(minutes=1)) == 0
        assert publishing.publish_due(at=later) == 1
        assert fresh(version).state == "published"
        assert publishing.publish_due(at=later) == 0

    def test_before_its_time_nobody_publishes_it(self) -> None:
        version = consent(proposed(publish_at=now() + timedelta(hours=2)))
        with pytest.raises(Refused, match="ยังไม่ถึงเวลา"):
            publishing.publish(version, by=person("officer"), at=now())

    def test_a_time_set_afterwards_can_be_taken_back(self) -> None:
        version = consent(proposed(is_published_on_consent=False))
        later = now() + timedelta(days=1)
        publishing.schedule(version, when=later, by=person("officer"), at=now())
        assert fresh(version).state == "scheduled"
        publishing.unschedule(version, by=person("officer"), at=now())
        publishing.publish(version, by=person("officer"), at=now())
        assert fresh(version).state == "published"

    def test_a_time_that_has_passed_is_refused(self) -> None:
        version = consent(proposed(is_published_on_consent=False))
        with pytest.raises(Refused, match="ผ่านไปแล้ว"):
            publishing.schedule(version, when=now(), by=person("officer"), at=now())

    def test_one_story_that_may_not_be_published_any_more_holds_none_back(self) -> None:
        later = now() + timedelta(hours=2)
        broken, sound = (consent(proposed(publish_at=later)) for _ in range(2))
        StoryVersion.objects.filter(pk=broken.pk).update(title="อื่น")
        assert publishing.publish_due(at=later) == 1
        assert fresh(sound).state == "published"
        assert fresh(broken).state == "scheduled"
