"""Files that prove an achievement: added, described, marked public, taken out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Q, QuerySet

from prasan.accounts.models import User
from prasan.achievements import policies
from prasan.achievements.actions.drafts import locked
from prasan.achievements.models import AchievementVersion, Evidence
from prasan.achievements.states import Children
from prasan.audit.actions import record
from prasan.files.actions import erase, store
from prasan.files.kinds import JPEG, PDF, SCANS
from prasan.files.models import Attachment
from prasan.news import pictures
from prasan.news.body import tidy
from prasan.ui.refusal import Refusal, Refused, ensure

MEGABYTES = 20


@transaction.atomic
def add_evidence(
    version: AchievementVersion,
    *,
    file: File[bytes],
    caption: str,
    is_public: bool,
    children: str,
    by: User,
    at: datetime,
) -> Evidence:
    """Keep a PDF, JPEG or PNG. Raises `Refused`: another kind, too large, one too many."""
    version = locked(version)
    ensure(policies.why_not_edit(version, by))
    ensure(policies.why_not_this_evidence(caption=caption, is_public=is_public, children=children))
    if version.evidence.count() >= policies.MOST_FILES:
        raise Refused(Refusal(f"ผลงานหนึ่งมีหลักฐานได้ไม่เกิน {policies.MOST_FILES} ไฟล์"))
    kept = store(file, by=by, limit_mb=MEGABYTES, allowed=SCANS)
    row = Evidence(version=version, file=kept, shown=_shown(kept, by))
    _describe(row, caption, is_public=is_public, children=children, by=by, at=at)
    record(
        "achievement_evidence_added",
        version.achievement,
        by=by,
        at=at,
        sha256=kept.sha256,
        is_public=is_public,
    )
    return row


def _shown(kept: Attachment, by: User) -> Attachment:
    """What may go out: of a picture its pixels alone, under a name that tells nothing."""
    if kept.content_type == PDF:
        return kept
    web, _ = pictures.render(kept)
    file = ContentFile(web.data, name=f"{kept.sha256[:12]}.jpg")
    return store(file, by=by, limit_mb=MEGABYTES, allowed=frozenset({JPEG}))


def _describe(row: Evidence, caption: str, *, is_public: bool, children: str, by: User, at: datetime) -> None:
    row.caption, row.is_public = tidy(caption), is_public
    if children != row.children:
        is_confirmed = children == Children.CONSENTED
        row.confirmed_by = by if is_confirmed else None
        row.confirmed_at = at if is_confirmed else None
    row.children = children
    row.save()


@transaction.atomic
def describe_evidence(
    row: Evidence, *, caption: str, is_public: bool, children: str, by: User, at: datetime
) -> Evidence:
    """What it is, whether it goes out, and whether it shows pupils; who says so is kept."""
    version = locked(row.version)
    ensure(policies.why_not_edit(version, by))
    ensure(policies.why_not_this_evidence(caption=caption, is_public=is_public, children=children))
    _describe(row, caption, is_public=is_public, children=children, by=by, at=at)
    record("achievement_evidence_described", version.achievement, by=by, at=at, is_public=is_public)
    return row


@transaction.atomic
def remove_evidence(row: Evidence, *, by: User, at: datetime) -> None:
    """Out of this version; earlier versions and the archive keep it."""
    version = locked(row.version)
    ensure(policies.why_not_edit(version, by))
    sha256 = row.file.sha256
    row.delete()
    record("achievement_evidence_removed", version.achievement, by=by, at=at, sha256=sha256)


def with_picture(digests: Collection[str]) -> QuerySet[Evidence]:
    """Evidence that is one of these pictures (SHA-256), in every version."""
    rows = Evidence.objects.select_related("file", "shown", "version__achievement")
    return rows.filter(Q(file__sha256__in=digests) | Q(shown__sha256__in=digests)).order_by("pk")


@transaction.atomic
def erase_picture(digests: Collection[str], *, by: User, at: datetime) -> int:
    """A picture that was taken down everywhere is no evidence either; how many rows lost it."""
    rows = list(with_picture(digests))
    erase({sha256 for row in rows for sha256 in (row.file.sha256, row.shown.sha256)}, at=at)
    for row in rows:
        record("achievement_evidence_erased", row.version.achievement, by=by, at=at, sha256=row.file.sha256)
    return len(rows)


def forget_erased(versions: Iterable[AchievementVersion]) -> None:
    """Nobody consents to what was erased while it was written: before these are proposed."""
    erased = Q(file__erased_at__isnull=False) | Q(shown__erased_at__isnull=False)
    Evidence.everything.filter(erased, version__in=versions).delete()
