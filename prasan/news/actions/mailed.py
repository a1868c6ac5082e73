"""Stories that came by mail (form 7.4): sent in like those of the form, by whoever wrote the mail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.delivery.inbound.kinds import MailKind
from prasan.delivery.mail import Mail
from prasan.delivery.mail.quote_marks import FORWARDED_SUBJECT, REPLY_SUBJECT
from prasan.delivery.models import InboundMail
from prasan.news import body as bodies
from prasan.news.actions.drafts import locked
from prasan.news.actions.mail_pictures import MailPictures, attach_pictures
from prasan.news.actions.submissions import ASKED
from prasan.news.body import tidy
from prasan.news.house_style import paragraph_of
from prasan.news.mail_in.labelled import Labelled, labelled
from prasan.news.mail_in.senders import Sender
from prasan.news.models import Story, StoryVersion
from prasan.news.states import WEB, Category, Kind, StoryState
from prasan.news.writing import LONGEST_BODY, LONGEST_TITLE
from prasan.ui.refusal import Refusal, Refused

_LONGEST_FACT = 500
_MARKUP = re.compile(r"[<>]|&(?=#?\w+;)")


def topic_of(story: Story) -> str:
    return f"story:{story.pk}"


def story_of(mail: InboundMail) -> int | None:
    """Key of the story that `mail` became or speaks of."""
    room, _, key = mail.topic.partition(":")
    return int(key) if room == "story" and key.isdecimal() else None


def receipts_of(stories: Iterable[Story]) -> dict[int, str]:
    """What each story's sender knows it by: the number of their mail, else that of the story; key -> Thai."""
    known = {row.pk: f"เลขรับ {row.receipt}" for row in stories if row.receipt}
    rows = InboundMail.objects.filter(topic__in=[f"story:{key}" for key in known], kind=MailKind.NEWS)
    for mail in rows.order_by("-pk"):
        known[story_of(mail) or 0] = mail.receipt
    return known


def version_of(mail: InboundMail) -> StoryVersion | None:
    """The newest version of that story."""
    rows = StoryVersion.objects.filter(story=story_of(mail)).select_related("story")
    return rows.order_by("-number").first()


@transaction.atomic
def make_story(
    mail: InboundMail, read: Mail, sender: Sender, pictures: MailPictures, *, at: datetime
) -> StoryVersion:
    """A story that lies with the office, with the pictures of the mail; what was labelled are its facts."""
    form = labelled(read.body)
    story = Story.objects.create(created_by=sender.user, created_at=at, received_at=at)
    version = StoryVersion.objects.create(
        story=story,
        state=StoryState.SENT,
        kind=Kind.ROUTINE,
        category=Category.SCHOOL if sender.is_school else Category.ACTIVITY,
        agency=sender.agency,
        channels=[WEB],
        title=_title(mail, form),
        body=_body(form),
        facts=_facts(mail, form),
        written_by=sender.user,
        written_at=at,
    )
    version.rounds["sent"] = {"title": version.title, "body": version.body}
    version.save(update_fields=["rounds"])
    record("story_sent_in", story, by=sender.user, at=at, mail=mail.pk)
    mail.topic = topic_of(story)
    mail.problems = [*mail.problems, *attach_pictures(version, pictures, by=sender.user, at=at)]
    mail.save(update_fields=["topic", "problems"])
    return version


def _title(mail: InboundMail, form: Labelled) -> str:
    subject = mail.subject
    while found := REPLY_SUBJECT.match(subject) or FORWARDED_SUBJECT.match(subject):
        subject = subject[found.end() :]
    wanted = form.title or subject or form.facts.get("what", "")
    title = tidy(_MARKUP.sub(" ", wanted))[:LONGEST_TITLE].strip()
    return title or f"ข่าวจาก {mail.sender_name or mail.sender_address or 'จดหมายเข้า'}"[:LONGEST_TITLE]


def _body(form: Labelled) -> str:
    text = "\n\n".join(part for part in (form.rest, form.text) if part)
    return bodies.from_text(text[:LONGEST_BODY]) or bodies.from_paragraphs(
        [paragraph_of({"what": form.title, **form.facts})]
    )


def _facts(mail: InboundMail, form: Labelled) -> dict[str, str]:
    given = {"sender": mail.sender_name or mail.sender_address, **form.facts}
    return {key: tidy(given[key])[:_LONGEST_FACT] for key in ASKED if tidy(given.get(key, ""))}


@transaction.atomic
def withdraw(mail: InboundMail, *, by: User, at: datetime) -> None:
    """`mail` is no news after all. What somebody has taken up already stays."""
    version = version_of(mail)
    if version is None:
        return
    version = locked(version)
    if version.state not in {StoryState.SENT, StoryState.CANCELLED, StoryState.DECLINED, StoryState.MERGED}:
        raise Refused(Refusal("ข่าวจากจดหมายนี้มีผู้รับเรื่องไปแล้ว ยกเลิกข่าวนั้นก่อนจึงเปลี่ยนประเภทได้"))
    if version.state == StoryState.SENT:
        version.state = StoryState.CANCELLED
        version.save(update_fields=["state"])
        record("story_cancelled", version.story, by=by, at=at, version=version.number, mail=mail.pk)
    mail.topic = next((one.topic for one in (mail.follows, mail.answers) if one), "")
    mail.save(update_fields=["topic"])


def goes_on(mail: InboundMail) -> bool:
    """Whether its writer answers our wish that they mend their own story."""
    version, first = version_of(mail), mail.follows
    is_theirs = first is not None and first.sender_address == mail.sender_address
    return is_theirs and version is not None and version.state == StoryState.WRITING


@transaction.atomic
def go_on(mail: InboundMail, read: Mail, pictures: MailPictures, *, at: datetime) -> StoryVersion | None:
    """An answer to “ขอให้แก้ไขข่าว”: its text and pictures are added, and the story lies with the office again.

    None: the mail answers something else, or comes from somebody else.
    """
    version = version_of(mail)
    if version is None or not goes_on(mail):
        return None
    version = locked(version)
    if version.state != StoryState.WRITING:
        return None
    version.body += bodies.from_text(read.body[:LONGEST_BODY])
    version.state = StoryState.SENT
    version.rounds["sent"] = {"title": version.title, "body": version.body}
    version.save(update_fields=["body", "state", "rounds"])
    writer = version.story.created_by
    mail.problems = [*mail.problems, *attach_pictures(version, pictures, by=writer, at=at)]
    mail.save(update_fields=["problems"])
    record("story_sent_in", version.story, by=writer, at=at, mail=mail.pk)
    return version
