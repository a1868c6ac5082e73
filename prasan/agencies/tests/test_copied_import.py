"""The request of an import that was recalled and copied stays the import's: found, shown and taken back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from prasan.agencies.actions import change_requests, proposing, undoing
from prasan.agencies.actions.copying import copy_as_draft
from prasan.agencies.models import ChangeRequest, Import, Version
from prasan.agencies.states import ImportState
from prasan.agencies.tests import sheets
from prasan.agencies.tests.doors import everything
from prasan.agencies.tests.proposals import consent, in_force, person, submit
from prasan.agencies.tests.test_request_pages import as_user, page
from prasan.audit.models import Event
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")
SECRET = "038000001"


def recall(request: ChangeRequest) -> ChangeRequest:
    return change_requests.withdraw(request, by=person("officer"), at=timezone.now())


def copied(request: ChangeRequest, by: str = "officer") -> ChangeRequest:
    return copy_as_draft(request, by=person(by), at=timezone.now())


def recalled_import() -> tuple[Import, ChangeRequest]:
    source = sheets.judged(sheets.GOOD)
    request = proposing.propose(source, by=person("officer"), at=timezone.now())
    assert request is not None
    return source, recall(request)


def import_page(source: Import, name: str = "") -> str:
    return sheets.words(as_user("officer").get(f"/desk/imports/{source.pk}/{name}"))


def test_a_copy_in_force_is_undone_with_its_import_and_every_export_is_as_before() -> None:
    agency = in_force(name="โรงเรียนเดิม")
    before = everything(Client(), [agency])
    source, old = recalled_import()
    copy = consent(submit(copied(old)))
    assert Version.objects.current().count() == 2
    assert "อนุมัติและมีผลแล้ว" in import_page(source, "undo/")
    as_user("officer").post(f"/desk/imports/{source.pk}/undo/")
    back = ChangeRequest.objects.get(reverses=copy)
    assert "กำลังย้อน" in import_page(source)
    consent(back)
    source.refresh_from_db()
    assert source.state == ImportState.UNDONE
    assert "ย้อนแล้ว" in import_page(source)
    assert everything(Client(), [agency]) == before


def test_the_list_names_the_case_of_the_copy() -> None:
    source, old = recalled_import()
    copy = consent(submit(copied(old)))
    listed = as_user("officer").get("/desk/imports/").content.decode()
    assert f'href="/desk/requests/{copy.pk}/"' in listed
    assert f'href="/desk/requests/{old.pk}/"' not in listed
    assert "เสนอแล้ว" in import_page(source)


def test_an_import_undone_before_is_taken_up_again_by_the_copy() -> None:
    source = sheets.judged(sheets.GOOD)
    old = proposing.propose(source, by=person("officer"), at=timezone.now())
    undoing.undo(source, by=person("officer"), at=timezone.now())
    copy = copied(ChangeRequest.objects.get(pk=old.pk))
    source.refresh_from_db()
    assert (source.state, source.request) == (ImportState.PROPOSED, copy)
    assert Event.objects.filter(action="import_taken_up_again", actor=person("officer")).exists()
    assert "ยังไม่เสนอ" in import_page(source)
    assert "ร่างที่คัดลอกจากเรื่องที่ยกเลิกจะยกเลิก" in import_page(source, "undo/")
    as_user("officer").post(f"/desk/imports/{source.pk}/undo/")
    copy.refresh_from_db()
    assert copy.state == "withdrawn"


def test_both_pages_keep_the_file_and_the_old_one_leads_to_the_copy() -> None:
    source, old = recalled_import()
    copy = copied(old)
    link = f'href="/desk/imports/{source.pk}/file/"'
    assert link in page("officer", copy)
    shown = page("officer", old)
    assert link in shown
    assert f'href="/desk/requests/{copy.pk}/"' in shown
    assert "คัดลอกเป็นร่างใหม่</button>" not in shown


def test_a_copy_of_a_copy_is_the_imports_too() -> None:
    source, old = recalled_import()
    again = copied(recall(submit(copied(old))))
    source.refresh_from_db()
    assert (again.copy_of, source.request) == (old, again)


def test_a_second_copy_is_refused_while_one_lives_and_made_once_it_was_dropped() -> None:
    source, old = recalled_import()
    first = copied(old)
    with pytest.raises(Refused, match="คัดลอกเรื่องนี้เป็นร่างใหม่แล้ว"):
        copied(old, by="head")
    recall(first)
    second = copied(old)
    source.refresh_from_db()
    assert source.request == second


def test_a_request_written_by_hand_has_no_import() -> None:
    from prasan.agencies.actions.copying import import_of
    from prasan.agencies.tests.proposals import proposed

    copy = copied(recall(proposed()))
    assert import_of(copy) is None
