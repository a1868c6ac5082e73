"""A superior who signs on paper: recorded by an officer with the scan, and both are named."""

import pytest
from django.db import IntegrityError, transaction

from prasan.approvals import actions
from prasan.approvals.models import Decision
from prasan.approvals.tests.build import decide, person, propose, scan
from prasan.audit.models import Event
from prasan.delivery.models import Delivery
from prasan.office.models import Holder
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")


def paper(by: str = "officer") -> actions.Paper:
    return actions.Paper(recorded_by=person(by), scan=scan())


def test_it_counts_as_the_signers_consent_and_names_both() -> None:
    case = decide(propose(), "head", paper=paper())
    row = case.decisions.last()
    assert (row.person.key, row.recorded_by.key, row.is_paper) == ("head", "officer", True)
    assert row.scan.name == "บันทึก.pdf"
    assert case.position == 1


def test_the_audit_names_the_recorder_and_the_signer() -> None:
    decide(propose(), "head", paper=paper())
    event = Event.objects.get(action="case_decided")
    assert (event.actor.key, event.details["signer"], event.details["on_paper"]) == (
        "officer", person("head").pk, True,
    )  # fmt: skip


def test_the_signer_is_told_by_mail() -> None:
    case = decide(propose(), "head", paper=paper())
    told = Delivery.objects.get(content__subject__startswith="มีผู้บันทึกการลงนามของท่าน")
    assert told.contact_point.address == "head@office.example"
    assert case.url in told.body


def test_the_signer_does_not_record_themselves() -> None:
    with pytest.raises(Refused, match="พิจารณาในระบบได้เอง"):
        decide(propose(), "head", paper=paper("head"))


def test_a_stranger_to_the_office_records_nothing() -> None:
    Holder.objects.filter(user=person("auditor")).delete()
    with pytest.raises(Refused, match="บุคลากรของสำนักงาน"):
        decide(propose(), "head", paper=paper("auditor"))


def test_paper_opens_no_way_around_the_turn() -> None:
    case = propose()
    for key in ("director", "officer", "head2"):
        with pytest.raises(Refused):
            decide(case, key, paper=paper("auditor"))


@pytest.mark.parametrize("missing", ["scan", "recorded_by"])
def test_the_database_refuses_paper_without_scan_or_recorder(missing: str) -> None:
    row = decide(propose(), "head", paper=paper()).decisions.last()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=row.pk).update(**{missing: None})
