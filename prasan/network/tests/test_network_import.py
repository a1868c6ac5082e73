"""A sheet of members: what each row is, what is taken, and the same file again."""

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from prasan.agencies.tests.bulk import put, school
from prasan.audit.models import Event
from prasan.contacts.actions import point_of
from prasan.contacts.models import Contact, ContactPoint
from prasan.network.actions import imports
from prasan.network.held import values_of
from prasan.network.models import Group, NetworkMember
from prasan.network.recipients import recipients
from prasan.network.tests.members import member
from prasan.network.tests.sheets import HEADER, ROWS, csv_file, xlsx_file
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def command(capfd):
    def run(*args):
        code = 0
        try:
            call_command("network_import", *map(str, args), "--json")
        except SystemExit as end:
            code = end.code
        return code, json.loads(capfd.readouterr().out)

    return run


def judge(path):
    return imports.judge_sheet(path, path.name, at=timezone.now())


def only(path):
    found = judge(path)
    assert len(found.rows) == 1, [row.name for row in found.rows]
    return found.rows[0]


def test_the_command_takes_members_and_groups_and_the_same_file_again_changes_nothing(
    tmp_path, command, cast
):
    path = xlsx_file(tmp_path, [["ทะเบียนเครือข่าย"], HEADER, *ROWS])
    code, answer = command(path, "--by", "officer")
    assert (code, answer["status"], answer["refused"], answer["header_row"]) == (0, "ok", None, 2)
    assert answer["columns"]["กลุ่ม"] == "groups"
    assert answer["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "doubtful": 0, "error": 0}
    assert sorted(Group.objects.values_list("name", flat=True)) == ["ผู้นำชุมชน", "สื่อมวลชน"]
    one = NetworkMember.objects.get(contact__name="นายสมมติ ข่าวดี")
    held = values_of(one)
    assert (held["email"], held["phones"], held["line"]) == (
        "sommot@media.example",
        ["0800000001"],
        "@sommot",
    )
    assert (one.term_from, one.term_to) == (date(2025, 10, 1), date(2027, 9, 30))
    assert (one.consent_on, one.consent_how, one.consent_taken_by) == (
        date(2026, 10, 1), "แบบตอบรับ", cast["officer"].name,
    )  # fmt: skip
    assert [r.why_not for r in recipients(["ผู้นำชุมชน"])] == ["", ""]
    code, answer = command(path, "--by", "officer")
    assert answer["counts"]["unchanged"] == 2
    assert NetworkMember.objects.count() == 2


def test_a_dry_run_writes_nothing(tmp_path, command):
    code, answer = command(csv_file(tmp_path, [HEADER, *ROWS]), "--dry-run")
    assert (code, answer["counts"]["new"]) == (0, 2)
    assert set(answer["rows"][0]) == {"sheet", "row", "outcome", "name", "match", "repairs", "problems"}
    assert "import" not in answer
    assert not NetworkMember.objects.exists()
    assert not Event.objects.filter(action__startswith="network").exists()


@pytest.mark.parametrize(("by", "said"), [("nobody", "ไม่รู้จักบุคคล"), ("admin", "ผู้ดำรงตำแหน่ง")])
def test_the_command_refuses_who_may_not(tmp_path, command, cast, by, said):
    from prasan.accounts.models import User

    User.objects.create_user("admin@school.example", "นายสมมติ ไม่มีตำแหน่ง", key="admin")
    code, answer = command(csv_file(tmp_path, [HEADER, *ROWS]), "--by", by)
    assert (code, answer["import"]) == (1, None)
    assert said in answer["refused"]
    assert not NetworkMember.objects.exists()


@pytest.mark.parametrize(
    ("encoding", "said"), [("utf-8-sig", "utf-8"), ("cp874", "tis-620"), ("utf-16", "utf-16")]
)
def test_any_thai_encoding_is_read(tmp_path, encoding, said):
    found = judge(csv_file(tmp_path, [HEADER, *ROWS], encoding))
    assert found.encoding == said
    assert [row.name for row in found.rows] == ["นายสมมติ ข่าวดี", "นางตัวอย่าง ชุมชน"]


@pytest.mark.parametrize(
    ("header", "row", "field", "value"),
    [
        (["คำนำหน้า", "ชื่อ", "นามสกุล", "มือถือ"], ["นาย", "สมมติ", "ก", "0800000001"], "name", "นายสมมติ ก"),
        (["ชื่อ", "E-mail Address"], ["นายสมมติ ข่าวดี", "a@b.example"], "email", "a@b.example"),
        (["รายชื่อ", "กลุ่มโรงเรียน/อำเภอ"], ["นายสมมติ ข่าวดี", "อ.แกลง"], "district", "แกลง"),
        (["รายชื่อ", "กลุ่มโรงเรียน/อำเภอ"], ["นายสมมติ ข่าวดี", "มาบยางพร"], "school_group", "มาบยางพร"),
        (["รายชื่อ", "คำสั่งแต่งตั้งเลขที่/ลงวันที่"], ["นายสมมติ ก", "12/2569 ลงวันที่ 1 ม.ค. 2569"], "order_on",
         date(2026, 1, 1)),
        (["รายชื่อ", "วาระเริ่ม–สิ้นสุด"], ["นายสมมติ ก", "1 ต.ค. 2568 – 30 ก.ย. 2570"], "term_to",
         date(2027, 9, 30)),
        (["รายชื่อ", "ความยินยอม"], ["นายสมมติ ก", "โทรศัพท์ 5 พ.ย. 2569"], "consent_how", "โทรศัพท์"),
        (["รายชื่อ", "เว็บ/Facebook"], ["นายสมมติ ก", "เพจข่าวตัวอย่าง"], "facebook", "เพจข่าวตัวอย่าง"),
        (["รายชื่อ", "ช่องทางที่สะดวก"], ["นายสมมติ ก", "หอกระจายข่าวหมู่ 3"], "how", "หอกระจายข่าวหมู่ 3"),
        (["รายชื่อ", "กลุ่มข่าวที่ขอรับ"], ["นายสมมติ ก", "ข่าวเด่น, ผู้นำชุมชน"], "groups", ["ข่าวเด่น", "ผู้นำชุมชน"]),
    ],
)  # fmt: skip
def test_headings_and_cells_of_all_kinds_are_understood(tmp_path, header, row, field, value):
    assert only(csv_file(tmp_path, [header, row])).values[field] == value


def test_a_heading_of_two_rows_is_understood(tmp_path):
    rows = [["ชื่อ-สกุล", "ความยินยอม", "", "วาระ", ""], ["", "วันที่", "วิธี", "เริ่ม", "สิ้นสุด"],
            ["นายสมมติ ข่าวดี", "1 ต.ค. 2569", "แบบตอบรับ", "1 ต.ค. 2569", "30 ก.ย. 2571"]]  # fmt: skip
    values = only(xlsx_file(tmp_path, rows)).values
    assert (values["consent_on"], values["consent_how"]) == (date(2026, 10, 1), "แบบตอบรับ")
    assert values["term_to"] == date(2028, 9, 30)


@pytest.mark.parametrize(
    ("header", "cell", "said"),
    [
        ("อีเมล", "media@gmail.con", "gmail.com"),
        ("อีเมล", "ไม่มีเครื่องหมาย", "@"),
        ("วาระสิ้นสุด", "31 ก.พ. 2569", "ก.พ."),
        ("วันที่ให้ความยินยอม", "1 ม.ค. 2599", "ยังมาไม่ถึง"),
        ("ความยินยอม", "ยินยอม", "ไม่บอกวันที่"),
        ("ช่องทางรับข่าว", "กระซิบ", "ไม่รู้จักช่องทาง"),
    ],
)
def test_a_value_that_cannot_be_right_is_doubtful_and_can_be_left_out(tmp_path, header, cell, said):
    row = only(csv_file(tmp_path, [["ชื่อ-สกุล", "ตำแหน่ง", header], ["นายสมมติ ข่าวดี", "ผู้สื่อข่าว", cell]]))
    assert (row.outcome, row.is_mendable) == ("doubtful", True)
    assert said in row.problems[0].message
    assert row.problems[0].column == header


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "<b>สมมติ</b>", "12345"])
def test_a_row_without_a_name_that_is_one_is_an_error(tmp_path, name):
    row = only(csv_file(tmp_path, [["ชื่อ-สกุล", "อีเมล", "โทร"], [name, "a@b.example", "0800000001"]]))
    assert row.outcome == "error"


def test_a_refused_consent_is_none(tmp_path):
    row = only(csv_file(tmp_path, [["ชื่อ-สกุล", "อีเมล", "ความยินยอม"], ["นายสมมติ ก", "a@b.example", "ไม่ยินยอม"]]))
    assert (row.outcome, "consent_on" in row.values) == ("new", False)


def test_the_same_address_under_another_name_is_asked(tmp_path):
    member("นายสมมติ ข่าวดี", "a@media.example")
    row = only(csv_file(tmp_path, [["ชื่อ-สกุล", "อีเมล"], ["นางตัวอย่าง อื่น", "a@media.example"]]))
    assert (row.outcome, row.is_mendable) == ("doubtful", False)
    assert "นายสมมติ ข่าวดี" in row.problems[0].message


def test_a_change_is_found_and_an_empty_cell_takes_nothing_away(tmp_path, cast):
    one = member("นายสมมติ ข่าวดี", "a@media.example", "เดิม", post="ผู้สื่อข่าว", skill="ถ่ายภาพ")
    rows = [
        ["ชื่อ-สกุล", "อีเมล", "ตำแหน่ง", "ความถนัด", "กลุ่ม"],
        ["สมมติ ข่าวดี", "A@media.example", "บรรณาธิการ", "", "ใหม่"],
    ]
    path = csv_file(tmp_path, rows)
    assert set(only(path).changes) == {"post", "groups"}
    imports.import_at_once(path, by=cast["officer"], at=timezone.now())
    one = NetworkMember.objects.get(pk=one.pk)
    assert (one.post, one.skill, str(one)) == ("บรรณาธิการ", "ถ่ายภาพ", "นายสมมติ ข่าวดี")
    assert values_of(one)["groups"] == ["เดิม", "ใหม่"]


def test_who_left_is_not_taken_in_again_unasked(tmp_path, cast):
    member("นายสมมติ ข่าวดี", "a@media.example", state="left")
    row = only(csv_file(tmp_path, [["ชื่อ-สกุล", "อีเมล", "กลุ่ม"], ["นายสมมติ ข่าวดี", "a@media.example", "ใหม่"]]))
    assert row.outcome == "doubtful"
    assert "ออกจากเครือข่ายแล้ว" in row.problems[0].message


def test_a_person_on_two_lines_for_two_groups_is_one_member_of_both(tmp_path, cast):
    rows = [["ชื่อ-สกุล", "อีเมล", "กลุ่ม"], *(["นายสมมติ ก", "a@b.example", group] for group in ("หนึ่ง", "สอง"))]
    imports.import_at_once(csv_file(tmp_path, rows), by=cast["officer"], at=timezone.now())
    assert [values_of(one)["groups"] for one in NetworkMember.objects.all()] == [["สอง", "หนึ่ง"]]


def test_the_same_row_twice_otherwise_is_asked(tmp_path):
    rows = [
        ["ชื่อ-สกุล", "อีเมล", "โทร"],
        *(["นายสมมติ ก", "a@b.example", phone] for phone in ("038000001", "038000002")),
    ]
    found = judge(csv_file(tmp_path, rows))
    assert [row.outcome for row in found.rows] == ["new", "doubtful"]
    assert "ซ้ำกับแถว 2" in found.rows[1].problems[0].message


def test_two_of_one_name_at_two_places_are_asked(tmp_path):
    member("นายสมมติ ข่าวดี", "a@media.example", organisation="สื่อหนึ่ง")
    rows = [["ชื่อ-สกุล", "หน่วยงาน", "อีเมล"], ["นายสมมติ ข่าวดี", "สื่อสอง", "b@media.example"]]
    assert "คนเดียวกันหรือไม่" in only(csv_file(tmp_path, rows)).problems[0].message


def test_a_file_that_is_no_table_of_members_is_refused(tmp_path, command):
    code, answer = command(csv_file(tmp_path, [["สี", "ขนาด"], ["แดง", "ใหญ่"]]), "--by", "officer")
    assert (code, answer["status"]) == (1, "refused")
    assert "ชื่อ-สกุล" in answer["reason"]


def test_a_sheet_is_taken_once(tmp_path, cast):
    source, _ = imports.import_at_once(
        csv_file(tmp_path, [HEADER, *ROWS]), by=cast["officer"], at=timezone.now()
    )
    with pytest.raises(Refused, match="ไปแล้ว"):
        imports.take(source, by=cast["officer"], at=timezone.now())
    assert Event.objects.filter(action="network_sheet_taken").count() == 1
    assert Event.objects.filter(action="member_added").count() == 2


def test_a_sheet_makes_members_as_the_form_does(tmp_path, cast):
    """One contact for an address of the same name, the agency of the register, a way of handing over."""
    put([school("โรงเรียนบ้านตัวอย่าง")], by=cast["officer"], at=timezone.now())
    known = Contact.objects.create(name="นายสมมติ ก")
    point_of(known, ContactPoint.Kind.EMAIL, "a@b.example")
    rows = [["ชื่อ-สกุล", "โรงเรียน", "อีเมล", "ช่องทางรับข่าว", "โทร"],
            ["นายสมมติ ก", "รร.บ้านตัวอย่าง", "a@b.example", "หอกระจายข่าว", "038000001, 038000002"],
            ["นางตัวอย่าง ข", "", "", "", "038000003"]]  # fmt: skip
    imports.import_at_once(csv_file(tmp_path, rows), by=cast["officer"], at=timezone.now())
    one, other = NetworkMember.objects.order_by("pk")
    assert (one.contact, one.how, one.agency is not None) == (known, "หอกระจายข่าว", True)
    assert values_of(one)["phones"] == ["038000001", "038000002"]
    assert (other.how, other.email, other.agency) == ("โทรศัพท์", None, None)
    assert NetworkMember.objects.called("สมมติ บ้านตัวอย่าง").get() == one
