"""The new words of a mail: its text without the mail that it answers, and without a standard signature.

What is forwarded is content and stays; answers written between or below quoted lines stay in their order.
"""

from __future__ import annotations

from dataclasses import dataclass

from prasan.delivery.mail import quote_marks as marks
from prasan.delivery.mail.budget import Budget

_ATTRIBUTION_LINES = 4
_LONGEST_LINE = 400
_BLOCK_LINES = 14
_MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Reply:
    """What the headers say: whether the mail is an answer, whether it passes another one on."""

    is_answer: bool = False
    is_forward: bool = False


def reply_of(subject: str, *, answers: bool) -> Reply:
    """`answers`: there is an In-Reply-To or References."""
    forward = marks.FORWARDED_SUBJECT.match(subject) is not None
    return Reply(not forward and (answers or marks.REPLY_SUBJECT.match(subject) is not None), forward)


def new_text(text: str, reply: Reply, budget: Budget) -> str:
    """`text` without quoted mail and standard signature, without blank lines around it.

    When the budget is spent, the lines that were not looked at stay.
    """
    lines = text.split("\n")
    kept = _Strip(lines[:_MOST_LINES], reply, budget).run() + lines[_MOST_LINES:]
    new = _trimmed("\n".join(kept))
    return new if new or reply.is_answer else _trimmed(text)


class _Strip:
    """A walk down the lines; `kept` is what stays."""

    def __init__(self, lines: list[str], reply: Reply, budget: Budget) -> None:
        self.budget = budget
        self.lines = lines
        self.reply = reply
        self.kept: list[str] = []
        self.dropped = False

    def run(self) -> list[str]:
        at, size = 0, len(self.lines)
        while at < size:
            line = self.lines[at]
            if self.budget.spent():
                return self.kept + self.lines[at:]
            if len(line) < _LONGEST_LINE and marks.FORWARDED.match(line) and not line.startswith(">"):
                return self._without_signature() + self.lines[at:]
            following = self._past_quote(at)
            if following == at:
                self.kept.append(line)
                at += 1
            else:
                self._drop_to(following)
                at = following
        return self._without_signature()

    def _drop_to(self, following: int) -> None:
        self.dropped = True
        while self.kept and not self.kept[-1].strip():
            self.kept.pop()
        if self.kept and following < len(self.lines) and self.lines[following].strip():
            self.kept.append("")

    def _past_quote(self, at: int) -> int:
        """Where to go on when a quote begins at line `at`; `at` itself when none does."""
        line = self.lines[at]
        if line.startswith(">"):
            return self._past_marked(at)
        if not line or len(line) > _LONGEST_LINE or line.isspace():
            return at
        stripped = line.strip()
        if marks.ORIGINAL.match(line) or (marks.BARE_ORIGINAL.match(stripped) and self._is_block(at + 1)):
            return at if self.reply.is_forward else len(self.lines)
        if self._is_block(at + (marks.RULE.match(line) is not None)):
            return at if self.reply.is_forward else len(self.lines)
        return self._past_attribution(at)

    def _past_marked(self, at: int) -> int:
        """Lines with `>`. A single one in a mail that answers nothing is somebody's arrow."""
        end = at
        while end < len(self.lines) and self.lines[end].startswith(">"):
            end += 1
        if end - at < 2 and not self.reply.is_answer and not self.dropped:
            return at
        return end

    def _past_attribution(self, at: int) -> int:
        joined = ""
        if not marks.ATTRIBUTION_STARTS.search(self.lines[at]) and not marks.ATTRIBUTION_WORDS.search(
            self.lines[at]
        ):
            return at
        for end in range(at, min(at + _ATTRIBUTION_LINES, len(self.lines))):
            piece = self.lines[end].strip()
            if not piece or piece.startswith(">") or len(joined) + len(piece) > _LONGEST_LINE:
                break
            joined = f"{joined} {piece}".strip()
            if (
                marks.ATTRIBUTION_WORDS.search(joined)
                and (past := self._attributed(at, end + 1, joined)) != at
            ):
                return past
        return at

    def _attributed(self, at: int, end: int, joined: str) -> int:
        """Past the quote that `joined` announces: marked lines, or all the rest if a program announced it."""
        quote = self._next_filled(end)
        is_marked = quote < len(self.lines) and self.lines[quote].startswith(">")
        if is_marked and self.reply.is_answer and marks.WEAK_ATTRIBUTION.search(joined):
            return self._end_of_marked(quote)
        if not any(pattern.match(joined) for pattern in marks.ATTRIBUTIONS):
            return at
        if is_marked:
            return self._end_of_marked(quote)
        return len(self.lines) if self._is_programs(joined, at) else at

    def _is_programs(self, joined: str, at: int) -> bool:
        """Whether no person wrote the line: news tell of somebody who wrote something at some time, too."""
        if not marks.HAS_MOMENT.search(joined):
            return False
        if self.reply.is_answer:
            return joined.endswith(":") or "@" in joined
        return "@" in joined and self._filled_before(at)

    def _end_of_marked(self, at: int) -> int:
        while at < len(self.lines) and self.lines[at].startswith(">"):
            at += 1
        return at

    def _next_filled(self, at: int) -> int:
        while at < len(self.lines) and not self.lines[at].strip():
            at += 1
        return at

    def _filled_before(self, at: int) -> bool:
        return any(line.strip() for line in self.kept)

    def _is_block(self, at: int) -> bool:
        """Whether a copied mail header begins at `at`: who, when, and to whom or about what."""
        roles: dict[str, str] = {}
        if at < len(self.lines) and ":" not in self.lines[at] and self.lines[at].strip():
            return False
        at = self._next_filled(at) if at and at < len(self.lines) and not self.lines[at].strip() else at
        for line in self.lines[at : at + _BLOCK_LINES]:
            match = marks.HEADER_LINE.match(line[:_LONGEST_LINE])
            role = marks.LABELS.get(match[1].strip().lower()) if match else None
            if match and role:
                roles.setdefault(role, match[2])
            elif not roles or (match is None and not line.startswith((" ", "\t", "<")) and "@" not in line):
                break
        return self._is_copied_header(roles, at)

    def _is_copied_header(self, roles: dict[str, str], at: int) -> bool:
        if "from" not in roles or "sent" not in roles or not roles.keys() & {"to", "subject"}:
            return False
        is_programs = (
            "@" in roles["from"] + roles.get("to", "") or marks.CLOCK.search(roles["sent"]) is not None
        )
        # A memo that somebody typed has จาก, ถึง, เรื่อง at its top too.
        return is_programs and (self.reply.is_answer or self._filled_before(at))

    def _without_signature(self) -> list[str]:
        """Up to a line of two dashes and a space (RFC 3676, 4.3), unless nothing stands above it."""
        for at, line in enumerate(self.kept):
            if line.rstrip("\r") == marks.SIGNATURE and any(above.strip() for above in self.kept[:at]):
                return self.kept[:at]
        return self.kept


def _trimmed(text: str) -> str:
    """Without blank lines at its ends; a first line keeps its indent."""
    lines = text.split("\n")
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return "\n".join(lines[first:last]).rstrip()
