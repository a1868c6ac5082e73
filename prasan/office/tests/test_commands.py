"""office_load and chain_resolve: the JSON and the exit codes that outsiders rely on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from prasan.office.actions.load import ALREADY_SET_UP
from prasan.office.tests.build import office_dict, order

Ran = tuple[int, Any, str]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    def run(*words: str) -> Ran:
        try:
            call_command(*words, "--json")
            code = 0
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capfdbinary.readouterr()
        return code, json.loads(out.decode()), err.decode()

    return run


def holder(person: str) -> dict[str, Any]:
    return {"person": person, "capacity": "holder", "order_no": None}


def step(
    kind: str, post: str | None, *deciders: Any, outcome: str = "decide", reason: str | None = None
) -> Any:
    return {"kind": kind, "post": post, "outcome": outcome, "deciders": list(deciders), "reason": reason}


NO_DEPUTY = "ไม่มีตำแหน่งรองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาในสายงานนี้"
ACTING = {"person": "deputy2", "capacity": "รักษาราชการแทน", "order_no": "245/2569"}
DELEGATE = {"person": "head", "capacity": "ปฏิบัติราชการแทน", "order_no": "101/2568"}


@pytest.mark.parametrize(
    ("kind", "by", "on", "steps"),
    [
        (
            "agency_change",
            "officer",
            "2026-11-10",
            [
                step("group_head", "head1", holder("head")),
                step("deputy", "dep1", holder("deputy1")),
                step("director", "dir", holder("director")),
            ],
        ),
        (
            "agency_change",
            "officer@office.example",
            "2026-11-24",
            [
                step("group_head", "head1", holder("head")),
                step("deputy", "dep1", holder("deputy1")),
                step("director", "dir", holder("director"), ACTING),
            ],
        ),
        ("news_routine", "officer", "2026-11-10", [step("director", "dir", holder("director"), DELEGATE)]),
        (
            "agency_change",
            "auditor",
            "2026-11-10",
            [
                step("group_head", "head3", holder("head3")),
                step("deputy", None, outcome="passed_over", reason=NO_DEPUTY),
                step("director", "dir", holder("director")),
            ],
        ),
    ],
)
def test_chain_resolve_answers_as_the_contract_says(
    office: None, run: Any, kind: str, by: str, on: str, steps: list[Any]
) -> None:
    code, answer, _ = run("chain_resolve", "--kind", kind, "--by", by, "--on", on)
    assert (code, answer) == (0, {"refused": None, "steps": steps})


@pytest.mark.parametrize(
    ("kind", "by", "on", "word"),
    [
        (
            "cooking",
            "officer",
            "2026-11-10",
            "ไม่รู้จักประเภทงาน “cooking” สำนักงานยังไม่ได้กำหนดลำดับชั้นของงานนี้ ที่กำหนดแล้วคือ agency_change",
        ),
        ("news", "nobody", "2026-11-10", "ไม่รู้จักบุคคล “nobody”"),
        ("news", "officer", "10/11/2569", "ไม่ใช่วันที่แบบ ปปปป-ดด-วว"),
        ("news", "officer", "2026-11-31", "ไม่ใช่วันที่แบบ ปปปป-ดด-วว"),
        ("news", "director", "2026-11-10", "มอบเจ้าหน้าที่เป็นผู้เสนอ"),
        ("news\udcff", "officer", "2026-11-10", "ไม่รู้จักประเภทงาน"),
        ("news", "officer\udcff", "2026-11-10", "ไม่รู้จักบุคคล"),
    ],
)
def test_chain_resolve_refuses_with_exit_1(
    office: None, run: Any, kind: str, by: str, on: str, word: str
) -> None:
    code, answer, _ = run("chain_resolve", "--kind", kind, "--by", by, "--on", on)
    assert (code, answer["steps"]) == (1, [])
    assert word in answer["refused"]


def test_chain_resolve_without_its_words_is_a_matter_of_usage(office: None) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("chain_resolve", "--kind", "news")
    assert caught.value.returncode in (1, 2)


@pytest.mark.django_db
def test_office_load_says_what_it_made(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "office.json"
    path.write_text("\ufeff" + json.dumps(office_dict()), encoding="utf-8")
    code, answer, _ = run("office_load", str(path))
    assert code == 0
    assert answer == {
        "loaded": True,
        "refused": None,
        "place": None,
        "counts": {"units": 1, "posts": 4, "people": 5, "holders": 4, "orders": 0, "chains": 1},
    }


def test_office_load_into_an_office_with_posts_is_refused(office: None, run: Any, tmp_path: Path) -> None:
    path = tmp_path / "office.json"
    path.write_text(json.dumps(office_dict()), encoding="utf-8")
    code, answer, _ = run("office_load", str(path))
    assert (code, answer) == (
        1,
        {
            "loaded": False,
            "refused": ALREADY_SET_UP,
            "place": None,
            "counts": dict.fromkeys(("units", "posts", "people", "holders", "orders", "chains"), 0),
        },
    )


BAD_FILES = {
    "no json": (b"{", "บรรทัด 1 คอลัมน์ 2", "ไม่ใช่ JSON"),
    "windows-874": ('{"ก": 1}'.encode("cp874"), None, "UTF-8"),
    "key twice": (b'{"office": {}, "office": {}}', "office", "สองครั้ง"),
    "deep": (b"[" * 200_000, None, "ซ้อนกันลึกเกินไป"),
    "endless number": (b"[" + b"9" * 5000 + b"]", None, "ตัวเลขที่ยาวเกินไป"),
    "not a number": (b'{"office": NaN}', None, "หัวข้อ"),
    "empty": (b"", "บรรทัด 1 คอลัมน์ 1", "ไม่ใช่ JSON"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "place", "word"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_office_load_names_the_place_of_a_bad_file(
    run: Any, tmp_path: Path, content: bytes, place: str | None, word: str
) -> None:
    path = tmp_path / "office.json"
    path.write_bytes(content)
    code, answer, _ = run("office_load", str(path))
    assert (code, answer["loaded"]) == (1, False)
    assert word in answer["refused"]
    if place:
        assert answer["place"] == place


@pytest.mark.django_db
def test_office_load_of_a_file_that_is_not_there(run: Any) -> None:
    code, answer, _ = run("office_load", "/nowhere/office.json")
    assert (code, answer["refused"]) == (1, "เปิดไฟล์ “/nowhere/office.json” ไม่ได้")


def test_office_load_warns_of_an_order_for_work_without_a_chain(db: None, run: Any, tmp_path: Path) -> None:
    path = tmp_path / "office.json"
    path.write_text(json.dumps(office_dict(orders=[order("dir", "other", scope=["work", "nothing"])])))
    code, answer, said = run("office_load", str(path))
    assert (code, answer["loaded"], answer["counts"]["orders"]) == (0, True, 1)
    assert "orders[0].scope[1]: ไม่มีลำดับชั้นของงาน “nothing”" in said
