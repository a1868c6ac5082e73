"""Who is told: names found by a search of the register, or typed."""

import pytest
from django.urls import reverse

from prasan.agencies.actions.notices import audience_of
from prasan.agencies.request_forms import AboutForm
from prasan.agencies.tests.proposals import consent, draft, in_force, new_school, person, proposed
from prasan.agencies.tests.test_request_pages import as_user, page, words
from prasan.office.models import Holder

pytestmark = pytest.mark.usefixtures("office")


def names(key: str = "officer", add: int | None = None, **typed: str) -> str:
    url = reverse("agencies:names") + (f"?add={add}" if add else "")
    response = as_user(key).post(url, typed)
    return response.content.decode() if response.status_code == 200 else str(response.status_code)


def about(*lines: str) -> AboutForm:
    return AboutForm({"reason": "", "audience": "chosen", "agencies": "\n".join(lines)})


def test_a_part_of_a_name_finds_agencies_of_the_register() -> None:
    in_force(name="โรงเรียนบ้านหนองน้ำขุ่น", email="a@school.example")
    in_force(name="โรงเรียนวัดทุ่งควายกิน")
    found = names(find="หนองน้ำ")
    assert "หนองน้ำขุ่น" in found
    assert "ควายกิน" not in found
    assert "ไม่มีอีเมล" in names(find="ควายกิน")
    assert "ไม่มีอีเมล" not in found


def test_nothing_typed_finds_nothing_and_an_unknown_name_is_said() -> None:
    in_force()
    assert names(find="").strip() == ""
    assert "ไม่พบชื่อนี้" in names(find="ไม่มีจริง")


def test_one_that_is_chosen_stands_below_the_others_once() -> None:
    agency = in_force(name="โรงเรียนหนึ่ง")
    once = names(add=agency, agencies="โรงเรียนสอง")
    assert "โรงเรียนสอง\nโรงเรียนหนึ่ง</textarea>" in once
    assert names(add=agency, agencies="โรงเรียนหนึ่ง").count("โรงเรียนหนึ่ง") == 1


@pytest.mark.parametrize("kind", ["nobody", "all", "internal"])
def test_names_beside_another_choice_are_asked_about_and_stay(kind: str) -> None:
    in_force(name="โรงเรียนหนึ่ง")
    request = draft(new_school())
    url = reverse("agencies:request_about", args=[request.pk])
    response = as_user("officer").post(
        url, {"reason": "เหตุ", "audience": kind, "agencies": "โรงเรียนหนึ่ง\nโรงเรียนที่ไม่มี"}
    )
    said = words(response.content.decode())
    assert "ท่านพิมพ์ชื่อหน่วยงานไว้ แต่เลือก" in said
    assert "ไม่พบ “โรงเรียนที่ไม่มี” ในทะเบียน" not in said  # one thing at a time
    assert "โรงเรียนหนึ่ง\nโรงเรียนที่ไม่มี</textarea>" in response.content.decode()
    request.refresh_from_db()
    assert request.audience == {"kind": "nobody"}


@pytest.mark.parametrize("name", ["edit", "request_about"])
def test_a_page_that_asks_who_is_told_chooses_with_the_names(name: str) -> None:
    agency = in_force()
    number = agency if name == "edit" else draft(new_school("โรงเรียนสอง")).pk
    html = as_user("officer").get(reverse(f"agencies:{name}", args=[number])).content.decode()
    assert "agencies/audience" in html


def test_one_without_a_post_searches_no_names() -> None:
    Holder.objects.filter(user=person("auditor")).delete()
    assert names("auditor", find="โรง") == "403"


def test_typed_names_are_found_in_the_register() -> None:
    agencies = {in_force(name="โรงเรียนหนึ่ง"), in_force(name="โรงเรียนสอง")}
    form = about("โรงเรียนหนึ่ง", " โรงเรียนสอง ", "")
    assert form.is_valid()
    assert set(form.audience_value["agencies"]) == agencies


def test_a_misspelt_name_is_answered_with_the_near_ones() -> None:
    in_force(name="โรงเรียนบ้านหนองน้ำขุ่น")
    form = about("โรงเรียนบ้านหนองนำขุ่น")
    assert not form.is_valid()
    assert "ที่ใกล้เคียงคือ โรงเรียนบ้านหนองน้ำขุ่น" in str(form.errors["agencies"])


def test_the_page_of_a_draft_has_the_search() -> None:
    assert reverse("agencies:names") in page("officer", draft(), "request_about")


def test_the_case_says_how_many_are_told() -> None:
    told = in_force(name="โรงเรียนหนึ่ง")
    audience = {"kind": "chosen", "agencies": [told]}
    request = consent(proposed(new_school("โรงเรียนใหม่"), audience=audience))
    assert "หน่วยงานที่เลือก 1 แห่ง" in words(page("officer", request))


def test_those_whose_data_change_are_told_also_when_they_are_new() -> None:
    in_force(name="โรงเรียนที่ไม่เกี่ยว")
    request = consent(proposed(new_school("โรงเรียนใหม่"), audience={"kind": "touched"}))
    assert [version.name for version in audience_of(request)] == ["โรงเรียนใหม่"]
    assert "หน่วยงานที่ข้อมูลเปลี่ยนในเรื่องนี้" in words(page("officer", request))


def test_a_name_that_is_new_in_the_case_is_answered_with_the_way_to_tell_it() -> None:
    form = about("โรงเรียนใหม่เอี่ยม")
    assert not form.is_valid()
    assert "เลือก “หน่วยงานที่ข้อมูลเปลี่ยนในเรื่องนี้”" in str(form.errors["agencies"])
