"""Whoever consents sees how far each field goes, for all agencies of a case at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prasan.agencies.level_sums import level_sums
from prasan.agencies.models import ChangeRequest
from prasan.agencies.papers import memo_pdf
from prasan.agencies.tests.doors import pdf_text
from prasan.agencies.tests.proposals import change, in_force, new_school, proposed
from prasan.agencies.tests.test_request_pages import page, words

pytestmark = pytest.mark.usefixtures("office")


def mixed(count: int = 2) -> ChangeRequest:
    """New schools, and one of the register whose fax goes inside and whose pupils change."""
    agency = in_force(name="โรงเรียนเดิม")
    new = [new_school(f"โรงเรียนใหม่ที่ {number}", mobiles=["0800000001"]) for number in range(count)]
    return proposed(change(agency, {"pupils": 150}, {"fax": 0}), *new)


def test_every_level_names_its_fields_with_their_agencies_and_marks_what_changed() -> None:
    sums = {one.level.label: {field.label: field for field in one.fields} for one in level_sums(mixed())}
    assert list(sums) == ["เปิด", "เว็บ", "ภายใน"]
    assert (sums["เปิด"]["จำนวนนักเรียน"].agencies, sums["เปิด"]["จำนวนนักเรียน"].changed) == (3, 0)
    assert (sums["เว็บ"]["โทรสาร"].agencies, sums["เว็บ"]["โทรสาร"].changed) == (2, 0)
    assert (sums["ภายใน"]["โทรสาร"].agencies, sums["ภายใน"]["โทรสาร"].changed) == (1, 1)
    assert sums["ภายใน"]["โทรศัพท์เคลื่อนที่"].agencies == 2


def test_what_is_taken_away_goes_nowhere() -> None:
    agency = in_force()
    assert level_sums(proposed(change(agency, {"fax": None}))) == []


def test_the_page_shows_it_to_those_who_consent() -> None:
    shown = words(page("head", mixed()))
    assert "โทรศัพท์เคลื่อนที่ 2 แห่ง" in shown
    assert "โทรสาร 1 แห่ง เปลี่ยนวิธีเผยแพร่ 1 แห่ง" in shown


def test_it_is_counted_once_a_round() -> None:
    request = mixed()
    first = level_sums(request)
    with CaptureQueriesContext(connection) as queries:
        assert level_sums(request) == first
    assert not [query for query in queries if "changeitem" in query["sql"]]


def test_a_memo_with_annexes_says_it_in_its_body() -> None:
    text = " ".join(pdf_text(memo_pdf(mixed(6), at=timezone.now())).split())
    assert "วิธีเผยแพร่ เว็บ: โทรสาร ๖ แห่ง" in text
    assert "โทรสาร ๑ แห่ง (เปลี่ยนวิธีเผยแพร่ ๑ แห่ง)" in text


def test_a_memo_that_holds_its_rows_does_not_repeat_it() -> None:
    assert "วิธีเผยแพร่ เว็บ:" not in pdf_text(memo_pdf(mixed(1), at=timezone.now()))
