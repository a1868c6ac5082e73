"""Libraries speak official Thai to users."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.validators import MaxLengthValidator, validate_slug
from django.utils.translation import gettext, ngettext, override

from prasan.ui.catalog import LOCALE, compile_all

SOURCE = LOCALE / "th" / "LC_MESSAGES" / "django.po"


@pytest.fixture(autouse=True)
def thai() -> object:
    with override("th"):
        yield


def test_every_text_keeps_its_placeholders() -> None:
    with SOURCE.open("rb") as stream:
        catalogue = read_po(stream, locale="th")
    assert len(catalogue) > 100
    assert not [error for message in catalogue for error in message.check(catalogue)]


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "th" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_bytes(SOURCE.read_bytes())
    first = compile_all(tmp_path)[0].read_bytes()
    assert compile_all(tmp_path)[0].read_bytes() == first


@pytest.mark.parametrize(
    ("english", "thai_text"),
    [
        ("This field is required.", "ยังไม่ได้กรอกช่องนี้"),
        ("This password is too common.", "รหัสผ่านนี้มีคนใช้มาก เดาได้ง่าย ใช้คำอื่น"),
        ("That page contains no results", "หน้านี้ไม่มีรายการ"),
    ],
)
def test_libraries_speak_our_thai(english: str, thai_text: str) -> None:
    assert gettext(english) == thai_text


def test_counted_texts_are_thai() -> None:
    assert ngettext("%(num)d day", "%(num)d days", 3) % {"num": 3} == "3 วัน"
    assert "ยาวได้ไม่เกิน" in str(MaxLengthValidator(3).message % {"limit_value": 3, "show_value": 5})
    assert "อักษรอังกฤษ" in str(validate_slug.message)
