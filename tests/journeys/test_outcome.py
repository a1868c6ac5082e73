"""From the sheet that an office keeps to a consented, public directory; and what keeps it current."""

from __future__ import annotations

import io
import re
import subprocess

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from prasan.operations.sample.make import FOLDER
from prasan.thai import dates
from prasan.thai.collation import sort_key
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.house import House, copied
from tests.journeys.people import approve, approve_by_keyboard, box, follow_link, open_mail, sign_in_as

SHEET = FOLDER / "register.xlsx"
NEW_SCHOOL = "โรงเรียนบ้านหนองน้ำขุ่น"
KNOWN_SCHOOL = "โรงเรียนบ้านแก่งหวาย"
ACTING = "รักษาราชการแทน ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต "
AS_PEOPLE_WORK = (DESK, PHONE, approve, "")
THE_OTHER_WAY = (PHONE, DESK, approve_by_keyboard, "-other")


@pytest.fixture
def house(pristine, tmp_path):
    """An office of its own: what is imported twice is no journey."""
    house = House(copied(pristine, tmp_path / "data"))
    yield house
    house.close()


@pytest.mark.parametrize(("officer_at", "head_at", "consent", "suffix"), [AS_PEOPLE_WORK, THE_OTHER_WAY])
def test_a_sheet_becomes_a_consented_public_directory(enter, look, officer_at, head_at, consent, suffix):
    look = look.named(suffix)
    officer = enter("/desk/imports/", "officer", width=officer_at)
    drop_in(officer, look)
    settle(officer, look)
    propose(officer, look)
    case = officer.url
    stranger = enter("/agencies/?q=หนองนำ", width=head_at)
    expect(stranger.get_by_text("ไม่พบ").first).to_be_visible()
    look(stranger, "directory-nothing")
    head_consents_from_the_mail(enter, look, head_at, consent)
    deputy_signs_on_paper(officer, look)
    acting_director_consents(enter, look, head_at, consent)
    the_memo_names_them(officer, case, look)
    the_directory_shows_them(stranger, look)
    the_register_prints(stranger, look)
    those_chosen_are_told(officer, case, look)


def drop_in(page, look):
    """Dropped from the desktop, as a browser tells a page of it."""
    look(page, "import-list")
    content = list(SHEET.read_bytes())
    dropped = page.evaluate_handle(
        """([name, bytes]) => {
            const dropped = new DataTransfer();
            dropped.items.add(new File([new Uint8Array(bytes)], name));
            return dropped;
        }""",
        [SHEET.name, content],
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": dropped})
    expect(page.locator("[data-drop-said]")).to_contain_text(SHEET.name)
    look.show(page, "import-chosen")
    page.get_by_role("button", name="ตรวจไฟล์").click()
    page.locator("#card").wait_for()
    look(page, "import-judged")


def settle(page, look):
    """By rule what many rows ask, one by one the rest; the row that cannot be taken is left behind."""
    rules = page.locator("section", has=page.locator("#rules"))
    look_at(page, rules)
    look.show(page, "import-rules")
    for rule in ("อีเมลกลาง", "โทรศัพท์", "แถวซ้ำ", "ผู้ประสานงาน: โทรศัพท์"):
        rules.get_by_role("button", name=re.compile(rf"ใช้กับ \d+ แถว {rule}:")).click()
        expect(rules.get_by_role("button", name=re.compile(rf"แถว {rule}:"))).to_have_count(0)
    card = page.locator("#card")
    expect(card).to_contain_text("ควบรวมแล้ว")
    card.get_by_label("ยังเปิดอยู่").check()
    look(page, "import-closed")
    _confirm(page)
    expect(card).to_contain_text("เปลี่ยนชื่อหรือไม่")
    _confirm(page)
    expect(card).to_contain_text("ยุบเลิก 2566")
    card.get_by_label("ยังเปิดอยู่").check()
    _confirm(page)
    expect(card).to_contain_text("ไม่พบ “ทับมา อ.แกลง”")
    _confirm(page)
    expect(card).to_contain_text("เป็นหน่วยงานเดียวกันหรือไม่")
    look_at(page, card)
    look(page, "import-same-agency")
    _confirm(page)
    expect(card).to_contain_text("อยู่ระหว่างเสนอ")
    card.get_by_label("รับแถวโดยไม่เอาค่านี้").check()
    _confirm(page)
    expect(card).to_contain_text("ตำบลที่ไม่มีจริง")
    card.get_by_role("button", name="ข้ามแถวนี้").click()
    expect(card).to_have_count(0)
    page.locator("section", has=page.locator("#settled")).wait_for()
    look(page, "import-settled")


def _confirm(page):
    page.get_by_role("button", name="ยืนยัน แล้วดูเรื่องถัดไป").click()


def look_at(page, part):
    """Scroll so that the picture shows it."""
    part.evaluate("part => part.scrollIntoView({block: 'center'})")


def propose(page, look):
    page.get_by_role("link", name="ต่อไป: วิธีเผยแพร่").click()
    page.get_by_role("heading", name="วิธีเผยแพร่และการเสนอ").wait_for()
    look(page, "import-levels")
    fax = page.get_by_role("group", name="วิธีเผยแพร่ โทรสาร")
    fax.get_by_label("ภายใน").check()
    box(page, "เหตุผลที่เสนอ").fill("ปรับปรุงทะเบียนให้เป็นปัจจุบัน ปีการศึกษา 2569")
    page.get_by_label("หน่วยงานที่เลือก", exact=True).check()
    page.get_by_role("textbox", name="หน่วยงานที่เลือก").fill(KNOWN_SCHOOL)
    look_at(page, page.get_by_role("textbox", name="หน่วยงานที่เลือก"))
    look.show(page, "import-who-is-told")
    page.get_by_role("button", name=re.compile(r"^เสนอ \d+ แห่ง")).click()
    page.wait_for_url("**/desk/requests/*/")
    look(page, "case-proposed")


def head_consents_from_the_mail(enter, look, width, consent):
    page = enter("/sample/mail/", width=width)
    open_mail(page, "รอท่านพิจารณา", to="head@office.example")
    look(page, "mail-your-turn")
    follow_link(page, "/desk/requests/")
    sign_in_as(page, "head")
    page.wait_for_url("**/desk/requests/*/")
    look(page, "consent")
    page.locator("[data-dialog=approve]").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    look(page, "consent-confirm")
    page.keyboard.press("Escape")
    consent(page)
    expect(page.locator("main")).to_contain_text("อนุมัติแล้ว")
    look(page, "consent-given")


def deputy_signs_on_paper(page, look):
    page.reload()
    page.get_by_role("link", name="บันทึกผลที่ลงนามในกระดาษ").click()
    page.get_by_label("อนุมัติ", exact=True).check()
    box(page, "วันที่ลงนาม").fill(dates.short(timezone.localdate()))
    box(page, "ความเห็นที่เขียนในเอกสาร").fill("เห็นชอบตามเสนอ")
    page.get_by_label("ภาพสแกน").set_input_files(
        {"name": "บันทึกข้อความลงนาม.png", "mimeType": "image/png", "buffer": _scan()}
    )
    look(page, "paper-consent")
    page.get_by_role("button", name="บันทึกผล").click()
    page.wait_for_url(re.compile(r"/desk/requests/\d+/$"))
    chain = page.locator("section", has_text="ลำดับชั้น").last
    expect(chain).to_contain_text("นางตัวอย่าง คนที่สอง")
    expect(chain).to_contain_text("นางสาวตัวอย่าง คนที่เจ็ด")
    look(page, "paper-recorded")


def _scan():
    buffer = io.BytesIO()
    Image.new("L", (620, 877), 245).save(buffer, "PNG")
    return buffer.getvalue()


def acting_director_consents(enter, look, width, consent):
    page = enter("/sample/mail/", width=width)
    open_mail(page, "รอท่านพิจารณา", to="deputy2@office.example")
    follow_link(page, "/desk/requests/")
    sign_in_as(page, "deputy2")
    page.wait_for_url("**/desk/requests/*/")
    expect(page.locator("main .act").filter(has_text=ACTING)).to_be_visible()
    look(page, "consent-acting")
    consent(page)
    expect(page.locator("section", has_text="ลำดับชั้น").last).to_contain_text("อนุมัติ (รักษาราชการแทน)")
    look(page, "consent-acting-given")


def the_memo_names_them(page, case, look):
    paper = _pdf(page, f"{case}memo.pdf")
    look.paper(paper, "memo")
    memo = _text_of(paper)
    assert re.search(re.escape(ACTING) + "[2๒]", memo)
    for words in ("นางสาวสาธิต คนที่สี่", "นางตัวอย่าง คนที่สอง", "นายทดสอบ คนที่สาม", "เห็นชอบตามเสนอ"):
        assert words in memo


def _pdf(page, address):
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def _text_of(paper):
    words = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(words, input=paper, capture_output=True, check=True).stdout.decode()


def the_directory_shows_them(page, look):
    """Found by any part of a name, without its marks; in the order of the dictionary."""
    page.reload()
    page.get_by_role("link", name=NEW_SCHOOL, exact=True).wait_for()
    page.get_by_role("searchbox").fill("นำเปน")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name="โรงเรียนบ้านน้ำเป็น", exact=True).wait_for()
    look(page, "directory-found")
    page.goto("/agencies/")
    names = page.locator("table a.nm").all_inner_texts()
    assert len(names) > 20
    assert names == sorted(names, key=sort_key)
    look(page, "directory")
    page.goto("/agencies/?q=หนองนำ")
    page.get_by_role("link", name=NEW_SCHOOL, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("หนองน้ำขุ่น")
    expect(page.get_by_text("โทรสาร")).to_have_count(0)
    look(page, "agency-public")


def the_register_prints(page, look):
    page.goto("/agencies/data/")
    look(page, "downloads")
    with page.expect_download() as downloading:
        page.get_by_role("link", name=re.compile("^ทะเบียน.* PDF$")).click()
    paper = downloading.value.path().read_bytes()
    look.paper(paper, "register-pdf")
    text = _text_of(paper)
    assert "ทะเบียนข้อมูลพื้นฐานของหน่วยงานภายในและภายนอก" in text
    assert "น้ำเป็น" in text


def those_chosen_are_told(page, case, look):
    page.goto(case)
    told = page.locator("section", has_text="ผู้ที่ได้รับแจ้ง")
    expect(told).to_contain_text(KNOWN_SCHOOL)
    look_at(page, told)
    look(page, "case-ended")
