"""A school just e-mails what happened, with its pictures (manual 7.4)."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage

from playwright.sync_api import expect

from tests.journeys import newsroom
from tests.journeys.conftest import PHONE
from tests.journeys.house import until_true
from tests.journeys.people import box, open_mail

SCHOOL = "school072@school.example"
SUBJECT = "ส่งข่าว โรงเรียนชุมชนบ้านวังจันทร์ ปลูกป่าชายน้ำ"
HEADLINE = "โรงเรียนชุมชนบ้านวังจันทร์ ปลูกป่าชายน้ำกับชุมชน"
CAPTIONS = ["นักเรียนปลูกกล้าไม้", "ผู้ปกครองขุดหลุม", "แนวกล้าไม้ริมน้ำ"]


def test_a_mail_with_pictures_becomes_a_published_story(enter, look, house):
    a_teacher_writes_a_mail(house)
    officer = enter("/desk/mail/", "officer")
    it_lies_with_the_office(officer, look)
    the_sender_has_a_number(enter, look, house)
    an_officer_makes_it_a_story(officer, look)
    newsroom.publish_by_command(house, officer)
    stranger = enter(newsroom.public_address(officer), width=PHONE)
    expect(stranger.locator(".story img")).to_have_count(3)
    expect(stranger.locator(".prose")).to_contain_text("ปลูกกล้าไม้ 200 ต้น")
    the_sender_hears_of_it(enter, look, house)


def a_teacher_writes_a_mail(house):
    mail = EmailMessage()
    mail["From"] = f"นางสาวตัวอย่าง ครูธุรการ <{SCHOOL}>"
    mail["To"] = "news@office.example"
    mail["Subject"] = SUBJECT
    mail["Message-ID"] = "<trees-1@school.example>"
    mail.set_content("วันที่ 21 พ.ย. 2569 ครู ผู้ปกครอง และนักเรียน 46 คน ปลูกกล้าไม้ 200 ต้นริมน้ำข้างโรงเรียน\n")
    for number in range(11, 14):
        photo = newsroom.photo(number)
        mail.add_attachment(photo["buffer"], maintype="image", subtype="jpeg", filename=photo["name"])
    host, _, port = (house.folder / "smtp-in").read_text().partition(":")
    with smtplib.SMTP(host, int(port)) as client:
        client.send_message(mail)


def it_lies_with_the_office(page, look):
    letter = page.locator("[data-list]").get_by_role("link", name=SUBJECT, exact=True)

    def is_there():
        page.reload()
        return letter.count()

    until_true(is_there)
    look(page, "mail-list")
    letter.click()
    expect(page.locator("main")).to_contain_text("โรงเรียนชุมชนบ้านวังจันทร์")
    look(page, "mail-news")
    page.get_by_role("link", name="เปิดข่าว").first.click()
    page.get_by_role("button", name="รับเรื่อง").wait_for()
    look(page, "mail-story")


def the_sender_has_a_number(enter, look, house):
    page = enter("/sample/mail/", width=PHONE)
    open_mail(page, SUBJECT, to=SCHOOL)
    expect(page.locator("main")).to_contain_text("เลขรับ")
    look(page, "mail-receipt")
    answers = {str(mail["In-Reply-To"]) for mail in newsroom.mails_to(house, SCHOOL)}
    assert "<trees-1@school.example>" in answers


def an_officer_makes_it_a_story(page, look):
    page.get_by_role("button", name="รับเรื่อง").click()
    page.wait_for_url("**/edit/")
    box(page, "พาดหัว").fill(HEADLINE)
    newsroom.save(page)
    page.get_by_role("link", name="ภาพ 3").click()
    for place, caption in enumerate(CAPTIONS):
        form = page.locator(".pts > li").nth(place)
        form.get_by_label("คำบรรยาย").fill(caption)
        form.get_by_label("ภาพเด็ก").select_option(label="มีภาพเด็ก ผู้ปกครองยินยอมแล้ว")
        form.get_by_role("button", name="บันทึก", exact=True).click()
        expect(page.locator(".pts > li").nth(place).get_by_text("ยืนยันความยินยอมโดย")).to_be_visible()
    look(page, "story-photos")
    page.get_by_role("link", name=HEADLINE).first.click()


def the_sender_hears_of_it(enter, look, house):
    page = enter("/sample/mail/", width=PHONE)
    open_mail(page, f"เผยแพร่แล้ว: {HEADLINE}", to=SCHOOL)
    look(page, "mail-outcome")
