"""All that the page of a version on the desk shows beside its case."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.models import Version
from prasan.approvals.page import seen_round
from prasan.delivery.models import InboundMail
from prasan.news import policies, ways
from prasan.news.actions.mailed import receipts_of, topic_of
from prasan.news.actions.submissions import ASKED
from prasan.news.body import paragraphs
from prasan.news.compare import compare
from prasan.news.confirming import ways_ahead
from prasan.news.models import StoryPhoto, StoryVersion
from prasan.news.states import OPEN_TO_EDIT, UNDER_WAY, StoryState
from prasan.office.chain import Step, resolve
from prasan.office.standing import HOLDER, Standing


def story_context(version: StoryVersion, reader: User, standing: Standing) -> dict[str, Any]:
    """The story, what it does once consented to, and what the reader may do with it."""
    photos = list(version.photos.select_related("web", "small", "original", "confirmed_by"))
    versions = list(version.story.versions.order_by("number"))
    public = next((row for row in versions if row.state == StoryState.PUBLISHED), None)
    has_work = any(row.state in UNDER_WAY for row in versions)
    is_staff = policies.why_not_work_on_news(reader, standing) is None
    context = {
        "version": version,
        "story": version.story,
        "photos": photos,
        "taken_down": StoryPhoto.everything.filter(version=version, taken_down__isnull=False).select_related(
            "taken_down"
        ),
        "recordings": list(version.recordings.select_related("confirmed_by", "poster", "poster_photo")),
        "versions": versions,
        "agency_name": agency_name(version),
        "receipt": receipts_of([version.story]).get(version.story_id, ""),
        "mails": InboundMail.objects.filter(topic=topic_of(version.story)).order_by("pk"),
        "channel_words": ways.words_of(version.channels),
        "ways_ahead": [] if version.published_at else ways_ahead(version),
        "effect_template": "news/staff/_effect.html",
        "may_edit": policies.why_not_edit(version, reader) is None,
        "why_not_publish": policies.why_not_publish(version, at=timezone.now()),
        "may_publish": is_staff and version.state in {StoryState.APPROVED, StoryState.SCHEDULED},
        "may_cancel": is_staff and policies.why_not_cancel(version, reader) is None,
        "may_correct": is_staff
        and version.state == StoryState.PUBLISHED
        and policies.why_not_correct(public, has_one_under_way=has_work) is None,
        "may_take_down": is_staff and version.state == StoryState.PUBLISHED,
    }
    if version.facts:
        context["facts"] = [
            (label, version.facts[key]) for key, label in ASKED.items() if key in version.facts
        ]
    if version.state in OPEN_TO_EDIT:
        context |= _draft_context(version, reader, photos)
    return context


def _draft_context(version: StoryVersion, reader: User, photos: list[Any]) -> dict[str, Any]:
    """Who will consent, and why it can't be proposed if so."""
    proposer = version.written_by or reader
    resolution = resolve(version.kind, proposer, on=timezone.localdate())
    refusal = policies.why_not_propose(version, reader, photos) or resolution.refusal
    return {
        "chain_ahead": [] if resolution.refusal else [_ahead(step) for step in resolution.steps],
        "why_not_submit": refusal,
    }


def _ahead(step: Step) -> dict[str, str]:
    names = (d.user.name if d.capacity == HOLDER else f"{d.user.name} ({d.capacity})" for d in step.deciders)
    return {
        "post": step.post.title if step.post else "",
        "who": " หรือ ".join(names),
        "reason": step.reason or "",
    }


def agency_name(version: StoryVersion) -> str:
    """The name of the agency that the story tells of, as the register has it now; "" = the office."""
    if not version.agency_id:
        return ""
    names = Version.objects.current().filter(agency=version.agency_id).values_list("name", flat=True)
    return names.first() or ""


def changes_since(version: StoryVersion, reader: User) -> dict[str, Any]:
    """Beside the text as the reader last saw it, else, for a correction, as it is public."""
    seen = seen_round(version.case, reader) if version.case else None
    if seen and (text := version.rounds.get(str(seen))):
        return compared(_said(text["title"], text["body"]), version, "ตั้งแต่ท่านเห็นครั้งก่อน")
    before = version.story.versions.filter(number=version.number - 1).first()
    if before is None or version.published_at:
        return {}
    return compared(before_text(before), version, "จากฉบับที่เผยแพร่อยู่")


def before_text(version: StoryVersion) -> list[str]:
    """Title and paragraphs."""
    return _said(version.title, version.body)


def _said(title: str, body: str) -> list[str]:
    return [title, *paragraphs(body)]


def compared(before: list[str], version: StoryVersion, word: str = "") -> dict[str, Any]:
    """What the template of changes shows."""
    pairs = compare(before, before_text(version))
    return {"pairs": pairs, "before_word": word, "has_changes": any(pair.is_changed for pair in pairs)}


def same_event(version: StoryVersion) -> list[StoryVersion]:
    """Others of the same agency that can still take it in: likely first, those of the same day or title."""
    others = StoryVersion.objects.filter(
        agency=version.agency, state__in=[StoryState.SENT, StoryState.DRAFT]
    ).exclude(pk=version.pk)
    day = version.facts.get("when", "")
    found = list(others.order_by("-written_at")[:50])
    return [row for row in found if row.title == version.title or (day and row.facts.get("when") == day)]
