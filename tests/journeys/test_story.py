"""One story, every channel: from a school's phone to all who should have it."""

from __future__ import annotations

import io
import re
from urllib.parse import urlsplit

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys import newsroom
from tests.journeys.conftest import PHONE
from tests.journeys.house import until_true
from tests.journeys.people import consent_by_command, follow_link, open_mail

GROUPS = ["สื่อมวลชนท้องถิ่น", "ผู้นำชุมชน"]
SENT_IN = "โรงเรียนชุมชนบ้านวังจันทร์ จัดค่ายรักการอ่านริมน้ำ"
HEADLINE = "โรงเรียนชุมชนบ้านวังจันทร์ เปิดค่ายรักการอ่านริมน้ำให้นักเรียนทุกชั้น"
CAPTIONS = [f"กิจกรรมฐานที่ {number} ของค่าย" for number in range(1, 9)]


def test_a_story_goes_from_a_phone_to_everybody_who_should_have_it(enter, look, house):
    a_teacher_sends_it_in(enter, look)
    officer = enter("/desk/news/?tab=sent", "officer")
    an_officer_mends_it(officer, look)
    the_chain_consents(enter, house, look, urlsplit(officer.url).path, newsroom.propose(officer))
    it_is_published_with_one_press(officer, look)
    address = newsroom.public_address(officer)
    stranger = enter(address, width=PHONE)
    everybody_reads_it(stranger, look)
    the_newsletter_says_it(stranger, look)
    the_network_has_it_by_mail(enter, look, address)
    the_report_says_who_got_it(officer, look)
    the_school_hears_of_it(enter, look)


def a_teacher_sends_it_in(enter, look):
    page = enter("/news/send/", "school", width=PHONE)
    look(page, "send-list")
    newsroom.begin_story(page)
    newsroom.fill_facts(
        page,
        what="จัดค่ายรักการอ่านริมน้ำ",
        when="20 พ.ย. 2569",
        time="9.00",
        where="ลานริมน้ำของโรงเรียน",
        chair="ผู้อำนวยการโรงเรียน",
        who="ครู ผู้ปกครอง และนักเรียน",
        count="86",
        why="ส่งเสริมการอ่าน",
    )
    look(page, "send-facts")
    page.get_by_role("button", name="ร่างจากข้อเท็จจริง").click()
    expect(page.locator("#draft [name=title]")).to_have_value(SENT_IN)
    expect(page.locator("#draft [name=text]")).to_have_value(re.compile("^วันที่ 20 พฤศจิกายน 2569 เวลา 9.00 น."))
    page.locator("#files").set_input_files([newsroom.photo(number) for number in range(1, 9)])
    newsroom.shown_photos(page, 8)
    newsroom.describe_photos(page, CAPTIONS)
    page.locator("#photos").scroll_into_view_if_needed()
    look(page, "send-photos")
    page.get_by_role("button", name="ส่งถึงสำนักงาน").click()
    expect(page.locator("main")).to_contain_text("สำนักงานได้รับแล้ว")
    look(page, "send-done")


def an_officer_mends_it(page, look):
    look(page, "story-inbox")
    page.get_by_role("link", name=SENT_IN).first.click()
    page.get_by_role("button", name="รับเรื่อง").wait_for()
    look(page, "story-sent-in")
    newsroom.take_up(page, SENT_IN)
    newsroom.write(page, title=HEADLINE, groups=GROUPS, at_once=False, kind="ข่าวและประกาศ")
    look(page, "story-edit")
    newsroom.save(page)
    page.get_by_role("link", name=re.compile("^สื่อจากข่าวนี้")).click()
    page.locator("[data-page] img").wait_for()
    page.get_by_role("button", name=re.compile("^ออกพร้อมข่าว")).click()
    expect(page.locator("main")).to_contain_text("จดหมายข่าวจะออกเลขฉบับพร้อมข่าว")
    page.locator("[data-page] img").wait_for()
    look(page, "story-media")
    page.get_by_role("link", name=HEADLINE).first.click()
    look(page, "story-draft")


def the_chain_consents(enter, house, look, story, case):
    head = enter(story, "head", width=PHONE)
    look(head, "story-consent")
    newsroom.consent_on_the_phone(head)
    consent_by_command(house, case, "deputy1", "director")


def it_is_published_with_one_press(page, look):
    page.reload()
    page.get_by_role("button", name="เผยแพร่", exact=True).wait_for()
    look(page, "story-approved")
    page.get_by_role("button", name="เผยแพร่", exact=True).click()
    page.get_by_role("link", name="ดูหน้าข่าวสาธารณะ").wait_for()


def everybody_reads_it(page, look):
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    pictures = page.locator(".story img")
    expect(pictures).to_have_count(len(CAPTIONS))
    assert [each.get_attribute("alt") for each in pictures.all()] == CAPTIONS
    source = pictures.first.get_attribute("src")
    assert not newsroom.says_where_it_was_taken(page.request.get(source).body())
    look(page, "story-public")
    assert HEADLINE in page.request.get("/news/feed.xml").text()
    page.goto("/news/")
    page.get_by_role("link", name=HEADLINE).first.wait_for()
    look(page, "news-home")
    page.get_by_role("link", name=HEADLINE).first.click()


def the_newsletter_says_it(page, look):
    link = page.get_by_role("link", name="จดหมายข่าว PDF")

    def is_out():
        page.reload()
        return link.count()

    until_true(is_out, seconds=60)
    paper = page.request.get(link.get_attribute("href")).body()
    look.paper(paper, "newsletter")
    text = " ".join(PdfReader(io.BytesIO(paper)).pages[0].extract_text().split())
    assert HEADLINE.replace(" ", "") in text.replace(" ", "")


def the_network_has_it_by_mail(enter, look, address):
    page = enter("/sample/mail/", width=PHONE)
    open_mail(page, HEADLINE, to="news@radio.example")
    look(page, "story-mail")
    follow_link(page, address)
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)


def the_report_says_who_got_it(page, look):
    page.get_by_role("link", name="ใครได้รับ ใครไม่ได้รับ").click()

    def has_gone():
        page.reload()
        return page.get_by_text("ปลายทางรับไว้แล้ว").count() == 3

    until_true(has_gone, seconds=30)
    without_consent = newsroom.recipient(page, "กำนันตัวอย่าง")
    expect(without_consent).to_contain_text("ไม่ส่ง")
    expect(without_consent).to_contain_text("ยินยอม")
    look(page, "story-deliveries")
    newsroom.recipient(page, "ประธานชุมชน").get_by_role("button", name="ส่งแล้ว").click()
    handed = newsroom.recipient(page, "ประธานชุมชน")
    expect(handed).to_contain_text("ส่งแล้วโดย นางสาวตัวอย่าง คนที่เจ็ด")
    handed.scroll_into_view_if_needed()
    look(page, "story-handed-over")


def the_school_hears_of_it(enter, look):
    page = enter("/sample/mail/", width=PHONE)
    open_mail(page, f"เผยแพร่แล้ว: {HEADLINE}", to="school")
