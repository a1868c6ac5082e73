"""ภายใน and ภายนอก by สังกัด, in either kind of area office."""

from __future__ import annotations

import pytest

from prasan.agencies.importing.snapshot import OfficeNames
from prasan.agencies.importing.tests.sheets import judged, only, school

SECONDARY = OfficeNames("สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาชลบุรี ระยอง", "สพม.ชลบุรี ระยอง")


def scope_of(affiliation: str, *, name: str = "โรงเรียนวัดกระแส", office: OfficeNames | None = None) -> str:
    more = {"office": office} if office else {}
    return only(["ชื่อสถานศึกษา", "สังกัด"], [name, affiliation], **more).scope


OWN = [
    "สพป.ระยอง เขต 2",
    "สพป.ระยอง เขต ๒",
    "สพป ระยอง เขต2",
    "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2",
    "สังกัด สพป.ระยอง เขต 2",
]
OWN += ["ระยอง เขต 2", "จังหวัดระยอง เขต ๒", "สพฐ. สพป.ระยอง เขต 2", "สพป.ระยอง เขต 2 สพฐ."]
OTHERS = [
    "ระยอง เขต 1",
    "สพม.ชลบุรี ระยอง",
    "สพป.ระยอง เขต 1",
    "สช.",
    "เทศบาลตำบลเมืองแกลง",
    "อบจ.ระยอง",
    "เอกชน",
    "สศศ.",
]


@pytest.mark.parametrize("affiliation", OWN)
def test_the_offices_own_school_is_internal(affiliation: str) -> None:
    assert scope_of(affiliation) == "internal"


@pytest.mark.parametrize("affiliation", OTHERS)
def test_a_school_under_another_is_external(affiliation: str) -> None:
    assert scope_of(affiliation) == "external"


def test_the_name_does_not_outweigh_the_affiliation() -> None:
    assert scope_of("สพป.ระยอง เขต 2", name="โรงเรียนเทศบาลสุนทรภู่") == "internal"


def test_in_a_secondary_office_it_is_the_other_way_round() -> None:
    assert scope_of("สพม.ชลบุรี ระยอง", office=SECONDARY) == "internal"
    assert scope_of("สพป.ระยอง เขต 2", office=SECONDARY) == "external"


@pytest.mark.parametrize("affiliation", ["", "-", "สพฐ.", "สพป.ระยอง", "สพท.ระยอง เขต 2"])
def test_a_school_that_does_not_say_is_assumed_internal_and_said(affiliation: str) -> None:
    row = only(["ชื่อสถานศึกษา", "สังกัด"], ["โรงเรียนวัดกระแส", affiliation])
    assert row.scope == "internal"
    assert any("สันนิษฐาน" in repair for repair in row.repairs)


def test_a_school_that_does_not_say_is_what_the_register_says() -> None:
    row = only(["ชื่อสถานศึกษา"], ["โรงเรียนวัดกระแส"], known=[school(scope="external")])
    assert (row.scope, row.outcome, row.repairs) == ("external", "unchanged", [])


def test_another_affiliation_changes_the_scope() -> None:
    known = [school(affiliation="สพป.ระยอง เขต 2")]
    row = only(["ชื่อสถานศึกษา", "สังกัด"], ["โรงเรียนวัดกระแส", "สพป.ระยอง เขต 1"], known=known)
    assert row.changes["scope"] == ("internal", "external")


KINDS = [
    ("ที่ว่าการอำเภอแกลง", "ส่วนราชการ", "agency"),
    ("เทศบาลตำบลกร่ำ", "อปท.", "agency"),
    ("วัดกร่ำ", "องค์กรศาสนา", "organisation"),
    ("หอกระจายข่าวหมู่บ้านกร่ำ", "สื่อชุมชน", "organisation"),
    ("วิทยุชุมชนแกลง", "สื่อมวลชน", "organisation"),
    ("ชมรมผู้ปกครองแกลง", "องค์กร", "organisation"),
    ("นางสมมติ คนที่หนึ่งเอก (ปราชญ์ชาวบ้าน)", "บุคคล", "person"),
    ("อบต.กร่ำ", "", "agency"),
    ("รพ.แกลง", "", "agency"),
    ("สมาคมตัวอย่าง", "", "organisation"),
    ("นายตัวอย่าง คนที่สอง", "", "person"),
    ("วัดกร่ำ", "", "organisation"),
    ("เทศบาลตำบลกร่ำ", "ที่ไม่รู้จัก", "agency"),
]


@pytest.mark.parametrize(("name", "said", "kind"), KINDS)
def test_who_is_no_school_is_external(name: str, said: str, kind: str) -> None:
    row = only(["ชื่อหน่วยงาน / องค์กร / บุคคล", "ประเภท"], [name, said])
    assert (row.values["kind"], row.scope) == (kind, "external")


def test_the_groups_of_the_office_are_internal_units() -> None:
    rows = judged(["กลุ่ม/หน่วย", "โทรศัพท์ภายใน"], ["กลุ่มอำนวยการ", "101"], ["กลุ่มงานใหม่", "102"]).rows
    assert [(r.scope, r.values["kind"], r.values["phones"]) for r in rows] == [
        ("internal", "unit", ["101"]),
        ("internal", "unit", ["102"]),
    ]


def test_a_group_of_the_office_is_known_among_agencies() -> None:
    row = only(["ชื่อหน่วยงาน", "โทร"], ["กลุ่มอำนวยการ", "101"])
    assert (row.scope, row.values["kind"]) == ("internal", "unit")


def test_a_school_among_agencies_is_a_school() -> None:
    rows = judged(["ชื่อหน่วยงาน", "สังกัด"], ["โรงเรียนวัดกระแส", "สพป.ระยอง เขต 2"], ["เทศบาลตำบลกร่ำ", ""]).rows
    assert [(row.values["kind"], row.scope) for row in rows] == [
        ("school", "internal"),
        ("agency", "external"),
    ]


@pytest.mark.parametrize("said", ["เอกชน", "หน่วยงานของรัฐ", "โรงเรียนเอกชน", "รัฐบาล"])
def test_who_runs_a_school_does_not_make_it_an_agency(said: str) -> None:
    row = only(["ชื่อสถานศึกษา", "ประเภท", "สังกัด"], ["วัดกระแส", said, "สพป.ระยอง เขต 2"])
    assert (row.values["kind"], row.scope) == ("school", "internal")


def test_a_column_of_its_own_decides() -> None:
    row = only(["ชื่อหน่วยงาน", "ภายใน/ภายนอก"], ["โรงเรียนวัดกระแส", "ภายนอก"])
    assert row.scope == "external"


NO_SCHOOLS = [
    ("นายสมมติ ใจดี", "person"),
    ("นางสาวตัวอย่าง มาดี", "person"),
    ("ดร.สมมติ ดีใจ", "person"),
    ("ว่าที่ร้อยตรีสมมติ ใจดี", "person"),
    ("เทศบาลตำบลกร่ำ", "agency"),
    ("องค์การบริหารส่วนตำบลชุมแสง", "agency"),
    ("อบต.บ้านแลง", "agency"),
    ("โรงพยาบาลวังจันทร์", "agency"),
    ("บริษัทตัวอย่าง จำกัด", "agency"),
    ("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตราด", "agency"),
]


@pytest.mark.parametrize(("name", "kind"), NO_SCHOOLS)
def test_who_is_plainly_no_school_is_none_in_a_column_of_schools(name: str, kind: str) -> None:
    row = only(["ชื่อสถานศึกษา", "อำเภอ"], [name, "แกลง"])
    assert (row.name, row.values["kind"], row.scope) == (name, kind, "external")
    again = only(
        ["ชื่อสถานศึกษา", "อำเภอ"], [name, "แกลง"], known=[school(1, name, kind=kind, scope="external")]
    )
    assert (again.outcome, again.match) == ("unchanged", name)


SCHOOLS = [
    "เทศบาล 1 วัดเหนือ",
    "เทศบาลเมืองแกลง 2 (บ้านนา)",
    "วัดกระแส",
    "นายกวัฒนากร วัดอุดมธานี",
    "บริษัทไทยกสิกรสงเคราะห์",
    "นางรอง",
]


@pytest.mark.parametrize("name", SCHOOLS)
def test_a_school_called_by_who_runs_it_is_a_school(name: str) -> None:
    row = only(["ชื่อสถานศึกษา", "อำเภอ"], [name, "แกลง"])
    assert (row.name, row.values["kind"]) == (f"โรงเรียน{name}", "school")


def test_a_municipality_with_pupils_is_its_school() -> None:
    row = only(["ชื่อสถานศึกษา", "อำเภอ", "นักเรียน"], ["เทศบาลตำบลกร่ำ", "แกลง", "120"])
    assert (row.name, row.values["kind"]) == ("โรงเรียนเทศบาลตำบลกร่ำ", "school")
    assert only(["ชื่อสถานศึกษา", "อำเภอ"], ["โรงเรียนเทศบาลตำบลกร่ำ", "แกลง"]).values["kind"] == "school"


def test_a_bare_name_that_the_register_has_as_a_school_is_asked() -> None:
    known = [school(1, "โรงเรียนเทศบาลตำบลกร่ำ", scope="external")]
    row = only(["ชื่อสถานศึกษา", "อำเภอ"], ["เทศบาลตำบลกร่ำ", "แกลง"], known=known)
    assert (row.outcome, row.questions[0].kind, row.match) == ("doubtful", "same", "โรงเรียนเทศบาลตำบลกร่ำ")
