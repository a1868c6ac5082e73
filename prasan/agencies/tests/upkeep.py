"""Links, corrections and people of agencies for tests of upkeep."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.actions import corrections, upkeep
from prasan.agencies.models import Agency, Correction, Version
from prasan.agencies.tests.proposals import current, in_force, person
from prasan.audit.models import Event
from prasan.delivery.models import Delivery

EMAIL = "school@school.example"


def school(**values: Any) -> int:
    """An agency with a central e-mail."""
    return in_force(**{"email": EMAIL, **values})


def age(agency: int, days: int = 200) -> Version:
    """As if its last consent, and all that it says, lay `days` back."""
    at = timezone.now() - timedelta(days=days)
    day = timezone.localdate(at)
    Version.objects.filter(agency=agency).update(
        decided_at=at,
        valid_from=day,
        internal_on=day,
        web_on=day,
        open_on=day,
        oldest_on=day,
        sources={"*": ["", day.isoformat()]},
    )
    return current(agency)


def token_of_last() -> str:
    """The token of the link that was written last."""
    body = Delivery.objects.filter(purpose=upkeep.PURPOSE).latest("pk").body
    found = re.search(r"/verify/([^/]+)/", body)
    assert found
    return found[1]


def asked(agency: int) -> str:
    """Ask an agency; returns the token of its link."""
    upkeep.ask(current(agency), by=person("officer"), at=timezone.now())
    return token_of_last()


def member_of(agency: int, email: str = "school072@school.example") -> User:
    user = User.objects.create_user(email, "นางสาวตัวอย่าง ครูธุรการ")
    Agency.objects.get(pk=agency).members.add(user)
    return user


def sent(agency: int, values: dict[str, Any] | None = None, note: str = "", **more: Any) -> Correction:
    return corrections.send_correction(
        Agency.objects.get(pk=agency),
        values={"phones": ["038123456"]} if values is None else values,
        note=note,
        sent_by_name="นางสาวตัวอย่าง ครูธุรการ",
        **{"sent_by": None, "at": timezone.now(), **more},
    )


def events(action: str) -> list[tuple[str, dict[str, Any]]]:
    """(key of the actor or "", details) of every event with this name."""
    rows = Event.objects.filter(action=action).select_related("actor").order_by("pk")
    return [((row.actor.key or row.actor.email) if row.actor else "", row.details) for row in rows]


def words(response: HttpResponse) -> str:
    """What a page says, without its tags and with plain blanks."""
    return re.sub(r"<[^>]+>", "", response.content.decode()).replace("\u00a0", " ")
