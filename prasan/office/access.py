"""Who may enter a staff room: one decorator for every view behind the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from prasan.accounts.models import User
from prasan.office.policies import why_not_manage_office, why_not_staff
from prasan.office.standing import Standing
from prasan.ui.refusal import Refusal

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class StaffRequest(HttpRequest):
    """What a view behind `staff_only` is given: a signed-in member of staff, and the office as of today."""

    user: User
    standing: Standing


def staff_only(view: Callable[Concatenate[StaffRequest, P], HttpResponseBase]) -> View[P]:
    """A stranger is sent to sign in and back; a person without a post today gets 403 with the reason."""
    return _guarded(view, why_not_staff)


def manager_only(view: Callable[Concatenate[StaffRequest, P], HttpResponseBase]) -> View[P]:
    """As `staff_only`, for those who keep the office's own records: its admin and its director."""
    return _guarded(view, _why_not_manage)


def _why_not_manage(user: User | AnonymousUser, standing: Standing) -> Refusal | None:
    return why_not_manage_office(user, on=standing.day, standing=standing)


def _said(refusal: Refusal) -> dict[str, str]:
    return {"reason": refusal.message, "exception": refusal.message}


def _guarded(
    view: Callable[Concatenate[StaffRequest, P], HttpResponseBase],
    why_not: Callable[[User | AnonymousUser, Standing], Refusal | None],
) -> View[P]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        standing = Standing(timezone.localdate())
        if refusal := why_not(request.user, standing):
            return render(request, "403.html", _said(refusal), status=403)
        request.standing = standing  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    return guarded
