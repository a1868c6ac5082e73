"""No path of acts by anyone, through action, command or screen, publishes a text that its chain has not seen.

The machine acts at random; the proof reads the record of the case beside what a stranger is served.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from conftest import NOON
from prasan.accounts.models import User
from prasan.approvals import actions as approvals
from prasan.approvals.models import Case
from prasan.approvals.progress import progress
from prasan.news.actions import corrections, drafts, proposing, publishing
from prasan.news.models import Story, StoryVersion
from prasan.news.tests.stories import writing
from prasan.office.standing import Standing
from prasan.ui.refusal import Refused

CAST = ["officer", "head", "deputy1", "director", "auditor", "school"]
person = st.sampled_from(CAST)
pick = st.integers(0, 4)
choice = st.sampled_from(["approve", "approve", "approve", "return", "refuse"])
STARTS = {"news": ["group_head", "deputy", "director"], "news_routine": ["director"]}

some_kinds = st.lists(st.sampled_from(list(STARTS)), min_size=1, max_size=2)


class Newsroom(RuleBasedStateMachine):
    """Everything lies in one transaction that is taken back at the end of each example."""

    proved = 0

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.clock = time_machine.travel(NOON, tick=False)
        self.traveller = self.clock.start()
        User.objects.get_or_create(key="school", defaults={"email": "s@school.example", "name": "ครู"})
        self.people = {user.key: user for user in User.objects.exclude(key=None)}
        self.consented: dict[int, str] = {}
        """{version: its title when the last consent was given}, noted from the record after each act."""

    def teardown(self) -> None:
        self.clock.stop()
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    def attempt(self, act: Any, by: str, *words: Any, **more: Any) -> None:
        with suppress(Refused), transaction.atomic():
            act(*words, by=self.people[by], at=timezone.now(), **more)

    def versions(self, number: int) -> list[StoryVersion]:
        rows = StoryVersion.objects.order_by("pk")
        return list(rows[number % 4 : number % 4 + 1])

    @initialize(
        kinds=st.lists(st.sampled_from(list(STARTS)), min_size=1, max_size=2), climbed=st.integers(0, 3)
    )
    def begin(self, kinds: list[str], climbed: int) -> None:
        """A few stories, some of them well up their chains."""
        for place, kind in enumerate(kinds):
            self.write("officer", kind, False)
            self.propose("officer", place)
            for _ in range(climbed):
                self.whoever_may_decides(place, "approve")

    @rule(number=pick, choice=choice)
    def whoever_may_decides(self, number: int, choice: str) -> None:
        """Only drives the machine on; the proof does not ask whom the house let decide."""
        for case in Case.objects.order_by("pk")[number % 3 : number % 3 + 1]:
            waiting = progress(case, Standing(timezone.localdate())).waiting
            if waiting:
                self.attempt(
                    approvals.decide,
                    waiting[1].deciders[0].user.key or "",
                    case,
                    choice=choice,
                    remark="เหตุผล",
                )

    @precondition(lambda self: Story.objects.count() < 3)
    @rule(by=person, kind=st.sampled_from(list(STARTS)), waits=st.booleans())
    def write(self, by: str, kind: str, waits: bool) -> None:
        later = timezone.now() + timedelta(hours=5) if waits else None
        text = writing(kind=kind, publish_at=later, is_published_on_consent=not waits)
        self.attempt(drafts.write_draft, by, writing=text)

    @rule(by=person, number=pick, title=st.sampled_from(["ข่าวหนึ่ง", "ข่าวสอง", "ข่าวสาม"]))
    def edit(self, by: str, number: int, title: str) -> None:
        for version in self.versions(number):
            text = writing(kind=version.kind, title=title)
            self.attempt(drafts.edit_draft, by, version, writing=text, note="แก้ไข")

    @rule(by=person, number=pick)
    def propose(self, by: str, number: int) -> None:
        for version in self.versions(number):
            self.attempt(proposing.propose, by, version)

    @rule(by=person, number=pick)
    def recall(self, by: str, number: int) -> None:
        for version in self.versions(number):
            self.attempt(proposing.recall, by, version)

    @rule(by=person, number=pick, choice=choice)
    def decide(self, by: str, number: int, choice: str) -> None:
        for case in Case.objects.order_by("-pk")[number % 3 : number % 3 + 1]:
            self.attempt(approvals.decide, by, case, choice=choice, remark="เหตุผล")

    @rule(by=person, number=pick)
    def decide_by_command(self, by: str, number: int) -> None:
        for case in Case.objects.order_by("-pk")[number % 3 : number % 3 + 1]:
            with suppress(SystemExit):
                call_command("case_decide", str(case.pk), by=by, decision="approve")

    @rule(by=person, number=pick)
    def publish(self, by: str, number: int) -> None:
        for version in self.versions(number):
            self.attempt(publishing.publish, by, version)

    @rule(by=person, number=pick)
    def set_a_time(self, by: str, number: int) -> None:
        for version in self.versions(number):
            self.attempt(publishing.schedule, by, version, when=timezone.now() + timedelta(hours=1))

    @rule(by=person, number=pick)
    def correct(self, by: str, number: int) -> None:
        for version in self.versions(number):
            self.attempt(corrections.correct, by, version.story)

    @rule(by=person, number=pick, why=st.sampled_from(["wrong", "withdrawn"]))
    def take_down(self, by: str, number: int, why: str) -> None:
        for version in self.versions(number):
            self.attempt(publishing.take_down, by, version.story, why=why)

    @rule(
        by=person,
        number=pick,
        act=st.sampled_from(["publish", "propose", "edit", "decide", "recall", "unschedule", "take-up"]),
    )
    def press_on_the_screen(self, by: str, number: int, act: str) -> None:
        client = Client()
        client.force_login(self.people[by], backend="django.contrib.auth.backends.ModelBackend")
        for version in self.versions(number):
            data = {
                "confirmed": "approve",
                "seen_round": 1,
                "seen_position": 0,
                "title": "ปลอม",
                "body": "ปลอม",
            }
            assert client.post(f"{version.staff_url}{act}/", data).status_code in (200, 302, 403, 404)

    @rule(hours=st.integers(1, 9))
    def hours_pass(self, hours: int) -> None:
        self.traveller.shift(timedelta(hours=hours))
        publishing.publish_due(at=timezone.now())

    @invariant()
    def a_stranger_reads_only_what_was_consented_to(self) -> None:
        for version in StoryVersion.objects.select_related("case", "story"):
            if version.case and version.case.state == "approved":
                self.consented.setdefault(version.pk, version.title)
            if version.state == "published":
                self.prove(version)
            elif version.story.number and not version.story.versions.filter(state="published").exists():
                assert Client().get(version.story.public_url).status_code in (404, 410)

    def prove(self, version: StoryVersion) -> None:
        Newsroom.proved += 1
        case = version.case
        assert case is not None, "published without a case"
        assert case.state == "approved"
        assert case.chain == STARTS[version.kind]
        rows = case.decisions.filter(round=case.round).exclude(position=None)
        found = {row.position: row for row in rows}
        assert set(found) == set(range(len(case.chain))), "a step left no row"
        assert found[len(case.chain) - 1].outcome == "approved"
        for row in found.values():
            assert row.outcome in {"approved", "merged", "passed_over"}
            assert row.person_id != case.proposer_id
        assert version.title == self.consented[version.pk], "another text than was consented to"
        assert version.title == version.rounds[str(case.round)]["title"]


@pytest.mark.usefixtures("office")
def test_no_path_leads_around_consent(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    run_state_machine_as_test(
        Newsroom,
        settings=settings(
            max_examples=10, stateful_step_count=30, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), phases=[Phase.generate],
        ),
    )  # fmt: skip
    assert Newsroom.proved, "no example published anything, so nothing was proved"


@pytest.mark.usefixtures("office")
def test_the_proof_sees_a_story_that_slipped_past_a_step() -> None:
    """The invariant itself fails when a consent is missing."""
    machine = Newsroom()
    try:
        machine.write("officer", "news_routine", False)
        machine.propose("officer", 0)
        machine.decide("director", 0, "approve")
        assert StoryVersion.objects.get().state == "published"
        machine.a_stranger_reads_only_what_was_consented_to()
        StoryVersion.objects.get().case.decisions.filter(position=0).delete()
        with pytest.raises(AssertionError, match="left no row"):
            machine.a_stranger_reads_only_what_was_consented_to()
    finally:
        machine.teardown()
