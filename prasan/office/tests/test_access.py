"""The one decorator of all staff rooms."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from prasan.office.access import StaffRequest, manager_only, staff_only


@staff_only
def room(request: StaffRequest) -> HttpResponse:
    return HttpResponse(str(request.standing.post_of(request.user)))


@manager_only
def back_room(request: StaffRequest) -> HttpResponse:
    return HttpResponse(f"{request.standing.day}")


def ask(view: Any, user: Any) -> Any:
    request = RequestFactory().get("/desk/?page=2")
    request.user = user
    return view(request)


def test_a_stranger_goes_to_sign_in_and_back(office: None) -> None:
    response = ask(room, AnonymousUser())
    assert (response.status_code, response["Location"].split("?")[1]) == (302, "next=/desk/%3Fpage%3D2")


@pytest.mark.parametrize(
    ("who", "room_status", "back_status"), [("officer", 200, 403), ("director", 200, 200)]
)
def test_it_lets_in_who_may(cast: dict[str, Any], who: str, room_status: int, back_status: int) -> None:
    assert ask(room, cast[who]).status_code == room_status
    assert ask(back_room, cast[who]).status_code == back_status


def test_the_view_knows_where_its_user_stands(cast: dict[str, Any]) -> None:
    assert ask(room, cast["officer"]).content.decode() == "เจ้าพนักงานธุรการปฏิบัติงาน"


def test_whoever_lost_their_post_stays_out(cast: dict[str, Any], clock: Any) -> None:
    from prasan.office.models import Holder

    Holder.objects.filter(user=cast["officer"]).update(to_on="2026-11-09")
    assert ask(room, cast["officer"]).status_code == 403


def test_an_order_in_force_makes_one_staff(cast: dict[str, Any], clock: Any) -> None:
    from prasan.office.models import Holder

    Holder.objects.filter(user=cast["head"]).delete()
    assert ask(room, cast["head"]).status_code == 200


def test_a_suspended_person_stays_out(cast: dict[str, Any]) -> None:
    cast["officer"].is_active = False
    assert ask(room, cast["officer"]).status_code == 403
