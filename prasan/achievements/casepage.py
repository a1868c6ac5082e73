"""All that the page of a version on the desk shows beside its case."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from prasan.accounts.models import User
from prasan.achievements import policies
from prasan.achievements.actions.proposing import bundle_of
from prasan.achievements.models import AchievementVersion, Bundle
from prasan.achievements.names import names_of
from prasan.achievements.states import KIND_OF_WORK, OPEN_TO_EDIT, UNDER_WAY, AchievementState
from prasan.agencies.fields import Level as Reach
from prasan.approvals.models import Decision
from prasan.approvals.states import Outcome
from prasan.news.models import StoryVersion
from prasan.news.states import StoryState
from prasan.office.chain import Step, resolve
from prasan.office.standing import HOLDER, Standing
from prasan.thai import dates
from prasan.thai.text import search_key, search_terms

_MOST_STORIES = 10


def achievement_context(version: AchievementVersion, reader: User, standing: Standing) -> dict[str, Any]:
    """The achievement, its evidence and stories, and what the reader may do with it."""
    versions = list(version.achievement.versions.order_by("number"))
    public = next((row for row in versions if row.state == AchievementState.PUBLISHED), None)
    has_work = any(row.state in UNDER_WAY for row in versions)
    is_staff = policies.why_not_keep_achievements(reader, standing) is None
    is_up = is_staff and not version.achievement.taken_down
    evidence = list(version.evidence.select_related("file", "confirmed_by"))
    stories = stories_of(version.achievement.stories.all())
    context = {
        "version": version,
        "achievement": version.achievement,
        "agencies": names_of(version.agencies.values_list("pk", flat=True), Reach.INTERNAL),
        "evidence": evidence,
        "versions": versions,
        "stories": stories,
        "sender_name": sender_name(version),
        "effect_template": "achievements/staff/_effect.html",
        "may_edit": is_staff
        and version.state in OPEN_TO_EDIT
        and policies.why_not_edit(version, reader) is None,
        "may_cancel": is_staff and policies.why_not_cancel(version, reader) is None,
        "may_correct": is_up
        and version.state == AchievementState.PUBLISHED
        and policies.why_not_correct(public, has_one_under_way=has_work) is None,
        "may_take_down": is_up and version.state == AchievementState.PUBLISHED,
        "may_link": is_up and policies.why_not_tell(version) is None,
        "may_answer": is_up and policies.why_not_answer(version) is None,
        "older_stories": policies.older_stories(version, stories),
    }
    if bundle := bundle_of(version):
        context |= {"bundle": bundle, "own_reason": _own_reason(bundle, version)}
    if version.is_correction and public and version.pk != public.pk:
        context["changes"] = changes(public, version)
    if version.state in OPEN_TO_EDIT:
        context |= _draft_context(version, reader, evidence)
    return context


def sender_name(version: AchievementVersion) -> str:
    """The agency that sent it in; "" for what the office wrote itself."""
    sender = version.achievement.sender_id
    return next((one.name for one in names_of([sender], Reach.INTERNAL)), "") if sender else ""


def _own_reason(bundle: Bundle, version: AchievementVersion) -> str:
    """Why this one came back, if it was named in the last return of its case."""
    last = Decision.objects.filter(case=bundle.case_id, outcome=Outcome.RETURNED).order_by("pk").last()
    return str(last.item_remarks.get(str(version.pk), "")) if last else ""


def _draft_context(version: AchievementVersion, reader: User, evidence: list[Any]) -> dict[str, Any]:
    """Who will consent, and why it can't be proposed if so."""
    resolution = resolve(KIND_OF_WORK, reader, on=timezone.localdate())
    refusal = (
        policies.why_not_alone(bundle_of(version))
        or policies.why_not_propose(version, reader, evidence)
        or resolution.refusal
    )
    return {
        "chain_ahead": chain_ahead(reader),
        "why_not_submit": refusal,
    }


def chain_ahead(reader: User) -> list[dict[str, str]]:
    """Who would consent to what `reader` proposes today; empty when the chain cannot end."""
    resolution = resolve(KIND_OF_WORK, reader, on=timezone.localdate())
    return [] if resolution.refusal else [_ahead(step) for step in resolution.steps]


def _ahead(step: Step) -> dict[str, str]:
    names = (d.user.name if d.capacity == HOLDER else f"{d.user.name} ({d.capacity})" for d in step.deciders)
    return {
        "post": step.post.title if step.post else "",
        "who": " หรือ ".join(names),
        "reason": step.reason or "",
    }


def stories_of(stories: Any, *, only_public: bool = False) -> list[StoryVersion]:
    """Of each story the version that is public, else, on the desk, the latest."""
    rows = StoryVersion.objects.filter(story__in=stories.values("pk")).select_related("story")
    public = {row.story_id: row for row in rows.public()}
    if only_public:
        return sorted(public.values(), key=lambda row: -row.story_id)
    latest = {row.story_id: row for row in rows.order_by("number")}
    return sorted((latest | public).values(), key=lambda row: -row.story_id)


def stories_to_link(text: str, version: AchievementVersion) -> list[StoryVersion]:
    """Stories whose title holds what is typed; without it the latest of the same agencies, then of all."""
    states = [StoryState.DRAFT, StoryState.PROPOSED, StoryState.RETURNED, StoryState.APPROVED,
              StoryState.SCHEDULED, StoryState.PUBLISHED]  # fmt: skip
    linked = version.achievement.stories.values("pk")
    rows = StoryVersion.objects.filter(state__in=states, story__taken_down="").exclude(story__in=linked)
    rows = rows.select_related("story").order_by("-pk")
    if not text:
        own = list(rows.filter(agency__in=version.agencies.values("pk"))[:_MOST_STORIES])
        return own or list(rows[:_MOST_STORIES])
    terms = search_terms(text)
    found = (row for row in rows[:2000] if terms and all(term in search_key(row.title) for term in terms))
    return [row for _, row in zip(range(_MOST_STORIES), found, strict=False)]


_WORDS = {"title": "ชื่อผลงาน", "kind": "ประเภท", "level": "ระดับ", "given_by": "ผู้มอบ", "awarded_on": "วันที่ได้รับ",
          "academic_year": "ปีการศึกษา", "details": "รายละเอียด", "pupils": "ชื่อนักเรียน"}  # fmt: skip


def changes(before: AchievementVersion, after: AchievementVersion) -> list[tuple[str, Any, Any]]:
    """(label, as it is public, as it will be) of every field that differs."""
    found = [
        (label, _shown(before, key), _shown(after, key))
        for key, label in _WORDS.items()
        if getattr(before, key) != getattr(after, key)
    ]
    names = [
        " ".join(one.name for one in names_of(row.agencies.values_list("pk", flat=True), Reach.INTERNAL))
        for row in (before, after)
    ]
    if names[0] != names[1]:
        found.append(("เป็นผลงานของ", names[0], names[1]))
    files = [[row.content() for row in one.evidence.select_related("file")] for one in (before, after)]
    if files[0] != files[1]:
        found.append(("หลักฐาน", f"{len(files[0])} ไฟล์", f"{len(files[1])} ไฟล์"))
    return found


def _shown(version: AchievementVersion, key: str) -> Any:
    if key in {"kind", "level"}:
        return getattr(version, f"get_{key}_display")()
    value = getattr(version, key)
    return dates.short(value) if key == "awarded_on" and value else value
