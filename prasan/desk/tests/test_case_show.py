"""case_show N: a case of whichever room answers for what is consented to."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import call_command

from prasan.approvals.record import check_code
from prasan.news.papers import case_record
from prasan.news.tests.stories import BODY, TITLE, consent, group, picture, proposed

pytestmark = pytest.mark.usefixtures("office")


def shown(number: int | None, capfdbinary: pytest.CaptureFixture[bytes]) -> dict[str, Any]:
    call_command("case_show", str(number), "--json")
    answer: dict[str, Any] = json.loads(capfdbinary.readouterr().out)
    return answer


def test_the_case_of_a_story_shows_what_is_consented_to(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    group()
    version = proposed(picture(), channels=["web", "email"], groups=["สื่อมวลชน"])
    answer = shown(version.case_id, capfdbinary)
    assert (answer["case"], answer["refused"], answer["kind"]) == (version.case_id, None, "news_routine")
    assert (answer["headline"], answer["body"]) == (TITLE, list(BODY))
    assert (answer["channels"], answer["groups"]) == (["web", "email"], ["สื่อมวลชน"])
    photo = {"caption": "ห้องประชุม", "alt": "", "children": "none"}
    assert [{key: row[key] for key in photo} for row in answer["photos"]] == [photo]
    assert [row["outcome"] for row in answer["record"]] == ["proposed"]
    assert answer["content_sha256"] == version.digest


def test_the_check_code_is_the_one_that_its_memo_prints(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    version = consent(proposed())
    assert version.case is not None
    answer = shown(version.case_id, capfdbinary)
    printed = case_record(version, version.case, list(version.case.decisions.all()))
    assert answer["check_code"] == printed.pop("check_code") == check_code(printed)
    assert [row["word"] for row in answer["record"]] == ["เสนอ", "อนุมัติ"]
