"""Rows that views ask for, or 404."""

from __future__ import annotations

from django.http import Http404

from prasan.news.models import Story, StoryPhoto, StoryVersion

_RELATED = ("story__replaced_by", "written_by", "agency", "case__proposer", "case__proposer_post__unit")


def load_version(story: int, number: int) -> StoryVersion:
    """With its case and everyone named on the page."""
    found = StoryVersion.objects.select_related(*_RELATED).filter(story=story, number=number).first()
    if found is None:
        raise Http404
    return found


def load_story(pk: int) -> Story:
    story = Story.objects.filter(pk=pk).first()
    if story is None:
        raise Http404
    return story


def load_photo(version: StoryVersion, pk: int) -> StoryPhoto:
    """A picture of this version."""
    photo = StoryPhoto.objects.select_related("version__story", "original").filter(version=version, pk=pk)
    found = photo.first()
    if found is None:
        raise Http404
    return found
