"""`case_decide` is the screen's action with the screen's refusals."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from prasan.approvals.tests.build import decide, propose

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    def run(*words: object) -> tuple[int, dict[str, Any]]:
        code = 0
        try:
            call_command("case_decide", *map(str, words), "--json")
        except SystemExit as end:
            code = int(end.code or 0)
        return code, json.loads(capfdbinary.readouterr().out)

    return run


def test_it_approves_and_names_the_post_that_waits(run: Any) -> None:
    case = propose()
    answer = {"case": case.pk, "state": "open", "waiting_for": ["dep1"], "refused": None}
    assert run(case.pk, "--by", "head", "--decision", "approve") == (0, answer)


def test_the_last_consent_leaves_nobody_waiting(run: Any) -> None:
    case = propose(kind="news_routine")
    answer = {"case": case.pk, "state": "approved", "waiting_for": [], "refused": None}
    assert run(case.pk, "--by", "director@office.example", "--decision", "approve") == (0, answer)


@pytest.mark.parametrize(("decision", "state"), [("return", "returned"), ("refuse", "refused")])
def test_it_returns_and_refuses_with_a_remark(run: Any, decision: str, state: str) -> None:
    case = propose()
    code, answer = run(case.pk, "--by", "head", "--decision", decision, "--remark", "แก้เบอร์")
    assert (code, answer["state"], answer["waiting_for"]) == (0, state, [])
    assert case.decisions.last().remark == "แก้เบอร์"


def test_a_refused_act_says_why_and_where_the_case_stands(run: Any) -> None:
    case = propose()
    code, answer = run(case.pk, "--by", "director", "--decision", "approve")
    assert (code, answer["state"], answer["waiting_for"]) == (1, "open", ["head1"])
    assert answer["refused"].startswith("ยังไม่ถึงลำดับของท่าน")


def test_a_return_without_a_remark_is_refused(run: Any) -> None:
    code, answer = run(propose().pk, "--by", "head", "--decision", "return")
    assert (code, answer["state"]) == (1, "open")
    assert answer["refused"].startswith("บอกเหตุผล")


def test_a_case_just_returned_is_refused(run: Any) -> None:
    case = decide(propose(), "head", "return", remark="แก้เบอร์")
    code, answer = run(case.pk, "--by", "deputy1", "--decision", "approve")
    assert (code, answer["state"], answer["waiting_for"]) == (1, "returned", [])


@pytest.mark.parametrize("words", [(999, "--by", "head"), (None, "--by", "nobody")])
def test_an_unknown_case_or_person_is_refused_without_a_state(run: Any, words: tuple[object, ...]) -> None:
    number = words[0] or propose().pk
    code, answer = run(number, *words[1:], "--decision", "approve")
    assert (code, answer["state"], answer["waiting_for"]) == (1, None, [])
    assert answer["refused"]


def test_other_words_are_a_usage_error() -> None:
    with pytest.raises(CommandError):
        call_command("case_decide", "1", "--by", "head", "--decision", "reject")
