"""My account: how I sign in, and where I am signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from prasan.accounts.actions import end_all_sessions
from prasan.accounts.devices import device_name
from prasan.accounts.models import User


class SignedInRequest(HttpRequest):
    """What `login_required` lets through."""

    user: User


@dataclass(frozen=True)
class SignedInDevice:
    device: str
    ip: str
    since: datetime
    is_current: bool


@require_safe
@login_required
def me(request: SignedInRequest) -> HttpResponse:
    sessions = [
        SignedInDevice(
            device_name(session.user_agent),
            session.ip,
            session.created_at,
            session.session_key == request.session.session_key,
        )
        for session in UserSession.objects.purge_and_list(request.user)
    ]
    has_totp = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
    return render(request, "accounts/me.html", {"sessions": sessions, "has_totp": has_totp})


@require_POST
@login_required
def sign_out_everywhere(request: SignedInRequest) -> HttpResponse:
    end_all_sessions(request.user, by=request.user)
    logout(request)
    messages.success(request, "ออกจากระบบทุกเครื่องแล้ว")
    return redirect("account_login")
