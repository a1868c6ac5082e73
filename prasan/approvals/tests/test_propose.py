"""Proposing: who may, what is recorded, and when nobody could end it."""

import pytest

from prasan.approvals.models import Case
from prasan.approvals.tests.build import lines, person, propose, waits_for
from prasan.audit.models import Event
from prasan.office.models import Holder
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")


def test_it_waits_at_the_head_of_the_proposers_group() -> None:
    case = propose()
    assert (case.state, case.round, case.position) == ("open", 1, 0)
    assert waits_for(case) == ["head"]
    assert lines(case) == ["1 -: เสนอ officer"]


def test_a_proposer_of_another_group_has_another_head() -> None:
    assert waits_for(propose("auditor")) == ["head3"]


def test_the_post_of_the_proposer_is_kept() -> None:
    case = propose()
    assert case.proposer_post.key == "off1"
    assert case.decisions.get().own_post == "เจ้าพนักงานธุรการปฏิบัติงาน"


def test_it_refuses_one_without_a_post_and_writes_nothing() -> None:
    Holder.objects.filter(user=person("officer")).delete()
    with pytest.raises(Refused, match="มอบเจ้าหน้าที่เป็นผู้เสนอ"):
        propose()
    assert not Case.objects.exists()


def test_it_refuses_when_the_last_post_is_vacant_and_names_the_order() -> None:
    Holder.objects.filter(user=person("director")).delete()
    with pytest.raises(Refused, match="ต้องมีคำสั่งรักษาราชการแทน"):
        propose()


def test_it_refuses_the_director_who_would_consent_to_their_own() -> None:
    with pytest.raises(Refused, match="มอบเจ้าหน้าที่เป็นผู้เสนอ"):
        propose("director")


def test_a_work_without_a_chain_is_refused() -> None:
    with pytest.raises(Refused, match="ไม่รู้จักประเภทงาน"):
        propose(kind="unheard_of")


def test_the_act_is_audited() -> None:
    case = propose()
    event = Event.objects.get(action="case_proposed")
    assert (event.subject, event.actor.key) == (f"approvals.case:{case.pk}", "officer")
    assert event.details == {"kind": "agency_change", "round": 1}
