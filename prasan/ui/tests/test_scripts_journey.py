"""The scripts in a real browser: they add to pages, take nothing away, and break no policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine"),
]


@pytest.fixture
def gallery(transactional_office: None, live_server: LiveServer, settings: Settings) -> str:
    settings.DEBUG = True
    return f"{live_server.url}/ui/"


@pytest.fixture
def transactional_office(transactional_db: None, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("office")


@pytest.fixture
def page(gallery: str) -> Iterator[Page]:
    """A page of 360 pixels that fails the test on any message of the browser's console."""
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        browser.close()
    assert complaints == []


def test_the_gallery_works_in_a_browser(gallery: str, page: Page) -> None:
    page.goto(gallery)
    _keeps_what_was_typed(page)
    _says_dates_in_words(page)
    _asks_in_a_dialog_that_gives_the_focus_back(page)
    _remembers_the_chosen_theme(page)
    _moves_by_keyboard(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def _keeps_what_was_typed(page: Page) -> None:
    page.fill("#good_name", "โรงเรียนที่พิมพ์ค้าง")
    page.locator("#good_name").dispatch_event("change")
    page.reload()
    expect(page.locator("#good_name")).to_have_value("โรงเรียนที่พิมพ์ค้าง")
    page.get_by_role("button", name="ใช้ค่าเดิม").click()
    expect(page.locator("#good_name")).to_have_value("ชุมชนวัดตะเคียนงาม")
    page.reload()
    expect(page.locator("#good_name")).to_have_value("ชุมชนวัดตะเคียนงาม")


def _says_dates_in_words(page: Page) -> None:
    for text in ("๑๖/๑๑/๖๙", "16 พ.ย. 2569", "2026-11-16", "16 พฤศจิกายน 2569"):
        page.fill("#good_since", text)
        expect(page.locator("#good_since_echo")).to_have_text("วันจันทร์ที่ 16 พฤศจิกายน 2569")
    page.fill("#good_since", "31/2/2569")
    expect(page.locator("#good_since_echo")).to_have_text("")


def _asks_in_a_dialog_that_gives_the_focus_back(page: Page) -> None:
    opener = page.get_by_role("button", name="ถามยืนยัน")
    opener.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("heading")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def _remembers_the_chosen_theme(page: Page) -> None:
    page.get_by_role("button", name="มืด").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(page.get_by_role("button", name="มืด")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="ตามเครื่อง").click()
    assert page.evaluate("document.documentElement.dataset.theme ?? ''") == ""


def _moves_by_keyboard(page: Page) -> None:
    page.locator("body").press("j")
    expect(page.locator("[data-item]").first).to_have_attribute("aria-current", "true")
    page.locator("body").press("j")
    expect(page.locator("[data-item]").nth(1)).to_have_attribute("aria-current", "true")
    page.locator("body").press("k")
    expect(page.locator("[data-item]").first).to_have_attribute("aria-current", "true")
