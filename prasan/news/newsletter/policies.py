"""Whether a newsletter or a journal may be issued."""

from __future__ import annotations

from prasan.news import policies
from prasan.news.models import JournalIssue, NewsletterIssue, StoryVersion
from prasan.news.states import CONSENTED, StoryState
from prasan.ui.refusal import Refusal

ON_ITS_WAY = frozenset({StoryState.DRAFT, StoryState.PROPOSED, StoryState.RETURNED}) | CONSENTED
"""Where a newsletter may be planned: it gets its number when the version is published."""


def why_not_issue(version: StoryVersion, issue: NewsletterIssue | None) -> Refusal | None:
    """A version on its way or public, and once: what is out under a number is not made anew."""
    if issue and issue.number:
        return Refusal(f"จดหมายข่าวของข่าวนี้ออกแล้ว {issue}")
    if version.state not in ON_ITS_WAY | {StoryState.PUBLISHED}:
        return Refusal(f"ข่าวฉบับนี้อยู่ในสถานะ “{StoryState(version.state).label}” จึงออกจดหมายข่าวไม่ได้")
    return None


def why_not_number(version: StoryVersion) -> Refusal | None:
    """A number is for what the whole chain consented to."""
    if version.state == StoryState.PUBLISHED:
        return None
    return policies.why_not_consented(version)


def why_not_change_journal(journal: JournalIssue) -> Refusal | None:
    return Refusal(f"วารสารนี้ออกแล้ว {journal} จึงแก้ไขไม่ได้") if journal.number else None
