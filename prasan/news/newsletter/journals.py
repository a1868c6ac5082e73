"""วารสาร of several stories: what it prints, and its file, which a task makes.

What is printed is what is public of its stories at the time: a correction is taken in, a story that was
taken down is left out, and the file is made anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db.models import Q
from django.utils import timezone

from prasan.news.models import JournalIssue, NewsletterSettings, StoryPhoto, StoryVersion
from prasan.news.newsletter import kept
from prasan.news.newsletter.paper import digest_of, office_of, photo_of, pictures_of, timestamp_of
from prasan.news.views.public import public_name
from prasan.office.models import OfficeProfile
from prasan.printing.compile import PrintError
from prasan.printing.papers.newsletter import MOST_PHOTOS
from prasan.printing.papers.newsletter_issue import Contacts, NewsletterError
from prasan.printing.papers.newsletter_journal import Journal, JournalStory, journal
from prasan.thai import dates

PATIENCE = timedelta(minutes=5)
"""After that, who began to make a file is taken to have died."""


@dataclass(frozen=True, slots=True)
class JournalFile:
    """`path` once it lies there; `problems` when it can't be made; else it is being made."""

    digest: str
    path: Path | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def is_making(self) -> bool:
        return self.path is None and not self.problems


def published_in(*, from_on: date, to_on: date) -> list[StoryVersion]:
    """What is public and was first published in those days, both included, oldest first."""
    rows = StoryVersion.objects.public().filter(
        story__first_published_at__date__gte=from_on, story__first_published_at__date__lte=to_on
    )
    return list(rows.select_related("story").order_by("story__first_published_at", "pk"))


def stories_of(issue: JournalIssue) -> list[StoryVersion]:
    """The public versions of its stories, in their order."""
    order = dict(issue.entries.values_list("story_id", "order"))
    rows = StoryVersion.objects.public().filter(story__in=order).select_related("story")
    rows = rows.prefetch_related("photos__web", "photos__original")
    return sorted(rows, key=lambda version: (order[version.story_id], version.pk))


def file_of(issue: JournalIssue) -> JournalFile:
    """How it stands with the file; nothing is begun."""
    digest = _asked(issue)[2]
    if path := kept.find(f"{digest}.pdf"):
        return JournalFile(digest, path)
    return JournalFile(digest, None, issue.problems if issue.wanted == digest else [])


def begin(issue: JournalIssue, digest: str, *, at: datetime) -> bool:
    """Whether the caller shall have the file made: nobody did, or who did has died."""
    nobody = ~Q(wanted=digest) | Q(began_at=None, problems=[]) | Q(began_at__lt=at - PATIENCE)
    rows = JournalIssue.objects.filter(nobody, pk=issue.pk)
    return bool(rows.update(wanted=digest, began_at=at, problems=[]))


def make(issue: JournalIssue) -> JournalFile:
    """Make the file now: a second or more."""
    paper, digits, digest = _asked(issue)
    problems: list[str] = []
    path = kept.find(f"{digest}.pdf")
    if path is None:
        try:
            made = journal(paper, timestamp=timestamp_of(paper.dated_on), thai_digits=digits)
            path = kept.keep(f"{digest}.pdf", made)
        except PrintError as error:
            problems = error.problems if isinstance(error, NewsletterError) else [error.message_th]
    JournalIssue.objects.filter(pk=issue.pk).update(wanted=digest, began_at=None, problems=problems)
    return JournalFile(digest, path, problems)


def _asked(issue: JournalIssue) -> tuple[Journal, bool, str]:
    """The paper, whether in Thai digits, and its digest."""
    office, words = OfficeProfile.current(), NewsletterSettings.current()
    versions = stories_of(issue)
    paper = Journal(
        office=office_of(office, words),
        year=issue.year or 0,
        number=issue.number or 0,
        dated_on=timezone.localdate(issue.issued_at) if issue.issued_at else timezone.localdate(),
        stories=[_story(version) for version in versions],
        name=issue.title,
        contacts=Contacts(email=office.email if office else ""),
        prepared_by=words.prepared_by,
    )
    digits = office.uses_thai_digits if office else True
    pictures = pictures_of([photo for version in versions for photo in _photos(version)], office)
    return paper, digits, digest_of(["journal", digits, pictures], paper)


def _photos(version: StoryVersion) -> list[StoryPhoto]:
    return list(version.photos.all())[:MOST_PHOTOS]


def _story(version: StoryVersion) -> JournalStory:
    published = version.story.first_published_at
    about = [dates.long(timezone.localdate(published)) if published else "", public_name(version.agency_id)]
    return JournalStory(
        headline=version.title,
        body=version.paragraphs,
        photos=[photo_of(photo) for photo in _photos(version)],
        about=" ".join(filter(None, about)),
    )
