"""The body of a story: HTML of a few harmless elements, and the plain text of its paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser

import nh3

from prasan.thai.text import normalise

_TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "h2", "blockquote"}
_BLOCKS = {"p", "li", "h2", "blockquote"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_BLANK_LINE = re.compile(r"\n\s*\n")
_EMPTY_BLOCK = re.compile(r"<(p|h2)>(?:\s|<br>)*</\1>")
_MARKUP = re.compile(r"<\s*[/!?]?\s*[A-Za-z]|&#?\w+;")


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})


def tidy(text: str) -> str:
    """One line in one spelling, without hidden marks, controls and lone surrogates."""
    return " ".join(_seen(normalise(text)).split())


def _seen(text: str) -> str:
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _UNSEEN)


def clean(html: str) -> str:
    """What an editor sent, without anything that could act or hide."""
    return nh3.clean(
        _seen(html),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel="noopener nofollow",
        strip_comments=True,
    ).strip()


def from_editor(html: str) -> str:
    """What the editor holds, cleaned whatever it claims to be, in one spelling, without empty blocks."""
    found = _EMPTY_BLOCK.sub("", clean(normalise(html)))
    return found if paragraphs(found) else ""


def from_paragraphs(paragraphs: Iterable[str]) -> str:
    """Plain paragraphs as HTML: whatever stands in them is text."""
    return "".join(f"<p>{escape(one, quote=False)}</p>" for one in map(tidy, paragraphs) if one)


def from_text(text: str) -> str:
    """What was typed without an editor: blank lines part paragraphs."""
    parts = _BLANK_LINE.split(text.replace("\r\n", "\n"))
    return from_paragraphs(parts)


def to_text(html: str) -> str:
    """The way back, for a plain box."""
    return "\n\n".join(paragraphs(html))


def has_markup(text: str) -> bool:
    """Whether a line that is to be plain text holds tags or entities."""
    return bool(_MARKUP.search(text))


def paragraphs(html: str) -> list[str]:
    """The text of each block, in order, empty ones left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.taken()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[list[str]] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._blocks.append([])
        elif tag == "br":
            self._blocks[-1].append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._blocks.append([])

    def handle_data(self, data: str) -> None:
        self._blocks[-1].append(data)

    def taken(self) -> list[str]:
        texts = (" ".join("".join(parts).split()) for parts in self._blocks)
        return [text for text in texts if text]
