"""An empty office: set up by the one-time link in five questions, and open from then on."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import DESK
from tests.journeys.people import box


def test_an_empty_office_is_set_up_in_five_questions(windows, empty_house, look):
    page = windows.open(empty_house.url, width=DESK)
    page.goto("/")
    expect(page.get_by_role("heading", name="ยังไม่ได้ตั้งค่าสำนักงาน")).to_be_visible()
    look(page, "not-set-up")
    page.goto(empty_house.set_up_path)
    page.get_by_label("สพป. (ประถมศึกษา)").check()
    page.get_by_label("จังหวัดที่ตั้ง").select_option("ระยอง")
    box(page, "เขต").fill("2")
    _next(page, look, "set-up-office")
    page.get_by_label("กลุ่มและหน่วย").fill("กลุ่มอำนวยการ\nกลุ่มนโยบายและแผน")
    _next(page, look, "set-up-groups")
    _person(page, "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา", "นายสมมติ คนที่หนึ่ง", "director@office.example")
    _person(page, "รองผู้อำนวยการ คนที่ 1", "นางตัวอย่าง คนที่สอง", "deputy@office.example")
    page.get_by_role("group", name="รองผู้อำนวยการ คนที่ 1").get_by_label("กลุ่มอำนวยการ").check()
    _person(page, "ผู้อำนวยการกลุ่มอำนวยการ", "นางสาวสาธิต คนที่สี่", "head@office.example")
    _next(page, look, "set-up-leaders")
    _person(page, "ท่านเอง", "นางสาวตัวอย่าง คนที่เจ็ด", "officer@office.example")
    page.get_by_role("group", name="ท่านเอง").get_by_label("ชื่อตำแหน่ง").fill("เจ้าพนักงานธุรการปฏิบัติงาน")
    _next(page, look, "set-up-officers")
    _next(page, look, "set-up-chains")
    page.get_by_role("heading", name="ตรวจทานก่อนตั้งค่า").wait_for()
    look(page, "set-up-review")
    page.get_by_role("button", name="ตั้งค่าสำนักงาน").click()
    expect(page.get_by_text("ตั้งค่าสำนักงานแล้ว")).to_be_visible()
    look(page, "posts-after-set-up")
    page.goto("/agencies/")
    expect(page.get_by_text("ยังไม่มีหน่วยงานที่เผยแพร่")).to_be_visible()
    page.goto("/sample/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ไม่พบ")
    page.goto(empty_house.set_up_path)
    expect(page.get_by_role("heading", name="ลิงก์ตั้งค่านี้ใช้ไม่ได้แล้ว")).to_be_visible()


def _next(page, look, name):
    page.evaluate("scrollTo(0, 0)")
    look(page, name)
    page.locator("form button.pri").click()


def _person(page, label, name, email):
    row = page.get_by_role("group", name=label, exact=True)
    row.get_by_label("ชื่อ - สกุล").fill(name)
    row.get_by_label("อีเมล").fill(email)
