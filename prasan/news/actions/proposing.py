"""Send a version up the chain of its kind of work, or take it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from prasan.accounts.models import User
from prasan.approvals import actions as approvals
from prasan.approvals.actions.cases import locked as locked_case
from prasan.news import policies
from prasan.news.actions.drafts import locked
from prasan.news.models import StoryPhoto, StoryVersion
from prasan.news.states import OPEN_TO_EDIT, StoryState
from prasan.news.writing import Writing, why_not_this_writing
from prasan.ui.refusal import Refusal, Refused, ensure


@transaction.atomic
def propose(version: StoryVersion, *, by: User, at: datetime) -> StoryVersion:
    """เสนอ a draft, or again after a return. Raises `Refused`: not whole, or a chain that cannot end."""
    version = _held(version)
    ensure(policies.why_not_propose(version, by, list(version.photos.all())))
    ensure(why_not_this_writing(_as_written(version)))
    # Nobody consents to a picture that was taken down while this was written.
    StoryPhoto.everything.filter(version=version, taken_down__isnull=False).delete()
    if version.state == StoryState.RETURNED:
        assert version.case is not None
        version.case = approvals.propose_again(version.case, by=by, at=at)
    else:
        version.case = approvals.propose(
            kind=version.kind,
            title=_title(version),
            reason=version.note,
            url=version.staff_url,
            by=by,
            at=at,
        )
    version.state = StoryState.PROPOSED
    version.digest = version.digest_now()
    version.rounds[str(version.case.round)] = {"title": version.title, "body": version.body}
    version.save(update_fields=["case", "state", "digest", "rounds"])
    return version


def _title(version: StoryVersion) -> str:
    return f"แก้ไขข่าว: {version.title}" if version.is_correction else f"ข่าว: {version.title}"


def _as_written(version: StoryVersion) -> Writing:
    """A draft may have lain for weeks: a group may be gone since."""
    return Writing(
        kind=version.kind,
        title=version.title,
        body=version.body,
        category=version.category,
        groups=version.groups,
        channels=version.channels,
    )


def _held(version: StoryVersion) -> StoryVersion:
    """The case first, then the version, as a decision takes them: nobody waits in a ring."""
    case = StoryVersion.objects.select_related("case").get(pk=version.pk).case
    if case:
        locked_case(case)
    return locked(version)


@transaction.atomic
def recall(version: StoryVersion, *, by: User, at: datetime, remark: str = "") -> StoryVersion:
    """The proposer takes the case back; the text is a draft again (`receivers.follow_case`)."""
    version = _held(version)
    if version.case is None or version.state not in {StoryState.PROPOSED, *OPEN_TO_EDIT}:
        raise Refused(Refusal("ข่าวฉบับนี้ไม่ได้เสนออยู่ จึงเรียกคืนไม่ได้"))
    approvals.recall(version.case, by=by, at=at, remark=remark)
    version.refresh_from_db()
    return version
