"""The text of a story as the editor sends it, cleaned to a small set of elements; the plain box beside it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from prasan.approvals.tests.build import person
from prasan.news import body as bodies
from prasan.news.models import StoryVersion
from prasan.news.tests.stories import BODY, draft, fresh

RICH = (
    "<p>ย่อหน้า <strong>สำคัญ</strong></p><h2>กำหนดการ</h2><ul><li><p>เปิดงาน</p></li></ul>"
    '<p><a href="https://school.example/" rel="noopener nofollow">ประกาศ</a></p>'
)


@pytest.fixture
def desk(client: Client, office: None) -> Client:
    client.force_login(person("officer"))
    return client


def address(version: StoryVersion) -> str:
    return reverse("news:edit", args=[version.story_id, version.number])


def typed(**values: Any) -> dict[str, Any]:
    common = {"title": "ข่าวใหม่", "kind": "news_routine", "category": "activity", "channels": ["web"]}
    return {**common, "body": bodies.to_text(bodies.from_paragraphs(BODY)), **values}


def saved(desk: Client, version: StoryVersion, **values: Any) -> str:
    assert desk.post(address(version), typed(**values)).status_code == 302
    return fresh(version).body


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (RICH, RICH),
        ("<p></p><h2> </h2><p><br></p>", ""),
        ("<p>ก</p><p></p>", "<p>ก</p>"),
        ('<p onclick="x()" style="color:red" class="a">ก</p>', "<p>ก</p>"),
        ("<script>alert(1)</script><p>ก</p>", "<p>ก</p>"),
        ('<a href="javascript:alert(1)">ก</a>', '<a rel="noopener nofollow">ก</a>'),
        ('<img src=x onerror=alert(1)><p>ก</p><iframe src="//x.example"></iframe>', "<p>ก</p>"),
        ("<h1>ก</h1><table><tr><td>ข</td></tr></table>", "กข"),
        ("<p>น\u0e4d\u0e32\u200b</p>", "<p>นำ</p>"),
        ("<p>ก\u202eข</p>", "<p>กข</p>"),
    ],
)
def test_what_the_editor_holds_is_cleaned(sent: str, kept: str) -> None:
    assert bodies.from_editor(sent) == kept


def test_what_was_cleaned_stays_as_it_is_when_it_is_cleaned_again() -> None:
    assert bodies.from_editor(bodies.from_editor(RICH)) == RICH


def test_each_block_is_a_paragraph_of_the_plain_text() -> None:
    assert bodies.paragraphs(RICH) == ["ย่อหน้า สำคัญ", "กำหนดการ", "เปิดงาน", "ประกาศ"]


def test_the_editor_s_text_is_kept_where_the_editor_stood(desk: Client) -> None:
    assert saved(desk, draft(), body_html=RICH + "<script>1</script>", rich="yes") == RICH


def test_the_plain_box_counts_where_it_did_not(desk: Client) -> None:
    assert saved(desk, draft(), body="ก\n\nข", body_html=RICH) == "<p>ก</p><p>ข</p>"


def test_a_plain_box_that_nobody_changed_leaves_headings_and_links_alone(desk: Client) -> None:
    version = draft()
    saved(desk, version, body_html=RICH, rich="yes")
    assert saved(desk, version, body=bodies.to_text(RICH).replace("\n", "\r\n")) == RICH


def test_the_page_brings_the_editor_without_a_hole_in_its_policy(desk: Client) -> None:
    response = desk.get(address(draft()))
    page, policy = response.content.decode(), response.headers["Content-Security-Policy"]
    assert "data-rich=" in page
    assert "news/rich.js" in page
    assert '<textarea name="body_html"' in page
    assert "unsafe" not in policy
