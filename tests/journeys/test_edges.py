"""When something goes wrong on the way: nothing is lost, and it is said in words one understands."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.people import agency_page, box, propose_change, sign_in_as


def test_a_session_that_ends_in_the_middle_of_a_form_keeps_what_was_typed(enter, look):
    officer = enter("/desk/agencies/", "officer")
    agency_page(officer, "โรงเรียนบ้านสามแยก")
    officer.get_by_role("link", name="แก้ไข", exact=True).click()
    address = box(officer, "ที่อยู่")
    address.fill("99 หมู่ 9 ที่ย้ายไป")
    officer.context.clear_cookies(name="sessionid")
    officer.get_by_role("button", name="บันทึกร่างแล้วตรวจก่อนเสนอ").click()
    sign_in_as(officer, "officer")
    officer.wait_for_url("**/edit/")
    expect(officer.get_by_text("นำสิ่งที่กรอกค้างไว้กลับมาให้แล้ว")).to_be_visible()
    expect(address).to_have_value("99 หมู่ 9 ที่ย้ายไป")
    look(officer, "typed-is-kept")
    officer.get_by_role("button", name="บันทึกร่างแล้วตรวจก่อนเสนอ").click()
    expect(officer.locator("main")).to_contain_text("99 หมู่ 9 ที่ย้ายไป")


def test_a_decision_on_a_case_just_returned_is_refused_with_a_clear_word(enter, look):
    officer = enter("/desk/agencies/", "officer")
    propose_change(officer, "โรงเรียนบ้านมาบช้างนอน", "ที่อยู่", "1 หมู่ 1")
    case = officer.url.split("/", 3)[-1]
    one = enter(f"/{case}", "head", width=PHONE)
    other = enter(f"/{case}", "head", width=DESK)
    _return(other, look)
    one.locator("[data-dialog=approve]").click()
    one.get_by_role("dialog").get_by_role("button", name="อนุมัติ", exact=True).click()
    expect(one.get_by_role("alert")).to_be_visible()
    look(one, "just-returned")
    officer.reload()
    expect(officer.locator("main")).to_contain_text("ขอหลักฐาน")
    look(officer, "returned")
    officer.get_by_role("button", name="เสนอใหม่").click()
    officer.get_by_text("เสนอแล้ว").first.wait_for()
    one.reload()
    look(one, "consent-second-round")
    officer.reload()
    officer.get_by_role("link", name="เรียกเรื่องคืน").click()
    officer.get_by_role("button", name="เรียกเรื่องคืน").wait_for()
    look(officer, "recall")
    officer.get_by_role("button", name="เรียกเรื่องคืน").click()
    expect(officer.locator("main")).to_contain_text("ยกเลิก")


def _return(page, look):
    """One field, with its reason; without one it is asked for and nothing is sent."""
    page.get_by_text("คืนรายการนี้").first.click()
    page.get_by_role("button", name="คืนเรื่อง/แก้ไข", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("ใส่เหตุผลของรายการนี้")
    page.get_by_role("button", name="ขอหลักฐาน").first.click()
    look(page, "return-one-field")
    page.get_by_role("button", name="คืนเรื่อง/แก้ไข 1 รายการ").click()
    page.get_by_role("button", name="คืนเรื่อง/แก้ไข 1 รายการ").wait_for()
    look(page, "return-confirm")
    page.get_by_role("button", name="คืนเรื่อง/แก้ไข 1 รายการ").click()
    expect(page.locator("main")).to_contain_text("คืนเรื่อง/แก้ไขแล้ว")


def test_a_file_that_is_no_table_is_refused_in_thai(enter, look):
    officer = enter("/desk/imports/", "officer", width=PHONE)
    wrong = {
        "name": "ทะเบียน.csv",
        "mimeType": "text/csv",
        "buffer": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    }
    officer.locator("input[type=file]").set_input_files(wrong)
    officer.get_by_role("button", name="ตรวจไฟล์").click()
    expect(officer.locator("main")).to_contain_text("รับไฟล์นี้ไม่ได้")
    expect(officer.locator("main")).to_contain_text("PDF")
    look(officer, "import-refused")
