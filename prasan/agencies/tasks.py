"""Background work of the register: ids in, one call."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from prasan.accounts.models import User
from prasan.agencies.actions import imports, notices, proposing, upkeep
from prasan.agencies.stale_list import stale_in


@task()
def tell_audience(request_id: int) -> None:
    """Write the notice of a consented request to everyone it names."""
    notices.tell_audience(request_id)


@task()
def make_papers(digest: str) -> None:
    """Make the files of one edition of the public register."""
    # Typst and the spreadsheet writer are loaded by those alone who make papers.
    from prasan.agencies.exports import making

    making.make_all(digest)


@task()
def analyse_import(import_id: int) -> None:
    """Judge the rows of an import, unless somebody else does or did."""
    imports.analyse_if_waiting(import_id, at=timezone.now())
    proposing.take_up(import_id, at=timezone.now())


@task()
def propose_import(import_id: int) -> None:
    """Propose the good rows of an import, as it was asked for."""
    proposing.propose_asked(import_id, at=timezone.now())


@task()
def ask_stale(user_id: int, scope: str, asked_at: str) -> None:
    """Ask all that are stale in a scope ("" = both) whether their data are still right."""
    at = datetime.fromisoformat(asked_at)
    versions = stale_in(scope, at=at).iterator(500)
    upkeep.ask_all(versions, by=User.objects.get(pk=user_id), at=at)
