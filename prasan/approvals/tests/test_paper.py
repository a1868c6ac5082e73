"""A superior who signs on paper: recorded by an officer with the scan, and both are named."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from prasan.approvals import actions
from prasan.approvals.models import Decision
from prasan.approvals.paper import signers
from prasan.approvals.tests.build import ACTING_DAY, decide, order, person, propose, scan
from prasan.audit.models import Event
from prasan.delivery.models import Delivery
from prasan.office.models import Holder, Order
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")


def paper(by: str = "officer", *, signed: date | None = None) -> actions.Paper:
    return actions.Paper(recorded_by=person(by), scan=scan(), signed_on=signed or timezone.localdate())


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
    told = Delivery.objects.get(key__contains=":paper:")
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


def test_the_day_of_signing_is_kept_beside_the_day_of_recording() -> None:
    case = propose(on=date(2026, 11, 9))
    row = decide(case, "head", on=date(2026, 11, 12), paper=paper(signed=date(2026, 11, 10))).decisions.last()
    assert (row.signed_on, row.decided_on, timezone.localdate(row.at)) == (
        date(2026, 11, 10), date(2026, 11, 10), date(2026, 11, 12),
    )  # fmt: skip


def test_it_refuses_a_day_to_come() -> None:
    with pytest.raises(Refused, match="ยังมาไม่ถึง"):
        decide(propose(), "head", paper=paper(signed=timezone.localdate() + timedelta(days=1)))


def test_it_refuses_a_day_before_the_case_was_proposed() -> None:
    with pytest.raises(Refused, match="ก่อนวันที่เรื่องมาถึงขั้นนี้"):
        decide(propose(), "head", paper=paper(signed=timezone.localdate() - timedelta(days=1)))


def test_nobody_signs_before_the_step_below_them_did() -> None:
    case = decide(propose(on=date(2026, 11, 9)), "head", on=date(2026, 11, 11))
    with pytest.raises(Refused, match="11 พ.ย. 2569"):
        decide(case, "deputy1", on=date(2026, 11, 12), paper=paper(signed=date(2026, 11, 10)))


def test_who_could_sign_is_judged_on_the_day_of_signing() -> None:
    """An order that has ended since does not undo a signature given under it (rule 6)."""
    case = decide(decide(propose(on=ACTING_DAY), "head", on=ACTING_DAY), "deputy1", on=ACTING_DAY)
    Order.objects.filter(no="245/2569").update(to_on=ACTING_DAY)
    later = ACTING_DAY + timedelta(days=3)
    assert {each.user.key for each in signers(case, until=later)} == {"director", "deputy2"}
    with pytest.raises(Refused, match="วันนี้|วันนั้น"):
        decide(case, "deputy2", on=later, paper=paper(signed=later))
    done = decide(case, "deputy2", on=later, paper=paper(signed=ACTING_DAY))
    assert (done.state, done.decisions.last().capacity) == ("approved", "รักษาราชการแทน")


def test_an_order_of_today_does_not_reach_back_to_a_paper_of_yesterday() -> None:
    day = date(2026, 11, 10)
    case = decide(decide(propose(on=day), "head", on=day), "deputy1", on=day)
    order("dir", "head2", date(2026, 11, 12), None)
    with pytest.raises(Refused):
        decide(case, "head2", on=date(2026, 11, 12), paper=paper(signed=date(2026, 11, 11)))


@pytest.mark.parametrize("missing", ["scan", "recorded_by", "signed_on"])
def test_the_database_refuses_paper_without_scan_recorder_or_day(missing: str) -> None:
    row = decide(propose(), "head", paper=paper()).decisions.last()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=row.pk).update(**{missing: None})
