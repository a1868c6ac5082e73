"""What is asked of the archive, and the page of media that answers it.

Always read from the stories themselves: the public sees what stands in a published version now, and nothing
that an index still remembers. The desk sees each file once, where it was put last; what an agency still
writes is that agency's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from prasan.news.models import StoryPhoto, StoryRecording, StoryVersion
from prasan.news.states import OF_THE_SENDER, StoryState
from prasan.thai.text import normalise

PER_PAGE = 24
NOT_PUBLISHED = 0
"""Of the question's month: what was never published."""
PICTURE, SOUND, FILM = "picture", "sound", "film"
KINDS = {PICTURE: "ภาพ", SOUND: "เสียง", FILM: "วิดีโอ"}
Rows = QuerySet[Any]
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Question:
    """ "" or None = whatever. `month` as `StoryVersion.listed_month` has it; `story` a key: one event."""

    words: str = ""
    kind: str = ""
    month: int | None = None
    agency: int | None = None
    event: str = ""
    place: str = ""
    story: int | None = None


@dataclass(frozen=True, slots=True)
class Medium:
    """One of the grid: a photo or a recording, whichever is not None; `uses`: in how many versions it is."""

    photo: StoryPhoto | None
    recording: StoryRecording | None
    at: datetime
    uses: int

    @property
    def version(self) -> StoryVersion:
        row = self.photo or self.recording
        assert row is not None
        return row.version


def found(question: Question, number: object, *, is_public: bool) -> Page[Any]:
    """A page of `Medium`, newest first."""
    photos, recordings = _rows(question, is_public)
    if question.kind == PICTURE:
        keys = photos
    elif question.kind in KINDS:
        keys = recordings
    else:
        keys = photos.union(recordings, all=True)
    page: Page[Any] = Paginator(keys.order_by("-at", "-is_photo", "-pk"), PER_PAGE).get_page(str(number or 1))
    page.object_list = _media(list(page.object_list))
    return page


def _rows(question: Question, is_public: bool) -> tuple[Rows, Rows]:
    photos, recordings = StoryPhoto.objects.all(), StoryRecording.objects.filter(file__isnull=False)
    if question.kind in {SOUND, FILM}:
        recordings = recordings.filter(is_film=question.kind == FILM)
    if is_public:
        public = Q(version__state=StoryState.PUBLISHED, version__is_on_web__in=[True])
        photos, recordings = photos.filter(public), recordings.filter(public)
    else:
        later = StoryPhoto.objects.filter(original=OuterRef("original"), pk__gt=OuterRef("pk"))
        again = StoryRecording.objects.filter(sha256=OuterRef("sha256"), pk__gt=OuterRef("pk"))
        photos, recordings = photos.filter(~Exists(later)), recordings.filter(~Exists(again))
        photos = photos.exclude(version__state__in=OF_THE_SENDER)
        recordings = recordings.exclude(version__state__in=OF_THE_SENDER)
    return (
        _keys(_asked(photos, question, ("caption", "alt"), ()), is_photo=1),
        _keys(_asked(recordings, question, ("title", "people", "transcript"), ("place",)), is_photo=0),
    )


def _asked(rows: Rows, question: Question, own: Sequence[str], places: Sequence[str]) -> Rows:
    places = (*places, "version__facts__where")
    if question.month == NOT_PUBLISHED:
        rows = rows.filter(version__listed_month=None)
    elif question.month is not None:
        rows = rows.filter(version__listed_month=question.month)
    if question.agency is not None:
        rows = rows.filter(version__agency=question.agency)
    if question.story is not None:
        rows = rows.filter(version__story=question.story)
    for word in _words(question.event):
        rows = rows.filter(version__title__icontains=word)
    for word in _words(question.place):
        rows = rows.filter(_any_of(places, word))
    for word in _words(question.words):
        rows = rows.filter(_any_of((*own, "version__title", *places), word))
    return rows


def _words(text: str) -> list[str]:
    return normalise(text).split()[:_MOST_WORDS]


def _any_of(names: Sequence[str], word: str) -> Q:
    asked = Q()
    for name in names:
        asked |= Q(**{f"{name}__icontains": word})
    return asked


def _keys(rows: Rows, *, is_photo: int) -> Rows:
    """Bare keys: two tables answer as one, and only what the page shows is read whole."""
    at = Coalesce(F("version__listed_at"), F("version__written_at"))
    keys: Rows = rows.order_by().annotate(at=at, is_photo=Value(is_photo)).values("pk", "at", "is_photo")
    return keys


def _media(keys: list[dict[str, Any]]) -> list[Medium]:
    related = ("version__story", "version__agency")
    wanted = {kind: [row["pk"] for row in keys if row["is_photo"] == kind] for kind in (0, 1)}
    photos = StoryPhoto.objects.select_related(*related).in_bulk(wanted[1])
    recorded = StoryRecording.objects.select_related(*related, "poster", "poster_photo")
    recordings = recorded.in_bulk(wanted[0])
    uses = _uses(photos.values(), recordings.values())
    media = (
        Medium(photos.get(row["pk"]), None, row["at"], uses.get(photos[row["pk"]].original_id, 1))
        if row["is_photo"]
        else Medium(None, recordings.get(row["pk"]), row["at"], uses.get(recordings[row["pk"]].sha256, 1))
        for row in keys
    )
    return list(media)


def _uses(photos: Any, recordings: Any) -> dict[Any, int]:
    by_original = StoryPhoto.objects.filter(original__in=[photo.original_id for photo in photos])
    by_sha = StoryRecording.objects.filter(sha256__in=[one.sha256 for one in recordings], file__isnull=False)
    return dict(by_original.order_by().values_list("original").annotate(count=Count("pk"))) | dict(
        by_sha.order_by().values_list("sha256").annotate(count=Count("pk"))
    )


def places_of(photo: StoryPhoto) -> list[StoryVersion]:
    """The versions in which this very file is, the newest first."""
    rows = StoryVersion.objects.filter(photos__original=photo.original_id).select_related("story")
    return list(rows.distinct().order_by("-pk"))
