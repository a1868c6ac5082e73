"""Newsletter and texts where one writes and where one hands over."""

from __future__ import annotations

import html

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.approvals.tests.build import person
from prasan.news.newsletter import issuing
from prasan.news.newsletter.telling import line_text
from prasan.news.tests.stories import draft, published

pytestmark = pytest.mark.usefixtures("office", "press")


def page(address: str) -> str:
    client = Client()
    client.force_login(person("officer"), backend="django.contrib.auth.backends.ModelBackend")
    return client.get(address).content.decode()


def test_the_newsletter_stands_beside_the_text_that_is_written() -> None:
    version = draft()
    edit = page(reverse("news:edit", args=[version.story_id, 1]))
    address = reverse("news:newsletter_preview", args=[version.story_id, 1])
    assert f'hx-post="{address}"' in edit
    assert f'formaction="{address}" formtarget="_blank"' in edit


def test_a_story_that_is_not_saved_yet_has_none() -> None:
    assert "hx-post" not in page(reverse("news:new"))


def test_who_hands_over_copies_the_text_for_line_and_takes_the_picture() -> None:
    version = published()
    picture = reverse("news:newsletter_staff_file", args=[version.story_id, 1, "a", "png"])
    report = page(reverse("news:deliveries", args=[version.story_id]))
    assert html.escape(line_text(version)) in report
    assert picture not in report  # a draft without its number is handed to nobody
    assert "ออกจดหมายข่าว" in report
    issuing.issue(version, design="a", by=person("officer"), at=timezone.now())
    assert picture in page(reverse("news:deliveries", args=[version.story_id]))


def test_the_page_of_a_version_leads_to_its_media() -> None:
    version = draft()
    assert reverse("news:media", args=[version.story_id, 1]) in page(version.staff_url)
