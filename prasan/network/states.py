"""States of a member of the network. Tables, no functions."""

from __future__ import annotations

from django.db import models


class MemberState(models.TextChoices):
    ACTIVE = "active", "รับข่าว"
    PAUSED = "paused", "พักรับข่าว"
    LEFT = "left", "ออกจากเครือข่าย"


# Who moves on, and what by: an officer, or the member by their own link.
MEMBER_TRANSITIONS = {
    MemberState.ACTIVE: ("officer, member", {"pause": MemberState.PAUSED, "leave": MemberState.LEFT}),
    MemberState.PAUSED: ("officer, member", {"resume": MemberState.ACTIVE, "leave": MemberState.LEFT}),
    MemberState.LEFT: ("officer", {"restore": MemberState.ACTIVE}),
}
