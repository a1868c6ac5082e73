"""No path of acts by anyone, on any day, through action, command or screen, leads to a version in force
without each consent that the chain asks.

The machine acts at random; the proof reads the record beside the office's own rows (posts, holders, orders),
without the code that resolves chains.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.urls import reverse
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
from prasan.agencies.actions import change_requests, edit_requests
from prasan.agencies.models import ChangeRequest, Version
from prasan.agencies.tests.proposals import new_school
from prasan.approvals import actions as approvals
from prasan.approvals.models import Case, Decision
from prasan.approvals.policies import Seen
from prasan.approvals.progress import progress
from prasan.files.models import Attachment
from prasan.office.models import Holder, Order, Post
from prasan.office.standing import Standing
from prasan.ui.refusal import Refused

CAST = ["officer", "auditor", "head", "head2", "head3", "deputy1", "deputy2", "director"]
POSTS = ["head1", "dep1", "dir"]
person = st.sampled_from(CAST)
choice = st.sampled_from(["approve", "approve", "approve", "return", "refuse"])
LEGAL = {"approved", "merged", "passed_over"}


def may_decide(user: User, post: Post, kind: str, day: date) -> bool:
    """By the rows alone: the holder on that day, or a person of an order in force whose scope covers it."""
    within = Q(to_on=None) | Q(to_on__gte=day)
    if Holder.objects.filter(within, post=post, user=user, from_on__lte=day).exists():
        return True
    orders = Order.objects.filter(within, post=post, user=user, from_on__lte=day, dated_on__lte=day)
    return any(not order.scope or kind in order.scope for order in orders)


def post_of_step(step: str, case: Case) -> Post | None:
    unit = case.proposer_post.unit if case.proposer_post else None
    if step == "director":
        return Post.objects.filter(kind=step).first()
    if unit is None:
        return None
    link = {"supervises": unit} if step == "deputy" else {"unit": unit}
    return Post.objects.filter(kind=step, **link).first()


class Office(RuleBasedStateMachine):
    """Everything lies in one transaction that is taken back at the end of each example."""

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.clock = time_machine.travel(NOON, tick=False)
        self.traveller = self.clock.start()
        self.could_then: set[int] = set()
        """Decisions whose person could decide on the day, noted before the office changed."""
        self.resumed: dict[tuple[int, int], int] = {}
        """{(case, round): the step at which its returner let it start}."""
        self.people = {user.key: user for user in User.objects.exclude(key=None)}
        self.scan = Attachment.objects.create(file="x.pdf", name="x.pdf", size=1, sha256="0" * 64)

    def teardown(self) -> None:
        self.clock.stop()
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    @initialize(
        firsts=st.lists(
            st.tuples(st.sampled_from(["officer", "auditor", "head", "deputy1"]), st.integers(0, 2)),
            min_size=1, max_size=3,
        )
    )  # fmt: skip
    def begin(self, firsts: list[tuple[str, int]]) -> None:
        """A few cases, some of them half way up."""
        for number, (by, climbed) in enumerate(firsts):
            self.propose(by)
            for _ in range(climbed):
                self.whoever_may_decides("approve", False, number, 0)
                self.note_who_could_decide_today()

    def attempt(self, act: Any) -> None:
        """What is refused writes nothing; what is done is judged by the invariant."""
        with suppress(Refused), transaction.atomic():
            act()

    def cases(self) -> list[Case]:
        return list(Case.objects.order_by("pk"))

    # acts ---------------------------------------------------------------------------------------------

    @precondition(lambda self: ChangeRequest.objects.count() < 3)
    @rule(by=person)
    def propose(self, by: str) -> None:
        def act() -> None:
            drafted = change_requests.draft(
                title="ร่าง", proposals=[new_school()], by=self.people[by], at=timezone.now()
            )
            change_requests.submit(drafted, by=self.people[by], at=timezone.now())

        self.attempt(act)

    @rule(by=person, choice=choice, resume=st.booleans(), pick=st.integers(0, 5))
    def decide(self, by: str, choice: str, resume: bool, pick: int) -> None:
        self._decide(by, choice, resume, pick)

    @rule(by=person, recorder=person, choice=choice, pick=st.integers(0, 5))
    def decide_on_paper(self, by: str, recorder: str, choice: str, pick: int) -> None:
        paper = approvals.Paper(
            recorded_by=self.people[recorder], scan=self.scan, signed_on=timezone.localdate()
        )
        self._decide(by, choice, False, pick, paper=paper)

    @rule(
        by=person, choice=choice, round=st.integers(1, 3), position=st.integers(0, 3), pick=st.integers(0, 5)
    )
    def decide_from_an_old_window(self, by: str, choice: str, round: int, position: int, pick: int) -> None:
        self._decide(by, choice, False, pick, seen=Seen(round, position))

    @rule(choice=choice, resume=st.booleans(), pick=st.integers(0, 5), which=st.integers(0, 1))
    def whoever_may_decides(self, choice: str, resume: bool, pick: int, which: int) -> None:
        """Only drives the machine on; the proof does not ask whom the house let decide."""
        for case in self.cases()[pick % 3 : pick % 3 + 1]:
            waiting = progress(case, Standing(timezone.localdate())).waiting
            if waiting:
                deciders = waiting[1].deciders
                self._decide(deciders[which % len(deciders)].user.key or "", choice, resume, pick)

    def _decide(self, by: str, choice: str, resume: bool, pick: int, **options: Any) -> None:
        for case in self.cases()[pick % 3 : pick % 3 + 1]:

            def act(case: Case = case) -> None:
                done = approvals.decide(
                    case, by=self.people[by], choice=choice, remark="เหตุผล", at=timezone.now(),
                    resume_here=resume, **options,
                )  # fmt: skip
                if done.state == "returned" and resume:
                    self.resumed[done.pk, done.round + 1] = done.resume_at

            self.attempt(act)

    @rule(by=person, choice=choice, pick=st.integers(0, 5))
    def decide_by_command(self, by: str, choice: str, pick: int) -> None:
        for case in self.cases()[pick % 3 : pick % 3 + 1]:
            with suppress(SystemExit):
                call_command("case_decide", str(case.pk), by=by, decision=choice, remark="เหตุผล")

    @rule(by=person, choice=choice, pick=st.integers(0, 5), old=st.booleans())
    def press_on_the_screen(self, by: str, choice: str, pick: int, old: bool) -> None:
        """Also with a page that never showed the step."""
        for request in ChangeRequest.objects.exclude(case=None).order_by("pk")[pick % 3 : pick % 3 + 1]:
            case = request.case
            page = (
                {"seen_round": 1, "seen_position": 0}
                if old
                else {"seen_round": case.round, "seen_position": case.position}
            )
            self._post(
                by,
                reverse("agencies:request_decide", args=[request.pk]),
                confirmed=choice,
                remark="เหตุผล",
                **page,
            )

    @rule(by=person, act=st.sampled_from(["submit", "recall", "about"]), pick=st.integers(0, 5))
    def press_something_else(self, by: str, act: str, pick: int) -> None:
        for request in ChangeRequest.objects.order_by("pk")[pick % 3 : pick % 3 + 1]:
            self._post(
                by, reverse(f"agencies:request_{act}", args=[request.pk]), reason="อื่น", audience="nobody"
            )

    def _post(self, by: str, url: str, **data: object) -> None:
        client = Client()
        client.force_login(self.people[by], backend="django.contrib.auth.backends.ModelBackend")
        assert client.post(url, data).status_code in (200, 302, 403, 404)

    @rule(by=person, pick=st.integers(0, 5))
    def propose_again(self, by: str, pick: int) -> None:
        for request in ChangeRequest.objects.order_by("pk")[pick % 3 : pick % 3 + 1]:
            self.attempt(
                lambda request=request: change_requests.submit(request, by=self.people[by], at=timezone.now())
            )

    @rule(by=person, pick=st.integers(0, 5))
    def recall(self, by: str, pick: int) -> None:
        for request in ChangeRequest.objects.order_by("pk")[pick % 3 : pick % 3 + 1]:
            self.attempt(
                lambda request=request: change_requests.withdraw(
                    request, by=self.people[by], at=timezone.now()
                )
            )

    @rule(by=person, pupils=st.integers(1, 99), pick=st.integers(0, 5))
    def edit(self, by: str, pupils: int, pick: int) -> None:
        for request in ChangeRequest.objects.order_by("pk")[pick % 3 : pick % 3 + 1]:
            item = request.items.first()
            if item:
                self.attempt(
                    lambda item=item: edit_requests.edit_item(
                        item,
                        values={**item.values, "pupils": pupils},
                        levels=item.levels,
                        by=self.people[by],
                        at=timezone.now(),
                    )  # fmt: skip
                )

    # the office and the days change meanwhile ---------------------------------------------------------

    @rule(days=st.integers(1, 9))
    def days_pass(self, days: int) -> None:
        self.traveller.shift(timedelta(days=days))

    @rule(post=st.sampled_from(POSTS), by=person, days=st.integers(0, 9), covers=st.booleans())
    def an_order_is_given(self, post: str, by: str, days: int, covers: bool) -> None:
        today = timezone.localdate()
        Order.objects.create(
            no="1/2569", dated_on=today, wording="รักษาราชการแทน", post=Post.objects.get(key=post),
            user=self.people[by], from_on=today, to_on=today + timedelta(days=days),
            scope=None if covers else ["news"],
        )  # fmt: skip

    @rule(post=st.sampled_from(POSTS))
    def a_post_falls_vacant(self, post: str) -> None:
        yesterday = timezone.localdate() - timedelta(days=1)
        Holder.objects.filter(post__key=post, from_on__lte=yesterday).update(to_on=yesterday)

    @rule(post=st.sampled_from(POSTS), by=person)
    def a_post_is_filled(self, post: str, by: str) -> None:
        today = timezone.localdate()
        if not Holder.objects.filter(Q(to_on=None) | Q(to_on__gte=today), post__key=post).exists():
            Holder.objects.create(post=Post.objects.get(key=post), user=self.people[by], from_on=today)

    # what must hold -----------------------------------------------------------------------------------

    @invariant()
    def nothing_is_in_force_without_its_consents(self) -> None:
        self.note_who_could_decide_today()
        self.every_version_has_each_consent_of_its_chain()

    def note_who_could_decide_today(self) -> None:
        """Read right after each act, before the office can change."""
        today = timezone.localdate()
        since = timezone.make_aware(datetime.combine(today, time.min))
        for row in Decision.objects.filter(outcome="approved", at__gte=since).select_related(
            "person", "case"
        ):
            post = post_of_step(row.post_kind, row.case)
            if row.pk not in self.could_then and post and may_decide(row.person, post, row.case.kind, today):
                self.could_then.add(row.pk)

    def every_version_has_each_consent_of_its_chain(self) -> None:
        for request in ChangeRequest.objects.filter(pk__in=Version.objects.values("request")):
            assert request.state == "approved"
            assert request.case is not None
            assert request.case.state == "approved"
            self._prove(request.case)

    def _prove(self, case: Case) -> None:
        rows = {
            (row.round, row.position): row
            for row in case.decisions.exclude(position=None).select_related("person")
        }
        for position, step in enumerate(case.chain):
            row = rows.get((self._round_of(case, position), position))
            assert row is not None, f"step {position} left no row in {case}"
            assert row.outcome in LEGAL, f"step {position}: {row.outcome}"
            self._prove_step(case, step, row)
        assert rows[case.round, len(case.chain) - 1].outcome == "approved"

    def _round_of(self, case: Case, position: int) -> int:
        """The round in which a step last had to consent: a returner may let the next one start higher."""
        round = case.round
        while position < self.resumed.get((case.pk, round), 0):
            round -= 1
        return round

    def _prove_step(self, case: Case, step: str, row: Decision) -> None:
        if row.outcome == "approved":
            assert row.person is not None
            assert row.person_id != case.proposer_id, "consented to their own work"
            post = post_of_step(step, case)
            assert post is not None
            assert row.capacity
            assert row.pk in self.could_then, f"{row.person.key} could not decide {step}"
        if row.outcome == "merged":
            above = case.decisions.filter(
                round=row.round, position__gt=row.position, outcome="approved"
            ).first()
            assert above is not None, "merged upward into nothing"


@pytest.mark.usefixtures("office")
def test_no_path_leads_around_consent(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=20, stateful_step_count=40, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )  # fmt: skip


@pytest.mark.usefixtures("office")
def test_the_proof_sees_a_version_that_slipped_past_a_step() -> None:
    """The invariant itself fails when a consent is missing."""
    machine = Office()
    try:
        machine.begin([("officer", 0)])
        for key in ("head", "deputy1", "director"):
            machine.decide(key, "approve", False, 0)
            machine.nothing_is_in_force_without_its_consents()
        assert Version.objects.exists()
        Decision.objects.filter(position=1).delete()
        with pytest.raises(AssertionError, match="left no row"):
            machine.every_version_has_each_consent_of_its_chain()
    finally:
        machine.teardown()
