"""The office's screens: who sees them, who changes what, and that a refusal keeps what was typed."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from prasan.accounts.models import User
from prasan.office.actions.orders import enter_order
from prasan.office.models import Chain, Holder, Holiday, OfficeProfile, Order, Post, Unit
from prasan.office.policies import NOT_ADMIN, NOT_STAFF

Cast = dict[str, Any]
LISTS = ["posts", "orders", "chains", "people", "calendar", "profile"]
FORMS = ["new-unit", "new-post", "new-order", "new-holiday", "edit-profile", "new-person"]


@pytest.fixture
def enter(cast: Cast) -> Any:
    def enter(key: str) -> Client:
        client = Client()
        client.force_login(cast[key], "django.contrib.auth.backends.ModelBackend")
        return client

    return enter


def text(response: Any) -> str:
    """What is read on the page, without markup and no-break spaces."""
    bare = re.sub(r"<[^>]+>", " ", re.sub(r"</?span[^>]*>", "", response.content.decode()))
    return " ".join(bare.replace("\u00a0", " ").split())


@pytest.mark.parametrize("name", LISTS + FORMS)
def test_a_stranger_is_sent_to_sign_in(office: None, client: Client, name: str) -> None:
    response = client.get(reverse(f"office:{name}"))
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next={reverse(f'office:{name}')}")


@pytest.mark.parametrize("name", LISTS)
def test_someone_without_a_post_is_told_why_not(office: None, client: Client, name: str) -> None:
    client.force_login(
        User.objects.create_user("member@network.example", "นายสมาชิก ตัวอย่าง"),
        "django.contrib.auth.backends.ModelBackend",
    )
    response = client.get(reverse(f"office:{name}"))
    assert response.status_code == 403
    assert NOT_STAFF.message.split()[0] in text(response)


@pytest.mark.parametrize("name", LISTS)
def test_staff_look_and_keepers_act(enter: Any, name: str) -> None:
    url = reverse(f"office:{name}")
    looking, keeping = enter("officer").get(url), enter("director").get(url)
    assert looking.status_code == keeping.status_code == 200
    assert NOT_ADMIN.message in text(looking)
    assert NOT_ADMIN.message not in text(keeping)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_for_keepers(enter: Any, name: str) -> None:
    url = reverse(f"office:{name}")
    assert enter("officer").get(url).status_code == 403
    assert enter("director").get(url).status_code == 200


def test_the_overview_shows_who_acts_until_when(enter: Any, clock: Any) -> None:
    clock.move_to("2026-11-24T05:00:00+00:00")
    said = text(enter("officer").get(reverse("office:posts")))
    assert "คำสั่งที่ 245/2569 สิ้นสุด 27 พ.ย. 2569" in said
    assert "นายทดสอบ คนที่สาม รักษาราชการแทน ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2" in said


@pytest.mark.parametrize(
    ("typed", "acts"), [("24 พ.ย. 2569", True), ("๒๗/๑๑/๒๕๖๙", True), ("2026-11-28", False), ("", False)]
)
def test_any_day_can_be_looked_at(enter: Any, typed: str, acts: bool) -> None:
    said = text(enter("officer").get(reverse("office:posts"), {"on": typed}))
    assert ("คำสั่งที่ 245/2569" in said) is acts


def test_a_day_that_is_none_is_said_and_today_shown(enter: Any) -> None:
    response = enter("officer").get(reverse("office:posts"), {"on": "31 พ.ย. 2569"})
    assert "เดือนพฤศจิกายนมีไม่เกิน 30 วัน" in text(response)
    assert "วันอังคารที่ 10 พฤศจิกายน 2569" in text(response)


def test_a_vacant_post_that_stops_a_chain_stands_out(enter: Any) -> None:
    Holder.objects.filter(post__key="dir").update(to_on=date(2026, 11, 9))
    said = text(enter("officer").get(reverse("office:posts")))
    assert "ว่าง และไม่มีคำสั่งที่มีผล จึงเสนองานไม่ได้: ปรับปรุงทะเบียนหน่วยงาน · เผยแพร่ข่าว" in said


def test_chains_show_who_would_decide(enter: Any) -> None:
    said = text(enter("officer").get(reverse("office:chains"), {"on": "24 พ.ย. 2569"}))
    assert "นายสมมติ คนที่หนึ่ง หรือ นายทดสอบ คนที่สาม รักษาราชการแทน · คำสั่งที่ 245/2569" in said
    assert "ไม่มีตำแหน่งรองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาในสายงานนี้" in said
    assert "ทุกกลุ่ม" in said


def order_words(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {
        "no": "300/2569",
        "dated_on": "10 พ.ย. 2569",
        "wording": "รักษาราชการแทน",
        "post": Post.objects.get(key="dir").pk,
        "user": cast["deputy1"].pk,
        "from_on": "๑๖/๑๑/๒๕๖๙",
        "to_on": "20 พ.ย. 2569",
        **changes,
    }


def test_an_order_is_entered(enter: Any, cast: Cast) -> None:
    response = enter("director").post(reverse("office:new-order"), order_words(cast))
    assert response.status_code == 302
    order = Order.objects.get(no="300/2569")
    assert (order.from_on, order.to_on, order.scope) == (date(2026, 11, 16), date(2026, 11, 20), None)


def test_a_refused_order_keeps_what_was_typed(enter: Any, cast: Cast) -> None:
    response = enter("director").post(reverse("office:new-order"), order_words(cast, to_on="23 พ.ย. 2569"))
    assert "คำสั่งที่ 245/2569 ของตำแหน่ง ข้อความ และขอบเขตเดียวกัน" in text(response)
    assert 'value="๑๖/๑๑/๒๕๖๙"' in response.content.decode()
    assert not Order.objects.filter(no="300/2569").exists()


def test_the_effect_is_said_before_saving(enter: Any, cast: Cast) -> None:
    words = order_words(cast, scope=["news"], preview="1")
    said = text(enter("director").post(reverse("office:new-order"), words))
    assert "ตั้งแต่ 16–20 พ.ย. 2569 นางตัวอย่าง คนที่สอง พิจารณางาน “เผยแพร่ข่าว” แทนตำแหน่งผู้อำนวยการ" in said
    assert "ใครพิจารณาก่อนถือเป็นผล" in said
    assert not Order.objects.filter(no="300/2569").exists()


def test_the_effect_comes_alone_as_one_types(enter: Any, cast: Cast) -> None:
    response = enter("director").post(
        reverse("office:order-effect"), order_words(cast, to_on="", wording="ปฏิบัติหน้าที่")
    )
    assert "16 พ.ย. 2569 เป็นต้นไป" in text(response)
    assert "<html" not in response.content.decode()


def test_an_order_not_yet_in_force_is_withdrawn(enter: Any) -> None:
    order = Order.objects.get(no="245/2569")
    enter("director").post(reverse("office:withdraw-order", args=[order.pk]), {"sure": "1"})
    assert not Order.objects.filter(pk=order.pk).exists()


def test_an_order_in_force_is_ended(enter: Any) -> None:
    order = Order.objects.get(no="101/2568")
    enter("director").post(reverse("office:end-order", args=[order.pk]), {"to_on": "15 พ.ย. 2569"})
    order.refresh_from_db()
    assert order.to_on == date(2026, 11, 15)


def test_a_holder_follows_another(enter: Any, cast: Cast) -> None:
    post = Post.objects.get(key="head1")
    words = {"user": cast["officer"].pk, "from_on": "1 ธ.ค. 2569", "end_former": "on"}
    assert enter("director").post(reverse("office:appoint", args=[post.pk]), words).status_code == 302
    said = text(enter("officer").get(reverse("office:post", args=[post.pk])))
    assert "นางสาวตัวอย่าง คนที่เจ็ด ตั้งแต่ 1 ธ.ค. 2569" in said
    assert "นางสาวสาธิต คนที่สี่ 1 ต.ค. 2568 – 30 พ.ย. 2569" in said


def test_two_holders_at_once_are_refused_on_the_page(enter: Any, cast: Cast) -> None:
    url = reverse("office:appoint", args=[Post.objects.get(key="head1").pk])
    response = enter("director").post(url, {"user": cast["officer"].pk, "from_on": "1 ธ.ค. 2569"})
    assert "ตำแหน่งหนึ่งมีผู้ดำรงตำแหน่งได้คนเดียวในวันเดียวกัน" in text(response)


def test_posts_and_units_are_made(enter: Any) -> None:
    keeper = enter("director")
    keeper.post(reverse("office:new-unit"), {"name": "กลุ่มกฎหมายและคดี"})
    unit = Unit.objects.get(name="กลุ่มกฎหมายและคดี")
    words = {"title": "ผู้อำนวยการกลุ่มกฎหมายและคดี", "kind": "group_head", "unit": unit.pk}
    keeper.post(reverse("office:new-post"), words)
    assert Post.objects.get(unit=unit).title == "ผู้อำนวยการกลุ่มกฎหมายและคดี"
    keeper.post(reverse("office:close-unit", args=[unit.pk]), {"on": "10 พ.ย. 2569"})
    unit.refresh_from_db()
    assert unit.closed_on == date(2026, 11, 10)


def test_a_chain_is_edited(enter: Any) -> None:
    chain = Chain.objects.get(kind_of_work="news")
    words = {"name": "เผยแพร่ข่าว", "steps": ["director", "group_head"]}
    enter("director").post(reverse("office:edit-chain", args=[chain.pk]), words)
    chain.refresh_from_db()
    assert chain.steps == ["group_head", "director"]


def test_the_calendar_of_a_fiscal_year(enter: Any) -> None:
    keeper = enter("director")
    said = text(keeper.get(reverse("office:calendar")))
    assert "ปีงบประมาณ 2570" in said
    assert "วันพฤหัสบดีที่ 31 ธันวาคม 2569 วันสิ้นปี" in said
    keeper.post(
        reverse("office:new-holiday"), {"day": "20 พ.ย. 2569", "name": "วันหยุดพิเศษ", "source": "มติ ครม."}
    )
    holiday = Holiday.objects.get(name="วันหยุดพิเศษ")
    keeper.post(reverse("office:remove-holiday", args=[holiday.pk]))
    assert not Holiday.objects.filter(pk=holiday.pk).exists()
    keeper.post(reverse("office:fill-calendar"), {"year": "2572"})
    assert Holiday.objects.filter(date__year=2029).exists()


@pytest.mark.parametrize("year", ["x", "-1", "99999", "๒๕๗๐"])
def test_a_strange_year_shows_a_year_all_the_same(enter: Any, year: str) -> None:
    assert "ปีงบประมาณ 2570" in text(enter("officer").get(reverse("office:calendar"), {"year": year}))


def test_the_profile_is_edited_with_its_pictures(enter: Any, tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    keeper = enter("director")
    words = {"name": "สำนักงานสมมติ", "short_name": "สพป.สมมติ", "phone": "038-000000"}
    bad = SimpleUploadedFile("logo.png", b"<svg/>", content_type="image/png")
    assert "ไม่ใช่ภาพ" in text(keeper.post(reverse("office:edit-profile"), {**words, "logo": bad}))
    assert OfficeProfile.current().phone == ""
    drawn = io.BytesIO()
    Image.new("RGB", (4, 4), "teal").save(drawn, "JPEG")
    good = SimpleUploadedFile("logo.jpg", drawn.getvalue(), content_type="image/jpeg")
    response = keeper.post(reverse("office:edit-profile"), {**words, "logo": good})
    assert response.status_code == 302, text(response)
    assert OfficeProfile.current().phone == "038-000000"
    shown = keeper.get(reverse("office:picture", args=["logo"]))
    assert shown["Content-Type"] == "image/png"
    assert b"".join(shown.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]
    assert keeper.get(reverse("office:picture", args=["pk"])).status_code == 404


def test_a_person_is_added_and_made_keeper(enter: Any, cast: Cast) -> None:
    keeper = enter("director")
    keeper.post(reverse("office:new-person"), {"name": "นางทดสอบ คนใหม่", "email": "new@office.example"})
    new = User.objects.get(email="new@office.example")
    keeper.post(reverse("office:make-admin", args=[new.pk]), {"is_admin": "1"})
    new.refresh_from_db()
    assert new.is_office_admin
    assert "นางทดสอบ คนใหม่" in text(enter("officer").get(reverse("office:people")))


def test_a_person_named_as_markup_stays_text(enter: Any, cast: Cast) -> None:
    cast["head"].name = "<script>alert(1)</script>"
    cast["head"].save()
    for name in ("posts", "people", "chains"):
        assert b"<script>alert(1)" not in enter("officer").get(reverse(f"office:{name}")).content


def test_many_orders_cost_no_more_queries(enter: Any, cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(1, 15):
        enter_order(
            no=f"{number}/2570", dated_on=date(2026, 11, 1), wording=f"ปฏิบัติหน้าที่ {number}",
            post=Post.objects.get(key="dir"), user=cast["deputy1"], from_on=date(2026, 11, 1),
            scope=["news"], by=cast["director"],
        )  # fmt: skip
    staff = enter("officer")
    with django_assert_max_num_queries(22):
        staff.get(reverse("office:posts"))


def test_an_order_names_each_post_by_its_holder_and_groups(enter: Any, cast: Cast) -> None:
    page = text(enter("director").get(reverse("office:new-order")))
    deputy = Post.objects.filter(kind="deputy", supervises__isnull=False).first()
    holder = Holder.objects.filter(post=deputy, to_on=None).first()
    assert deputy is not None
    assert holder is not None
    groups = " ".join(unit.name for unit in deputy.supervises.all())
    assert f"{deputy.title} – {holder.user.name} (กำกับ {groups})" in page


def test_people_without_a_post_stand_below_the_others(enter: Any, cast: Cast) -> None:
    User.objects.create_user("guest@school.example", "กก ไม่มีตำแหน่ง")
    vacant = Post.objects.get(key="head1")
    page = enter("director").get(reverse("office:appoint", args=[vacant.pk])).content.decode()
    divider = page.index('<optgroup label="ไม่มีตำแหน่งวันนี้"')
    assert page.index(">" + cast["officer"].name) < divider < page.index(">กก ไม่มีตำแหน่ง")


def test_an_order_is_for_those_who_hold_a_post(enter: Any, cast: Cast) -> None:
    User.objects.create_user("guest@school.example", "กก ไม่มีตำแหน่ง")
    page = enter("director").get(reverse("office:new-order")).content.decode()
    assert ">กก ไม่มีตำแหน่ง" not in page
    assert ">" + cast["officer"].name in page


def test_the_effect_of_an_order_is_offered_before_saving_it(enter: Any) -> None:
    page = enter("director").get(reverse("office:new-order")).content.decode()
    assert page.index("ดูผลก่อนบันทึก") < page.rindex("บันทึกคำสั่ง</button>")
