"""Into the office: as one of the cast with one click, with one's own password, and with a second step."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from prasan.accounts.models import User
from tests.journeys.conftest import DESK, PHONE

PASSWORD = "ต้นมะขามหน้าบ้าน"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_one_click_signs_in_as_one_of_the_cast(open_page, look, width):
    page = open_page("/sample/?next=/accounts/", width=width)
    look(page, f"cast-{width}")
    page.get_by_role("button", name="รอง ผอ.สพท. อีกคนหนึ่ง").click()
    page.get_by_role("heading", name="นายทดสอบ คนที่สาม").wait_for()
    look(page, f"account-{width}")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_password_lets_in_by_keyboard_and_leads_back(open_page, look, width):
    _give_password("officer")
    page = open_page("/accounts/password/change/", width=width)
    look(page, f"sign-in-{width}")
    page.get_by_label("อีเมล").focus()
    page.keyboard.type("officer@office.example")
    page.keyboard.press("Tab")
    page.keyboard.type("ผิดแน่นอน")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    look(page, f"sign-in-refused-{width}")
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="เปลี่ยนรหัสผ่าน").wait_for()
    look(page, f"password-change-{width}")


def test_a_second_step_asks_for_the_code_of_the_phone(open_page, look, settings):
    settings.MFA_TOTP_TOLERANCE = 1  # a code serves once, so the second one is that of the next half minute
    _give_password("head")
    page = open_page("/accounts/2fa/totp/activate/", width=PHONE)
    _sign_in(page, "head@office.example")
    page.get_by_role("heading", name="ยืนยันตัวตนอีกครั้ง").wait_for()
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="ยืนยัน").click()
    page.get_by_role("img", name="คิวอาร์โค้ด").wait_for()
    look(page, "two-steps-on")
    secret = page.locator("code").inner_text()
    page.get_by_label("รหัส").fill(_code(secret))
    page.get_by_role("button", name="เปิดใช้").click()
    page.get_by_role("heading", name="รหัสสำรอง").wait_for()
    look(page, "two-steps-spare-codes")
    page.context.clear_cookies()
    page.goto("/accounts/")
    _sign_in(page, "head@office.example")
    page.get_by_role("heading", name="ยืนยันตัวตนสองชั้น").wait_for()
    look(page, "two-steps-ask")
    page.get_by_label("รหัส").fill("000000")
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.get_by_role("alert").wait_for()
    page.get_by_label("รหัส").fill(_code(secret, ahead=1))
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.get_by_role("heading", name="นางสาวสาธิต คนที่สี่").wait_for()


def _give_password(key):
    user = User.objects.get(key=key)
    user.set_password(PASSWORD)
    user.save()


def _sign_in(page, email):
    page.get_by_label("อีเมล").fill(email)
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()


def _code(secret, *, ahead=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))
