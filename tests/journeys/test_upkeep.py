"""Keeping it current: one tap by a school, a correction, a field taken off the web, a day in the past."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.people import (
    agency_page,
    approve_by_keyboard,
    box,
    case_number,
    consent_by_command,
    follow_link,
    open_mail,
    submit,
)

ASKED = "โรงเรียนบ้านน้ำกร่อย"
HIDDEN = "โรงเรียนบ้านน้ำเป็น"
OLD_NAME, NEW_NAME = "โรงเรียนบ้านเหมืองแร่", "โรงเรียนบ้านเหมืองแร่วิทยา"


def test_a_school_confirms_with_one_tap_from_its_mail(enter, look):
    officer = enter("/desk/stale/", "officer")
    look(officer, "stale")
    agency_page(officer, ASKED)
    look(officer, "staff-agency")
    officer.get_by_role("button", name="ถามทางอีเมลว่ายังถูกต้อง").click()
    expect(officer.locator("main")).to_contain_text("ส่ง")
    school = enter("/sample/mail/", width=PHONE)
    open_mail(school, ASKED, to="school")
    follow_link(school, "/verify/")
    school.get_by_role("button", name="ยังถูกต้อง").first.wait_for()
    look(school, "verify")
    school.get_by_role("button", name="ยังถูกต้อง").first.click()
    school.get_by_role("heading", name="ขอบคุณ สำนักงานได้รับคำตอบแล้ว").wait_for()
    look(school, "verify-thanks")
    agency_page(officer, ASKED)
    expect(officer.get_by_text("ยืนยันล่าสุด")).to_be_visible()


def test_a_field_taken_off_the_web_is_gone_when_all_have_consented(enter, look, house):
    stranger = enter("/agencies/?q=น้ำเป็น")
    stranger.get_by_role("link", name=HIDDEN, exact=True).click()
    phone = stranger.locator("a[href^='tel:']").first.inner_text().strip()
    officer = enter("/desk/agencies/", "officer")
    agency_page(officer, HIDDEN)
    officer.get_by_role("link", name="แก้ไข", exact=True).click()
    officer.get_by_role("group", name="วิธีเผยแพร่ โทรศัพท์", exact=True).get_by_label("ภายใน").check()
    look(officer, "edit-level")
    officer.get_by_role("button", name="บันทึกร่างแล้วตรวจก่อนเสนอ").click()
    officer.get_by_role("button", name="เสนอ", exact=True).wait_for()
    look(officer, "draft")
    submit(officer)
    number = case_number(officer)
    head = enter(urlsplit(officer.url).path, "head", width=PHONE)
    look(head, "consent-one-field")
    approve_by_keyboard(head)
    consent_by_command(house, number, "deputy1")
    assert phone in _public_text(stranger)
    consent_by_command(house, number, "deputy2")
    assert phone not in _public_text(stranger)
    assert phone.replace(" ", "") not in stranger.request.get("/agencies/data/agencies.csv").text()
    look(stranger, "agency-without-phone")


def test_a_new_name_keeps_the_past_readable(enter, look, house):
    officer = enter("/desk/agencies/", "officer")
    agency_page(officer, OLD_NAME)
    agency = urlsplit(officer.url).path
    officer.get_by_role("link", name="เปลี่ยนชื่อ").click()
    officer.get_by_label("ชื่อใหม่").fill(NEW_NAME)
    officer.get_by_label("ประกาศหรือคำสั่งที่อ้าง").fill("ประกาศ สพฐ. เรื่อง เปลี่ยนชื่อสถานศึกษา")
    officer.get_by_label("ลงวันที่").fill("16 พ.ย. 2569")
    officer.get_by_label("เหตุผลที่เสนอ").fill("ให้ตรงกับประกาศ")
    look(officer, "rename")
    officer.get_by_role("button", name="บันทึกร่างการเปลี่ยนชื่อ").click()
    submit(officer)
    consent_by_command(house, case_number(officer), "head", "deputy1", "director")
    officer.goto(f"{agency}history/")
    expect(officer.locator("main")).to_contain_text(NEW_NAME)
    look(officer, "history")
    officer.goto(agency)
    officer.get_by_label("ดูข้อมูล ณ วันที่").fill("1 ต.ค. 2569")
    officer.get_by_role("button", name="แสดง").click()
    expect(officer.get_by_role("heading", level=1)).to_have_text(OLD_NAME)
    look(officer, "as-of")
    stranger = enter(f"/agencies/?q={OLD_NAME}")
    stranger.get_by_role("link", name=NEW_NAME, exact=True).wait_for()


def test_what_a_school_sends_in_is_taken_up_by_an_officer(enter, look):
    school = enter("/desk/", "school", width=PHONE, to="/my/agency/*/")
    look(school, "my-agency")
    school.get_by_role("link", name="แก้ไขข้อมูล").click()
    box(school, "โทรสาร").fill("0 3800 0199")
    school.get_by_role("heading", name="แก้ไขข้อมูล").wait_for()
    look(school, "my-agency-correct")
    school.get_by_role("button", name="ส่งให้เจ้าหน้าที่").click()
    expect(school.locator("main")).to_contain_text("สิ่งที่แจ้งไว้")
    officer = enter("/desk/", "officer")
    look(officer, "desk")
    officer.locator("a[href*='/corrections/']", has_text="รับเรื่อง").last.click()
    look(officer, "correction")
    officer.get_by_role("button", name="รับเรื่อง").click()
    officer.wait_for_url(re.compile(r"/items/\d+/"))
    expect(box(officer, "โทรสาร")).to_have_value("0 3800 0199")


def _public_text(page):
    page.reload()
    return page.locator("main").inner_text()
