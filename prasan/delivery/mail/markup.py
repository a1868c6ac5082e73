"""HTML of a mail as text: paragraphs, lists, tables, the words of links; no styles, no scripts.

One pass with a budget over hostile markup; what a mail program quotes becomes lines with `> `, so that the
rules for quotes in plain text serve both.
"""

from __future__ import annotations

import re
from html import unescape

from prasan.delivery.mail.budget import Budget
from prasan.delivery.mail.quote_marks import FORWARDED

_TAB = re.compile(r" *\t *")
_NAME = re.compile(r"/?\s*([a-zA-Z][a-zA-Z0-9:-]{0,30})")
_QUOTE_OR_END = re.compile(r"[\"'>]")
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
_MANY_BLANKS = re.compile(r"\n{3,}")
_MOST_QUOTES = 64

# How an element stands in text: blank lines around it, a line of its own, or dropped with what is in it.
_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl pre blockquote table".split())  # noqa: SIM905
_LINES = frozenset(
    "div tr li dt dd section article header footer nav address center form fieldset caption hr main aside"  # noqa: SIM905
    " figure figcaption tbody thead tfoot body option details summary".split()
)
_DROPPED = frozenset(
    "style script title noscript template svg object applet iframe select textarea".split()  # noqa: SIM905
)
_VOID = frozenset("br hr img input meta link base area col embed source wbr".split())  # noqa: SIM905
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_QUOTING = re.compile(
    r"type\s*=\s*[\"']?cite|class\s*=\s*[\"']?[^\"'>]*(?:gmail_quote|yahoo_quoted|protonmail_quote"
    r"|zmail_extra)"
    r"|border-left\s*:[^;\"']*(?:solid|px|pt)",
    re.IGNORECASE,
)
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_TIGHT = re.compile(r"class\s*=\s*[\"']?(?:x_)?Mso|margin(?:-bottom|-top)?\s*:\s*0", re.IGNORECASE)
_IS_URL = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
_LONGEST_URL = 2_000


def to_text(html: str, budget: Budget) -> str:
    """The text of an HTML page or a piece of one."""
    return _Walk(html, budget).run()


class _Walk:
    """State of one pass: lines so far, the line that is being written, and what we are inside of."""

    def __init__(self, html: str, budget: Budget) -> None:
        self.html = html
        self.lower = ""
        self.budget = budget
        self.lines: list[str] = []
        self.line: list[str] = []
        self.blank_due = False
        self.depth = 0
        self.quotes: list[bool] = []
        self.lists: list[int] = []
        self.links: list[tuple[str, int]] = []
        self.pre = 0
        self.hidden: tuple[str, int] | None = None
        self.never: set[str] = set()

    def run(self) -> str:
        html, position, size = self.html, 0, len(self.html)
        while position < size:
            start = html.find("<", position)
            if start == -1:
                start = size
            if start > position:
                self._text(html[position:start])
            if start >= size or self.budget.spent():
                break
            position = self._markup(start)
        self._end_line()
        return _MANY_BLANKS.sub("\n\n", "\n".join(self.lines)).strip("\n")

    def _markup(self, start: int) -> int:
        """Handles what begins with `<` at `start`; where to go on."""
        html = self.html
        if html.startswith("<!--", start):
            end = self._find("-->", start + 4)
            return end + 3 if end != -1 else self._no_end(start)
        if html.startswith(("<!", "<?"), start):
            end = html.find(">", start)
            return end + 1 if end != -1 else len(html)
        name = _NAME.match(html, start + 1)
        if name is None:
            self._text("<")
            return start + 1
        end = self._tag_end(name.end())
        if end == -1:
            self._text(html[start:])
            return len(html)
        return self._tag(name[1].lower(), html[start:end], end + 1, closing=html[start + 1] == "/")

    def _find(self, what: str, position: int) -> int:
        """Looks only once for what is nowhere: a page of unclosed comments would take for ever."""
        if what in self.never:
            return -1
        found = (self.lower or self.html).find(what, position)
        if found == -1:
            self.never.add(what)
        return found

    def _no_end(self, start: int) -> int:
        """A comment without its end: up to the next `>`, as browsers of old did; the text is not lost."""
        end = self.html.find(">", start)
        return end + 1 if end != -1 else len(self.html)

    def _tag_end(self, position: int) -> int:
        """Where the tag's `>` stands, past quoted values; the first one if the quotes never close."""
        first = self.html.find(">", position)
        at = position
        for _ in range(_MOST_QUOTES):
            match = _QUOTE_OR_END.search(self.html, at)
            if match is None:
                return first
            if match[0] == ">":
                return match.start()
            close = self.html.find(match[0], match.end())
            if close == -1:
                return first
            at = close + 1
        return first

    def _tag(self, name: str, tag: str, after: int, *, closing: bool) -> int:
        if self.hidden is not None:
            self._in_hidden(name, closing=closing)
            return after
        if name in _DROPPED:
            return after if closing or tag.endswith("/") else self._past(name, after)
        if not closing and "none" in tag and name not in _VOID and _HIDDEN.search(tag):
            self.hidden = (name, 1)
            return after
        if closing:
            self._closes(name)
        else:
            self._opens(name, tag)
        return after

    def _in_hidden(self, name: str, *, closing: bool) -> None:
        hidden, depth = self.hidden or ("", 0)
        if name == hidden:
            depth += -1 if closing else 1
            self.hidden = (hidden, depth) if depth else None

    def _past(self, name: str, after: int) -> int:
        """Past the element's end. One that never ends is ignored, so that no text is lost."""
        if not self.lower:
            self.lower = self.html.lower()
            if len(self.lower) != len(self.html):  # a letter that grows (İ): positions would not fit
                self.lower = self.html
        end = self._find(f"</{name}", after)
        if end == -1:
            return after
        close = self.lower.find(">", end)
        return close + 1 if close != -1 else len(self.html)

    def _opens(self, name: str, tag: str) -> None:
        if name == "br":
            self._break()
        elif name in _PARAGRAPHS or name in _LINES:
            self._block(name, tag)
            _OPENING.get(name, _nothing)(self, tag)
        elif name in {"td", "th"}:
            if "".join(self.line).strip():
                self.line.append("\t")
        elif name == "a":
            match = _HREF.search(tag)
            self.links.append(((match[1] or match[2] or match[3] or "") if match else "", len(self.line)))

    def _closes(self, name: str) -> None:
        if name == "a":
            if self.links:
                self._end_link(*self.links.pop())
        elif name in _PARAGRAPHS or name in _LINES:
            self._end_line()
            _CLOSING.get(name, _nothing)(self, "")
            self.blank_due = self.blank_due or (name in _PARAGRAPHS and not self._tight(name))

    def _tight(self, name: str) -> bool:
        return name in {"ul", "ol"} and bool(self.lists)

    def _block(self, name: str, tag: str) -> None:
        self._end_line()
        if name in _PARAGRAPHS and not self._tight(name) and not (name == "p" and _TIGHT.search(tag)):
            self.blank_due = bool(self.lines)
        if name == "p" and _TIGHT.search(tag):
            self.blank_due = False

    def _end_link(self, url: str, at: int) -> None:
        """A link's address after its words, unless the words are the address: it may be the album itself."""
        words = "".join(self.line[at:]).strip() if at <= len(self.line) else ""
        url = unescape(url).strip()
        shown = words.rstrip("/").lower() in url.lower() and "." in words
        if words and _IS_URL.match(url) and not shown and len(url) < _LONGEST_URL:
            self.line.append(f" <{url}>")

    def _text(self, text: str) -> None:
        if self.hidden is not None:
            return
        if "&" in text:
            text = unescape(text)
        if self.pre:
            first, *rest = text.split("\n")
            self.line.append(first)
            for line in rest:
                self._break()
                self.line.append(line)
            return
        text = _SPACE.sub(" ", text) if self.line else _SPACE.sub(" ", text).lstrip()
        if text:
            self.line.append(text)

    def _break(self) -> None:
        if not self.line:
            self.line.append("")
        self._end_line()

    def _end_line(self) -> None:
        if not self.line:
            return
        line = "".join(self.line)
        self.line = []
        self.links.clear()
        if self.pre:
            line = line.rstrip()
        elif line != "-- ":
            line = _TAB.sub("\t", line).rstrip()
        mark = "> " * min(self.depth, 20)
        if self.blank_due and self.lines:
            self.lines.append(mark.rstrip())
        self.blank_due = False
        self.lines.append(mark + line)


def _nothing(walk: _Walk, tag: str) -> None:
    """Most elements only begin or end a line."""


def _open_quote(walk: _Walk, tag: str) -> None:
    # Below "Begin forwarded message:" the blockquote is the forwarded mail itself.
    above = next((line for line in reversed(walk.lines[-3:]) if line), "")
    is_quote = _QUOTING.search(tag) is not None and FORWARDED.match(above[:200]) is None
    walk.quotes.append(is_quote)
    walk.depth += is_quote


def _close_quote(walk: _Walk, tag: str) -> None:
    if walk.quotes:
        walk.depth -= walk.quotes.pop()


def _open_item(walk: _Walk, tag: str) -> None:
    indent = "  " * min(len(walk.lists) - 1, 10) if walk.lists else ""
    if walk.lists and walk.lists[-1] >= 0:
        walk.lists[-1] += 1
        walk.line.append(f"{indent}{walk.lists[-1]}. ")
    else:
        walk.line.append(f"{indent}- ")


def _close_list(walk: _Walk, tag: str) -> None:
    if walk.lists:
        walk.lists.pop()


def _open_pre(walk: _Walk, tag: str) -> None:
    walk.pre += 1


def _close_pre(walk: _Walk, tag: str) -> None:
    walk.pre = max(0, walk.pre - 1)


_OPENING = {
    "blockquote": _open_quote,
    "ul": lambda walk, tag: walk.lists.append(-1),
    "ol": lambda walk, tag: walk.lists.append(0),
    "li": _open_item,
    "pre": _open_pre,
}
_CLOSING = {"blockquote": _close_quote, "ul": _close_list, "ol": _close_list, "pre": _close_pre}
