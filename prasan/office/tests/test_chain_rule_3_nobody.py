"""Rule 3: a step that has nobody."""

import pytest

from prasan.accounts.models import User
from prasan.office.actions.load import load_office
from prasan.office.chain import resolve
from prasan.office.tests.build import climb, holds, office_dict, order, standing, without

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"posts": without("posts", "head"), "holders": without("holders", "head")},
            ["group_head: passed_over", "deputy: deputy", "director: director"],
        ),
        (
            {"posts": without("posts", "dep"), "holders": without("holders", "dep")},
            ["group_head: head", "deputy: passed_over", "director: director"],
        ),
        (
            {"holders": without("holders", "dep")},
            ["group_head: head", "deputy: passed_over", "director: director"],
        ),
        (
            {"holders": [row for row in office_dict()["holders"] if row["post"] in ("dir", "off")]},
            ["group_head: passed_over", "deputy: passed_over", "director: director"],
        ),
    ],
    ids=["group without head", "group without deputy", "deputy's post vacant", "both vacant"],
)
def test_a_step_before_the_last_is_passed_over(changes: dict, expected: list[str]) -> None:
    assert climb(office_dict(**changes)) == expected


def test_a_vacant_post_with_an_order_in_force_is_not_passed_over() -> None:
    data = office_dict(holders=without("holders", "dep"), orders=[order("dep", "other")])
    assert climb(data)[1] == "deputy: other/รักษาราชการแทน (1/2569)"


def test_an_order_of_another_scope_leaves_the_step_empty() -> None:
    data = office_dict(holders=without("holders", "dep"), orders=[order("dep", "other", scope=["news"])])
    assert climb(data)[1] == "deputy: passed_over"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"holders": without("holders", "dep")}, "ตำแหน่งรอง ผอ.สพป. ว่าง และไม่มีคำสั่งให้ผู้ใดแทนในวันนี้"),
        (
            {"posts": without("posts", "dep"), "holders": without("holders", "dep")},
            "ไม่มีตำแหน่งรองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาในสายงานนี้",
        ),
    ],
    ids=["vacant", "missing"],
)
def test_the_record_says_why(changes: dict, reason: str) -> None:
    load_office(office_dict(**changes))
    steps = resolve("work", User.objects.get(key="officer"), on=standing("2026-11-10").day).steps
    assert steps[1].reason == reason


def test_a_vacant_last_step_refuses_and_names_the_order_that_is_missing() -> None:
    assert climb(office_dict(holders=without("holders", "dir"))) == [
        "refused: ตำแหน่งผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาสมมติ เขต 1 ว่าง และไม่มีคำสั่งที่มีผลในวันนี้ "
        "ต้องมีคำสั่งรักษาราชการแทน ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาสมมติ เขต 1 ก่อนจึงจะเสนอได้"
    ]


def test_a_last_step_without_a_post_refuses() -> None:
    data = office_dict(posts=without("posts", "dir"), holders=without("holders", "dir"))
    assert climb(data)[0].startswith("refused: สำนักงานยังไม่มีตำแหน่งผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา")


def test_an_order_in_force_opens_the_vacant_last_step() -> None:
    data = office_dict(holders=without("holders", "dir"), orders=[order("dir", "deputy", end="2026-11-10")])
    assert climb(data) == [
        "group_head: head",
        "deputy: merged",
        "director: deputy/รักษาราชการแทน (1/2569)",
    ]


def test_the_day_after_the_order_it_is_refused() -> None:
    data = office_dict(holders=without("holders", "dir"), orders=[order("dir", "deputy", end="2026-11-10")])
    assert climb(data, on="2026-11-11")[0].startswith("refused: ")


@pytest.mark.parametrize("by", ["deputy", "other"])
def test_a_proposer_without_a_group_has_neither_head_nor_deputy(by: str) -> None:
    data = office_dict()
    data["posts"].append({"key": "dep2", "title": "รอง ผอ.สพป. คนที่ 2", "kind": "deputy", "supervises": []})
    data["holders"].append(holds("dep2", "other"))
    assert climb(data, by=by) == ["group_head: passed_over", "deputy: passed_over", "director: director"]


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("group_head", "กลุ่มอำนวยการ ไม่มีตำแหน่งผู้อำนวยการกลุ่ม จึงไม่มีผู้พิจารณาขั้นสุดท้าย"),
        ("deputy", "กลุ่มอำนวยการ ไม่มีรองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษากำกับดูแล"),
        ("director", "สำนักงานยังไม่มีตำแหน่งผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา"),
    ],
)
def test_a_last_step_whose_post_is_missing_says_where(db: None, last: str, said: str) -> None:
    missing = {"group_head": "head", "deputy": "dep", "director": "dir"}[last]
    data = office_dict(
        posts=without("posts", missing), holders=without("holders", missing), chains={"work": [last]}
    )
    refused = climb(data)[0]
    assert said in refused
    assert "ต้องกำหนดตำแหน่งนี้ก่อน" in refused


def test_a_proposer_of_no_group_has_no_last_step_in_a_group(db: None) -> None:
    assert "ผู้เสนอไม่ได้อยู่ในกลุ่มใด" in climb(office_dict(chains={"work": ["group_head"]}), by="deputy")[0]
