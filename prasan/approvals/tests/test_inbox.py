"""What waits for whom, and that asking costs the same however much there is."""

from datetime import date

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from prasan.approvals import actions
from prasan.approvals.inbox import Inbox, asking_count, inbox_of, waiting_ids
from prasan.approvals.tests.build import ACTING_DAY, decide, moment, person, propose
from prasan.office.standing import Standing

pytestmark = pytest.mark.usefixtures("office")


def inbox(key: str, on: date | None = None) -> Inbox:
    return inbox_of(person(key), Standing(on or timezone.localdate()))


def sizes(key: str, on: date | None = None) -> dict[str, int]:
    box = inbox(key, on)
    lists = {name: len(getattr(box, name)) for name in ("waiting", "returned", "ahead", "proposed")}
    return {name: size for name, size in lists.items() if size}


def test_each_sees_it_where_it_concerns_them() -> None:
    propose()
    assert sizes("head") == {"waiting": 1}
    assert sizes("deputy1") == sizes("director") == {"ahead": 1}
    assert sizes("officer") == {"proposed": 1}
    assert sizes("head2") == {}


def test_an_acting_director_has_it_on_the_days_of_the_order() -> None:
    decide(decide(propose(), "head"), "deputy1")
    assert sizes("deputy2") == {}
    assert sizes("deputy2", ACTING_DAY) == {"waiting": 1}
    assert inbox("deputy2", ACTING_DAY).waiting[0].decider.capacity == "รักษาราชการแทน"


def test_a_returned_case_goes_to_its_proposer_with_the_reason() -> None:
    decide(propose(), "head", "return", remark="แก้เบอร์")
    assert sizes("officer") == {"returned": 1}
    assert inbox("officer").returned[0].returned.remark == "แก้เบอร์"
    assert asking_count(person("officer"), Standing(date(2026, 11, 10))) == 1
    assert sizes("head") == {}


def test_what_has_ended_stands_in_no_list() -> None:
    decide(propose(), "head", "refuse", remark="ไม่ครบ")
    assert sizes("head") == sizes("officer") == {}


def test_the_oldest_comes_first() -> None:
    first, second = propose(on=date(2026, 11, 2)), propose(on=date(2026, 11, 3))
    standing = Standing(date(2026, 11, 10))
    assert waiting_ids(person("head"), standing) == [first.pk, second.pk]
    assert asking_count(person("head"), standing) == 2
    assert asking_count(person("officer"), standing) == 0


def test_it_is_new_until_opened_in_this_round() -> None:
    case = propose()
    assert inbox("head").waiting[0].is_new
    actions.mark_read(case, by=person("head"), at=moment())
    assert not inbox("head").waiting[0].is_new
    case = decide(case, "head", "return", remark="แก้เบอร์")
    actions.propose_again(case, by=person("officer"), at=moment())
    assert inbox("head").waiting[0].is_new


def test_it_names_the_post_that_it_waits_for() -> None:
    decide(propose(), "head")
    assert inbox("officer").proposed[0].waits_for.startswith("รองผู้อำนวยการ")


def test_many_cases_cost_as_many_queries_as_one(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    standing, head = Standing(timezone.localdate()), person("head")
    assert standing.posts, "asked once, whenever it is first needed"
    for count in (1, 20):
        for _ in range(count):
            propose()
        with django_assert_num_queries(2):
            assert len(inbox_of(head, standing).waiting) >= count
