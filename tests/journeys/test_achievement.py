"""An award: from a school's phone to the wall, the network and the sheet; and three awards as one case."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys import newsroom
from tests.journeys.conftest import PHONE
from tests.journeys.people import box, case_number, consent_by_command, open_mail, submit

AWARD = "รางวัลชนะเลิศการประกวดละครหุ่นเงา"
GIVER = "ชมรมละครหุ่นตัวอย่าง"
SCHOOL = "โรงเรียนชุมชนบ้านวังจันทร์"
HEADLINE = "ละครหุ่นเงาของโรงเรียนชุมชนบ้านวังจันทร์ชนะเลิศระดับภาค"
THREE = ["รางวัลเหรียญทองการคัดลายมือ", "รางวัลเหรียญเงินการเล่านิทาน", "รางวัลเหรียญทองแดงการวาดภาพ"]


def test_an_award_goes_from_a_school_to_the_wall_and_the_network(enter, look, house):
    a_teacher_sends_it_in(enter, look)
    officer = enter("/desk/achievements/?state=sent", "officer")
    an_officer_checks_it(officer, look)
    case = the_officer_proposes(officer, look)
    the_chain_consents(enter, house, look, officer.url, case)
    the_wall_shows_it(enter, look)
    the_school_hears_of_it(enter, look)
    a_story_is_begun_from_it(officer, look)
    newsroom.publish_by_command(house, officer)
    the_story_and_the_award_lead_to_each_other(officer, enter, look)
    the_network_has_it_by_mail(enter)


def a_teacher_sends_it_in(enter, look):
    page = enter("/achievements/send/", "school", width=PHONE)
    page.get_by_role("button", name="ส่งผลงาน").click()
    box(page, "ชื่อผลงาน").fill(AWARD)
    page.get_by_label("ระดับ", exact=True).select_option(label="ภาค")
    box(page, "ผู้มอบ").fill(GIVER)
    box(page, "วันที่ได้รับ").fill("14 พ.ย. 2569")
    look(page, "achievement-send")
    page.get_by_role("button", name="บันทึกแล้วเพิ่มหลักฐาน").click()
    page.get_by_text("เพิ่มหลักฐานอย่างน้อย 1 ไฟล์").wait_for()
    page.locator("input[type=file]").set_input_files([newsroom.photo(3)])
    box(page, "คืออะไร").fill("คณะละครหุ่นรับถ้วยรางวัล")
    page.get_by_label("เผยแพร่พร้อมผลงาน").check()
    page.get_by_label("ภาพหรือชื่อนักเรียนในไฟล์").select_option(label="ไม่มีภาพหรือชื่อนักเรียน")
    page.get_by_role("button", name="เพิ่มไฟล์").click()
    page.get_by_role("heading", name="หลักฐาน 1 ไฟล์").wait_for()
    look(page, "achievement-evidence")
    page.get_by_role("button", name="ส่งถึงสำนักงาน").click()
    expect(page.locator("main")).to_contain_text("สำนักงานได้รับแล้ว")
    page.goto("/achievements/send/")
    expect(page.locator("main")).to_contain_text(re.compile(r"เลขรับผลงาน \d+/2569"))
    look(page, "achievement-mine")


def an_officer_checks_it(page, look):
    page.get_by_role("link", name=AWARD).click()
    page.get_by_role("button", name="รับเรื่อง").wait_for()
    look(page, "achievement-inbox")
    page.get_by_role("button", name="รับเรื่อง").click()
    page.get_by_role("link", name="แก้ไข", exact=True).wait_for()


def the_officer_proposes(page, look):
    look(page, "achievement-draft")
    submit(page)
    return case_number(page)


def the_chain_consents(enter, house, look, address, case):
    head = enter(re.sub(r"^https?://[^/]+", "", address), "head", width=PHONE)
    look(head, "achievement-consent")
    newsroom.consent_on_the_phone(head)
    consent_by_command(house, case, "deputy1", "director")


def the_wall_shows_it(enter, look):
    page = enter("/achievements/", width=PHONE)
    look(page, "achievement-wall")
    page.get_by_label("ระดับ", exact=True).select_option(value="5")
    page.wait_for_url("**level=5**")
    expect(page.locator("[name=level] option[value='5'][selected]")).to_have_count(1)  # the new list stands
    page.get_by_label("ปีการศึกษา").select_option(value="2569")
    page.wait_for_url("**year=2569**")
    page.get_by_role("link", name=GIVER).click()
    expect(page.locator(".wall li")).to_have_count(1)
    sheet = page.request.get("/achievements/download/achievements.csv").body().decode("utf-8-sig")
    assert AWARD in sheet
    page.get_by_role("link", name=AWARD).click()
    expect(page.locator("main img")).to_have_attribute("alt", "คณะละครหุ่นรับถ้วยรางวัล")
    shown = page.request.get(page.locator("main img").get_attribute("src")).body()
    assert not newsroom.says_where_it_was_taken(shown)
    look(page, "achievement-public")
    page.locator("dl").get_by_role("link", name=SCHOOL).click()
    page.get_by_role("heading", name="ผลงานของหน่วยงาน").wait_for()
    page.get_by_role("link", name=AWARD).wait_for()


def the_school_hears_of_it(enter, look):
    page = enter("/sample/mail/", width=PHONE)
    open_mail(page, f"เผยแพร่แล้ว: {AWARD}", to="school")
    look(page, "achievement-outcome")


def a_story_is_begun_from_it(page, look):
    page.reload()
    page.get_by_role("button", name="เขียนข่าวจากผลงานนี้").wait_for()
    look(page, "achievement-published")
    page.get_by_role("button", name="เขียนข่าวจากผลงานนี้").click()
    page.wait_for_url("**/edit/")
    expect(page.locator("main")).to_contain_text("พร้อมภาพหลักฐาน 1 ภาพ")
    newsroom.write(page, title=HEADLINE, groups=["สื่อมวลชนท้องถิ่น"], at_once=True)
    newsroom.save(page)
    look(page, "achievement-story")


def the_story_and_the_award_lead_to_each_other(page, enter, look):
    stranger = enter(newsroom.public_address(page), width=PHONE)
    stranger.get_by_role("heading", name="ผลงานในข่าวนี้").wait_for()
    stranger.get_by_role("link", name=AWARD).click()
    stranger.get_by_role("link", name=HEADLINE).wait_for()
    page.get_by_role("link", name=AWARD).first.click()
    page.get_by_role("link", name="ใครได้รับ ใครไม่ได้รับ").wait_for()
    look(page, "achievement-told")
    page.get_by_role("link", name="ใครได้รับ ใครไม่ได้รับ").click()
    page.get_by_role("heading", level=1).wait_for()


def the_network_has_it_by_mail(enter):
    open_mail(enter("/sample/mail/"), HEADLINE, to="news@radio.example")


def test_three_awards_go_as_one_case_and_one_comes_back(enter, look, house):
    officer = enter("/desk/achievements/imports/", "officer")
    case, address = three_are_proposed(officer, look)
    head = enter(address, "head", width=PHONE)
    one_is_returned(head, look)
    it_is_mended_and_sent_again(officer, look)
    consent_by_command(house, case, "head", "deputy1", "director")
    officer.reload()
    expect(officer.locator("main")).to_contain_text("อนุมัติแล้ว")
    wall = enter("/achievements/?q=เหรียญ")
    for title in (THREE[0], f"{THREE[1]}พื้นบ้าน", THREE[2]):
        wall.get_by_role("link", name=title, exact=True).wait_for()


def three_are_proposed(page, look):
    lines = [f"{title},{SCHOOL},เขต,2569,สพป.ระยอง เขต 2" for title in THREE]
    sheet = "\n".join(["ชื่อผลงาน,โรงเรียน,ระดับ,ปีการศึกษา,ผู้มอบ", *lines])
    page.locator("input[type=file]").set_input_files(
        [{"name": "รางวัล.csv", "mimeType": "text/csv", "buffer": sheet.encode()}]
    )
    page.get_by_role("button", name="ตรวจไฟล์").click()
    page.get_by_role("button", name=re.compile("^รับ 3 แถว")).wait_for()
    look(page, "achievement-import")
    page.get_by_role("button", name=re.compile("^รับ 3 แถว")).click()
    page.get_by_role("link", name=re.compile("^เสนอ 3 ร่าง")).click()
    box(page, "เหตุผลหรือที่มา").fill("ผลการแข่งขันทักษะวิชาการ ปีการศึกษา 2569")
    look(page, "achievement-together")
    page.get_by_role("button", name="เสนอ 3 ผลงาน").click()
    page.get_by_text("เสนอแล้ว").first.wait_for()
    look(page, "achievement-case")
    return case_number(page), re.sub(r"^https?://[^/]+", "", page.url)


def one_is_returned(page, look):
    item = page.locator("li.one").filter(has_text=THREE[1])
    item.locator("summary").click()
    item.get_by_role("textbox").fill("ชื่อรายการแข่งขันไม่ครบ")
    look(page, "achievement-return-one")
    page.get_by_role("button", name="คืนเรื่อง/แก้ไข 1 รายการ").click()
    page.get_by_role("button", name="คืนเรื่อง/แก้ไข 1 รายการ").wait_for()
    page.get_by_role("button", name="คืนเรื่อง/แก้ไข 1 รายการ").click()
    expect(page.locator("main")).to_contain_text("คืนเรื่อง/แก้ไขแล้ว")


def it_is_mended_and_sent_again(page, look):
    page.reload()
    item = page.locator("li.one").filter(has_text=THREE[1])
    expect(item).to_contain_text("ชื่อรายการแข่งขันไม่ครบ")
    look(page, "achievement-returned")
    case = page.url
    item.get_by_role("link", name="แก้ไข").click()
    box(page, "ชื่อผลงาน").fill(f"{THREE[1]}พื้นบ้าน")
    page.get_by_role("button", name="บันทึกร่าง").click()
    page.get_by_text("บันทึกแล้ว").first.wait_for()
    page.goto(case)
    page.get_by_role("button", name="เสนอใหม่").click()
    page.get_by_text("เสนอแล้ว").first.wait_for()
