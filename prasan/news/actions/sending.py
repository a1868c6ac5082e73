"""A published version goes to the network: a row of the ledger each, those who get nothing with the reason.

A story goes to the members of its groups. A correction goes to those who have an earlier version or may have
it, and to those whose earlier message was stopped before it left; to nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction

from prasan.accounts.models import User
from prasan.contacts.models import ContactPoint
from prasan.delivery.actions import Letter, Text, stop_all, write_many
from prasan.delivery.actions.own_points import own_point
from prasan.delivery.channels.registry import channel as channel_named
from prasan.delivery.models import Delivery
from prasan.delivery.report import holders_of
from prasan.delivery.states import DeliveryState
from prasan.network.recipients import Recipient, recipients
from prasan.news import posting, ways
from prasan.news.letters import notice_text
from prasan.news.models import Story, StoryVersion
from prasan.news.newsletter.issuing import issue_planned
from prasan.news.states import StoryState

PURPOSE = "story"
_PATIENCE = timedelta(minutes=2)
"""How long the task of a version is waited for."""
_OVERTAKEN = "ข่าวแก้ไขก่อนส่ง ผู้รับจะได้ฉบับใหม่แทน"
_TAKEN_DOWN = "ข่าวถอนแล้วก่อนส่ง"
_NOT_CHOSEN = "ผู้รับเลือกรับทาง{way} ซึ่งข่าวนี้ไม่ได้ใช้"


def topic_of(story: Story) -> str:
    """What the ledger calls a story."""
    return f"story:{story.pk}"


def notice_topic(story: Story) -> str:
    """What the ledger calls the notice that a story was taken down."""
    return f"story:{story.pk}:down"


def stop_earlier(version: StoryVersion, *, by: User | None, at: datetime) -> None:
    """What of those before `version` has not left must not leave; in the transaction that publishes it."""
    stop_all(topic=topic_of(version.story), version=version.number - 1, reason=_OVERTAKEN, by=by, at=at)


def stop_for_good(story: Story, *, by: User | None, at: datetime) -> None:
    """A story taken down goes to nobody any more."""
    stop_all(topic=topic_of(story), reason=_TAKEN_DOWN, by=by, at=at)


def send_out(version_id: int, *, at: datetime) -> int:
    """Write the letters of a published version; how many rows are new. Writing them again changes nothing."""
    version = StoryVersion.objects.select_related("story").get(pk=version_id)
    if version.state != StoryState.PUBLISHED:
        return 0
    issue_planned(version, at=at)
    topic = topic_of(version.story)
    written = write_many(_letters(version), purpose=PURPOSE, at=at, topic=topic, version=version.number)
    StoryVersion.objects.filter(pk=version.pk).update(sent_out_at=at)
    _give_way(version, at=at)
    return written


def _give_way(version: StoryVersion, *, at: datetime) -> None:
    """A version that was overtaken while its letters were written leaves its readers to the one after it."""
    public = StoryVersion.objects.filter(story=version.story, state=StoryState.PUBLISHED).first()
    if public is None:
        stop_for_good(version.story, by=None, at=at)
        tell_taken_down(version.story_id, at=at)
    elif public.number > version.number:
        stop_earlier(public, by=None, at=at)
        send_out(public.pk, at=at)


def send_forgotten(*, at: datetime) -> int:
    """Versions whose task never ran; called by the minute tick."""
    waiting = StoryVersion.objects.filter(
        state=StoryState.PUBLISHED, sent_out_at=None, published_at__lt=at - _PATIENCE
    )
    return sum(send_out(key, at=at) for key in waiting.values_list("pk", flat=True))


class _Texts(dict[str, Text]):
    """What each channel is given of a version, made when it is first asked for."""

    def __init__(self, version: StoryVersion, note: str = "") -> None:
        self._version, self._note = version, note

    def __missing__(self, name: str) -> Text:
        self[name] = posting.text_of(self._version, channel_named(name), note=self._note)
        return self[name]


def _letters(version: StoryVersion) -> Iterator[Letter]:
    if not version.is_correction:
        yield from _to_groups(version) if ways.to_members(version.channels) else ()
        yield from _to_everybody(version)
        return
    topic = topic_of(version.story)
    told: set[tuple[str, int]] = set()
    corrections = _Texts(version, version.note)
    for number in range(version.number - 1, 0, -1):
        rows = holders_of(topic, version=number)
        yield from _to_rows(version, rows, corrections, told)
    stopped = Delivery.objects.filter(topic=topic, state=DeliveryState.SUPPRESSED, reason=_OVERTAKEN)
    yield from _to_rows(version, stopped.select_related("contact_point"), _Texts(version), told)


def _to_groups(version: StoryVersion) -> Iterator[Letter]:
    texts = _Texts(version)
    for recipient in recipients(version.groups):
        yield Letter(
            key=f"{topic_of(version.story)}:{version.number}:{recipient.channel}:m{recipient.member_id}",
            to=recipient.point,
            text=texts[recipient.channel],
            recipient=recipient.name,
            channel=recipient.channel,
            reason=recipient.why_not or _why_not_this_way(version, recipient),
        )


def _to_everybody(version: StoryVersion) -> Iterator[Letter]:
    """One row for each page or account of the office itself; also where it is not set up yet."""
    for way in ways.to_everybody(version.channels):
        point = own_point(way)
        yield Letter(
            key=f"{topic_of(version.story)}:{version.number}:{way.name}:own",
            to=point,
            text=posting.text_of(version, way),
            recipient=way.story_label,
            channel=way.name,
            reason="" if point else way.why_not(""),
        )


def _why_not_this_way(version: StoryVersion, recipient: Recipient) -> str:
    if recipient.channel in version.channels:
        return ""
    return _NOT_CHOSEN.format(way=channel_named(recipient.channel).label)


def _to_rows(
    version: StoryVersion, rows: Iterable[Delivery], texts: _Texts, told: set[tuple[str, int]]
) -> Iterator[Letter]:
    """One each, by the way on which the earlier version came; `told` grows."""
    for row in rows:
        point: ContactPoint | None = row.contact_point
        if point is None or (row.channel, point.pk) in told:
            continue
        told.add((row.channel, point.pk))
        yield Letter(
            key=f"{topic_of(version.story)}:{version.number}:{row.channel}:p{point.pk}",
            to=point,
            text=texts[row.channel],
            recipient=row.recipient,
            channel=row.channel,
        )


@transaction.atomic
def tell_taken_down(story_id: int, *, at: datetime) -> int:
    """Those who have any version of a story that was taken down are told so, in fixed words."""
    story = Story.objects.get(pk=story_id)
    if not story.taken_down:
        return 0
    last = story.versions.exclude(published_at=None).order_by("-number").first()
    assert last is not None  # only what was published is taken down
    text = notice_text(story, last)
    return write_many(_notices(story, last.number, text), purpose=PURPOSE, at=at, topic=notice_topic(story))


def _notices(story: Story, last: int, text: Text) -> Iterator[Letter]:
    told: set[tuple[str, int]] = set()
    for number in range(last, 0, -1):
        for row in holders_of(topic_of(story), version=number):
            assert row.contact_point is not None  # it went somewhere
            way = (row.channel, row.contact_point.pk)
            if way not in told:
                told.add(way)
                key = f"{notice_topic(story)}:{row.channel}:p{row.contact_point.pk}"
                yield Letter(key, row.contact_point, text, row.recipient, row.channel)
