"""What is over says so: a reversed case, an import that was proposed or taken back, what a reader saw."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.utils import timezone

from prasan.agencies.actions import imports, proposing, settling, undoing
from prasan.agencies.models import ChangeRequest, Import
from prasan.agencies.tests import sheets
from prasan.agencies.tests.proposals import (
    change,
    consent,
    give_back,
    in_force,
    person,
    proposed,
    submit,
)
from prasan.agencies.tests.test_request_pages import as_user
from prasan.approvals import actions as approvals
from prasan.approvals.tests.build import decide, scan
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")


def imported() -> tuple[Import, ChangeRequest]:
    """One row in force, one skipped, of a sheet that says an old day."""
    source = sheets.judged(sheets.GOOD, sheets.BAD_EMAIL)
    where = {"sheet": sheets.row_named(source, "โรงเรียนบ้านตัวอย่าง")["sheet"], "row": 3}
    settling.settle(source, **where, choice={"skip": True}, by=person("officer"), at=timezone.now())
    imports.analyse(source, at=timezone.now())
    request = proposing.propose(source, by=person("officer"), at=timezone.now())
    assert request is not None
    source.refresh_from_db()
    return source, consent(request)


def undo(source: Import) -> ChangeRequest:
    _, back = undoing.undo(source, by=person("officer"), at=timezone.now())
    assert back is not None
    return back


def case_page(request: ChangeRequest, who: str = "officer", query: str = "") -> str:
    return sheets.words(as_user(who).get(f"/desk/requests/{request.pk}/{query}"))


def import_page(source: Import) -> str:
    return sheets.words(as_user("officer").get(f"/desk/imports/{source.pk}/"))


def test_a_case_says_which_case_asks_to_reverse_it_and_which_did() -> None:
    source, request = imported()
    assert "เผยแพร่แล้ว" in case_page(request)
    back = undo(source)
    assert back.case is not None
    assert f"มีเรื่องขอย้อน {back.case.number}" in case_page(request)
    consent(back)
    said = case_page(request)
    assert f"ย้อนแล้วโดย {back.case.number}" in said
    html = as_user("officer").get(f"/desk/requests/{request.pk}/").content.decode()
    assert f'href="/desk/requests/{back.pk}/"' in html
    assert "เผยแพร่แล้ว" not in said
    assert "เว็บเคยแสดง" in said


def test_a_second_undo_names_the_case_that_is_under_way(capsys: pytest.CaptureFixture[str]) -> None:
    source, _ = imported()
    back = undo(source)
    assert back.case is not None
    with pytest.raises(Refused, match=back.case.number):
        undo(source)
    with pytest.raises(SystemExit):
        call_command("import_undo", source.pk, by="officer", json=True)
    said = json.loads(capsys.readouterr().out)
    assert said["case"] == back.case_id
    assert back.case.number in said["refused"]


def test_skipped_rows_stay_decided_once_the_import_is_proposed() -> None:
    source, _ = imported()
    page = as_user("officer").get(f"/desk/imports/{source.pk}/")
    assert {page.context["counts"][outcome] for outcome in ("doubtful", "error")} == {0}
    assert "ข้ามไว้ 1 แถว" in import_page(source)
    assert "ที่ต้องทำ" not in import_page(source)


def test_what_was_to_be_looked_at_before_it_was_proposed_is_told_no_more() -> None:
    source, _ = imported()
    source.summary["notices"] = ["ดูว่าเป็นไฟล์ล่าสุดหรือไม่ก่อนเสนอ"]
    source.save()
    assert "ก่อนเสนอ" not in import_page(source)
    consent(undo(source))
    source.refresh_from_db()
    assert source.state == "undone"
    assert "ก่อนเสนอ" not in import_page(source)


def test_only_a_decider_of_an_open_case_is_told_what_changed_since_they_looked() -> None:
    request = proposed(change(in_force(), {"phones": ["038000009"]}))
    for who in ("officer", "head"):
        case_page(request, who)
    give_back(request)
    item = request.items.get()
    item.rounds = {"phones": 2}
    item.save()
    submit(request)
    request.refresh_from_db()
    for who in ("officer", "head"):
        assert ("นับแต่ท่านเห็นครั้งก่อน" in case_page(request, who)) == (who == "head")
        assert "ถอนจากเว็บ" in case_page(request, who)
    consent(request)
    assert "นับแต่ท่านเห็นครั้งก่อน" not in case_page(request, "head")


def test_a_returned_case_shows_first_what_was_given_back() -> None:
    agency = in_force()
    request = proposed(change(agency, {"phones": ["038000009"], "fax": ["038000008"]}))
    give_back(request, item_remarks={f"{agency}:fax": "ตรวจเลขหมาย"})
    page = as_user("officer").get(f"/desk/requests/{request.pk}/")
    assert [entry.label for entry in page.context["tabs"]][:2] == ["ที่คืน", "ทั้งหมด"]
    assert [row.field for item in page.context["items"] for row in item.changes] == ["fax"]
    page = as_user("officer").get(f"/desk/requests/{request.pk}/?tab=all")
    assert len(page.context["items"][0].changes) == 2


def test_the_history_of_an_agency_says_what_was_signed_on_paper() -> None:
    agency = in_force()
    request = proposed(change(agency, {"phones": ["038000009"]}))
    assert request.case is not None
    day = timezone.localdate()
    paper = approvals.Paper(recorded_by=person("officer"), scan=scan(), signed_on=day)
    decide(request.case, "head", paper=paper)
    for key in ("deputy1", "director"):
        decide(request.case, key)
    said = sheets.words(as_user("officer").get(f"/desk/agencies/{agency}/history/"))
    assert "ลงนามในกระดาษ 10 พ.ย. 2569 บันทึกโดย" in said
