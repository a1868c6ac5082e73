"""What stands on a person's desk: every room that has work for people gives its cards here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.achievements.models import AchievementVersion
from prasan.achievements.states import AchievementState
from prasan.agencies.models import ChangeRequest, Correction, Import, Version
from prasan.agencies.policies import why_not_work_on_register
from prasan.agencies.states import ImportState, RequestState
from prasan.approvals.inbox import Entry, asking_count, inbox_of
from prasan.approvals.wording import acting_line, case_number
from prasan.delivery.models import InboundMail
from prasan.network import filters
from prasan.network.models import NetworkMember
from prasan.news.actions.mailed import receipts_of
from prasan.news.models import StoryVersion
from prasan.news.policies import why_not_work_on_news
from prasan.news.states import StoryState
from prasan.news.unheard import unheard
from prasan.office.models import PostKind
from prasan.office.standing import HOLDER, Standing
from prasan.thai import dates

_UNFINISHED = (ImportState.WAITING, ImportState.READING, ImportState.READY)


@dataclass(frozen=True, slots=True)
class Card:
    """One piece of work: what it is, where it is done, the verb on its button, since when it waits."""

    title: str
    url: str
    act: str
    icon: str
    what: str
    at: datetime
    more: str = ""
    quote: str = ""
    is_new: bool = False

    @property
    def has_time(self) -> bool:
        """What waits since a day, not since a moment, begins at midnight."""
        return timezone.localtime(self.at).time() != time()


@dataclass(frozen=True, slots=True)
class Pile:
    heading: str
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class Desk:
    """`to_do` asks something of them, `ahead` may be read, `proposed` waits for others. Oldest first."""

    to_do: list[Pile]
    ahead: list[Card]
    proposed: list[Card]
    unheard: list[Card]
    """Published and reached nobody: to be looked into, by whoever has the time."""

    @property
    def count(self) -> int:
        return sum(len(pile.cards) for pile in self.to_do)


def desk_of(user: User, standing: Standing) -> Desk:
    """The same number of queries however much lies there."""
    inbox = inbox_of(user, standing)
    piles = [
        Pile("รอท่านพิจารณา", [_to_decide(entry) for entry in inbox.waiting]),
        Pile("คืนให้ท่านแก้ไข", [_returned(entry) for entry in inbox.returned]),
        *_of_the_register(user, standing),
        *_of_the_news(user, standing),
        Pile("จดหมายที่รอคำตอบ", _questions() if _takes_up(user, standing) else []),
        Pile("ผลงานที่ส่งเข้ามา", _sent_achievements(user, standing)),
        Pile("เครือข่าย", ending_terms(standing) if _takes_up(user, standing) else []),
    ]
    return Desk(
        [pile for pile in piles if pile.cards],
        [_ahead(entry) for entry in inbox.ahead],
        [_proposed(entry) for entry in inbox.proposed],
        _unheard(user, standing),
    )


def count_for(user: User, standing: Standing | None = None) -> int:
    """How much asks for `user` today: the gold number of the navigation; three queries and `standing`'s."""
    standing = standing or Standing(timezone.localdate())
    asked = [rows.order_by().values("pk") for rows in _asking(user, standing)]
    count = asking_count(user, standing) + (len(ending_terms(standing)) if _takes_up(user, standing) else 0)
    return count + asked[0].union(*asked[1:], all=True).count() if asked else count


def _asking(user: User, standing: Standing) -> Iterator[QuerySet[Any]]:
    """The rows that ask something of `user`, besides cases."""
    if why_not_work_on_register(user, standing) is None:
        yield from (_drafts(user), _imports(user))
    if why_not_work_on_news(user, standing) is None:
        yield _stories(user, takes_up=_takes_up(user, standing))
    if _takes_up(user, standing):
        yield from (_corrections(), _mails(), _achievements())


def _takes_up(user: User, standing: Standing) -> bool:
    """What schools send in lies on the desks of officers, not of those who will consent to it."""
    return any(post.kind == PostKind.OFFICER for post in standing.posts_of(user))


def _to_decide(entry: Entry) -> Card:
    decider = entry.decider
    acting = decider.capacity if decider and decider.capacity != HOLDER else ""
    return _case_card(entry, "พิจารณา", "send", f"{acting} · เสนอโดย {_proposer(entry)}".removeprefix(" · "))


def _returned(entry: Entry) -> Card:
    by = f"{entry.returned.own_post} {acting_line(entry.returned)}".strip() if entry.returned else ""
    quote = entry.returned.remark if entry.returned else ""
    count = len(entry.returned.item_remarks) if entry.returned else 0
    more = f"คืนโดย {by}" + (f" {count} รายการ" if count else "")
    return _case_card(entry, "แก้ไข", "undo", more, quote=quote)


def _ahead(entry: Entry) -> Card:
    return _case_card(entry, "อ่านล่วงหน้า", "eye", f"อยู่ที่ {entry.waits_for}")


def _proposed(entry: Entry) -> Card:
    where = f"อยู่ที่ {entry.waits_for}" if entry.waits_for else "ยังไม่มีผู้พิจารณา ต้องมีคำสั่งให้ผู้ใดแทน"
    return _case_card(entry, "เปิดดู", "send", where)


def _case_card(entry: Entry, act: str, icon: str, more: str, *, quote: str = "") -> Card:
    case = entry.case
    since = entry.returned.at if entry.returned else case.proposed_at
    return Card(case.title, case.url, act, icon, case_number(case), since, more, quote, entry.is_new)


def _proposer(entry: Entry) -> str:
    post = entry.case.proposer_post
    return post.title if post else entry.case.proposer.name


def _of_the_register(user: User, standing: Standing) -> Iterable[Pile]:
    """Drafts and imports of one's own, and what schools sent in, for those who may work on the register."""
    if why_not_work_on_register(user, standing) is not None:
        return []
    return [
        Pile("ข้อมูลที่หน่วยงานแจ้งแก้", _correction_cards() if _takes_up(user, standing) else []),
        Pile("ร่างของท่าน", [_draft(row) for row in _drafts(user)]),
        Pile("การนำเข้าที่ยังไม่เสนอ", [_import(row) for row in _imports(user).select_related("file")]),
    ]


def _sent_achievements(user: User, standing: Standing) -> list[Card]:
    """For those who take up what agencies send in, oldest first."""
    rows = _achievements().select_related("achievement") if _takes_up(user, standing) else ()
    return [_achievement(row) for row in rows]


def _achievements() -> QuerySet[AchievementVersion]:
    return AchievementVersion.objects.filter(state=AchievementState.SENT).order_by("written_at", "pk")


def _achievement(row: AchievementVersion) -> Card:
    receipt = f"เลขรับผลงาน {row.achievement.receipt}"
    return Card(row.title, row.staff_url, "รับเรื่อง", "inbox", "ผลงาน", row.written_at, receipt)


def _of_the_news(user: User, standing: Standing) -> Iterable[Pile]:
    """Stories that schools sent in, and of one's own those to finish and those to publish."""
    if why_not_work_on_news(user, standing) is not None:
        return []
    rows = list(_stories(user, takes_up=_takes_up(user, standing)).select_related("story"))
    receipts = receipts_of(row.story for row in rows)
    return [
        Pile(
            heading,
            [_story(row, act, icon, receipts.get(row.story_id, "")) for row in rows if row.state == state],
        )
        for state, (heading, act, icon) in _STORY_PILES.items()
    ]


_STORY_PILES = {
    StoryState.SENT: ("ข่าวที่ส่งเข้ามา", "รับเรื่อง", "inbox"),
    StoryState.DRAFT: ("ร่างข่าวของท่าน", "ตรวจร่าง", "edit"),
    StoryState.APPROVED: ("ข่าวที่อนุมัติแล้วรอเผยแพร่", "เผยแพร่", "globe"),
}


def _stories(user: User, *, takes_up: bool) -> QuerySet[StoryVersion]:
    own = Q(written_by=user, state__in=[StoryState.DRAFT, StoryState.APPROVED], story__taken_down="")
    asked = own | Q(state=StoryState.SENT) if takes_up else own
    return StoryVersion.objects.filter(asked).order_by("written_at", "pk")


def _story(row: StoryVersion, act: str, icon: str, receipt: str) -> Card:
    return Card(str(row), row.staff_url, act, icon, "ข่าว", row.written_at, receipt)


def _mails() -> QuerySet[InboundMail]:
    return InboundMail.objects.waiting().order_by("received_at", "pk")


def _questions() -> list[Card]:
    rows = _mails().only("subject", "sender_name", "sender_address", "received_at", "number", "year")
    return [
        Card(
            row.subject or "ไม่มีชื่อเรื่อง",
            f"{reverse('desk:mail', args=[row.pk])}#answer",
            "ตอบ",
            "mail",
            row.receipt,
            row.received_at,
            f"จาก {row.sender_name or row.sender_address or 'ไม่ทราบผู้ส่ง'}",
        )
        for row in rows
    ]


def ending_terms(standing: Standing) -> list[Card]:
    """One card for all members whose term or appointing order is about to end, or ended."""
    soon = standing.day + filters.soon()
    ending = (
        NetworkMember.objects.listed()
        .present()
        .term_ends(by=soon)
        .aggregate(n=Count("pk"), first=Min("term_to"))
    )
    if not ending["n"]:
        return []
    since = timezone.make_aware(datetime.combine(ending["first"] - filters.soon(), time()))
    what = f"{ending['n']:,} คน วาระแรกสุดสิ้นสุด {dates.short(ending['first'])}"
    url = f"{reverse('network:members')}?show=term"
    return [Card("วาระ/คำสั่งแต่งตั้งใกล้หมด", url, "ดูรายชื่อ", "clock", what, since, "ต่อวาระ หรือให้ออกจากเครือข่าย")]


def _unheard(user: User, standing: Standing) -> list[Card]:
    """For the officers who send."""
    if why_not_work_on_news(user, standing) is not None or not _takes_up(user, standing):
        return []
    return [
        Card(str(one.version), one.url, one.mend, "alert", "ยังไม่ถึงใคร", one.version.published_at, one.why)
        for one in unheard(at=timezone.now())
        if one.version.published_at
    ]


def _drafts(user: User) -> QuerySet[ChangeRequest]:
    return ChangeRequest.objects.filter(created_by=user, state=RequestState.DRAFT).order_by("pk")


def _imports(user: User) -> QuerySet[Import]:
    return Import.objects.filter(by=user, state__in=_UNFINISHED).order_by("pk")


def _corrections() -> QuerySet[Correction]:
    return Correction.objects.filter(state=Correction.State.NEW).order_by("pk")


def _draft(row: ChangeRequest) -> Card:
    url = reverse("agencies:request", args=[row.pk])
    return Card(row.title, url, "ตรวจร่าง", "edit", "ร่างคำขอปรับปรุงข้อมูล", row.created_at)


def _import(row: Import) -> Card:
    url = reverse("agencies:import", args=[row.pk])
    word = ImportState(row.state).label
    return Card(row.file.name, url, "ตรวจสอบ", "table", "นำเข้าข้อมูล", row.created_at, word)


def _correction_cards() -> list[Card]:
    rows = list(_corrections())
    names = dict(
        Version.objects.current()
        .filter(agency__in=[row.agency_id for row in rows])
        .values_list("agency_id", "name")
    )
    return [_correction(row, names.get(row.agency_id, "")) for row in rows]


def _correction(row: Correction, name: str) -> Card:
    url = reverse("agencies:correction", args=[row.pk])
    more = f"แจ้งโดย {row.sent_by_name}"
    return Card(name or "หน่วยงาน", url, "รับเรื่อง", "inbox", "ข้อมูลที่ขอแก้", row.sent_at, more, row.note)
