"""Delivery reports (RFC 3464): who was not reached, with what status, in the reporting server's words."""

from __future__ import annotations

import re
from typing import NamedTuple

from prasan.delivery.mail import charset, transfer
from prasan.delivery.mail.headers import Headers, parse
from prasan.delivery.mail.message import Bounced
from prasan.delivery.mail.parts import Part, Tree

STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d]|\.\d)")
REPLY_CODE = re.compile(r"(?<![\d.])([45])(\d\d)(?![\d.])")
_TYPE = re.compile(r"^\s*[\w-]{1,30}\s*;\s*")
_XTEXT = re.compile(r"\+([0-9A-F]{2})")
_UNITEXT = re.compile(r"\\x\{([0-9A-Fa-f]{2,6})\}")
_BLANK = re.compile(rb"(?:\r\n|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r)")
_LONGEST_REASON = 500
_MOST = 2_000
STATUS_PARTS = frozenset({"message/delivery-status", "message/global-delivery-status"})


class Report(NamedTuple):
    """`failed` may be empty though `actions` has some: then it only tells what went well."""

    failed: list[Bounced]
    actions: set[str]


def read(tree: Tree) -> Report | None:
    """The delivery report of a mail, or None when it has none."""
    parts = [part for part in tree.parts if part.type in STATUS_PARTS]
    if not parts:
        return None
    report = Report([], set())
    for part in parts:
        for fields in _groups(_data(tree, part)):
            _add(report, fields)
    return report


def _data(tree: Tree, part: Part) -> bytes:
    return transfer.undo(tree.body(part), part.headers.plain("content-transfer-encoding")).data


def _groups(data: bytes) -> list[Headers]:
    """The blocks of fields: the first is about the report, each other one about an address."""
    groups = [parse(block.lstrip(), 0, len(block))[0] for block in _BLANK.split(data, _MOST)[:_MOST]]
    return [group for group in groups if group.fields]


def _add(report: Report, fields: Headers) -> None:
    if "final-recipient" not in fields and "original-recipient" not in fields:
        return
    action = (re.findall(r"[a-z]+", fields.plain("action")) or [""])[0]
    status = _status(fields, action)
    action = action or ("failed" if status[0] in "45" else "delivered")
    report.actions.add(action)
    address = _address(fields)
    if action in {"failed", "delayed"} and address:
        report.failed.append(Bounced(address, status, _reason(fields)))


def _address(fields: Headers) -> str:
    """The address as it was sent to: the original one before what it was forwarded to (RFC 3464, 2.3)."""
    for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
        text = fields.text(name)
        address = _TYPE.sub("", text).strip().strip("<>\"' ")
        if "@" in address:
            return _decoded(address, text)
    return ""


def _decoded(address: str, whole: str) -> str:
    if whole.lower().lstrip().startswith("utf-8"):
        return _UNITEXT.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)), address)
    return _XTEXT.sub(lambda match: chr(int(match[1], 16)), address)


def _status(fields: Headers, action: str) -> str:
    """Class 4 of a `delayed` report is certain; else the field, else what the diagnostic code says."""
    stated = STATUS.search(fields.plain("status"))
    if stated:
        return stated[1]
    said = status_in(fields.text("diagnostic-code"))
    return said or {"failed": "5.0.0", "delayed": "4.0.0"}.get(action, "2.0.0" if action else "5.0.0")


def status_in(text: str) -> str:
    """An enhanced status in free text, else one made of its SMTP reply code; '' when it has neither."""
    enhanced = STATUS.search(text)
    if enhanced and not enhanced[1].startswith("2"):
        return enhanced[1]
    code = REPLY_CODE.search(text)
    return f"{code[1]}.0.0" if code else ""


def _reason(fields: Headers) -> str:
    diagnostic = _TYPE.sub("", fields.text("diagnostic-code"))
    text = diagnostic or fields.text("x-display-text") or fields.text("status")
    return tidy(text)


def tidy(text: str) -> str:
    """A reason on one line, of bearable length."""
    return " ".join(text.split())[:_LONGEST_REASON]


_RETURNED = frozenset({"message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global"})
_MESSAGE_ID = re.compile(rb"(?:^|[\r\n])message-id[ \t]*:\s*(<[^<>\s]{1,300}>)", re.IGNORECASE)
_ORIGINAL_ID = re.compile(rb"(?:^|[\r\n])original-message-id[ \t]*:\s*(<[^<>\s]{1,300}>)", re.IGNORECASE)
_TO = re.compile(rb"(?:^|[\r\n])to[ \t]*:[^\r\n]*?([^\s<>\",;:@]{1,64}@[^\s<>\",;:]{1,255})", re.IGNORECASE)


def original_message_id(tree: Tree) -> str:
    """The Message-ID of the mail that came back or was receipted; '' when it is nowhere."""
    for part in tree.parts:
        if part.type in _RETURNED:
            found = _MESSAGE_ID.search(_data(tree, part)[:65536])
        elif part.type == "message/disposition-notification":
            found = _ORIGINAL_ID.search(_data(tree, part)[:65536])
        else:
            continue
        if found:
            return charset.decode(found[1]).text
    return _in_text(tree)


def _in_text(tree: Tree) -> str:
    """Servers without a report put the returned mail into the text."""
    found = _MESSAGE_ID.search(tree.data, tree.root.start, min(len(tree.data), tree.root.start + 65536))
    return charset.decode(found[1]).text if found else ""


def original_recipient(tree: Tree) -> str:
    """Whom the returned mail was for, when nothing else says it."""
    for part in tree.parts:
        if part.type in _RETURNED and (found := _TO.search(_data(tree, part)[:65536])):
            return charset.decode(found[1]).text
    return ""
