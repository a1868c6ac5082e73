"""Write an achievement, edit its draft, drop it, begin a correction of what is public."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.achievements import policies
from prasan.achievements.content import Content, why_not_this_content
from prasan.achievements.models import Achievement, AchievementVersion
from prasan.achievements.states import UNDER_WAY, AchievementState
from prasan.audit.actions import record
from prasan.news.body import tidy
from prasan.office.standing import Standing
from prasan.ui.refusal import Refusal, Refused, ensure


@transaction.atomic
def write_draft(*, content: Content, by: User, at: datetime) -> AchievementVersion:
    """A new achievement with its first version. Raises `Refused`."""
    _may(content, by, at)
    achievement = Achievement.objects.create(created_by=by, created_at=at)
    version = AchievementVersion(achievement=achievement, written_by=by, written_at=at)
    put(content, version)
    record("achievement_drafted", achievement, by=by, at=at, version=version.number)
    return version


def _may(content: Content, by: User, at: datetime) -> None:
    today = timezone.localdate(at)
    ensure(policies.why_not_keep_achievements(by, Standing(today)))
    ensure(why_not_this_content(content, today=today))


def put(content: Content, version: AchievementVersion) -> None:
    """Write what was said into the row; names of pupils stand on their consent or not at all."""
    version.kind, version.level = content.kind, content.level
    version.title, version.given_by = tidy(content.title), tidy(content.given_by)
    version.details = "\n".join(tidy(line) for line in content.details.splitlines()).strip()
    version.awarded_on, version.academic_year = content.awarded_on, content.academic_year
    version.pupils = "\n".join(filter(None, map(tidy, content.pupils)))
    has_names = bool(version.pupils)
    version.consent_on = content.consent_on if has_names else None
    version.consent_how = tidy(content.consent_how) if has_names else ""
    version.consent_taken_by = tidy(content.consent_taken_by) if has_names else ""
    version.note = tidy(content.note) if version.is_correction else ""
    version.save()
    version.agencies.set(content.agencies)


@transaction.atomic
def edit_draft(
    version: AchievementVersion, *, content: Content, by: User, at: datetime
) -> AchievementVersion:
    """Change a draft or a returned version; whoever edits a draft is its writer from then on."""
    version = locked(version)
    _may(content, by, at)
    ensure(policies.why_not_edit(version, by))
    before = version.content()
    version.written_by, version.written_at = by, at
    put(content, version)
    changed = sorted(key for key, value in version.content().items() if value != before[key])
    record("achievement_edited", version.achievement, by=by, at=at, version=version.number, fields=changed)
    return version


@transaction.atomic
def cancel(version: AchievementVersion, *, by: User, at: datetime) -> AchievementVersion:
    """Drop a draft."""
    version = locked(version)
    ensure(policies.why_not_keep_achievements(by, Standing(timezone.localdate(at))))
    ensure(policies.why_not_cancel(version, by))
    version.state = AchievementState.CANCELLED
    version.save(update_fields=["state"])
    record("achievement_cancelled", version.achievement, by=by, at=at, version=version.number)
    return version


@transaction.atomic
def correct(achievement: Achievement, *, by: User, at: datetime) -> AchievementVersion:
    """A draft that says what the public version says, with its evidence; to be mended and proposed."""
    achievement = held(achievement)
    ensure(policies.why_not_keep_achievements(by, Standing(timezone.localdate(at))))
    public = public_of(achievement)
    is_under_way = achievement.versions.filter(state__in=UNDER_WAY).exists()
    ensure(policies.why_not_correct(public, has_one_under_way=is_under_way))
    assert public is not None
    version = _copied(public, by=by, at=at)
    record("achievement_correction_drafted", achievement, by=by, at=at, version=version.number)
    return version


def _copied(public: AchievementVersion, *, by: User, at: datetime) -> AchievementVersion:
    agencies, evidence = list(public.agencies.all()), list(public.evidence.all())
    last = public.achievement.versions.order_by("-number").values_list("number", flat=True)[0]
    version = AchievementVersion.objects.get(pk=public.pk)
    version.pk, version._state.adding = None, True
    version.number, version.state = last + 1, AchievementState.DRAFT
    version.case, version.source, version.published_at = None, None, None
    version.digest, version.note, version.answer = "", "", ""
    version.written_by, version.written_at = by, at
    version.save(force_insert=True)
    version.agencies.set(agencies)
    for row in evidence:
        row.pk, row._state.adding, row.version = None, True, version
        row.save(force_insert=True)
    return version


def public_of(achievement: Achievement) -> AchievementVersion | None:
    return achievement.versions.filter(state=AchievementState.PUBLISHED).first()


def held(achievement: Achievement) -> Achievement:
    """The achievement as it stands now, held until the transaction ends; refused once it was taken down."""
    achievement = Achievement.objects.select_for_update().get(pk=achievement.pk)
    if achievement.taken_down:
        raise Refused(Refusal("ผลงานนี้ถอนจากการเผยแพร่แล้ว บันทึกเป็นผลงานใหม่"))
    return achievement


def locked(version: AchievementVersion) -> AchievementVersion:
    """The version as it stands now, held until the transaction ends."""
    related = AchievementVersion.objects.select_for_update(of=("self",)).select_related(
        "achievement", "case__proposer", "written_by"
    )
    return related.get(pk=version.pk)
