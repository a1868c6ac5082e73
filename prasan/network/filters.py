"""What the list of the network is asked for, as it stands in the address of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.conf import settings

from prasan.network.models import Channel, Group, Kind, NetworkMember
from prasan.network.models.member import MemberQuerySet
from prasan.network.states import MemberState
from prasan.thai.text import normalise

LONGEST = 120
SHOWS = {
    "": "อยู่ในเครือข่าย",
    "no-consent": "ยังไม่มีความยินยอม",
    "term": "วาระ/คำสั่งแต่งตั้งใกล้หมดหรือพ้นแล้ว",
    "paused": "พักรับข่าว",
    "failed": "อีเมลส่งไม่ถึง",
    "left": "ออกจากเครือข่ายแล้ว",
}


def soon() -> timedelta:
    """How long before its end a term is told."""
    return timedelta(days=settings.NETWORK_TERM_SOON_DAYS)


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a filter; `value` "" is all."""

    value: str
    label: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Query:
    """`text` any part of a name; "" wherever nothing was chosen."""

    text: str = ""
    kind: str = ""
    group: str = ""
    district: str = ""
    school_group: str = ""
    channel: str = ""
    show: str = ""

    @classmethod
    def read(cls, params: Mapping[str, str]) -> Query:
        """From the parameters of an address; whatever is no choice counts as none."""
        kind, channel, show = (params.get(name, "") for name in ("kind", "channel", "show"))
        group = params.get("group", "")[:18]
        return cls(
            text=normalise(params.get("q", "")[:LONGEST]),
            kind=kind if kind in Kind.values else "",
            group=group if group.isascii() and group.isdecimal() else "",
            district=normalise(params.get("district", "")[:LONGEST]),
            school_group=normalise(params.get("school_group", "")[:LONGEST]),
            channel=channel if channel in Channel.values else "",
            show=show if show in SHOWS else "",
        )

    @property
    def has_filter(self) -> bool:
        return any((self.kind, self.group, self.district, self.school_group, self.channel, self.show))

    @property
    def address(self) -> str:
        """The query part that asks the same; "?" asks for everything."""
        params = {
            "q": self.text, "kind": self.kind, "group": self.group, "district": self.district,
            "school_group": self.school_group, "channel": self.channel, "show": self.show,
        }  # fmt: skip
        return "?" + urlencode({name: value for name, value in params.items() if value})

    def members(self, *, today: date) -> MemberQuerySet:
        """In Thai order."""
        found = _SHOWN[self.show](NetworkMember.objects.listed(), today).called(self.text)
        plain = {
            "kind": self.kind, "groups": self.group, "district": self.district,
            "school_group": self.school_group, "channel": self.channel,
        }  # fmt: skip
        return found.filter(**{key: value for key, value in plain.items() if value}).in_thai_order()


_SHOWN: dict[str, Callable[[MemberQuerySet, date], MemberQuerySet]] = {
    "": lambda members, today: members.present(),
    "no-consent": lambda members, today: members.present().without_consent(),
    "term": lambda members, today: members.present().term_ends(by=today + soon()),
    "paused": lambda members, today: members.filter(state=MemberState.PAUSED),
    "failed": lambda members, today: members.present().filter(email__failed_at__isnull=False),
    "left": lambda members, today: members.filter(state=MemberState.LEFT),
}


def choices(query: Query) -> dict[str, list[Choice]]:
    """{parameter: options} of every filter that has something to choose from."""
    groups = [(str(group.pk), group.name) for group in Group.objects.in_thai_order()]
    found = {
        "kind": ("ทุกประเภท", Kind.choices, query.kind),
        "group": ("ทุกกลุ่ม", groups, query.group),
        "district": ("ทุกอำเภอ", _texts("district"), query.district),
        "school_group": ("ทุกกลุ่มโรงเรียน", _texts("school_group"), query.school_group),
        "channel": ("ทุกช่องทาง", Channel.choices, query.channel),
        "show": (SHOWS[""], [(key, label) for key, label in SHOWS.items() if key], query.show),
    }
    return {
        name: [Choice("", every, not chosen), *(Choice(v, label, v == chosen) for v, label in options)]
        for name, (every, options, chosen) in found.items()
        if options
    }


def _texts(field: str) -> list[tuple[str, str]]:
    listed = NetworkMember.objects.listed().exclude(**{field: ""}).order_by(field)
    return [(text, text) for text in listed.values_list(field, flat=True).distinct()]
