"""What a person would see of a mail: its text, chosen among its alternatives, and its files.

Leaves are read from the first to the last; then multiparts from the last to the first: the inner ones are
done before the outer ones, without recursion.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from prasan.delivery.mail import charset, flowed, labels, markup, names, tnef, transfer
from prasan.delivery.mail.budget import Budget
from prasan.delivery.mail.headers import Value, value
from prasan.delivery.mail.message import Attachment
from prasan.delivery.mail.parts import NOT_ALL, Part, Tree

LONGEST_TEXT = 2_000_000
_LONG = "ข้อความยาวมาก แสดงเพียงส่วนต้น"
BINARY = "ส่วนที่บอกว่าเป็นข้อความกลับเป็นข้อมูลที่ไม่ใช่ข้อความ เก็บไว้เป็นไฟล์แนบ"
_BAD_LABEL = "จดหมายบอกรหัสอักขระที่ไม่รู้จัก อ่านตามเนื้อหาจริง"
_TNEF = "ไฟล์แนบมาเป็น winmail.dat ของ Outlook"
_TNEF_OPENED = "แกะให้แล้ว"
_TNEF_CLOSED = "แกะไม่ได้ เก็บไว้ทั้งไฟล์"
ENCRYPTED = "จดหมายเข้ารหัสลับ (S/MIME หรือ PGP) ระบบเปิดอ่านไม่ได้ ขอให้ผู้ส่งส่งใหม่โดยไม่เข้ารหัส"
SIGNED_BLOB = "จดหมายลงลายมือชื่อ S/MIME แบบห่อทั้งฉบับ ระบบเปิดอ่านไม่ได้ ขอให้ผู้ส่งส่งใหม่แบบข้อความธรรมดา"

_EMPTY_PLAIN = re.compile(
    r"(?:does|do|can|may)\s?(?:not|n't|not be able to)\s+(?:support|display|view|show|read"
    r"|render)[^\n]{0,40}\b(?:html|this message|this e-?mail)"
    r"|html[- ](?:capable|enabled|compatible)|(?:view|switch)[^\n]{0,30}\bhtml|this (?:e-?mail"
    r"|message) (?:is|was sent) in html"
    r"|(?:ไม่รองรับ|ไม่สามารถแสดง|แสดง)[^\n]{0,40}html|html[^\n]{0,30}(?:ไม่รองรับ|ไม่ได้)",
    re.IGNORECASE,
)
_HTML_START = re.compile(r"<(?:!doctype html|html)\b", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_NUL_AND_CR = re.compile("\r\n?|\0")
_SURROGATES = re.compile("[\ud800-\udfff]")
_CLEARSIGNED = re.compile(
    r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[^\n]+\n)*\n(.*?)\n-----BEGIN PGP SIGNATURE-----"
    r".*?(?:-----END PGP SIGNATURE-----|\Z)",
    re.DOTALL | re.MULTILINE,
)
_PGP = re.compile(r"\s*-----BEGIN PGP MESSAGE-----")
_OCTETS = "application/octet-stream"
_REPORT_PARTS = frozenset(
    {
        "message/delivery-status",
        "message/global-delivery-status",
        "message/disposition-notification",
        "message/feedback-report",
        "text/rfc822-headers",
        "message/rfc822-headers",
    }
)
_READABLE = frozenset({"text/plain", "text/html", "text/enriched", "text/richtext", "text/x-plain"})
_MARK = re.compile(r"</?(?:param>.*?</param|[a-z][a-z0-9-]{0,30})>", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class Piece:
    """A text to show; read when it is asked for, once."""

    reader: Reader
    part: Part
    _text: str | None = None

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = self.reader.read_text(self.part)
        return self._text

    @property
    def is_html(self) -> bool:
        return self.part.type == "text/html"


@dataclass(slots=True)
class Content:
    """What stands in a part and all that is under it."""

    texts: list[Piece] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)


@dataclass(slots=True)
class Reader:
    """The walk over a tree. `charset` becomes what the text was read as: a hint for raw headers."""

    tree: Tree
    budget: Budget
    problems: dict[str, None] = field(default_factory=dict)
    charset: str | None = None
    is_encrypted: bool = False
    found: dict[int, Content] = field(default_factory=dict)
    spare: list[tuple[Part, str]] = field(default_factory=list)

    def read(self) -> Content:
        """The texts and files of the whole mail, in its order."""
        for part in self.tree.parts:
            if not part.children:
                self.found[id(part)] = self._within_budget(part)
        for part in reversed(self.tree.parts):
            if part.children:
                self.found[id(part)] = self._multipart(part)
        content = self.found[id(self.tree.root)]
        content.files = [_named(file, number) for number, file in enumerate(content.files, 1)]
        return content

    def _multipart(self, part: Part) -> Content:
        if part.type == "multipart/encrypted":
            self._say_encrypted(ENCRYPTED)
        contents = [self.found.pop(id(child)) for child in part.children]
        texts = _SELECTION.get(part.type, _all)(part, contents)
        files = contents[0].files
        for content in contents[1:]:
            files.extend(content.files)
        return Content(texts, files)

    def _within_budget(self, part: Part) -> Content:
        if self.budget.spent():
            self.say(NOT_ALL)
            return Content()
        return self._leaf(part)

    def _leaf(self, part: Part) -> Content:
        disposition = value(part.headers, "content-disposition")
        if part.type in _REPORT_PARTS:
            return Content()
        if self._is_text(part, disposition.main):
            name = names.given(part.headers, part.content, disposition)
            if not name or (part is self.tree.root and part.type in _READABLE):
                return self._text_or_file(part)
            if part.type == "text/plain":
                self.spare.append((part, name))
        return Content(files=self._files(part, disposition))

    def _is_text(self, part: Part, disposition: str) -> bool:
        return part.type in _READABLE and disposition != "attachment"

    def _text_or_file(self, part: Part) -> Content:
        data = self._data(part)
        if _is_binary(data):
            self.say(BINARY)
            return Content(files=[Attachment("", _OCTETS, data)])
        content = Content([Piece(self, part)])
        if part.type == "text/plain" and b"begin " in data:
            uu = transfer.uu_files(data)
            content.files = [self._uu_file(part, file) for file in uu]
        return content

    def _uu_file(self, part: Part, file: transfer.UuFile) -> Attachment:
        self.say(file.content.problem)
        return Attachment(part.headers.decoded(file.name), _OCTETS, file.content.data)

    def _files(self, part: Part, disposition: Value) -> list[Attachment]:
        data = self._data(part)
        if part.type in {"application/ms-tnef", "application/vnd.ms-tnef"}:
            return self._tnef(part, data)
        if part.type in {"application/pkcs7-mime", "application/x-pkcs7-mime"}:
            is_signed = part.content.get("smime-type").lower() == "signed-data"
            self._say_encrypted(SIGNED_BLOB if is_signed else ENCRYPTED)
        name = names.given(part.headers, part.content, disposition)
        content_id = part.headers.plain("content-id").strip("<> ")
        is_related = part.parent is not None and part.parent.type == "multipart/related"
        inline = disposition.main == "inline" or bool(
            is_related and content_id and disposition.main != "attachment"
        )
        return [Attachment(name, part.type, data, content_id, inline)]

    def _tnef(self, part: Part, data: bytes) -> list[Attachment]:
        unpacked = tnef.unpack(data)
        self.say(f"{_TNEF} {_TNEF_OPENED if unpacked else _TNEF_CLOSED}")
        whole = Attachment(names.of_part(part.headers) or "winmail.dat", part.type, data)
        inside = [Attachment(part.headers.decoded(raw), _OCTETS, content) for raw, content in unpacked]
        return [whole, *inside]

    def _data(self, part: Part) -> bytes:
        encoding = part.headers.plain("content-transfer-encoding")
        is_text = part.type.startswith("text/")
        plain = transfer.undo(self.tree.body(part), encoding, is_text=is_text)
        self.say(plain.problem)
        return plain.data

    def read_text(self, part: Part) -> str:
        """The part's text, HTML and flowed lines resolved, uuencoded files left out."""
        data = self._data(part)
        if part.type == "text/plain" and b"begin " in data:
            data = _without(data, transfer.uu_files(data))
        if len(data) > 4 * LONGEST_TEXT:
            self.say(_LONG)
            data = data[: 4 * LONGEST_TEXT]
        text = self._decoded(part, data)
        if len(text) > LONGEST_TEXT:
            self.say(_LONG)
            text = text[:LONGEST_TEXT]
        return self._as_lines(part, text)

    def _decoded(self, part: Part, data: bytes) -> str:
        label = part.content.get("charset")
        if labels.is_unknown(label) and not data.isascii():
            self.say(_BAD_LABEL)
        if not label and part.type == "text/html":
            meta = _META.search(data[:4096])
            label = meta[1].decode() if meta else ""
        found = charset.decode(data, label)
        self.say(found.problem)
        if found.charset != "us-ascii":
            self.charset = self.charset or found.charset
        text = _NUL_AND_CR.sub(lambda match: "" if match[0] == "\0" else "\n", found.text)
        return _SURROGATES.sub("\ufffd", text).removeprefix("\ufeff")

    def _as_lines(self, part: Part, text: str) -> str:
        if part.type == "text/html" or (text[:1] == "<" and _HTML_START.match(text)):
            text = markup.to_text(text, self.budget)
            if not text.isascii() and (repaired := charset.repair(text)):
                self.say(charset.REPAIRED)
                return repaired
            return text
        if part.type in {"text/enriched", "text/richtext"}:
            return _MARK.sub("", text).replace("<<", "<")
        if part.content.get("format").lower() == "flowed":
            return flowed.unflow(text, delete_space=part.content.get("delsp").lower() == "yes")
        return self._unsigned(text)

    def _unsigned(self, text: str) -> str:
        if "-----BEGIN PGP" not in text:
            return text
        if _PGP.match(text):
            self._say_encrypted(ENCRYPTED)
            return ""
        return _CLEARSIGNED.sub(lambda match: match[1], text)

    def _say_encrypted(self, problem: str) -> None:
        self.is_encrypted = True
        self.say(problem)

    def say(self, problem: str | None) -> None:
        """Notes a problem once."""
        if problem:
            self.problems[problem] = None


def _named(file: Attachment, number: int) -> Attachment:
    name = names.harmless(file.name, file.type, number)
    return file if name == file.name else replace(file, name=name)


def _without(data: bytes, files: list[transfer.UuFile]) -> bytes:
    for file in reversed(files):
        data = data[: file.start] + data[file.end :]
    return data


def _is_binary(data: bytes) -> bool:
    """Not text in any code: many control characters (UTF-16 has its own marks)."""
    sample = data[:8192]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x1b$" in sample or b"\x1b(" in sample:
        return False
    if sample.count(0) * 4 < len(sample):  # a program that left NULs in a text wrote a text
        sample = sample.replace(b"\0", b"")
    controls = len(_CONTROLS.findall(sample))
    if controls < 4 or controls * 20 <= len(sample):
        return False
    return sample[0::2].count(0) < 0.4 * len(sample[0::2]) and sample[1::2].count(0) < 0.4 * len(sample[1::2])


def _all(part: Part, contents: list[Content]) -> list[Piece]:
    """Every text, in the mail's order."""
    texts = contents[0].texts
    for content in contents[1:]:
        texts.extend(content.texts)
    return texts


def _alternative(part: Part, contents: list[Content]) -> list[Piece]:
    """Plain text unless it is empty or only says that HTML is needed; then the richest there is."""
    for content in contents:
        plain = [piece for piece in content.texts if not piece.is_html]
        if plain and not _says_nothing("".join(piece.text for piece in plain)):
            return content.texts
    for content in reversed(contents):
        if any(piece.text.strip() for piece in content.texts):
            return content.texts
    return contents[-1].texts


def _says_nothing(text: str) -> bool:
    text = text.strip(" \t\r\n\xa0\u200b\ufeff")
    return not text or (len(text) < 600 and _EMPTY_PLAIN.search(text) is not None)


_SELECTION = {"multipart/alternative": _alternative}
