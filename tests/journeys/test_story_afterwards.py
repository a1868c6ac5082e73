"""What comes after: a mistake is corrected; a reader asks for news and stops it; a line is lost half way."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys import newsroom
from tests.journeys.conftest import PHONE
from tests.journeys.house import until_true
from tests.journeys.people import box, consent_by_command, follow_link, open_mail

WRONG = "สพป.ระยอง เขต 2 อบรมผู้นำชุมชนเรื่องทุนการศึกษา"
GOT_IT, WITHOUT_CONSENT = "member@network.example", "kamnan@community.example"
NOTE = "จำนวนผู้เข้าร่วม เดิม 64 คน แก้เป็น 46 คน"
READER = "reader@home.example"


def test_a_correction_goes_to_those_who_got_the_wrong_version(enter, look, house, tmp_path):
    story = newsroom.publish_file(house, tmp_path, WRONG, "ผู้นำชุมชน")
    until_true(lambda: WRONG in newsroom.subjects_to(house, GOT_IT), seconds=30)
    officer = enter(f"/desk/news/{story}/deliveries/", "officer")
    newsroom.recipient(officer, "ประธานชุมชน").get_by_role("button", name="ส่งแล้ว").click()
    officer.goto(f"/desk/news/{story}/1/")
    officer.get_by_role("button", name="ทำฉบับแก้ไข").click()
    officer.wait_for_url("**/edit/")
    box(officer, "สิ่งที่แก้ไข").fill(NOTE)
    officer.get_by_role("textbox", name="เนื้อข่าว").fill(f"{WRONG} เมื่อวันที่ 20 พฤศจิกายน 2569 มีผู้เข้าร่วมจำนวน 46 คน")
    look(officer, "story-correct")
    newsroom.save(officer)
    look(officer, "story-corrected-draft")
    consent_by_command(house, newsroom.propose(officer), "head")
    until_true(lambda: f"แก้ไขข่าว: {WRONG}" in newsroom.subjects_to(house, GOT_IT), seconds=30)
    for address in (WITHOUT_CONSENT, "news@radio.example"):
        assert WRONG not in " ".join(newsroom.subjects_to(house, address))
    officer.goto(f"/desk/news/{story}/deliveries/?version=2")
    expect(newsroom.recipient(officer, "นายทดสอบ สื่อชุมชน")).to_be_visible()
    expect(newsroom.recipient(officer, "ประธานชุมชน")).to_contain_text("รอส่งมอบ")
    expect(newsroom.recipient(officer, "กำนัน")).to_have_count(0)
    look(officer, "story-corrected-deliveries")
    officer.goto(f"/desk/news/{story}/2/")
    stranger = enter(newsroom.public_address(officer), width=PHONE)
    expect(stranger.locator(".corr")).to_contain_text(NOTE)
    expect(stranger.locator(".prose")).to_contain_text("46 คน")
    look(stranger, "story-corrected")


def test_a_reader_who_asks_for_news_gets_it_once_confirmed_until_it_is_stopped(enter, look, house, tmp_path):
    reader = enter("/network/join/", width=PHONE)
    box(reader, "ชื่อ-สกุล").fill("นางสาวสมมติ ผู้อ่าน")
    box(reader, "อีเมล").fill(READER)
    reader.get_by_label("ประชาชนทั่วไป").check()
    look(reader, "join")
    reader.get_by_role("button", name="ขอรับข่าว").click()
    reader.wait_for_url("**/join/sent/")
    look(reader, "join-sent")
    before = newsroom.publish_file(house, tmp_path, "ข่าวที่ออกก่อนยืนยัน", "ประชาชนทั่วไป")
    until_sent_out(house, before)
    assert newsroom.subjects_to(house, READER) == ["ยืนยันว่าท่านขอรับข่าว"]
    reader.goto("/sample/mail/")
    open_mail(reader, "ยืนยันว่าท่านขอรับข่าว", to=READER)
    follow_link(reader, "/network/join/")
    look(reader, "join-confirm")
    reader.get_by_role("button", name="ยืนยัน").click()
    reader.wait_for_url("**/network/me/**")
    look(reader, "network-me")
    newsroom.publish_file(house, tmp_path, "ข่าวที่ออกหลังยืนยัน", "ประชาชนทั่วไป")
    until_true(lambda: "ข่าวที่ออกหลังยืนยัน" in newsroom.subjects_to(house, READER), seconds=30)
    press_stop_in_the_mail_program(reader, house)
    story = newsroom.publish_file(house, tmp_path, "ข่าวที่ออกหลังหยุดรับ", "ประชาชนทั่วไป")
    until_sent_out(house, story)
    assert newsroom.subjects_to(house, READER)[1:] == ["ข่าวที่ออกหลังยืนยัน"]
    officer = enter(f"/desk/news/{story}/deliveries/", "officer")
    expect(newsroom.recipient(officer, "ผู้อ่าน")).to_contain_text("หยุดรับ")
    officer.goto("/desk/network/")
    officer.get_by_role("link", name="นางสาวสมมติ ผู้อ่าน").first.wait_for()
    look(officer, "network-members")


def until_sent_out(house, story):
    """Its rows are written and none of them waits to be sent any more."""
    rows = []

    def is_out():
        rows[:] = house.manage("story_deliveries", str(story), "--json").splitlines()
        return not any('"queued"' in row or '"sending"' in row for row in rows)

    until_true(is_out, seconds=30)


def press_stop_in_the_mail_program(page, house):
    """The one press of RFC 8058; looking at the address stops nothing."""
    header = str(newsroom.mails_to(house, READER)[-1]["List-Unsubscribe"])
    address = urlsplit(header.strip("<>")).path
    page.goto(address)
    expect(page.get_by_role("button", name="หยุดรับข่าว")).to_be_visible()
    answer = page.request.post(address, form={"List-Unsubscribe": "One-Click"})
    assert answer.ok
    page.reload()
    expect(page.locator("main")).to_contain_text("หยุดส่งข่าวแล้ว")


def test_a_line_lost_at_photo_five_of_eight_loses_nothing(enter, look):
    page = enter("/news/send/", "school", width=PHONE)
    newsroom.begin_story(page)
    address, phone = page.url, page.context
    page.locator("#files").set_input_files([newsroom.photo(number) for number in range(21, 26)])
    newsroom.shown_photos(page, 5)
    phone.set_offline(True)
    newsroom.fill_facts(page, what="จัดวันภาษาไทย", where="ห้องสมุด")
    page.locator("#files").set_input_files([newsroom.photo(number) for number in range(26, 29)])
    expect(page.locator("[data-waiting] li").filter(has_text="จะส่งเองเมื่อมีสัญญาณ")).to_have_count(3)
    names = page.locator("[data-waiting] li span:first-child").all_inner_texts()
    assert names == ["IMG_0026.jpg", "IMG_0027.jpg", "IMG_0028.jpg"]
    expect(page.locator("p.hint[data-said]")).to_contain_text("ข้อความอยู่ในเครื่องนี้")
    page.locator("[data-waiting]").scroll_into_view_if_needed()
    look(page, "send-offline")
    page.close()
    newsroom.shown_photos(enter(urlsplit(address).path, "school"), 5)
    phone.set_offline(False)
    again = phone.new_page()
    again.goto(address)
    expect(again.locator("[name=what]")).to_have_value("จัดวันภาษาไทย")
    expect(again.locator("[name=where]")).to_have_value("ห้องสมุด")
    newsroom.shown_photos(again, 8)
    expect(again.locator("p.hint[data-said]")).to_contain_text("บันทึกร่างแล้ว")
    again.reload()
    newsroom.shown_photos(again, 8)
    expect(again.locator("[name=what]")).to_have_value("จัดวันภาษาไทย")
