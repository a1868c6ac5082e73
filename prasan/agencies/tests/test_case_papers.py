"""A case as it prints: the record as data, บันทึกข้อความ, annexes, and the code that shows alteration."""

import json
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from prasan.agencies import papers
from prasan.agencies.models import ChangeItem, ChangeRequest
from prasan.agencies.tests.proposals import change, consent, give_back, in_force, new_school, proposed, submit
from prasan.approvals.models import Decision
from prasan.approvals.tests.build import ACTING_DAY, decide, propose
from prasan.office.models import OfficeProfile
from prasan.printing.tests.sample import by_pdfium, flat

pytestmark = pytest.mark.usefixtures("office")
ACTING = "รักษาราชการแทน ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต "


def words(pdf: bytes, tmp_path: Path) -> str:
    (tmp_path / "paper.pdf").write_bytes(pdf)
    run = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "paper.pdf", "-"], capture_output=True, check=True
    )
    return run.stdout.decode()


@pytest.fixture
def small() -> ChangeRequest:
    agency = in_force()
    return proposed(change(agency, {"phones": ["038000009"], "pupils": 142}, {"fax": 0}), reason="ย้ายเลขหมาย")


def test_the_record_holds_every_opinion_capacity_and_order(small: ChangeRequest) -> None:
    consent(small, on=ACTING_DAY, last="deputy2")
    record = papers.case_record(small.case)
    assert (record["state"], record["proposer"]["post"]) == ("approved", "เจ้าพนักงานธุรการปฏิบัติงาน")
    last = record["record"][-1]
    assert last["word"] == "อนุมัติ (รักษาราชการแทน)"
    assert last["acting_line"] == ACTING + "2"
    assert (last["order_no"], last["order_dated_on"]) == ("245/2569", "2026-11-20")
    assert [row["step"] for row in record["record"]] == [None, 0, 1, 2]


def test_the_record_lists_each_field_with_its_levels(small: ChangeRequest) -> None:
    rows = papers.case_record(small.case)["changes"]
    assert [(row["field"], row["old"], row["new"], row["old_level"], row["new_level"]) for row in rows] == [
        ("phones", "0 3800 0001", "0 3800 0009", "open", "open"),
        ("fax", "0 3800 0002", "0 3800 0002", "web", "internal"),
        ("pupils", "138", "142", "open", "open"),
    ]


def test_the_check_code_stays_while_nothing_changes(small: ChangeRequest) -> None:
    assert papers.case_record(small.case)["check_code"] == papers.case_record(small.case)["check_code"]


@pytest.mark.parametrize("altered", ["remark", "item"])
def test_an_altered_record_has_another_code(small: ChangeRequest, altered: str) -> None:
    decide(small.case, "head", remark="เห็นควร")
    before = papers.case_record(small.case)["check_code"]
    if altered == "remark":
        Decision.objects.filter(case=small.case, outcome="approved").update(remark="ไม่เห็นควร")
    else:
        ChangeItem.objects.filter(request=small).update(values={"phones": ["038000008"]})
    assert papers.case_record(small.case)["check_code"] != before


def test_the_memo_prints_the_acting_line_unbroken(small: ChangeRequest, tmp_path: Path) -> None:
    consent(small, on=ACTING_DAY, last="deputy2")
    text = words(papers.memo_pdf(small, at=timezone.now()), tmp_path)
    assert ACTING + "๒" in text
    for said in ("บันทึกข้อความ", "๐ ๓๘๐๐ ๐๐๐๙", "ย้ายเลขหมาย", "คำสั่งที่ ๒๔๕/๒๕๖๙", "(นายทดสอบ คนที่สาม)"):
        assert said in text


def test_the_office_decides_the_kind_of_digits(small: ChangeRequest, tmp_path: Path) -> None:
    OfficeProfile.objects.update(uses_thai_digits=False)
    assert "0 3800 0009" in words(papers.memo_pdf(small, at=timezone.now()), tmp_path)


def test_the_memo_says_why_each_field_was_returned(small: ChangeRequest, tmp_path: Path) -> None:
    key = f"{small.items.get().agency_id}:phones"
    submit(give_back(small, item_remarks={key: "ขาดหนึ่งหลัก"}))
    text = words(papers.memo_pdf(small, at=timezone.now()), tmp_path)
    assert "คืนเรื่อง/แก้ไข" in text
    assert "ขาดหนึ่งหลัก" in text
    assert "รอบที่ ๒" in text


def test_the_memo_says_when_it_was_proposed_last(
    small: ChangeRequest, clock: time_machine.Traveller, tmp_path: Path
) -> None:
    give_back(small, remark="ตรวจอีกครั้ง")
    clock.shift(timedelta(hours=2))
    submit(small)
    text = words(papers.memo_pdf(small, at=timezone.now()), tmp_path)
    assert text.count("เวลา ๑๔.๐๐ น.") >= 2


def test_the_memo_prints_its_check_code(small: ChangeRequest, tmp_path: Path) -> None:
    code = papers.case_record(small.case)["check_code"]
    assert code in words(papers.memo_pdf(small, at=timezone.now()), tmp_path)


def test_more_than_thirty_rows_are_summed_up_and_stand_in_annexes(tmp_path: Path) -> None:
    many = proposed(*[new_school(f"โรงเรียนบ้านตัวอย่างที่ {n}") for n in range(1, 7)], title="นำเข้า 6 แห่ง")
    record = papers.case_record(many.case)
    assert record["changes"] is None
    assert record["summary"] == [{"what": "เพิ่มหน่วยงานในทะเบียน", "count": 6}]
    assert record["annexes"] == ["เอกสารแนบ รายการที่เสนอเปลี่ยนแปลง"]
    paper = papers.memo_pdf(many, at=timezone.now())
    memo = words(paper, tmp_path)
    assert "เอกสารแนบ" in memo
    assert "โรงเรียนบ้านตัวอย่างที่" not in memo
    annex = words(papers.annex_pdf(many, 1, at=timezone.now()) or b"", tmp_path)
    assert annex.count("เพิ่มหน่วยงาน ๗ รายการ") == 6
    assert "หน่วยงาน ๖ แห่ง ๔๒ รายการ" in annex
    assert "จำนวน๔๒รายการของหน่วยงาน๖แห่งสรุปดังนี้" in flat(by_pdfium(paper))
    assert record["check_code"] in annex
    assert papers.annex_pdf(many, 2, at=timezone.now()) is None


def test_annexes_part_the_agencies_without_losing_any(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("prasan.printing.papers.annex.MOST_AGENCIES", 3)
    names = [f"โรงเรียนบ้านตัวอย่าง {letter}" for letter in "กขคฆง"]
    request = proposed(*[new_school(name) for name in names])
    assert papers.annex_count(request) == 2
    annexes = [words(papers.annex_pdf(request, n, at=timezone.now()) or b"", tmp_path) for n in (1, 2)]
    assert [[name for name in names if f". {name}" in text] for text in annexes] == [names[:3], names[3:]]
    assert "แห่งที่ ๔–๕ จากหน่วยงาน ๕ แห่ง" in annexes[1]


def test_an_annex_shows_the_old_value_and_level_behind_the_new() -> None:
    agencies = [in_force(name=f"โรงเรียนที่ {n}") for n in range(11)]
    request = proposed(*[change(a, {"phones": ["038000009"], "pupils": 9}, {"fax": 0}) for a in agencies])
    text = flat(by_pdfium(papers.annex_pdf(request, 1, at=timezone.now()) or b""))
    for said in ("๐๓๘๐๐๐๐๐๙(เดิม๐๓๘๐๐๐๐๐๑)", "๙(เดิม๑๓๘)", "ภายใน(เดิมเว็บ)"):
        assert said in text


def test_addresses_and_line_names_keep_their_digits() -> None:
    OfficeProfile.objects.update(phone="038-000000")
    contacts = [{"name": "นางตัวอย่าง", "phones": ["038000005"], "line": "0800000001", "email": "a1@b.example"}]
    values = {"line": "038000077", "email": "rayong2@obec.example", "contacts": contacts}
    request = proposed(change(in_force(), values))
    text = flat(by_pdfium(papers.memo_pdf(request, at=timezone.now())))
    for said in ("โทร.๐๓๘๐๐๐๐๐๐", "โทร๐๓๘๐๐๐๐๐๕", "038000077", "rayong2@obec.example", "LINE0800000001"):
        assert said in text


def shown(number: object, capfdbinary: pytest.CaptureFixture[bytes]) -> tuple[int, dict[str, Any]]:
    code = 0
    try:
        call_command("case_show", str(number), "--json")
    except SystemExit as end:
        code = int(end.code or 0)
    return code, json.loads(capfdbinary.readouterr().out)


def test_case_show_is_the_case_as_printed(
    small: ChangeRequest, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, answer = shown(small.case_id, capfdbinary)
    assert code == 0
    assert answer == {"case": small.case_id, "refused": None, **papers.case_record(small.case)}


def test_case_show_of_another_room_has_the_record_alone(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, answer = shown(propose(kind="news").pk, capfdbinary)
    assert (code, answer["kind"], len(answer["record"])) == (0, "news", 1)


def test_case_show_of_no_case_says_so(db: None, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert shown(999, capfdbinary) == (1, {"case": 999, "refused": "ไม่มีเรื่องที่ 999"})
