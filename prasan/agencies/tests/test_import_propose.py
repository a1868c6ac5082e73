"""From judged rows to a case with chosen levels, and back as one act; whatever dies leaves nothing."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from prasan.agencies import tasks
from prasan.agencies.actions import change_requests, imports, proposing, settling
from prasan.agencies.fields import Level
from prasan.agencies.models import ChangeItem, ChangeRequest, Import, ImportChunk, Register, Version
from prasan.agencies.states import ImportState, RequestState
from prasan.agencies.tests import sheets
from prasan.agencies.tests.proposals import consent
from prasan.approvals.tests.build import decide, person
from prasan.office.models import Holder
from prasan.operations.clock import DUTIES
from prasan.ui.refusal import Refused

Cast = dict[str, Any]
PRIVATE = "ชื่อสถานศึกษา,ตำบล,อำเภอ,ผู้ประสานงาน,โทรศัพท์เคลื่อนที่"
WITH_PERSON = "โรงเรียนวัดสมมติ,กระแสบน,แกลง,นางตัวอย่าง สมมติ,0800000001"


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast["officer"])
    return client


def levels_of(source: Import, **changes: int) -> dict[str, str]:
    from prasan.agencies.fields import BY_KEY
    from prasan.agencies.import_screen.levels import brought_by

    brought = brought_by(source).agencies
    return {f"level_{key}": str(int(changes.get(key, BY_KEY[key].level))) for key in brought}


def propose(client: Client, source: Import, **data: Any) -> Any:
    levels = levels_of(source, **data.pop("levels", {}))
    return client.post(f"/desk/imports/{source.pk}/levels/", {**levels, "audience": "nobody", **data})


def test_good_rows_are_proposed_with_chosen_levels_reason_and_audience(officer: Client) -> None:
    source = sheets.judged(sheets.GOOD, sheets.BAD_EMAIL)
    response = propose(
        officer, source, levels={"phones": Level.INTERNAL}, reason="สำรวจต้นปี", audience="internal"
    )
    change = ChangeRequest.objects.get()
    assert response.headers["Location"] == f"/desk/requests/{change.pk}/"
    source.refresh_from_db()
    assert (source.state, source.levels) == (ImportState.PROPOSED, {"phones": 0})
    assert (change.reason, change.audience) == ("สำรวจต้นปี", {"kind": "internal"})
    item = change.items.get()
    assert (item.name, item.levels["phones"], item.levels["email"]) == ("โรงเรียนวัดสมมติ", 0, 2)


def test_default_levels_are_shown_with_how_many_agencies_bring_each_field(officer: Client) -> None:
    source = sheets.judged(sheets.GOOD)
    page = sheets.words(officer.get(f"/desk/imports/{source.pk}/levels/"))
    assert "โทรศัพท์ 1 แห่ง" in page
    assert "ลำดับชั้นที่จะพิจารณา" in page


def test_personal_data_without_proof_stay_inside(officer: Client) -> None:
    source = sheets.judged(WITH_PERSON, headings=PRIVATE)
    response = propose(officer, source, levels={"contacts": Level.WEB})
    assert "ยังไม่มีหลักฐานความยินยอม" in sheets.words(response)
    assert not ChangeRequest.objects.exists()


def test_a_chain_that_refuses_is_said_and_leaves_nothing_but_the_choice(officer: Client) -> None:
    source = sheets.judged(sheets.GOOD)
    Holder.objects.filter(post__kind="director").delete()
    response = propose(officer, source, levels={"phones": Level.INTERNAL})
    assert "ยังเสนอไม่ได้" in sheets.words(response)
    assert not ChangeRequest.objects.exists()
    source.refresh_from_db()
    assert (source.state, source.levels) == (ImportState.READY, {"phones": 0})


def test_a_proposal_that_dies_in_the_middle_leaves_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = sheets.judged(sheets.GOOD)

    def dies(*args: Any, **more: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(change_requests, "submit", dies)
    with pytest.raises(MemoryError):
        proposing.propose_afresh(source, by=cast["officer"], at=timezone.now())
    assert not ChangeRequest.objects.exists()
    assert not ChangeItem.objects.exists()
    assert Import.objects.get().state == ImportState.READY


def test_judging_that_dies_in_the_middle_leaves_the_import_to_be_judged_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = sheets.taken_in(sheets.GOOD)

    def dies(*args: Any, **more: Any) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(imports, "judge_file", dies)
        with pytest.raises(MemoryError):
            imports.analyse(source, at=timezone.now())
    source.refresh_from_db()
    assert source.state == ImportState.READING
    assert not ImportChunk.objects.exists()
    at = timezone.now()
    assert imports.wake_forgotten(at=at) == 0
    assert imports.wake_forgotten(at=at + imports.LEASE + timedelta(seconds=1)) == 1
    assert sheets.outcomes(Import.objects.get()) == {"โรงเรียนวัดสมมติ": "new"}


def test_an_import_that_nobody_judged_is_asked_for_after_a_minute(cast: Cast) -> None:
    source = sheets.taken_in(sheets.GOOD)
    assert imports.wake_forgotten(at=source.created_at + timedelta(seconds=59)) == 0
    assert imports.wake_forgotten(at=source.created_at + timedelta(seconds=61)) == 1
    assert Import.objects.get().state == ImportState.READY


def test_the_clock_wakes_what_was_forgotten() -> None:
    assert imports.wake_forgotten in [duty.act for duty in DUTIES]


def test_a_task_for_what_is_judged_already_does_nothing(cast: Cast) -> None:
    source = sheets.judged(sheets.GOOD)
    imports.analyse_if_waiting(source.pk, at=timezone.now())
    imports.analyse_if_waiting(10_000, at=timezone.now())
    assert Import.objects.get().state == ImportState.READY


def test_rows_are_judged_again_when_the_register_moved_meanwhile(officer: Client) -> None:
    mine, theirs = sheets.judged(sheets.GOOD, sheets.ALSO_BAD), sheets.judged(sheets.GOOD)
    proposing.propose(theirs, by=person("auditor"), at=timezone.now())
    response = propose(officer, mine)
    assert response.headers["Location"] == f"/desk/imports/{mine.pk}/"
    assert "ไม่มีแถวที่จะเสนอ" in sheets.words(officer.get(response.headers["Location"]))
    assert sheets.outcomes(mine)["โรงเรียนวัดสมมติ"] == "unchanged"
    assert ChangeRequest.objects.count() == 1


def test_a_skipped_row_is_not_proposed_though_it_became_good(cast: Cast) -> None:
    source = sheets.judged(sheets.GOOD, sheets.BAD_EMAIL)
    row = sheets.row_named(source, "โรงเรียนบ้านตัวอย่าง")
    choice = {"skip": True, "drop": ["email"]}
    settling.settle(
        source, sheet=row["sheet"], row=row["row"], choice=choice, by=cast["officer"], at=timezone.now()
    )
    imports.analyse(Import.objects.get(), at=timezone.now())
    proposing.propose(source, by=cast["officer"], at=timezone.now())
    assert [item.name for item in ChangeItem.objects.all()] == ["โรงเรียนวัดสมมติ"]


def test_a_proposal_is_withdrawn_as_one_act(officer: Client) -> None:
    source = sheets.judged(sheets.GOOD)
    proposing.propose(source, by=person("officer"), at=timezone.now())
    assert "คำขอที่เสนอไว้จะยกเลิก" in sheets.words(officer.get(f"/desk/imports/{source.pk}/undo/"))
    officer.post(f"/desk/imports/{source.pk}/undo/")
    source.refresh_from_db()
    assert source.state == ImportState.UNDONE
    assert ChangeRequest.objects.get().state == RequestState.WITHDRAWN


def test_after_consent_the_reverse_is_proposed(officer: Client) -> None:
    source = sheets.judged(sheets.GOOD)
    consent(proposing.propose(source, by=person("officer"), at=timezone.now()))
    assert Version.objects.current().count() == 1
    response = officer.post(f"/desk/imports/{source.pk}/undo/")
    back = ChangeRequest.objects.get(reverses__isnull=False)
    assert response.headers["Location"] == f"/desk/requests/{back.pk}/"
    assert "กำลังย้อน" in sheets.words(officer.get(f"/desk/imports/{source.pk}/"))
    consent(back)
    source.refresh_from_db()
    assert source.state == ImportState.UNDONE
    assert not Version.objects.current().exists()


def test_nothing_is_undone_of_an_import_whose_case_was_refused(
    officer: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    source = sheets.judged(sheets.GOOD)
    request = proposing.propose(source, by=person("officer"), at=timezone.now())
    decide(request.case, "head", "refuse", remark="ไม่ถูกต้อง")
    with pytest.raises(SystemExit) as ended:
        call_command("import_undo", source.pk, by="officer", json=True)
    answer = json.loads(capsys.readouterr().out)
    assert (ended.value.code, answer["undone"]) == (1, None)
    assert "ไม่มีอะไรให้ย้อน" in answer["refused"]
    address = f"/desk/imports/{source.pk}/undo/"
    assert "ไม่มีอะไรให้ย้อน" in sheets.words(officer.get(address))
    assert address not in officer.get(f"/desk/imports/{source.pk}/").content.decode()


def test_an_unknown_import_is_refused_by_its_number(capsys: pytest.CaptureFixture[str], db: None) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("import_show", 99999, json=True)
    assert ended.value.code == 1
    assert json.loads(capsys.readouterr().out)["refused"] == "ไม่พบการนำเข้าที่ 99999"


def test_what_is_not_proposed_yet_is_simply_dropped(officer: Client) -> None:
    source = sheets.judged(sheets.GOOD)
    officer.post(f"/desk/imports/{source.pk}/undo/")
    source.refresh_from_db()
    assert source.state == ImportState.UNDONE
    with pytest.raises(Refused):
        proposing.propose(source, by=person("officer"), at=timezone.now())


def test_an_undone_import_does_not_come_back_from_the_worker(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = sheets.taken_in(sheets.GOOD)
    judge = imports.judge_file

    def meanwhile(*args: Any, **more: Any) -> Any:
        judgement = judge(*args, **more)
        officer.post(f"/desk/imports/{source.pk}/undo/")
        return judgement

    monkeypatch.setattr(imports, "judge_file", meanwhile)
    imports.analyse(source, at=timezone.now())
    assert Import.objects.get().state == ImportState.UNDONE


def test_another_officer_cannot_withdraw_a_proposal(client: Client, cast: Cast) -> None:
    source = sheets.judged(sheets.GOOD)
    proposing.propose(source, by=cast["officer"], at=timezone.now())
    client.force_login(cast["auditor"])
    client.post(f"/desk/imports/{source.pk}/undo/")
    assert Import.objects.get().state == ImportState.PROPOSED


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every import is one that the worker proposes."""
    monkeypatch.setattr(settling, "AT_ONCE", 0)


def asked(cast: Cast, source: Import) -> None:
    proposing.ask(
        source, by=cast["officer"], at=timezone.now(), reason="สำรวจ", audience={"kind": "internal"}
    )


@pytest.mark.usefixtures("large")
def test_a_large_import_is_proposed_by_the_worker(officer: Client) -> None:
    source = sheets.judged(sheets.GOOD)
    response = propose(officer, source, reason="สำรวจต้นปี")
    assert response.headers["Location"] == f"/desk/imports/{source.pk}/"
    change = ChangeRequest.objects.get()
    assert (change.reason, change.created_by.key) == ("สำรวจต้นปี", "officer")
    assert "เสนอแล้ว" in sheets.words(officer.get(f"/desk/imports/{source.pk}/"))


def test_while_the_worker_proposes_the_page_says_so_and_nothing_is_settled(
    officer: Client, cast: Cast
) -> None:
    source = sheets.judged(sheets.GOOD)
    asked(cast, source)
    assert "กำลังเสนอ 1 แห่ง" in sheets.words(officer.get(f"/desk/imports/{source.pk}/"))
    with pytest.raises(Refused, match="กำลังเสนอ"):
        asked(cast, source)


def test_a_refusal_of_the_worker_is_said_on_the_page(officer: Client, cast: Cast) -> None:
    source = sheets.judged(sheets.GOOD)
    asked(cast, source)
    Holder.objects.filter(post__kind="director").delete()
    proposing.propose_asked(source.pk, at=timezone.now())
    assert "ยังเสนอไม่ได้" in sheets.words(officer.get(f"/desk/imports/{source.pk}/"))
    assert Import.objects.get().state == ImportState.READY
    assert not ChangeRequest.objects.exists()


def test_the_worker_judges_again_when_the_register_moved(cast: Cast) -> None:
    mine, theirs = sheets.judged(sheets.GOOD), sheets.judged(sheets.GOOD)
    asked(cast, mine)
    proposing.propose(theirs, by=cast["auditor"], at=timezone.now())
    proposing.propose_asked(mine.pk, at=timezone.now())
    mine.refresh_from_db()
    assert (mine.state, mine.refusal) == (ImportState.READY, proposing.NOTHING)


def test_a_worker_that_dies_while_proposing_leaves_it_to_another(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = sheets.judged(sheets.GOOD)
    asked(cast, source)

    def dies(*args: Any, **more: Any) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(change_requests, "submit", dies)
        with pytest.raises(MemoryError):
            proposing.propose_asked(source.pk, at=timezone.now())
    assert Import.objects.get().state == ImportState.PROPOSING
    proposing.propose_asked(source.pk, at=timezone.now())
    assert not ChangeRequest.objects.exists()
    later = timezone.now() + imports.LEASE + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert imports.wake_forgotten(at=later) == 1
    assert ChangeRequest.objects.count() == 1


def dead_while_judging_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Import:
    """The register moved before it was proposed, and the worker died while it judged the rows again."""
    source = sheets.judged(sheets.GOOD)
    asked(cast, source)
    Register.locked().advance()

    def dies(*args: Any, **more: Any) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(imports, "judge_file", dies)
        with pytest.raises(MemoryError):
            proposing.propose_asked(source.pk, at=timezone.now())
    source.refresh_from_db()
    assert source.state == ImportState.READING
    return source


def test_a_wish_to_propose_outlives_the_worker_that_judged_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead_while_judging_again(cast, monkeypatch)
    later = timezone.now() + imports.LEASE + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert imports.wake_forgotten(at=later) == 1
    assert ChangeRequest.objects.count() == 1


def test_a_wish_to_propose_ends_when_a_person_works_on_the_rows_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = dead_while_judging_again(cast, monkeypatch)
    settling.correct_mapping(source, mapping={}, remember={}, by=cast["officer"], at=timezone.now())
    tasks.analyse_import.func(source.pk)
    assert Import.objects.get().state == ImportState.READY
    assert not ChangeRequest.objects.exists()


def test_two_workers_propose_once(cast: Cast) -> None:
    source = sheets.judged(sheets.GOOD)
    asked(cast, source)
    tasks.propose_import.func(source.pk)
    tasks.propose_import.func(source.pk)
    assert ChangeRequest.objects.count() == 1


def test_what_is_being_proposed_can_be_dropped(officer: Client, cast: Cast) -> None:
    source = sheets.judged(sheets.GOOD)
    asked(cast, source)
    officer.post(f"/desk/imports/{source.pk}/undo/")
    proposing.propose_asked(source.pk, at=timezone.now())
    assert Import.objects.get().state == ImportState.UNDONE
    assert not ChangeRequest.objects.exists()
