"""A public picture in the formats and sizes that were made of it; asks nothing of the database."""

from __future__ import annotations

from functools import cache

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from prasan.news.models import StoryPhoto
from prasan.news.pictures import SMALL
from prasan.news.renditions import FORMATS, widths_of

register = template.Library()

# How wide the layout of news.css draws it.
_PLACES = {
    "lead": "(min-width: 64rem) 50rem, 100vw",
    "gallery": "(min-width: 48rem) 17rem, 50vw",
    "first": "(min-width: 48rem) 35rem, 100vw",
    "card": "7rem",
    "grid": "(min-width: 48rem) 12rem, 50vw",
}


@register.simple_tag
def public_picture(photo: StoryPhoto, place: str, lazy: bool = True, bare: bool = False) -> SafeString:
    """{% public_picture photo "lead" lazy=False %}; `bare`: what it shows is said beside it; then
    `photo` may be a row of `listing`."""
    stem, sizes = _stem(photo.pk), _PLACES[place]
    sources = [
        f'<source type="{FORMATS[kind].content_type}" srcset="{_srcset(photo, stem, kind)}" sizes="{sizes}">'
        for kind in photo.formats.split()
        if kind in FORMATS
    ]
    image = format_html(
        '<img src="{}web.jpg" srcset="{}" sizes="{}" alt="{}" width="{}" height="{}"{}>',
        stem,
        _jpegs(photo, stem),
        sizes,
        "" if bare else conditional_escape(photo.text),
        photo.width,
        photo.height,
        mark_safe(' loading="lazy" decoding="async"') if lazy else "",
    )
    return mark_safe(f"<picture>{''.join(sources)}{image}</picture>")


def _srcset(photo: StoryPhoto, stem: str, kind: str) -> str:
    return ", ".join(f"{stem}{width}.{kind} {width}w" for width in widths_of(photo.width))


def _jpegs(photo: StoryPhoto, stem: str) -> str:
    """The small one as it was shrunk: its longest side is `SMALL`."""
    small = round(photo.width * min(1, SMALL / max(photo.width, photo.height)))
    whole = f"{stem}web.jpg {photo.width}w"
    return whole if small == photo.width else f"{stem}small.jpg {small}w, {whole}"


def _stem(pk: int) -> str:
    return f"{_folder()}{pk}-"


@cache
def _folder() -> str:
    """Where pictures have their addresses: looked up once, not for every picture of every page."""
    return reverse("news:photo", args=[0, "web"]).removesuffix("0-web.jpg")
