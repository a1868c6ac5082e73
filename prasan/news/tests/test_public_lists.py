"""Where a story stands in the public lists, and that one taken down stands in none of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from prasan.approvals.tests.build import person
from prasan.news import listing
from prasan.news.actions import corrections, publishing
from prasan.news.models import StoryVersion
from prasan.news.tests.stories import consent, picture, proposed, published

pytestmark = pytest.mark.usefixtures("office")

NIGHT_OF_THE_LAST = datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
"""Half an hour after midnight, 1 December, in Bangkok."""


def published_at(moment: datetime) -> StoryVersion:
    version = consent(proposed(is_published_on_consent=False))
    return publishing.publish(version, by=person("officer"), at=moment)


def test_a_story_stands_in_the_month_of_the_office(client: Client) -> None:
    version = published_at(NIGHT_OF_THE_LAST)
    assert [(year, [(month.number, month.count) for month in row]) for year, row in listing.months()] == [
        (2569, [(12, 1)])
    ]
    assert version.story.public_url in client.get("/news/archive/2569/12/").content.decode()
    assert version.story.public_url not in client.get("/news/archive/2569/11/").content.decode()


def test_a_correction_has_no_place_until_it_is_published() -> None:
    version = published()
    corrected = corrections.correct(version.story, by=person("officer"), at=timezone.now())
    assert (corrected.listed_at, corrected.listed_month) == (None, None)
    assert [row.count for _, months in listing.months() for row in months] == [1]


def test_a_version_is_not_listed_without_its_month() -> None:
    version = published()
    with pytest.raises(IntegrityError, match="a_listed_version_has_its_month"), transaction.atomic():
        StoryVersion.objects.filter(pk=version.pk).update(listed_month=None)


def test_a_story_taken_down_between_two_queries_is_not_shown() -> None:
    stays, goes = published(picture()), published(picture())
    keys = [goes.pk, stays.pk]
    publishing.take_down(goes.story, why="withdrawn", by=person("officer"), at=timezone.now())
    assert [card.url for card in listing.cards(keys)] == [stays.story.public_url]


def test_a_far_page_goes_on_where_the_one_before_ended(client: Client) -> None:
    versions = [published() for _ in range(listing.PER_PAGE + 1)]
    first, second = (listing.page_of(listing.newest(), number) for number in (1, 2))
    shown = [card.url for card in [*first, *second]]
    assert shown == [version.story.public_url for version in reversed(versions)]


@pytest.mark.parametrize("address", ["/news/archive/2569/0/", "/news/archive/2569/13/"])
def test_there_is_no_thirteenth_month(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_month_of_a_year_that_no_database_can_hold_has_no_story(client: Client) -> None:
    assert published().story.public_url not in client.get(f"/news/archive/{10**18}/11/").content.decode()
