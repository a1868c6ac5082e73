"""Into the office: as one of the cast with one click, and with one's own password by the keyboard alone."""

from __future__ import annotations

import pytest

from prasan.accounts.models import User

PASSWORD = "ต้นมะขามหน้าบ้าน"
SIZES = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]


@pytest.mark.parametrize(("width", "theme"), SIZES)
def test_one_click_signs_in_as_one_of_the_cast(open_page, look, width, theme):
    page = open_page("/sample/?next=/accounts/", width=width, theme=theme)
    look(page, "cast")
    page.get_by_role("button", name="รอง ผอ.สพท. อีกคนหนึ่ง").click()
    page.get_by_role("heading", name="นายทดสอบ คนที่สาม").wait_for()
    look(page, "account")


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")])
def test_a_password_lets_in_by_keyboard_and_leads_back(open_page, look, width, theme):
    user = User.objects.get(key="officer")
    user.set_password(PASSWORD)
    user.save()
    page = open_page("/accounts/password/change/", width=width, theme=theme)
    look(page, "sign-in")
    page.get_by_label("อีเมล").focus()
    page.keyboard.type("officer@office.example")
    page.keyboard.press("Tab")
    page.keyboard.type("ผิดแน่นอน")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    look(page, "refused")
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="เปลี่ยนรหัสผ่าน").wait_for()
    look(page, "led-back")
