"""The parts of a mail, found in one pass over its bytes: no recursion, however deep they are nested.

Every delimiter line is looked at once and compared with the boundaries that are open there: a part that was
cut off, or whose closing line is missing, ends where an outer boundary goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from prasan.delivery.mail.budget import Budget
from prasan.delivery.mail.headers import Headers, Value, parse, value

_DELIMITER = re.compile(rb"--([^\r\n]*+)(?:\r\n|\n|\r|\Z)")
_EOL_BEFORE = re.compile(rb"(?:\r\n|\n|\r)\Z")
_HTML_START = re.compile(rb"\s*<(?:!doctype html|html|body)\b", re.IGNORECASE)
_GUESS = re.compile(
    rb"(?:^|(?<=[\r\n]))--([^\r\n]{1,200}?)[ \t]*(?:\r\n|\n|\r)content-[a-z-]+[ \t]*:", re.IGNORECASE
)

_LOOK_EVERY = 32

NO_BOUNDARY = "จดหมายหลายส่วนนี้ไม่มีเส้นแบ่งส่วน เดาจากเนื้อหา"
CUT = "จดหมายถูกตัด มาไม่ครบทุกส่วน"
NOT_ALL = "จดหมายมีส่วนมากเกินไป อ่านไม่หมด"


@dataclass(slots=True)
class Part:
    """One entity. `start` and `end` bound its body in the mail's bytes; `children` when it is multipart."""

    headers: Headers
    content: Value
    type: str
    start: int
    end: int
    parent: Part | None = None
    children: list[Part] = field(default_factory=list)
    depth: int = 0

    @property
    def is_multipart(self) -> bool:
        return self.type.startswith("multipart/")


@dataclass(slots=True)
class Tree:
    """All parts, every parent before its children; the first is the mail itself."""

    data: bytes
    parts: list[Part]
    problems: set[str]

    @property
    def root(self) -> Part:
        return self.parts[0]

    def body(self, part: Part) -> bytes:
        """The part's body as it stands in the mail."""
        return self.data[part.start : part.end]


def take_apart(data: bytes, budget: Budget) -> Tree:
    """The tree of `data`; reads as many parts as the budget allows and says so."""
    problems: set[str] = set()
    headers, start = parse(data, 0, len(data), problems)
    root = _part(data, headers, start, len(data), None)
    tree = Tree(data, [root], problems)
    if root.is_multipart:
        _Pass(tree, budget).run()
    return tree


class _Pass:
    """The walk over the delimiter lines: we are inside of the multiparts `open` and of the part `leaf`."""

    def __init__(self, tree: Tree, budget: Budget) -> None:
        self.tree = tree
        self.budget = budget
        self.open: list[Part] = []
        self.places: dict[bytes, list[int]] = {}
        self.boundaries: list[bytes] = []
        self.leaf: Part | None = None
        self._enter(tree.root)

    def run(self) -> None:
        data = self.tree.data
        for count, match in enumerate(_DELIMITER.finditer(data, self.tree.root.start)):
            at = match.start()
            if count % _LOOK_EVERY == 0 and self.budget.spent():
                self.tree.problems.add(NOT_ALL)
                break
            if at and data[at - 1] not in b"\r\n":
                continue
            place, closes = self._place(match[1].rstrip(b" \t"))
            if place is None:
                continue
            self._leave(place, match.start())
            if closes:
                self._close(place)
            else:
                self._begin(place, match.end())
        if self.open or self.leaf:
            self._end()

    def _place(self, line: bytes) -> tuple[int | None, bool]:
        """Which open multipart (its index) the line belongs to, and whether it closes it."""
        places = self.places.get(line)
        if places:
            return places[-1], False
        if line.endswith(b"--"):
            places = self.places.get(line[:-2].rstrip(b" \t"))
            if places:
                return places[-1], True
        return None, False

    def _leave(self, place: int, at: int) -> None:
        """Ends the leaf and every multipart inside of the one at `place`."""
        if self.leaf is not None:
            line_end = _EOL_BEFORE.search(self.tree.data, max(self.leaf.start, at - 2), at)
            self.leaf.end = line_end.start() if line_end else at
            self.leaf = None
        while len(self.open) > place + 1:
            self._close(len(self.open) - 1).end = at

    def _close(self, place: int) -> Part:
        part = self.open.pop(place)
        boundary = self.boundaries.pop(place)
        self.places[boundary].pop()
        return part

    def _begin(self, place: int, at: int) -> None:
        parent = self.open[place]
        headers, start = parse(self.tree.data, at, parent.end, self.tree.problems)
        part = _part(self.tree.data, headers, start, parent.end, parent)
        parent.children.append(part)
        self.tree.parts.append(part)
        if part.is_multipart:
            self._enter(part)
        else:
            self.leaf = part

    def _enter(self, part: Part) -> None:
        boundary = self._boundary(part)
        if boundary is None:
            # Nothing divides it: what stands there is all there is, and it is text.
            part.type = "text/plain"
            self.leaf = part
            return
        self.open.append(part)
        self.boundaries.append(boundary)
        self.places.setdefault(boundary, []).append(len(self.open) - 1)

    def _boundary(self, part: Part) -> bytes | None:
        declared = part.content.parameters.get("boundary", b"").strip()
        data = self.tree.data
        if declared and data.find(b"--" + declared, max(0, part.start - 2), part.end) != -1:
            return declared.rstrip()
        guess = _GUESS.search(data, part.start, min(part.end, part.start + 65536))
        if guess is None or guess[1].rstrip() in self.places:
            return None
        self.tree.problems.add(NO_BOUNDARY)
        return guess[1].rstrip()

    def _end(self) -> None:
        """The mail ends inside a part: the outermost closing line never came."""
        leaf = self.leaf
        if leaf is not None and leaf is not self.tree.root and leaf.parent in self.open:
            self.tree.problems.add(CUT)


def _part(data: bytes, headers: Headers, start: int, end: int, parent: Part | None) -> Part:
    content = value(headers, "content-type")
    found = _type(content.main, data, start, end, parent)
    depth = parent.depth + 1 if parent else 0
    headers.charset = content.get("charset") or (parent.headers.charset if parent else None)
    return Part(headers, content, found, start, end, parent, [], depth)


_SHORT = {"text": "text/plain", "html": "text/html", "plain": "text/plain", "multipart": "multipart/mixed"}


def _type(declared: str, data: bytes, start: int, end: int, parent: Part | None) -> str:
    declared = declared.strip(" \t\"'").split(" ")[0]
    if declared.count("/") == 1 and not declared.startswith("/") and not declared.endswith("/"):
        return declared
    if declared in _SHORT:
        return _SHORT[declared]
    if parent is not None and parent.type == "multipart/digest":
        return "message/rfc822"
    return "text/html" if _HTML_START.match(data, start, min(end, start + 200)) else "text/plain"
