"""What people do in more than one journey."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page

from tests.journeys.house import House, until_true


def open_mail(page: Page, subject: str, *, to: str) -> None:
    """Read in the sample's mailbox what the worker has sent, as soon as it has."""

    def is_there() -> bool:
        page.goto("/sample/mail/")
        return bool(letter.count())

    letter = page.locator("li").filter(has_text=f"ถึง {to}").get_by_role("link", name=subject).first
    until_true(is_there)
    letter.click()


def follow_link(page: Page, part: str) -> None:
    """Press the link in the mail whose address holds `part`."""
    page.locator(f"main a[href*='{part}'], a[href*='{part}']").first.click()


def sign_in_as(page: Page, person: str) -> None:
    """From the sign-in page to where one was going, with the one click of the sample."""
    page.wait_for_url("**/accounts/login/**")
    page.get_by_role("link", name="เลือกผู้ใช้ตัวอย่าง").click()
    page.locator(f"button[value={person}]").click()


def agency_page(page: Page, name: str) -> None:
    """An agency of the register, found by its name at the desk."""
    page.goto("/desk/agencies/")
    page.get_by_role("searchbox").fill(name)
    page.get_by_role("searchbox").press("Enter")
    page.locator("table").get_by_role("link", name=name).first.click()
    page.wait_for_url("**/desk/agencies/*/")


def box(page: Page, label: str) -> Locator:
    """The text box with this label, be it marked ไม่บังคับ or not."""
    return page.get_by_label(re.compile(rf"^{label}(\s*ไม่บังคับ)?$"))


def propose_change(page: Page, agency: str, field: str, value: str) -> None:
    """One field of one agency, proposed."""
    agency_page(page, agency)
    page.get_by_role("link", name="แก้ไข", exact=True).click()
    box(page, field).fill(value)
    page.get_by_role("button", name="บันทึกร่างแล้วตรวจก่อนเสนอ").click()
    submit(page)


def submit(page: Page) -> None:
    """From the draft to the first of the chain."""
    page.get_by_role("button", name="เสนอ", exact=True).click()
    page.get_by_text("เสนอแล้ว").first.wait_for()


def approve(page: Page) -> None:
    """อนุมัติ, then the same once more in the dialog."""
    page.locator("[data-dialog=approve]").click()
    page.get_by_role("dialog").get_by_role("button", name="อนุมัติ", exact=True).click()
    page.locator("[data-dialog=approve]").wait_for(state="detached")


def approve_by_keyboard(page: Page) -> None:
    """The same with Tab and Enter alone."""
    for name in ("อนุมัติ", "อนุมัติ"):
        _tab_to(page, name)
        page.keyboard.press("Enter")
    page.locator("[data-dialog=approve]").wait_for(state="detached")


_STANDS_ON = """name => document.activeElement.matches("button")
    && document.activeElement.innerText.trim().startsWith(name)"""


def _tab_to(page: Page, button: str) -> None:
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(_STANDS_ON, button):
            return
    raise AssertionError(f"Tab never comes to {button}")


def case_number(page: Page) -> str:
    """Of the case that the page shows: `เรื่องที่ 4/2569` → "4"."""
    found = re.search(r"เรื่องที่ (\d+)/", page.locator("main").inner_text())
    assert found
    return found.group(1)


def consent_by_command(house: House, case: str, *people: str) -> None:
    """The same consents, given beside the house by its command."""
    for person in people:
        house.manage("case_decide", case, "--by", person, "--decision", "approve", "--json")
