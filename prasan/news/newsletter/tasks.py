"""Background work of the journal: ids in, one call."""

from __future__ import annotations

from django_tasks import task

from prasan.news.models import JournalIssue
from prasan.news.newsletter import journals


@task()
def make_journal(pk: int) -> None:
    """Make the file of a journal; one that was deleted meanwhile needs none."""
    if issue := JournalIssue.objects.filter(pk=pk).first():
        journals.make(issue)
