"""ปีที่ and ฉบับที่: given once, to what was consented to, kept by its corrections."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from prasan.approvals.tests.build import person
from prasan.audit.models import Event
from prasan.delivery.models import Delivery
from prasan.network.tests.members import member
from prasan.news.actions import corrections, drafts, proposing
from prasan.news.models import NewsletterIssue, NewsletterSettings, StoryVersion
from prasan.news.newsletter import issuing, kept
from prasan.news.newsletter.paper import asked_of
from prasan.news.tests.stories import consent, draft, fresh, jpeg, picture, proposed, published, writing
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office", "press")
EVERY_WAY = {"groups": ["สื่อมวลชน"], "channels": ["web", "email", "handover"]}


def issue(version: StoryVersion, design: str = "a") -> NewsletterIssue:
    return issuing.issue(version, design=design, by=person("officer"), at=timezone.now())


def numbered(version: StoryVersion) -> tuple[int | None, int | None, int]:
    row = NewsletterIssue.objects.get(version=version)
    return row.year, row.number, row.edition


def corrected(version: StoryVersion) -> StoryVersion:
    by, at = person("officer"), timezone.now()
    second = corrections.correct(version.story, by=by, at=at)
    second = drafts.edit_draft(second, writing=writing(body=["46 คน"]), note="เดิม 64 แก้เป็น 46", by=by, at=at)
    return consent(proposing.propose(second, by=by, at=at))


def test_a_published_story_gets_the_next_number_of_the_year() -> None:
    first, second = published(), published()
    assert (issue(first).number, issue(second, "b").number) == (1, 2)
    assert numbered(first) == (1, 1, 0)
    assert Event.objects.filter(action="newsletter_issued").count() == 2


def test_it_is_issued_once() -> None:
    version = published()
    issue(version)
    with pytest.raises(Refused, match="ออกแล้ว ปีที่ 1 ฉบับที่ 1"):
        issue(version, "b")
    assert numbered(version) == (1, 1, 0)


def test_years_are_counted_from_the_first_one_that_the_office_names() -> None:
    NewsletterSettings.objects.create(first_year=2558)
    assert issue(published()).year == 12


def test_numbers_begin_anew_each_year_and_years_go_on(clock: time_machine.Traveller) -> None:
    issue(published())
    clock.shift(timedelta(days=60))
    version = published()
    issue(version)
    assert numbered(version) == (2, 1, 0)


def test_an_approved_story_may_have_its_number_before_it_is_published() -> None:
    version = consent(proposed(is_published_on_consent=False))
    assert issue(version).number == 1


def test_a_draft_waits_for_its_number_until_it_is_published() -> None:
    version = draft(picture())
    assert issue(version, "b").number is None
    consent(proposing.propose(version, by=person("officer"), at=timezone.now()))
    assert numbered(version) == (1, 1, 0)
    assert NewsletterIssue.objects.get().design == "b"


def test_its_files_lie_ready_for_the_first_reader() -> None:
    version = draft(picture(jpeg((400, 300))))
    issue(version)
    version = consent(proposing.propose(version, by=person("officer"), at=timezone.now()))
    digest = asked_of(version, "a", issuing.issue_of(version)).digest()
    assert kept.find(f"{digest}.pdf")
    assert kept.find(f"{digest}.a4.png")


def test_a_plan_may_be_dropped_and_a_number_may_not() -> None:
    version = draft()
    issue(version)
    issuing.drop(version, by=person("officer"), at=timezone.now())
    assert not NewsletterIssue.objects.exists()
    version = published()
    issue(version)
    with pytest.raises(Refused):
        issuing.drop(version, by=person("officer"), at=timezone.now())


def test_what_does_not_fit_the_page_gets_no_number() -> None:
    version = published(body=["ข้อความยาวมากเกินกว่าหนึ่งหน้ากระดาษจะรับได้ " * 120])
    with pytest.raises(Refused, match="เนื้อข่าวยาวเกินหนึ่งหน้า ตัดให้เหลือประมาณ"):
        issue(version)
    assert not NewsletterIssue.objects.exists()


def test_what_was_planned_and_does_not_fit_any_more_waits_for_a_person(
    caplog: pytest.LogCaptureFixture,
) -> None:
    version = draft()
    issue(version)
    long = writing(body=["ข้อความยาวมากเกินกว่าหนึ่งหน้ากระดาษจะรับได้ " * 120])
    drafts.edit_draft(version, writing=long, by=person("officer"), at=timezone.now())
    version = consent(proposing.propose(version, by=person("officer"), at=timezone.now()))
    assert version.state == "published"
    assert numbered(version)[1] is None
    assert "no newsletter of story version" in caplog.text


def test_a_correction_keeps_the_number_and_counts_its_edition() -> None:
    version = published(picture(jpeg()))
    issue(version)
    second = corrected(fresh(version))
    assert numbered(second) == (1, 1, 1)
    assert issue(published()).number == 2


def test_a_story_that_ended_has_no_newsletter() -> None:
    version = published()
    corrected(version)
    with pytest.raises(Refused, match="แก้ไขแล้ว"):
        issue(fresh(version))


def test_who_holds_no_post_issues_nothing(cast: dict[str, object]) -> None:
    from prasan.accounts.models import User

    stranger = User.objects.create_user("x@school.example", "นายสมมติ โรงเรียน")
    with pytest.raises(Refused):
        issuing.issue(published(), design="a", by=stranger, at=timezone.now())


def test_the_letter_to_the_network_leads_to_the_pdf_that_was_planned() -> None:
    member("นายสมมติ ข่าวสาร", "press@media.example", "สื่อมวลชน")
    version = draft(**EVERY_WAY)
    issue(version)
    version = consent(proposing.propose(version, by=person("officer"), at=timezone.now()))
    pdf = NewsletterIssue.objects.select_related("version__story").get().pdf_url
    letter = Delivery.objects.get(topic=f"story:{version.story_id}")
    assert "จดหมายข่าว PDF: http" in letter.body
    assert pdf in letter.body
    assert pdf in letter.content.html
