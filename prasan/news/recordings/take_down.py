"""นำลงทุกที่: one recording out of every version of every story, its bytes off the disk."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.news import policies
from prasan.news.body import tidy
from prasan.news.models import StoryRecording
from prasan.news.recordings.kept import delete_files
from prasan.news.recordings.policies import why_not_take_down
from prasan.office.standing import Standing
from prasan.ui.refusal import ensure


@transaction.atomic
def take_down_everywhere(
    recording: StoryRecording, *, reason: str, asked: str, by: User, at: datetime
) -> int:
    """How many places it was taken out of. Needs no consent: nothing is published by it. Raises `Refused`.

    Bytes are deleted once this is committed; who asked, why and by whom stays with each place.
    """
    recording = StoryRecording.objects.select_for_update(of=("self",)).get(pk=recording.pk)
    ensure(policies.why_not_work_on_news(by, Standing(timezone.localdate(at))))
    ensure(why_not_take_down(recording, reason, asked))
    places = list(
        StoryRecording.objects.select_for_update(of=("self",))
        .select_related("version__story", "poster_photo__web", "poster")
        .filter(sha256=recording.sha256, file__isnull=False)
    )
    files = {place.file_id for place in places} | {place.poster_id for place in places}
    for place in places:
        _empty(place, tidy(reason)[:500], tidy(asked)[:200], by, at)
    delete_files({key for key in files if key})
    for story in {place.version.story for place in places}:
        record("story_recording_taken_down", story, by=by, at=at, sha256=recording.sha256, places=len(places))
    return len(places)


def _empty(place: StoryRecording, reason: str, asked: str, by: User, at: datetime) -> None:
    place.consented = place.content()
    place.file = place.poster = place.poster_photo = None
    place.captions = place.transcript = ""
    place.taken_down_at, place.taken_down_by = at, by
    place.taken_down_reason, place.taken_down_asked = reason, asked
    place.save()
