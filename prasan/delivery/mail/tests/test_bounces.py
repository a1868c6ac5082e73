from __future__ import annotations

import pytest

from prasan.delivery.mail import read
from prasan.delivery.mail.tests.mails import from_daemon, mail, reply, report

LOST = "Final-Recipient: rfc822; lost@school.example\n"
ONE = [("lost@school.example", "5.1.1", True)]


def bounced(raw: bytes) -> list[tuple[str, str, bool]]:
    """Whatever ends its lines: on its way every mail has CRLF, in most files LF."""
    got, wired = read(raw), read(raw.replace(b"\n", b"\r\n"))
    assert got.kind == wired.kind == "bounce"
    assert got.bounced == wired.bounced
    return [(one.address, one.status, one.permanent) for one in got.bounced]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (LOST + "Action: failed\nStatus: 5.1.1", ONE),
        (LOST + "Action: failed\nStatus: 5.2.2 (mailbox full)", [("lost@school.example", "5.2.2", True)]),
        (LOST + "Action: failed\nStatus: 4.4.7", [("lost@school.example", "4.4.7", False)]),
        (LOST + "Action: delayed\nStatus: 4.4.1", [("lost@school.example", "4.4.1", False)]),
        (LOST + "Action: failed\nDiagnostic-Code: smtp; 452 full", [("lost@school.example", "4.0.0", False)]),
        (LOST + "Action: failed\nDiagnostic-Code: smtp;550 5.1.1 no\n such user", ONE),
        (
            LOST + "Original-Recipient: rfc822;first+2Blast@school.example\nAction: failed\nStatus: 5.1.1",
            [("first+last@school.example", "5.1.1", True)],
        ),
    ],
)
def test_a_delivery_report_says_who_and_why(fields: str, expected: list[tuple[str, str, bool]]) -> None:
    assert bounced(report(fields)) == expected


def test_only_those_not_reached_are_named() -> None:
    fields = [LOST + "Action: failed\nStatus: 5.1.1"]
    fields.append("Final-Recipient: rfc822; slow@school.example\nAction: delayed\nStatus: 4.4.1")
    fields.append("Final-Recipient: rfc822; fine@school.example\nAction: delivered\nStatus: 2.0.0")
    assert bounced(report(*fields)) == [*ONE, ("slow@school.example", "4.4.1", False)]


@pytest.mark.parametrize("action", ["relayed", "delivered", "expanded"])
def test_good_news_is_no_bounce(action: str) -> None:
    got = read(report(LOST + f"Action: {action}\nStatus: 2.0.0"))
    assert (got.kind, got.bounced) == ("auto", ())


def test_a_report_names_the_mail_that_came_back() -> None:
    assert read(report(LOST + "Action: failed")).original_message_id == "<original@office.example>"


TEXTS = {
    "qmail": "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver "
    "your message to the "
    "following addresses.\n\n<lost@school.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
    "--- Below this line is a copy of the message.\n\nTo: lost@school.example, other@school.example\n",
    "sendmail": "   ----- The following addresses had permanent fatal errors -----\n<lost@school.example>\n"
    "    (reason: 550 5.1.1 <lost@school.example>... User unknown)\n\n   ----- Transcript of session "
    "follows -----\n",
    "postfix": "This is the mail system at host mx.example.\n\nI'm sorry to have to inform you that "
    "your message could "
    "not\nbe delivered to one or more recipients.\n\n<lost@school.example>: host "
    "mx.school.example[192.0.2.1] said: 550 "
    "5.1.1\n    <lost@school.example>: User unknown (in reply to RCPT TO command)\n",
    "gmail": "Delivery to the following recipient failed permanently:\n\n     "
    "lost@school.example\n\nTechnical details:\n"
    "550 5.1.1 unknown user\n\n----- Original message -----\n\nFrom: z@z.example\n",
    "gmail-thai": "** ไม่พบที่อยู่ **\n\nระบบไม่ได้ส่งข้อความของคุณไปยัง lost@school.example "
    "เนื่องจากไม่พบที่อยู่\n\n"
    "การตอบสนองคือ:\n550 5.1.1 The email account does not exist\n",
    "exchange": "Your message did not reach some or all of the intended recipients.\n\n      Subject:\tx\n\n"
    "The following recipient(s) cannot be reached:\n\n      lost@school.example on 24/11/2026 9:41\n"
    "            The e-mail account does not exist.\n            <mx.example #5.1.1>\n",
    "exchange-thai": "การนำส่งล้มเหลวไปยังผู้รับหรือกลุ่มต่อไปนี้:\n\nlost@school.example\nไม่พบที่อยู่อีเมลที่คุณป้อน\n\n"
    "ข้อมูลการวินิจฉัยสำหรับผู้ดูแลระบบ:\n\nlost@school.example\n#550 5.1.1 RecipientNotFound; ##\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_bounce_without_a_report_is_read_from_its_words(name: str) -> None:
    assert bounced(from_daemon(TEXTS[name])) == ONE


def test_each_recipient_in_a_text_has_its_own_verdict() -> None:
    body = (
        "A message that you sent could not be delivered to one or more of its\nrecipients. The "
        "following address(es) "
        "failed:\n\n  lost@school.example\n    550 5.1.1 User unknown\n  full@school.example\n    "
        "452 4.2.2 Over quota\n"
    )
    head = "X-Failed-Recipients: lost@school.example,\n  full@school.example\n"
    assert bounced(from_daemon(body, headers=head)) == [*ONE, ("full@school.example", "4.2.2", False)]


def test_a_warning_of_delay_is_not_permanent() -> None:
    body = "A message that you sent has not yet been delivered to:\n\n  lost@school.example\n    timed out\n"
    raw = from_daemon(body, subject="Warning: message delayed 24 hours")
    assert bounced(raw) == [("lost@school.example", "4.0.0", False)]


def test_a_bounce_that_names_nobody_says_so() -> None:
    got = read(from_daemon("Unable to deliver your message."))
    assert (got.kind, got.bounced) == ("bounce", ())
    assert got.problems


@pytest.mark.parametrize(
    "raw",
    [
        reply(f"เลิกใช้แล้วค่ะ\n\n> {TEXTS['gmail']}", subject="Re: Undelivered Mail Returned to Sender"),
        mail(f"ส่งแล้วได้แบบนี้ค่ะ\n{TEXTS['gmail']}", subject="ส่งข่าวไม่ได้"),
        mail(TEXTS["gmail"], subject="Fwd: Undelivered Mail Returned to Sender"),
    ],
)
def test_a_person_who_writes_of_a_bounce_is_a_message(raw: bytes) -> None:
    assert read(raw).kind == "message"
