"""A recalled case is taken up again as a new draft."""

import pytest
from django.urls import reverse
from django.utils import timezone

from prasan.agencies.actions import change_requests
from prasan.agencies.actions.copying import copy_as_draft
from prasan.agencies.models import ChangeRequest
from prasan.agencies.tests.proposals import change, consent, in_force, new_school, person, proposed, submit
from prasan.agencies.tests.test_request_pages import as_user, page, words
from prasan.audit.models import Event
from prasan.office.models import Holder
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")


def recalled(*proposals, **more: object) -> ChangeRequest:
    request = proposed(*proposals, **more)
    return change_requests.withdraw(request, by=person("officer"), at=timezone.now())


def copied(request: ChangeRequest, by: str = "officer") -> ChangeRequest:
    return copy_as_draft(request, by=person(by), at=timezone.now())


def test_it_holds_what_was_proposed_and_climbs_anew() -> None:
    agency = in_force()
    old = recalled(
        change(agency, {"phones": ["038000009"]}, {"fax": 0}, sources={"*": ["โทรศัพท์", ""]}),
        reason="ย้ายเลขหมาย", audience={"kind": "internal"},
    )  # fmt: skip
    made = copied(old)
    item = made.items.get()
    assert (made.state, made.reason, made.audience) == ("draft", "ย้ายเลขหมาย", {"kind": "internal"})
    assert (item.values, item.levels) == ({"phones": ["038000009"]}, {"fax": 0})
    assert item.sources == {"*": ["โทรศัพท์", ""]}
    assert submit(made).case != old.case


def test_a_new_agency_is_proposed_as_a_new_one() -> None:
    old = recalled(new_school())
    item = copied(old).items.get()
    assert (item.action, item.name) == ("add", "โรงเรียนบ้านตัวอย่าง")
    assert item.agency_id != old.items.get().agency_id


def test_what_the_register_says_by_now_is_left_out() -> None:
    agency = in_force()
    old = recalled(change(agency, {"phones": ["038000009"], "pupils": 5}))
    consent(proposed(change(agency, {"pupils": 5})))
    assert copied(old).items.get().values == {"phones": ["038000009"]}


def test_it_refuses_when_nothing_is_left_of_it() -> None:
    agency = in_force()
    old = recalled(change(agency, {"pupils": 5}))
    consent(proposed(change(agency, {"pupils": 5})))
    with pytest.raises(Refused, match="ไม่มีรายการให้เสนออีก"):
        copied(old)


def test_it_refuses_what_was_not_recalled() -> None:
    with pytest.raises(Refused, match="ผู้เสนอยกเลิก"):
        copied(proposed(new_school()))


def test_it_is_audited_as_the_draft_of_whoever_copied() -> None:
    made = copied(recalled(new_school()), by="head")
    assert made.created_by == person("head")
    assert Event.objects.filter(action="request_drafted", actor=person("head")).exists()


def test_the_page_of_a_recalled_case_offers_it() -> None:
    old = recalled(new_school())
    assert "คัดลอกเป็นร่างใหม่" in words(page("officer", old))
    done = as_user("officer").post(reverse("agencies:request_copy", args=[old.pk]), follow=True)
    assert "คัดลอกเป็นร่างแล้ว" in words(done.content.decode())
    assert ChangeRequest.objects.filter(state="draft").count() == 1


def test_a_case_under_way_does_not_offer_it() -> None:
    request = proposed(new_school())
    assert "คัดลอกเป็นร่างใหม่" not in words(page("officer", request))
    done = as_user("officer").post(reverse("agencies:request_copy", args=[request.pk]), follow=True)
    assert "ผู้เสนอยกเลิก" in words(done.content.decode())


def test_one_without_a_post_copies_nothing() -> None:
    old = recalled(new_school())
    Holder.objects.filter(user=person("auditor")).delete()
    assert as_user("auditor").post(reverse("agencies:request_copy", args=[old.pk])).status_code == 403
