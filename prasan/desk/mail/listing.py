"""The mails as a list, and what stands on the page of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from prasan.agencies.models import Version
from prasan.delivery.inbound.kinds import LONGEST_ANSWER, SORTED_BY_HAND, WAITS_FOR_ANSWER, MailKind
from prasan.delivery.models import Delivery, InboundMail
from prasan.delivery.models.inbound import InboundMailQuerySet
from prasan.news.actions.mailed import story_of, version_of
from prasan.news.mail_in.senders import sender_of

WAITS = "waits"
_RISKY = (
    ".exe",
    ".scr",
    ".com",
    ".bat",
    ".cmd",
    ".js",
    ".vbs",
    ".lnk",
    ".msi",
    ".iso",
    ".html",
    ".htm",
    ".docm",
    ".xlsm",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page was asked for; empty = everything."""

    kind: str = ""
    words: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        kind = query.get("kind", "")
        return cls(kind if kind in {WAITS, *MailKind.values} else "", query.get("q", "").strip()[:120])

    @property
    def query(self) -> str:
        return urlencode({key: value for key, value in (("kind", self.kind), ("q", self.words)) if value})

    def found(self) -> InboundMailQuerySet:
        """Of every kind: what the tabs count."""
        if not self.words:
            return InboundMail.objects.all()
        words = self.words
        found = Q(subject__contains=words) | Q(sender_name__contains=words)
        found |= Q(sender_address__icontains=words)
        number, _, year = words.removeprefix("รับที่").strip().partition("/")
        if number.isdecimal() and year.isdecimal():
            found |= Q(number=number[:9], year=year[:4])
        return InboundMail.objects.filter(found)

    def rows(self) -> QuerySet[InboundMail]:
        """The newest first; of those that wait for an answer the oldest."""
        if self.kind == WAITS:
            return self.found().waiting().order_by("received_at", "pk")
        return self.found().filter(kind=self.kind) if self.kind else self.found()


def tabs(asked: Asked) -> list[dict[str, Any]]:
    """Chips with counts; kinds that nothing is of are left out."""
    counts = dict(asked.found().order_by().values_list("kind").annotate(Count("pk")))
    every = {"code": "", "label": "ทั้งหมด", "count": sum(counts.values()), "is_current": not asked.kind}
    waits = asked.found().waiting().count()
    waiting = {"code": WAITS, "label": "รอตอบ", "count": waits, "is_current": asked.kind == WAITS}
    return [every, *([waiting] if waits or asked.kind == WAITS else [])] + [
        {
            "code": kind.value,
            "label": kind.label,
            "count": counts.get(kind, 0),
            "is_current": asked.kind == kind,
        }
        for kind in MailKind
        if kind in counts or asked.kind == kind
    ]


def line(mail: InboundMail) -> dict[str, Any]:
    waits = mail.kind in WAITS_FOR_ANSWER
    return {"mail": mail, "badge": badge_of(mail), "story": story_of(mail), "waits": waits}


def badge_of(mail: InboundMail) -> str:
    return f"mail_{mail.kind}"


def page_of(mail: InboundMail) -> dict[str, Any]:
    """Everything that the page of `mail` shows."""
    last = mail.sortings.select_related("by").last()
    return {
        "mail": mail,
        "badge": badge_of(mail),
        "choices": [(kind.value, kind.label) for kind in _other_kinds(mail)],
        "files": [
            {**file, "part": part, "is_risky": file["name"].lower().endswith(_RISKY)}
            for part, file in enumerate(mail.files)
        ],
        "sortings": [
            (row, MailKind(row.before).label, MailKind(row.after).label)
            for row in mail.sortings.select_related("by")
        ],
        "last": last,
        "waits": mail.kind in WAITS_FOR_ANSWER,
        "longest_answer": LONGEST_ANSWER,
        "version": version_of(mail),
        "agency": _agency_of(mail),
        "answered": Delivery.objects.filter(topic=mail.thread).select_related("content", "contact_point"),
        "thread": InboundMail.objects.filter(Q(follows=mail) | Q(pk=mail.follows_id)).order_by("pk"),
    }


def _other_kinds(mail: InboundMail) -> list[MailKind]:
    """What a person may call it; an answer only what answers something."""
    had = mail.sortings.values_list("before", flat=True).first()
    offered = [kind for kind in SORTED_BY_HAND if kind != MailKind.REPLY or mail.answers or mail.follows]
    if had and had not in offered:
        offered.append(MailKind(had))
    return [kind for kind in offered if kind != mail.kind]


def _agency_of(mail: InboundMail) -> dict[str, str] | None:
    """Name and page of the agency that the address belongs to, as the register has it."""
    agency = sender_of(mail.sender_address).agency
    row = Version.objects.current().filter(agency=agency).first() if agency else None
    return {"name": row.name, "url": reverse("agencies:staff_agency", args=[row.agency_id])} if row else None
