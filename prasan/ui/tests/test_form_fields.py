"""A field ties label, hint, echo and error to its input; dates, phones, files come as people give them."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines

from prasan.thai.phones import parse
from prasan.ui.widgets import HouseForm, LevelSelect, PhoneListField, ThaiDateField, UploadField


class Form(HouseForm):
    name = forms.CharField(label="ชื่อ", help_text="ตามประกาศ", max_length=5)
    note = forms.CharField(label="หมายเหตุ", required=False)
    since = ThaiDateField(label="ตั้งแต่", required=False)
    phones = PhoneListField(label="โทรศัพท์", required=False)
    level = forms.TypedChoiceField(choices=[(0, "ก"), (1, "ข"), (2, "ค")], coerce=int, widget=LevelSelect)
    same = forms.ChoiceField(choices=[("y", "ใช่"), ("n", "ไม่ใช่")], widget=forms.RadioSelect)
    sheet = UploadField(endings=[".xlsx"], megabytes=1, required=False)


def drawn(field: str, /, form: HouseForm | None = None, **data: object) -> str:
    form = form or Form(data)
    return engines["django"].from_string("{% field one %}").render({"one": form[field]})


def test_it_describes_the_input_by_hint_and_error() -> None:
    html = drawn("name", name="")
    assert 'aria-describedby="id_name_hint id_name_error"' in html
    assert 'id="id_name_hint"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'for="id_name"' in html
    assert "ยังไม่ได้กรอกช่องนี้" in html


def test_it_says_how_long_a_value_may_be_in_thai() -> None:
    assert "ยาวได้ไม่เกิน 5 ตัวอักษร ช่องนี้มี 7 ตัว" in drawn("name", name="กขคงจฉช").replace("\u00a0", " ")


def test_it_marks_what_is_optional_and_not_what_is_required() -> None:
    assert "ไม่บังคับ" in drawn("note")
    assert "ไม่บังคับ" not in drawn("name")


def test_it_uses_no_browser_bubbles() -> None:
    assert "required" not in drawn("name", form=Form())
    assert "required" not in drawn("level", form=Form())


def test_it_keeps_a_group_of_choices_in_a_fieldset_that_errors_can_jump_to() -> None:
    html = drawn("same", same="")
    assert '<fieldset class="fld" id="id_same"' in html
    assert "<legend" in html
    assert 'aria-describedby="id_same_error"' in html


def test_it_echoes_a_date_in_words() -> None:
    html = drawn("since", since="16/11/69")
    assert "วันจันทร์ที่ 16 พฤศจิกายน 2569" in html
    assert "id_since_echo" in html


def test_it_refuses_a_date_with_the_reason_of_the_date_reader() -> None:
    form = Form({"since": "29/2/2567", "phones": ""})
    form.is_valid()
    assert form.cleaned_data["since"] == date(2024, 2, 29)
    assert "อธิกสุรทิน" in drawn("since", since="29/2/2568")


def test_it_shows_a_stored_date_as_people_write_it() -> None:
    assert 'value="16 พ.ย. 2569"' in drawn("since", form=Form(initial={"since": date(2026, 11, 16)}))


def test_it_reads_several_phones_and_writes_them_officially() -> None:
    form = Form({"phones": "038-000100 ต่อ 30, 0800000000"})
    form.is_valid()
    assert form.cleaned_data["phones"] == parse("038000100 ต่อ 30, 0800000000")
    assert 'value="0 3800 0100 ต่อ 30"' in drawn("phones", form=Form(initial={"phones": ["038000100 ต่อ 30"]}))


def test_it_says_how_many_digits_are_missing() -> None:
    assert "มี 9 หลัก ช่องนี้มี 8 หลัก" in drawn("phones", phones="0 3800 000").replace("\u00a0", " ")


def test_the_level_takes_numbers_and_shows_the_chosen_one() -> None:
    html = drawn("level", level="1")
    assert html.count('type="radio"') == 3
    assert 'value="1" id="id_level_1" checked' in html
    assert "ภายใน" in html


@pytest.mark.parametrize(
    ("name", "size", "reason"),
    [("a.pdf", 10, "ไม่ใช่ XLSX"), ("a.xlsx", 2 * 1024 * 1024, "ไฟล์ใหญ่ 2 MB เกิน 1 MB"), ("a.xlsx", 10, "")],
)
def test_it_tells_the_limits_of_a_file(name: str, size: int, reason: str) -> None:
    form = Form({}, {"sheet": SimpleUploadedFile(name, b"x" * size)})
    form.is_valid()
    assert reason in " ".join(form.errors.get("sheet", [""]))
    assert ("sheet" in form.errors) is bool(reason)


def test_the_errors_on_top_jump_to_their_fields() -> None:
    form = Form({"name": ""})
    html = engines["django"].from_string("{% include 'ui/_errors.html' with form=f %}").render({"f": form})
    assert 'href="#id_name"' in html
    assert 'href="#id_same"' in html
    assert "มี 3 จุดต้องแก้" in html.replace("\u00a0", " ")


def test_a_row_of_a_long_form_carries_its_publish_flag() -> None:
    form = Form({"name": "", "level": "2"})
    html = (
        engines["django"]
        .from_string("{% field_row f.name f.level changed=True was='เดิม ก' %}")
        .render({"f": form})
    )
    assert "วิธีเผยแพร่ ชื่อ" in html
    assert "fr cg" in html
    assert "เดิม ก" in html
    assert 'aria-describedby="id_name_hint id_name_error"' in html


def test_an_empty_choice_or_file_asks_to_choose_or_attach() -> None:
    class Asked(HouseForm):
        name = forms.CharField()
        kind = forms.ChoiceField(choices=[("a", "ก")])
        way = forms.ChoiceField(choices=[("a", "ก")], widget=forms.RadioSelect)
        parts = forms.MultipleChoiceField(choices=[("a", "ก")], widget=forms.CheckboxSelectMultiple)
        file = UploadField(endings=(".pdf",), megabytes=1)
        own = forms.ChoiceField(choices=[("a", "ก")], error_messages={"required": "เลือกก่อน"})

    said = {name: errors[0] for name, errors in Asked({}).errors.items()}
    assert said == {
        "name": "ยังไม่ได้กรอกช่องนี้",
        "kind": "เลือกหนึ่งข้อ",
        "way": "เลือกหนึ่งข้อ",
        "parts": "เลือกอย่างน้อยหนึ่งข้อ",
        "file": "แนบไฟล์ก่อน",
        "own": "เลือกก่อน",
    }
