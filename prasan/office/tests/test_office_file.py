"""Every mistake of an office file is refused whole, naming its place."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prasan.accounts.models import User
from prasan.audit.models import Event
from prasan.office import office_file
from prasan.office.actions.load import ALREADY_SET_UP, load_office
from prasan.office.models import Chain, Holder, OfficeProfile, Order, Post, Unit
from prasan.office.office_file import OfficeFileError
from prasan.office.tests.build import holds, office_dict, order, person

SAMPLE = json.loads((Path(__file__).parents[2] / "operations/sample/office.json").read_text(encoding="utf-8"))


def put(*path: Any, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        at: Any = data
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value

    return change


def drop(*path: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        at: Any = data
        for key in path[:-1]:
            at = at[key]
        del at[path[-1]]

    return change


def add(section: str, row: Any) -> Callable[[dict[str, Any]], None]:
    return lambda data: data[section].append(row)


def post(key: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "title": "ตำแหน่งสมมติ", "kind": kind, **more}


ORDER = order("dir", "other")
MISTAKES = [
    (put("extra", value=[]), "extra", "ไม่รู้จักหัวข้อนี้"),
    (drop("units"), "units", "ไฟล์ขาดหัวข้อนี้"),
    (drop("chains"), "chains", "ไฟล์ขาดหัวข้อนี้"),
    (put("office", value=[]), "office", "ต้องเป็นวัตถุ JSON"),
    (put("office", "nickname", value="x"), "office.nickname", "ไม่รู้จักกุญแจนี้"),
    (drop("office", "short_name"), "office.short_name", "ขาดค่านี้"),
    (put("office", "name", value="  "), "office.name", "บรรทัดเดียวที่ไม่ว่าง"),
    (put("office", "name", value="ก" * 201), "office.name", "ยาวเกิน 200 ตัวอักษร"),
    (put("office", "name", value="ก\x00ข"), "office.name", "อักขระควบคุม"),
    (put("people", 0, "name", value="นายสมมติ\nคนที่หนึ่ง"), "people[0].name", "บรรทัดเดียว"),
    (put("office", "address", value="\u200b"), "office.address", "ไม่ว่าง"),
    (put("office", "name", value="\ud800"), "office.name", "อักขระควบคุม"),
    (put("office", "email", value=5), "office.email", "ต้องเป็นอีเมล"),
    (put("office", "website", value="javascript:alert(1)"), "office.website", "ต้องเป็นที่อยู่เว็บ"),
    (put("units", value={}), "units", "ต้องเป็นรายการ"),
    (put("units", 0, value=None), "units[0]", "ต้องเป็นวัตถุ JSON"),
    (add("units", {"key": "g1", "name": "ซ้ำ"}), "units[1].key", "“g1” ซ้ำ"),
    (put("posts", 0, "kind", value="boss"), "posts[0].kind", "ไม่รู้จักประเภทตำแหน่ง “boss”"),
    (put("posts", 2, "unit", value="g9"), "posts[2].unit", "ไม่พบกลุ่ม “g9”"),
    (put("posts", 2, "unit", value=None), "posts[2].unit", "ต้องอยู่ในกลุ่มใดกลุ่มหนึ่ง"),
    (add("posts", post("h2", "group_head", unit="g1")), "posts[4].unit", "มีผู้อำนวยการกลุ่มแล้ว"),
    (add("posts", post("dir2", "director")), "posts[4]", "ผู้อำนวยการได้ตำแหน่งเดียว"),
    (add("posts", post("dep2", "deputy", supervises=["g1"])), "posts[4].supervises[0]", "กำกับดูแลอยู่แล้ว"),
    (put("posts", 1, "supervises", value=["g1", "g1"]), "posts[1].supervises[1]", "กำกับดูแลอยู่แล้ว"),
    (put("posts", 1, "supervises", value=["g9"]), "posts[1].supervises[0]", "ไม่พบกลุ่ม “g9”"),
    (put("posts", 1, "supervises", value="g1"), "posts[1].supervises", "ต้องเป็นรายการข้อความ"),
    (put("posts", 3, "supervises", value=["g1"]), "posts[3].supervises", "รอง ผอ. เท่านั้น"),
    (put("people", 0, "email", value="nobody"), "people[0].email", "ต้องเป็นอีเมล"),
    (add("people", person("officer")), "people[5].key", "“officer” ซ้ำ"),
    (
        add("people", {"key": "x", "name": "นายสมมติ", "email": "OFFICER@office.example"}),
        "people[5].email",
        "ซ้ำ",
    ),
    (
        add("people", {"key": "officer@office.example", "name": "นายสมมติ", "email": "x@office.example"}),
        "people[5].key",
        "เป็นอีเมลของบุคคลอื่น",
    ),
    (put("holders", 0, "post", value="nope"), "holders[0].post", "ไม่พบตำแหน่ง “nope”"),
    (put("holders", 0, "person", value="nope"), "holders[0].person", "ไม่พบบุคคล “nope”"),
    (put("holders", 0, "from", value="2025-02-30"), "holders[0].from", "ที่มีจริงในปฏิทิน"),
    (put("holders", 0, "from", value="2026-W01-1"), "holders[0].from", "ต้องเป็นวันที่"),
    (put("holders", 0, "from", value=None), "holders[0].from", "ต้องเป็นวันที่"),
    (put("holders", 0, "to", value="2025-09-30"), "holders[0].to", "วันสิ้นสุดอยู่ก่อนวันเริ่ม"),
    (add("holders", holds("dir", "other", "2026-01-01")), "holders[4]", "สองคนในเวลาเดียวกัน"),
    (add("orders", {**ORDER, "post": "nope"}), "orders[0].post", "ไม่พบตำแหน่ง “nope”"),
    (add("orders", {**ORDER, "person": "nope"}), "orders[0].person", "ไม่พบบุคคล “nope”"),
    (add("orders", {**ORDER, "to": "2026-10-31"}), "orders[0].to", "วันสิ้นสุดอยู่ก่อนวันเริ่ม"),
    (add("orders", {**ORDER, "dated_on": "2026-12-01"}), "orders[0].to", "ไม่มีวันใดที่มีผล"),
    (add("orders", {**ORDER, "scope": "work"}), "orders[0].scope", "ต้องเป็นรายการข้อความ"),
    (add("orders", {**ORDER, "note": "x"}), "orders[0].note", "ไม่รู้จักกุญแจนี้"),
    (put("chains", value=[]), "chains", "ต้องเป็นวัตถุ"),
    (put("chains", "work", value=[]), "chains.work", "อย่างน้อยหนึ่งขั้น"),
    (put("chains", "work", value=["officer"]), "chains.work[0]", "ไม่รู้จักประเภทตำแหน่ง “officer”"),
    (put("chains", "work", value=[["director"]]), "chains.work[0]", "ต้องเป็นข้อความ"),
    (put("chains", "work", value="director"), "chains.work", "ต้องเป็นรายการของประเภทตำแหน่ง"),
    (put("chains", "work", value={"director": 1}), "chains.work", "ต้องเป็นรายการของประเภทตำแหน่ง"),
    (
        put("chains", "work", value=["director", "group_head"]),
        "chains.work[1]",
        "ผู้อำนวยการกลุ่ม อยู่หลัง ผู้อำนวยการสำนักงาน",
    ),
    (put("chains", "work", value=["deputy", "group_head", "director"]), "chains.work[1]", "ลำดับชั้นกลับกัน"),
    (put("chains", "work", value=["director", "director"]), "chains.work[1]", "ซ้ำในลำดับชั้นเดียวกัน"),
    (put("chains", "ก" * 61, value=["director"]), "chains." + "ก" * 61, "ยาวเกิน 60"),
]


@pytest.mark.parametrize(("change", "place", "message"), MISTAKES, ids=[place for _, place, _ in MISTAKES])
def test_a_mistake_is_refused_naming_its_place(
    change: Callable[[dict[str, Any]], None], place: str, message: str
) -> None:
    data = office_dict()
    change(data)
    with pytest.raises(OfficeFileError) as caught:
        office_file.check(data)
    assert caught.value.place == place
    assert message in caught.value.message


@pytest.mark.parametrize("data", [None, [], "x", 1, {}])
def test_what_is_no_office_at_all_is_refused(data: Any) -> None:
    with pytest.raises(OfficeFileError):
        office_file.check(data)


@pytest.mark.parametrize("data", [SAMPLE, office_dict()], ids=["sample", "small"])
def test_a_valid_file_passes(data: dict[str, Any]) -> None:
    office_file.check(data)


@pytest.mark.django_db
def test_it_loads_everything_that_the_file_holds() -> None:
    counts = load_office(SAMPLE)
    assert counts == {"units": 3, "posts": 8, "people": 8, "holders": 8, "orders": 2, "chains": 3}
    models = [Unit, Post, User, Holder, Order, Chain]
    assert [model.objects.count() for model in models] == list(counts.values())
    assert OfficeProfile.current().short_name == "สพป.ระยอง เขต 2"
    assert [unit.key for unit in Post.objects.get(key="dep2").supervises.all()] == ["g2"]
    assert Event.objects.get(action="office_loaded").details == counts


@pytest.mark.django_db
def test_an_office_that_has_posts_refuses_the_load_whole() -> None:
    load_office(SAMPLE)
    with pytest.raises(OfficeFileError, match=ALREADY_SET_UP):
        load_office(office_dict())
    assert OfficeProfile.current().short_name == "สพป.ระยอง เขต 2"
    assert not User.objects.filter(key="other").exists()


@pytest.mark.django_db
def test_a_mistake_writes_nothing() -> None:
    data = office_dict()
    data["chains"]["work"] = ["boss"]
    with pytest.raises(OfficeFileError):
        load_office(data)
    assert not OfficeProfile.objects.exists()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_person_who_is_known_by_e_mail_keeps_their_account() -> None:
    before = User.objects.create_user("Officer@office.example", "ชื่อเดิม")
    load_office(office_dict())
    before.refresh_from_db()
    assert (before.key, before.name) == ("officer", "นายสมมติ officer")


@pytest.mark.django_db
def test_the_key_of_someone_else_is_refused() -> None:
    User.objects.create_user("first@office.example", "นางตัวอย่าง", key="officer")
    with pytest.raises(OfficeFileError, match=r"people\[3\]\.key"):
        load_office(office_dict())


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["g1", "dir", "work"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def almost_offices(draw: st.DrawFn) -> Any:
    """A valid office in which a few places hold anything at all."""
    data: dict[str, Any] = copy.deepcopy(office_dict(orders=[order("dir", "other")]))
    for _ in range(draw(st.integers(1, 3))):
        at: Any = data
        while isinstance(at, dict | list) and at:
            key = draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
            if draw(st.booleans()) or not isinstance(at[key], dict | list):
                at[key] = draw(json_values)
                break
            at = at[key]
    return data


@given(json_values | almost_offices())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.django_db
def test_any_json_is_taken_or_refused_and_never_breaks(data: Any) -> None:
    try:
        load_office(data)
    except OfficeFileError:
        return
    for model in (Holder, Order, Post, Unit, Chain):
        model.objects.all().delete()


def test_orders_alike_but_for_their_blanks_are_alike() -> None:
    data = office_dict()
    data["orders"] = [ORDER, {**ORDER, "no": "2/2569", "wording": f" {ORDER['wording']}\u00a0 "}]
    with pytest.raises(OfficeFileError) as refused:
        office_file.check(data)
    assert refused.value.place == "orders[1]"


@pytest.mark.django_db
def test_the_wording_of_an_order_is_kept_tidy() -> None:
    load_office({**office_dict(), "orders": [{**ORDER, "wording": f" {ORDER['wording']} "}]})
    assert Order.objects.get().wording == ORDER["wording"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"chains": {"news": [], "news": []}}', "chains.news"),
        ('{"posts": [{}, {"key": 1, "key": 2}]}', "posts[1].key"),
        ('{"units": [], "units": []}', "units"),
    ],
)
def test_a_key_written_twice_is_named_by_where_it_stands(content: str, place: str) -> None:
    with pytest.raises(OfficeFileError) as refused:
        office_file.parse(content.encode())
    assert (refused.value.place, "สองครั้ง" in refused.value.message) == (place, True)
