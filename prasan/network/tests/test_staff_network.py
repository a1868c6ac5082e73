"""The register of the network as staff keep it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.tests.bulk import put, school
from prasan.audit.models import Event
from prasan.contacts.actions import mark_failed
from prasan.contacts.models import ContactPoint
from prasan.delivery.models import Delivery
from prasan.network.held import values_of
from prasan.network.models import Group, NetworkMember
from prasan.network.tests.members import NO_CONSENT, group, member

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def officer(cast, client):
    client.force_login(cast["officer"], backend="django.contrib.auth.backends.ModelBackend")
    return client


def typed(**values):
    return {
        "name": "นางตัวอย่าง สมมติ", "kind": "media", "channel": "email", "email": "a@media.example",
        "consent_on": "1 ต.ค. 2569", "consent_how": "โทรศัพท์",
    } | values  # fmt: skip


def page(client, query=""):
    return client.get(f"{reverse('network:members')}{query}").content.decode()


def test_form_7_3_makes_a_member_with_groups_and_consent(officer, cast):
    chosen = group("สื่อมวลชน")
    sent = typed(phones="๐๓๘-๐๐๐๐๐๐ ต่อ 5", groups=[chosen.pk], new_groups="ข่าวเด่น; สื่อมวลชน", line="@a")
    assert officer.post(reverse("network:new"), sent).status_code == 302
    one = NetworkMember.objects.get()
    held = values_of(one)
    assert held["groups"] == ["ข่าวเด่น", "สื่อมวลชน"]
    assert (held["phones"], held["line"], held["email"]) == (["038000000 ต่อ 5"], "@a", "a@media.example")
    assert (one.consent_on, one.consent_taken_by) == (date(2026, 10, 1), cast["officer"].name)
    event = Event.objects.get(action="member_added")
    assert (event.actor, event.subject) == (cast["officer"], f"network.networkmember:{one.pk}")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "กรอกชื่อ-สกุล"),
        ({"email": "ไม่มี@"}, "อีเมลเขียนเช่น"),
        ({"email": ""}, "จึงต้องกรอกอีเมล"),
        ({"channel": "handover"}, "บอกว่าส่งมอบอย่างไร"),
        ({"term_from": "1 ต.ค. 2569", "term_to": "1 ต.ค. 2568"}, "ก่อนวันเริ่ม"),
        ({"consent_on": ""}, "กรอกวันที่ให้ความยินยอม"),
        ({"consent_how": ""}, "บอกว่าให้ความยินยอมอย่างไร"),
        ({"consent_on": "1 ธ.ค. 2569"}, "ยังมาไม่ถึง"),
    ],
)
def test_a_wrong_form_says_what_is_wrong_and_keeps_what_was_typed(officer, wrong, said):
    answer = officer.post(reverse("network:new"), typed(post="ผู้สื่อข่าวพิเศษ", **wrong))
    assert said in str(answer.context["form"].errors)
    assert "ผู้สื่อข่าวพิเศษ" in answer.content.decode()
    assert not NetworkMember.objects.exists()


def test_a_changed_member_keeps_its_contact_and_says_which_fields(officer):
    one = member("นายสมมติ ข่าวดี", "a@media.example", "หนึ่ง")
    sent = typed(name="นายสมมติ ข่าวใหม่", email="b@media.example")
    officer.post(reverse("network:edit", args=[one.pk]), sent)
    after = NetworkMember.objects.get()
    assert (after.contact_id, after.contact.name, after.email.address) == (
        one.contact_id, "นายสมมติ ข่าวใหม่", "b@media.example",
    )  # fmt: skip
    assert {"name", "email", "groups"} <= set(Event.objects.get(action="member_changed").details["fields"])


def test_a_form_saved_without_a_change_changes_nothing(officer):
    officer.post(reverse("network:new"), typed(phones="038000000, 0800000001"))
    one = NetworkMember.objects.get()
    form = officer.get(reverse("network:edit", args=[one.pk])).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent |= {
        key: form[key].field.widget.format_value(value)
        for key, value in sent.items()
        if hasattr(value, "year")
    }
    officer.post(reverse("network:edit", args=[one.pk]), {key: value or "" for key, value in sent.items()})
    assert not Event.objects.filter(action="member_changed").exists()


def test_a_known_address_of_the_same_name_is_one_contact(officer):
    point = ContactPoint.objects.create(
        contact=member("นายสมมติ อื่น", "").contact.__class__.objects.create(name="นางตัวอย่าง สมมติ"),
        kind="email", address="a@media.example",
    )  # fmt: skip
    officer.post(reverse("network:new"), typed())
    assert NetworkMember.objects.get(email=point).contact == point.contact


def test_an_organisation_of_the_register_is_linked(officer, cast):
    put([school("โรงเรียนบ้านตัวอย่าง")], by=cast["officer"], at=timezone.now())
    officer.post(reverse("network:new"), typed(organisation="รร.บ้านตัวอย่าง"))
    assert NetworkMember.objects.get().agency is not None


def test_it_is_found_by_any_part_of_a_name_without_tone_marks(officer):
    member("นายน้ำเงิน ข่าวดี", "a@media.example")
    member("นางแดง อื่นไกล", "b@media.example", organisation="สื่อน้ำเค็ม")
    shown = page(officer, "?q=นำเ")
    assert "น้ำเงิน" in shown
    assert "แดง" in shown
    assert "น้ำเงิน" not in page(officer, "?q=แดง")


def test_the_order_is_the_dictionary_s_and_forgets_titles(officer):
    for name in ("นายมหาชัย ก", "นางเกาะลอย ก", "นางสาวขวัญ ก"):
        member(name, "")
    listed = officer.get(reverse("network:members")).context["page_obj"]
    assert [str(one) for one in listed] == ["นางเกาะลอย ก", "นางสาวขวัญ ก", "นายมหาชัย ก"]


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("show=no-consent", NO_CONSENT),
        ("show=term", {"term_to": date(2026, 12, 1)}),
        ("show=paused", {"state": "paused"}),
        ("show=left", {"state": "left"}),
        ("kind=parent", {"kind": "parent"}),
        ("channel=handover", {"how": "บอร์ด"}),
        ("district=แกลง", {"district": "แกลง"}),
        ("school_group=มาบยางพร", {"school_group": "มาบยางพร"}),
    ],
)
def test_a_filter_shows_those_and_no_others(officer, query, fields):
    member("นายหนึ่ง ตรงตัวกรอง", "a@media.example", **fields)
    member("นายสอง อื่นไป", "b@media.example")
    shown = page(officer, f"?{query}")
    assert "ตรงตัวกรอง" in shown
    assert "อื่นไป" not in shown


def test_who_left_is_out_of_the_list_and_comes_back_by_undo(officer):
    one = member("นายสมมติ ข่าวดี", "a@media.example")
    answer = officer.post(reverse("network:turn", args=[one.pk, "leave"]), follow=True)
    assert "ย้อนกลับ" in answer.content.decode()
    assert "ข่าวดี" not in page(officer)
    officer.post(reverse("network:turn", args=[one.pk, "restore"]))
    assert "ข่าวดี" in page(officer)
    assert [e.action for e in Event.objects.filter(action__startswith="member_")] == [
        "member_leave",
        "member_restore",
    ]


def test_leaving_twice_is_refused(officer):
    one = member(state="left")
    answer = officer.post(reverse("network:turn", args=[one.pk, "leave"]), follow=True)
    assert "ออกจากเครือข่ายแล้ว" in answer.content.decode()
    assert not Event.objects.filter(action="member_leave").exists()


def test_an_empty_network_says_how_to_begin(officer):
    assert "ยังไม่มีสมาชิกในเครือข่าย" in page(officer)


def test_a_list_costs_the_same_whatever_its_length(officer, django_assert_max_num_queries):
    for number in range(25):
        member(f"นายสมมติ {number}", f"{number}@media.example", "สื่อ")
    with django_assert_max_num_queries(25):
        page(officer)


def test_the_link_is_sent_once_an_hour(officer):
    one = member("นายสมมติ ข่าวดี", "a@media.example")
    officer.post(reverse("network:send_link", args=[one.pk]))
    again = officer.post(reverse("network:send_link", args=[one.pk]), follow=True)
    assert "ภายในหนึ่งชั่วโมง" in again.content.decode()
    assert Delivery.objects.get(purpose="network_link").contact_point == one.email


@pytest.mark.parametrize("name", ["members", "new", "groups", "imports", "duplicates", "notes", "register"])
def test_a_person_of_a_school_sees_nothing(client, cast, name):
    school_person = User.objects.create_user("school@school.example", "นางสาวตัวอย่าง โรงเรียน", key="school")
    client.force_login(school_person, backend="django.contrib.auth.backends.ModelBackend")
    member("นายสมมติ ข่าวดี", "a@media.example")
    answer = client.get(reverse(f"network:{name}"))
    assert answer.status_code == 403
    assert "ข่าวดี" not in answer.content.decode()


def test_an_admin_without_a_post_may_not_read_personal_data(client, cast):
    admin = User.objects.create_user("admin@office.example", "นายสมมติ ดูแลระบบ", key="adm")
    User.objects.filter(pk=admin.pk).update(is_office_admin=True)
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("network:members")).status_code == 403
    assert client.post(reverse("network:new"), typed()).status_code == 403
    assert not NetworkMember.objects.exists()


def test_a_group_is_made_renamed_filled_and_emptied(officer):
    officer.post(reverse("network:new_group"), {"name": "ข่าวเด่น", "is_open": "on"})
    made = Group.objects.get()
    twice = officer.post(reverse("network:new_group"), {"name": "ข่าวเด่น "}).content.decode()
    assert "อยู่แล้ว" in twice
    officer.post(reverse("network:group", args=[made.pk]), {"name": "ข่าวประจำวัน"})
    one = member("นายสมมติ ข่าวดี", "")
    officer.post(reverse("network:add_to_group", args=[made.pk]), {"name": "ข่าวดี"})
    assert list(Group.objects.get(name="ข่าวประจำวัน").members.all()) == [one]
    refused = officer.post(reverse("network:drop_group", args=[made.pk]), follow=True).content.decode()
    assert "ให้หมดก่อน" in refused
    officer.post(reverse("network:drop_from_group", args=[made.pk, one.pk]))
    officer.post(reverse("network:drop_group", args=[made.pk]))
    assert not Group.objects.exists()


def test_of_several_namesakes_one_is_chosen(officer):
    made = group("ข่าวเด่น")
    one, _ = member("นายสมมติ หนึ่ง", ""), member("นายสมมติ สอง", "")
    shown = officer.post(reverse("network:add_to_group", args=[made.pk]), {"name": "สมมติ"}).content.decode()
    assert "หมายถึงใคร" in shown
    officer.post(reverse("network:add_to_group", args=[made.pk]), {"name": "สมมติ", "member": one.pk})
    assert list(made.members.all()) == [one]


def test_a_member_to_whom_nothing_arrives_is_told_of_on_the_page_and_in_the_list(officer):
    found = member()
    mark_failed(found.email, reason="ตู้จดหมายเต็ม", at=timezone.now())
    one = officer.get(reverse("network:member", args=[found.pk])).content.decode()
    assert "ส่งไม่ถึงตั้งแต่" in one
    assert "ตู้จดหมายเต็ม" in one
    assert "อีเมลส่งไม่ถึง" in page(officer)
