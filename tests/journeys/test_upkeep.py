"""Keeping it current: one tap by a school, a correction, a field taken off the web, a day in the past."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.people import (
    agency_page,
    approve_by_keyboard,
    case_number,
    follow_link,
    open_mail,
    submit,
)

ASKED = "โรงเรียนบ้านน้ำกร่อย"
HIDDEN = "โรงเรียนบ้านน้ำเป็น"


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
    for person in ("deputy1", "deputy2"):
        assert phone in _public_text(stranger)
        house.manage("case_decide", number, "--by", person, "--decision", "approve", "--json")
    assert phone not in _public_text(stranger)
    assert phone.replace(" ", "") not in stranger.request.get("/agencies/data/agencies.csv").text()
    look(stranger, "agency-without-phone")


def _public_text(page):
    page.reload()
    return page.locator("main").inner_text()
