"""Two versions side by side: what changed, word by word, on the page of the case and on a page of its own."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.approvals.tests.build import decide, person
from prasan.news.actions import corrections, drafts, proposing
from prasan.news.compare import compare
from prasan.news.models import StoryVersion
from prasan.news.tests.stories import fresh, proposed, published, writing


def changed(pieces: list[object]) -> list[str]:
    return [piece.text for piece in pieces if piece.is_changed]


def test_only_the_number_that_changed_is_marked() -> None:
    (pair,) = compare(["มีนักเรียนเข้าร่วม 64 คน"], ["มีนักเรียนเข้าร่วม 46 คน"])
    assert (changed(pair.old), changed(pair.new)) == (["64"], ["46"])
    assert "".join(piece.text for piece in pair.new) == "มีนักเรียนเข้าร่วม 46 คน"


def test_a_new_paragraph_has_no_other_side_and_an_equal_one_no_mark() -> None:
    pairs = compare(["ก", "ค"], ["ก", "ข", "ค"])
    assert [pair.is_changed for pair in pairs] == [False, True, False]
    assert pairs[1].old == []


@pytest.mark.usefixtures("office")
class TestOnTheDesk:
    def page(self, key: str, url: str) -> str:
        client = Client()
        client.force_login(person(key), backend="django.contrib.auth.backends.ModelBackend")
        return client.get(url).content.decode()

    def test_who_saw_an_earlier_round_sees_what_was_mended(self) -> None:
        version = proposed()
        self.page("director", version.staff_url)
        decide(version.case, "director", "return", remark="แก้ตัวเลข")
        text = writing(body=["มีผู้เข้าร่วม 46 คน ณ หอประชุม"])
        drafts.edit_draft(fresh(version), writing=text, by=person("officer"), at=timezone.now())
        proposing.propose(fresh(version), by=person("officer"), at=timezone.now())
        html = self.page("director", version.staff_url)
        assert "ตั้งแต่ท่านเห็นครั้งก่อน" in html.replace('<span class="nb">', "").replace("</span>", "")
        assert "<ins>46</ins>" in html

    def test_a_correction_stands_beside_what_is_public(self) -> None:
        version = published()
        by, at = person("officer"), timezone.now()
        second = corrections.correct(version.story, by=by, at=at)
        text = writing(body=["มีผู้เข้าร่วม 46 คน ณ หอประชุม"])
        second = drafts.edit_draft(second, writing=text, note="แก้", by=by, at=at)
        assert "<ins>46</ins>" in self.page("head", second.staff_url)
        assert "<ins>46</ins>" in self.page("head", reverse("news:compare", args=[second.story_id, 2, 1]))
        assert StoryVersion.objects.public().get() == fresh(version)
