"""Who holds what, who acts for whom, and the pages that only look."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.people import box

PAGES = {
    "home": (None, "/"),
    "data-dictionary": (None, "/agencies/data/dictionary/"),
    "contact": (None, "/contact/"),
    "register": ("officer", "/desk/agencies/"),
    "requests": ("officer", "/desk/requests/"),
    "chains": ("officer", "/desk/office/chains/"),
    "people": ("officer", "/desk/office/people/"),
    "calendar": ("officer", "/desk/office/calendar/"),
    "profile": ("officer", "/desk/office/profile/"),
    "doctor": ("officer", "/desk/doctor/"),
    "desk-acting": ("deputy2", "/desk/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everyone_at_every_width(enter, look, name):
    person, path = PAGES[name]
    page = enter(path, person, width=DESK)
    look.show(page, name)
    page.set_viewport_size({"width": PHONE, "height": 740})
    look(page, f"{name}-phone")


def test_an_order_lets_another_person_decide_from_its_first_day(enter, look):
    officer = enter("/desk/office/", "officer")
    look(officer, "posts")
    officer.get_by_role("link", name="บันทึกคำสั่ง").click()
    officer.get_by_label("คำสั่งที่").fill("300/2569")
    post = officer.get_by_label("ตำแหน่งที่แทน")
    named = post.locator("option", has_text="ผู้อำนวยการกลุ่มส่งเสริมการจัดการศึกษา –")
    post.select_option(named.get_attribute("value"))
    who = officer.get_by_label("ผู้ได้รับคำสั่ง")
    who.select_option(who.locator("option", has_text="นายสาธิต คนที่แปด").get_attribute("value"))
    officer.get_by_label("ตั้งแต่วันที่").fill(officer.get_by_label("สั่ง ณ วันที่").input_value())
    box(officer, "ถึงวันที่").fill("30 ก.ย. 2599")
    officer.keyboard.press("Tab")
    expect(officer.locator("#effect")).to_contain_text("นายสาธิต คนที่แปด")
    look(officer, "order-form")
    officer.get_by_role("button", name="บันทึกคำสั่ง").click()
    expect(officer.locator("main")).to_contain_text("300/2569")
    officer.goto("/desk/office/orders/")
    expect(officer.locator("main")).to_contain_text("นายสาธิต คนที่แปด")
    look(officer, "orders")
