"""The header block of a mail or a part, from bytes: lines, folding, encoded words, parameters, addresses.

RFC 5322, 2047 and 2231, and what real programs do instead. Nothing here raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from prasan.delivery.mail import charset
from prasan.delivery.mail.words import decode_words

# A header line and its folded rest. `--` cannot begin a name: it is a boundary that lost its blank line.
_FIELD = re.compile(
    rb"(?!--)([!-9;-~]++)[ \t]*+:((?>[^\r\n]*+(?>(?:\r\n|\n|\r)[ \t]++(?=[^\r\n]))?)++)(?:\r\n|\n|\r|\Z)"
)
_EOL = re.compile(rb"\r\n|\n|\r")
_FOLD = re.compile(rb"(?:\r\n|\n|\r)(?=[ \t])")
_LINE = re.compile(rb"([^\r\n]*+)(?:\r\n|\n|\r|\Z)")
_USUAL = re.compile(
    rb"(?:from|to|cc|subject|date|message-id|reply-to|mime-version|content-[a-z-]+|x-[a-z0-9-]+|received"
    rb"|return-path|sender|in-reply-to|references|importance|user-agent)[ \t]*:",
    re.IGNORECASE,
)
_STRAY_LINES = 3
_LONGEST_VALUE = 100_000


@dataclass(slots=True)
class Headers:
    """Raw values by lower-case name, in the order of the mail. `charset` helps to read raw 8-bit values."""

    fields: dict[bytes, list[bytes]]
    charset: str | None
    problems: set[str]

    def raw(self, name: str) -> bytes:
        """The first value of `name`, unfolded; empty when there is none."""
        values = self.fields.get(name.encode())
        return _unfold(values[0]) if values else b""

    def all_raw(self, name: str) -> list[bytes]:
        """Every value of `name`, unfolded."""
        return [_unfold(value) for value in self.fields.get(name.encode(), [])]

    def plain(self, name: str) -> str:
        """An unstructured ASCII value in lower case, for comparing."""
        return self.raw(name).decode("ascii", "replace").strip().lower()

    def text(self, name: str) -> str:
        """The first value of `name` as people read it."""
        return self.decoded(self.raw(name))

    def decoded(self, raw: bytes) -> str:
        """A raw value as people read it; what could not be read right goes to `problems`."""
        words = decode_words(raw, self.charset)
        self.problems.update(words.problems)
        return words.text

    def __contains__(self, name: str) -> bool:
        return name.encode() in self.fields


def _unfold(value: bytes) -> bytes:
    value = value[:_LONGEST_VALUE]
    if b"\n" in value or b"\r" in value:
        value = _FOLD.sub(b"", value)
    return value.strip(b" \t\r\n")


def parse(data: bytes, start: int, end: int, problems: set[str] | None = None) -> tuple[Headers, int]:
    """The headers that begin at `start`, and where the body begins. Stops at the first line that is none.

    A stray line between headers (a subject folded without its space) belongs to the header above it.
    `problems` collects what their texts will turn out to lack; the parts of a mail share one set.
    """
    headers = Headers({}, None, set() if problems is None else problems)
    last: list[bytes] | None = None
    position = start
    while position < end:
        match = _FIELD.match(data, position, end)
        if match:
            last = headers.fields.setdefault(match[1].lower(), [])
            last.append(match[2])
            position = match.end()
            continue
        position, stray = _after(data, position, end)
        if stray is None or last is None:
            break
        last[-1] += b"\n " + stray
    return headers, position


def _after(data: bytes, position: int, end: int) -> tuple[int, bytes | None]:
    """At a line that is no header: where to go on, and its text if it is a stray line inside the block."""
    blank = _EOL.match(data, position, end)
    if blank:
        return blank.end(), None
    line = _LINE.match(data, position, end)
    if line is None:
        return end, None
    if not line[1].strip():
        return line.end(), b"" if _USUAL.match(data, line.end(), end) else None
    return _stray(data, position, line, end)


def _stray(data: bytes, position: int, first: re.Match[bytes], end: int) -> tuple[int, bytes | None]:
    following = first.end()
    for _ in range(_STRAY_LINES):
        if first[1].startswith(b"--"):
            break
        if _USUAL.match(data, following, end) or first[1].startswith(b"=?"):
            return first.end(), first[1]
        line = _LINE.match(data, following, end)
        if line is None or not line[1].strip():
            break
        following = line.end()
    return position, None


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox: the display name as people read it (may be empty), and the bare address."""

    name: str
    address: str

    def __str__(self) -> str:
        if not self.name:
            return self.address
        name = f'"{self.name}"' if _SPECIAL.search(self.name) and self.address else self.name
        return f"{name} <{self.address}>" if self.address else name


_SPECIAL = re.compile(r'[,;:<>@"\\]')
_MANY = 2_000
_LONGEST_MAILBOX = 1_000
# In an address list: comment, quoted string, angle address, encoded word, separator, or anything else.
_TOKEN = re.compile(
    rb'\((?>[^()\\]|\\.|\([^()]*+\))*+\)|"(?>[^"\\]|\\.)*+(?:"|\Z)|<[^<>]*+>?'
    rb'|=\?[^?\s]*+\?[bBqQ]\?[^?]*+\?=|[,;]|[^,;<"(=]++|.',
    re.DOTALL,
)
_ADDRESS = re.compile(rb"[^\s<>\"(),:;@]++@[^\s<>\"(),:;]++")
_GROUP = re.compile(rb"^[^@<\"=:]*+:(?!//)")


def addresses(headers: Headers, name: str) -> tuple[Address, ...]:
    """The mailboxes of all headers called `name`; what is no address is a bare name."""
    found: list[Address] = []
    for raw in headers.all_raw(name):
        for tokens in _mailboxes(raw)[:_MANY]:
            mailbox = _mailbox(tokens, headers)
            if mailbox and found and not found[-1].address and mailbox.address:
                # A name with a comma that nobody put in quotes.
                mailbox = Address(f"{found.pop().name}, {mailbox.name}", mailbox.address)
            if mailbox:
                found.append(mailbox)
    return tuple(found[:_MANY])


def _mailboxes(raw: bytes) -> list[list[bytes]]:
    raw = _GROUP.sub(b"", raw)
    mailboxes: list[list[bytes]] = [[]]
    for match in _TOKEN.finditer(raw):
        if match[0] in b",;":
            mailboxes.append([])
        else:
            mailboxes[-1].append(match[0])
    return mailboxes


def _mailbox(tokens: list[bytes], headers: Headers) -> Address | None:
    angle = [token for token in tokens if token.startswith(b"<")]
    rest = b"".join(token for token in tokens if not token.startswith((b"<", b"("))).strip()
    comment = b" ".join(token[1:-1] for token in tokens if token.startswith(b"("))
    if angle:
        name = headers.decoded(_unquoted(rest)) or headers.decoded(comment)
        return Address(_tidy(name), _bare(angle[-1].strip(b"<> \t"), headers))
    bare = _ADDRESS.search(rest[:_LONGEST_MAILBOX]) if b"@" in rest else None
    if bare:
        left = (rest[: bare.start()] + rest[bare.end() :]).strip()
        return Address(_tidy(headers.decoded(left or comment)), _bare(bare[0], headers))
    name = _tidy(headers.decoded(_unquoted(rest or comment)))
    return Address(name, "") if name else None


def _bare(raw: bytes, headers: Headers) -> str:
    if raw.isascii() and b"=?" not in raw:
        return raw.decode("ascii").strip()
    return headers.decoded(raw).strip()


def _unquoted(raw: bytes) -> bytes:
    if b'"' not in raw:
        return raw
    return re.sub(
        rb"\\([\"\\])", rb"\1", raw.replace(b'\\"', b"\x00").replace(b'"', b"").replace(b"\x00", b'"')
    )


def _tidy(name: str) -> str:
    return " ".join(name.split()).strip("'\" ") if name else ""


# A parameter after a semicolon: quoted (maybe never closed) or bare up to the next semicolon.
_PARAMETER = re.compile(rb';?\s*+([^\s=;"]++)\s*+=\s*+(?:"((?>[^"\\]|\\.)*+)(?:"|\Z)|([^;]*+))', re.DOTALL)
_NUMBERED = re.compile(r"^([^*]+)\*(?:(\d{1,4})(\*)?)?$")
_EXTENDED = re.compile(rb"^([^']*)'[^']*'(.*)$", re.DOTALL)
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_MOST_PARAMETERS = 500


@dataclass(frozen=True, slots=True)
class Value:
    """A structured value: `text/plain; charset=x` has the main part `text/plain` and raw parameters."""

    main: str
    parameters: dict[str, bytes]

    def get(self, name: str) -> str:
        """An ASCII parameter: a charset, a boundary, a flag."""
        return self.parameters.get(name, b"").decode("latin-1").strip()


_NO_VALUE = Value("", {})


def value(headers: Headers, name: str) -> Value:
    """A structured header: its main part in lower case, its parameters with RFC 2231 pieces still apart."""
    raw = headers.raw(name)
    if not raw:
        return _NO_VALUE
    main, _, rest = raw.partition(b";")
    if b"=" in main:  # the semicolon was forgotten: "text/plain charset=utf-8"
        head, _, tail = main.strip().partition(b" ")
        main, rest = (head, tail + b";" + rest) if b"=" not in head else (b"", raw)
    parameters: dict[str, bytes] = {}
    for count, match in enumerate(_PARAMETER.finditer(rest)):
        if count >= _MOST_PARAMETERS:
            break
        key = match[1].decode("ascii", "replace").lower()
        parameters.setdefault(key, _parameter(match))
    return Value(main.strip().decode("ascii", "replace").lower(), parameters)


def _parameter(match: re.Match[bytes]) -> bytes:
    if match[2] is None:
        return match[3].strip()
    return re.sub(rb'\\(["\\])', rb"\1", match[2]) if b"\\" in match[2] else match[2]


def text_parameter(parsed: Value, name: str, headers: Headers) -> str:
    """A parameter as people read it: RFC 2231, encoded words inside quotes, raw bytes, percent signs."""
    if not parsed.parameters:
        return ""
    pieces = _pieces(parsed, name)
    if pieces:
        return _extended(pieces, headers)
    raw = parsed.parameters.get(name, b"")
    if b"%" in raw and b"=?" not in raw and (unescaped := _unescaped(raw)):
        return unescaped
    return headers.decoded(raw)


def _pieces(parsed: Value, name: str) -> list[tuple[int, bool, bytes]]:
    """The pieces `name*`, `name*0`, `name*1*` …: number, whether percent-encoded, raw bytes; in order."""
    found = []
    for key, raw in parsed.parameters.items():
        match = _NUMBERED.match(key)
        if match and match[1] == name:
            found.append((int(match[2] or 0), match[2] is None or match[3] is not None, raw))
    return sorted(found, key=lambda piece: piece[0])


def _extended(pieces: list[tuple[int, bool, bytes]], headers: Headers) -> str:
    label = None
    first = _EXTENDED.match(pieces[0][2]) if pieces[0][1] else None
    if first:
        label = first[1].decode("ascii", "replace")
        pieces[0] = (pieces[0][0], True, first[2])
    # Neighbours are joined first: some programs cut inside of %E0.
    runs = groupby(pieces, key=lambda piece: piece[1])
    joined = [(encoded, b"".join(piece[2] for piece in run)) for encoded, run in runs]
    raw = b"".join(_percent(piece) if encoded else piece for encoded, piece in joined)
    if b"=?" in raw:  # programs that do both
        return headers.decoded(raw)
    found = charset.decode(raw, label or headers.charset)
    if found.problem:
        headers.problems.add(found.problem)
    return found.text


def _percent(raw: bytes) -> bytes:
    return _PERCENT.sub(lambda match: bytes([int(match[1], 16)]), raw)


def _unescaped(raw: bytes) -> str | None:
    """A name with percent signs and no RFC 2231 star, if they spell something beyond ASCII."""
    plain = _percent(raw)
    return None if plain.isascii() else charset.decode(plain).text
