"""A film goes from an office's machine or a teacher's phone, over a line that breaks, to everybody."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route, expect

from tests.journeys import newsroom
from tests.journeys.conftest import PHONE
from tests.journeys.people import box

SENT_IN = "โรงเรียนชุมชนบ้านวังจันทร์ ชวนนักเรียนสานกระจูด"
HEADLINE = "สพป.ระยอง เขต 2 อบรมการสานกระจูดให้ครู"
_FILES = Path(__file__).parents[2] / "prasan" / "news" / "recordings" / "tests" / "files"
_EMPTY = 10_000_000
# Four seconds that are played, and as much nothing as makes three pieces of it.
_FILM = (_FILES / "film.mp4").read_bytes() + _EMPTY.to_bytes(4, "big") + b"free" + bytes(_EMPTY - 8)
FILM = {"name": "กระจูด.mp4", "mimeType": "video/mp4", "buffer": _FILM}
# Other bytes: what one of the two takes down everywhere does not come back.
FILM_OF_THE_SCHOOL = {**FILM, "buffer": _FILM + bytes([0, 0, 0, 8]) + b"free"}
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\nเส้นกระจูดยาวลงมา\n\n00:02.000 --> 00:04.000\nดวงอาทิตย์ขึ้น\n"


def test_a_film_is_sent_in_pieces_consented_to_and_played_by_everybody(enter, look, house):
    officer = enter("/desk/news/new/", "officer")
    newsroom.write(officer, title=HEADLINE, groups=[], at_once=True)
    officer.locator("#rich-text").fill("ครู 20 คนฝึกสานกระจูด ณ หอประชุมสำนักงาน")
    newsroom.save(officer)
    officer.get_by_role("link", name="เสียงและวิดีโอ").click()
    a_film_arrives_although_the_line_breaks_and_the_tab_is_closed(officer, look, "recording", FILM)
    it_is_described_and_captioned(officer, look)
    a_frame_becomes_its_poster(officer)
    officer.goto(f"{urlsplit(officer.url).path.split('recordings/')[0]}")
    newsroom.publish_by_command(house, officer)
    stranger = enter(newsroom.public_address(officer), width=PHONE)
    everybody_plays_it(stranger, look)
    it_is_found_in_the_archive(enter, officer, look)
    it_is_taken_down_everywhere(officer, stranger, look)


def test_a_teacher_sends_a_film_from_a_phone_with_the_news(enter, look):
    page = enter("/news/send/", "school", width=PHONE)
    newsroom.begin_story(page)
    newsroom.fill_facts(page, title=SENT_IN, text="ครูและนักเรียน 30 คนช่วยกันสานกระจูด")
    a_film_arrives_although_the_line_breaks_and_the_tab_is_closed(page, look, "send-film", FILM_OF_THE_SCHOOL)
    box(page, "ชื่อสื่อ").fill("นักเรียนสานกระจูด")
    box(page, "ใครพูดหรือเห็นอะไร").fill("นักเรียนสาธิตการสานกระจูด")
    box(page, "วันที่ของงาน").fill("20 พ.ย. 2569")
    page.get_by_label("ไม่มีภาพหรือเสียงเด็ก", exact=True).check()
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.locator("main")).to_contain_text("บันทึกแล้ว")
    a_frame_becomes_its_poster(page)
    look(page, "send-film-described")
    page.get_by_role("link", name="กลับไปที่ข่าว").click()
    expect(page.locator("#draft [name=title]")).to_have_value(SENT_IN)
    expect(page.locator("#recordings")).to_contain_text("ครบแล้ว")
    page.get_by_role("button", name="ส่งถึงสำนักงาน").click()
    expect(page.locator("main")).to_contain_text("สำนักงานได้รับแล้ว")
    expect(page.locator("video")).to_have_count(1)
    look(page, "send-film-done")


def a_film_arrives_although_the_line_breaks_and_the_tab_is_closed(page: Page, look, name: str, film):
    sent = []

    def only_two(route: Route) -> None:
        sent.append(route.request.url)
        route.abort("internetdisconnected") if len(sent) > 2 else route.continue_()

    page.route("**/news/uploads/**offset=**", only_two)
    page.locator("#recordings input[type=file]").set_input_files(film)
    page.get_by_role("button", name="ส่งไฟล์").click()
    expect(page.locator("#recordings [data-said]")).to_contain_text("สัญญาณหลุด", timeout=30_000)
    page.locator("#recordings").scroll_into_view_if_needed()
    look(page, f"{name}-interrupted")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.unroute("**/news/uploads/**offset=**")
    expect(page.locator("[data-unfinished]")).to_contain_text("ส่งแล้ว 83%")
    page.locator("#recordings").scroll_into_view_if_needed()
    look(page, f"{name}-unfinished")
    page.locator("#recordings input[type=file]").set_input_files(film)
    with page.expect_request("**/news/uploads/**offset=8388608") as went_on:
        page.get_by_role("button", name="ส่งไฟล์").click()
    assert went_on.value.method == "POST"
    page.get_by_role("heading", name="คำบรรยายหรือบทถอดเสียง").wait_for()


def it_is_described_and_captioned(page: Page, look):
    box(page, "ชื่อสื่อ").fill("กระจูดกับแสงเช้า")
    box(page, "ใครพูดหรือเห็นอะไร").fill("ภาพวาดเส้นกระจูดและดวงอาทิตย์")
    box(page, "วันที่ของงาน").fill("20 พ.ย. 2569")
    page.get_by_label("ไม่มีภาพหรือเสียงเด็ก", exact=True).check()
    captions = page.locator("input[name=captions]")
    wrong = CAPTIONS.replace("00:02.000 -->", "00:02 -->")
    captions.set_input_files({"name": "ก.vtt", "mimeType": "text/vtt", "buffer": wrong.encode()})
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.locator("main")).to_contain_text("บรรทัดที่ 6")
    look(page, "recording-captions")
    captions.set_input_files({"name": "ก.vtt", "mimeType": "text/vtt", "buffer": CAPTIONS.encode()})
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.locator("main")).to_contain_text("มีคำบรรยายแล้ว")


def a_frame_becomes_its_poster(page: Page) -> None:
    expect(page.locator("video")).to_have_js_property("readyState", 4)
    page.get_by_role("button", name="ใช้ภาพนี้เป็นภาพปก").click()
    page.get_by_role("img", name="ภาพปกปัจจุบัน").wait_for()


def everybody_plays_it(page: Page, look):
    film = page.locator("video")
    film.evaluate("video => { video.muted = true; return video.play() }")
    expect(film).to_have_js_property("ended", True)
    film.scroll_into_view_if_needed()
    look(page, "recording-public")
    assert film.evaluate("video => [video.videoWidth, video.error]") == [320, None]
    assert film.evaluate("video => video.textTracks[0].cues.length") == 2
    page.get_by_text("อ่านคำบรรยาย").click()
    expect(page.locator("main")).to_contain_text("ดวงอาทิตย์ขึ้น")


def it_is_found_in_the_archive(enter, officer: Page, look):
    public = enter("/news/media/?kind=film", width=PHONE)
    expect(public.locator(".media")).to_contain_text("กระจูดกับแสงเช้า")
    look(public, "media-public")
    officer.goto("/desk/news/media/", wait_until="networkidle")
    expect(officer.locator(".media")).to_contain_text("กระจูดกับแสงเช้า")
    look(officer, "media-desk")


def it_is_taken_down_everywhere(officer: Page, stranger: Page, look):
    officer.locator(".media").get_by_role("link", name="กระจูดกับแสงเช้า").first.click()
    officer.get_by_role("link", name="นำลงทุกที่").click()
    box(officer, "เหตุผล").fill("ผู้จัดงานขอถอน")
    box(officer, "ใครขอให้นำลง").fill("ผู้จัดงาน")
    look(officer, "recording-take-down")
    officer.get_by_role("button", name="นำลงทุกที่").click()
    expect(officer.locator("main")).to_contain_text("นำลงทุกที่แล้ว")
    stranger.reload()
    expect(stranger.locator("video")).to_have_count(0)
