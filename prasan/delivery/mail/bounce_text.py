"""Bounces without a delivery report: of qmail, Exim, sendmail, Exchange, Gmail and others, also in Thai."""

from __future__ import annotations

import re

from prasan.delivery.mail.bounce import status_in, tidy
from prasan.delivery.mail.headers import Headers
from prasan.delivery.mail.message import Bounced

_SPAN = 65_536
_MOST = 2_000
_NEAR = 300

# Sentences in which a server, and hardly a person, says that it could not deliver.
OPENINGS = re.compile(
    r"this is the qmail-send program|\bi'm afraid i wasn't able to deliver|this is the mail (?:system"
    r"|delivery) "
    r"|mail delivery software|a message that you sent (?:could not|has not)"
    r"|message .{0,80}has not (?:yet )?been delivered"
    r"|the following address(?:es|\(es\))? (?:failed|had)|unable to deliver (?:the |your )?(?:message|mail)"
    r"|delivery to the following recipients? (?:failed|has been delayed|was aborted)"
    r"|delivery has failed to these recipients"
    r"|did not reach (?:some or all of )?the (?:intended |following )?recipient"
    r"|following recipient\(s\) (?:cannot|could not) be reached"
    r"|(?:message|mail|e-?mail) (?:wasn't|was not|couldn't be|could not be|cannot be|can't be"
    r"|is not) delivered"
    r"|was not delivered to|address not found|(?:message|delivery) (?:blocked|incomplete)|undeliverable"
    r"|permanent fatal errors"
    r"|transient non-fatal errors|delivery status notification|returned to sender"
    r"|your message to .{3,120} couldn't be delivered"
    r"|undelivered mail returned|failure notice|we were unable to deliver|recipient address rejected"
    r"|การนำส่งล้มเหลว|การส่งล้มเหลว|ส่งไม่สำเร็จ|ไม่สามารถนำส่ง|ไม่สามารถส่งถึง|ไม่สามารถส่งข้อความ"
    r"|ไม่สามารถส่งจดหมาย|ไม่สามารถส่งอีเมล"
    r"|ไม่ได้รับการนำส่ง|ไม่ได้ส่งข้อความของคุณ|ระบบส่งข้อความของคุณ.{0,40}ไม่|ไม่พบที่อยู่"
    r"|ส่งไม่ถึงผู้รับ|จดหมายตีกลับ|การจัดส่งล้มเหลว"
    r"|ข้อความของคุณส่งไม่ถึง|ไม่ถูกส่ง|ยังไม่ได้ส่ง|ยังส่งไม่ถึง|การนำส่งล่าช้า",
    re.IGNORECASE,
)
SUBJECTS = re.compile(
    r"^\s*(?:\[?(?:undeliver(?:able|ed)|undelivered mail|mail delivery (?:failed|failure|system"
    r"|subsystem)|delivery (?:status notification|failure|failed"
    r"|notification|report|delayed|incomplete)|failure notice|returned mail|mail system error"
    r"|non-? ?deliver(?:y|able)|message (?:undeliverable"
    r"|delivery failure|not delivered)|warning: (?:message|could not)|delayed mail|nondeliverable mail"
    r"|mail status report"
    r"|ไม่สามารถนำส่ง|ไม่สามารถส่ง|ส่งไม่สำเร็จ|การนำส่งล้มเหลว|การส่งล้มเหลว|ส่งไม่ถึง|ตีกลับ"
    r"|จดหมายตีกลับ|การแจ้งสถานะการ(?:นำ)?ส่ง))",
    re.IGNORECASE,
)
_COPY = re.compile(
    r"^[ \t]*(?:-{2,}[^\n]{0,6}below this line is a copy|-{2,}[^\n]{0,4}(?:this is a copy of (?:the|your)"
    r"|original message|the header of the original"
    r"|message header|returned message|unsent message|copy of the message|ข้อความเดิม|ข้อความต้นฉบับ)"
    r"|original message headers|reporting-mta:"
    r"|diagnostic information for administrators|ข้อมูลการวินิจฉัยสำหรับผู้ดูแลระบบ|generating server:"
    r"|received: (?:from|by)"
    r"|return-path: )",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_LATER = re.compile(
    r"not (?:yet )?been delivered|delayed|will (?:be |continue to )?(?:retr|try)|temporar|transient"
    r"|still (?:trying|being)|keep trying|no action is required"
    r"|warning: (?:message|could not)|การนำส่งล่าช้า|ล่าช้า|ชั่วคราว|พยายามส่ง.{0,20}ต่อ|พยายามอีก"
    r"|ยังไม่ได้ส่ง|ยังส่งไม่ถึง",
    re.IGNORECASE,
)
_DAEMONS = re.compile(
    r"^(?:mailer-?daemon|postmaster|mail-?daemon|mdaemon|noreply|no-reply|bounce)", re.IGNORECASE
)
_ORDINARY_IDS = re.compile(
    r"message-id|\bhelo\b|^\s*(?:from|return-path|reply-to|sender|envelope-from|จาก|postmaster)\s*:",
    re.IGNORECASE,
)


def recipients(text: str, headers: Headers, own: frozenset[str]) -> list[Bounced]:
    """Whom the text or `X-Failed-Recipients` names, but not our `own` addresses (lower case)."""
    text = text[:_SPAN]
    lines = _before_copy(text).split("\n")
    words = _named(lines, own)
    listed = _listed(headers)
    if listed:
        words = {key: (address, words.get(key, ("", ""))[1]) for key, address in listed.items()}
    verdict = _Verdict(text, "\n".join(lines), is_alone=len(words) == 1)
    return [verdict.of(address, said) for address, said in words.values()]


def _before_copy(text: str) -> str:
    copy = _COPY.search(text)
    return text[: copy.start()] if copy and text[: copy.start()].strip() else text


def _listed(headers: Headers) -> dict[str, str]:
    listed: dict[str, str] = {}
    for raw in headers.all_raw("x-failed-recipients"):
        for address in _ADDRESS.findall(raw.decode("utf-8", "replace"))[:_MOST]:
            listed.setdefault(address.lower(), address)
    return listed


def _named(lines: list[str], own: frozenset[str]) -> dict[str, tuple[str, str]]:
    """By lower-case address: every one named before the copy, and the words that stand beside it."""
    found: dict[str, tuple[str, str]] = {}
    for number, line in enumerate(lines):
        if "@" not in line or _ORDINARY_IDS.search(line):
            continue
        for match in _ADDRESS.finditer(line):
            address = match[0].strip(".'`*")
            key = address.lower()
            if key not in found and key not in own and not _DAEMONS.match(key) and not _is_id(line, match):
                found[key] = (address, _words(lines, number, match))
        if len(found) >= _MOST:
            break
    return found


def _is_id(line: str, match: re.Match[str]) -> bool:
    """Not an address: part of a Message-ID or a URL."""
    before = line[max(0, match.start() - 12) : match.start()].lower()
    return "id=" in before or "id:" in before or "://" in before or "mailto:" in before[-7:] and "[" in before


def _words(lines: list[str], number: int, match: re.Match[str]) -> str:
    """What is said of an address: the rest of its line, and below it up to a blank line or address."""
    words = [lines[number][match.end() :].lstrip(">:)]* \t")]
    below = number + 1
    if not words[0] and below < len(lines) and not lines[below].strip():
        below += 1
    for line in lines[below : below + 8]:
        if not line.strip() or (_ADDRESS.search(line) and not status_in(line)):
            break
        words.append(line.strip())
    return " ".join(words)


class _Verdict:
    """Status and reason of each address: from its own words, from another mention, or from the whole."""

    def __init__(self, whole: str, said: str, *, is_alone: bool) -> None:
        self.whole = whole
        self.lower = whole.lower()
        self.is_delay = _LATER.search(said) is not None
        self.common = status_in(whole if is_alone else "")
        self.sentence = tidy(_first_sentence(said))

    def of(self, address: str, words: str) -> Bounced:
        status = status_in(words) or self._elsewhere(address)
        if not status:
            status = "4.0.0" if self.is_delay else self.common or "5.0.0"
        return Bounced(address, status, tidy(words) or self.sentence)

    def _elsewhere(self, address: str) -> str:
        """Behind a later mention: servers repeat the address with the technical words below."""
        first = self.lower.find(address.lower())
        again = self.lower.find(address.lower(), first + 1) if first != -1 else -1
        if again == -1:
            return ""
        after = again + len(address)
        said = self.whole[after : after + _NEAR]
        following = _ADDRESS.search(said)
        return status_in(said[: following.start()] if following else said)


def _first_sentence(said: str) -> str:
    for line in said.split("\n"):
        if OPENINGS.search(line):
            return line
    return ""
