"""What the news hears from the rooms below, in the same transaction."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.dispatch import receiver

from prasan.accounts.models import User
from prasan.approvals.models import Case, Decision
from prasan.approvals.signals import case_decided
from prasan.approvals.states import CaseState
from prasan.audit.actions import record
from prasan.delivery.actions.sort_mail import call_it
from prasan.delivery.inbound.kinds import MailKind
from prasan.delivery.mail import Mail
from prasan.delivery.models import InboundMail
from prasan.delivery.signals import mail_foreseen, mail_received, mail_sorted
from prasan.news.actions import mailed
from prasan.news.actions.publishing import publish
from prasan.news.mail_in.foreseen import Foreseen, foresee
from prasan.news.models import StoryVersion
from prasan.news.states import StoryState
from prasan.ui.refusal import Refusal, Refused

logger = logging.getLogger(__name__)

_NO_STORY = "ทำร่างข่าวจากจดหมายนี้ไม่สำเร็จ อ่านจากจดหมายแล้วเขียนข่าวเอง"

_FOLLOWS = {
    CaseState.RETURNED: StoryState.RETURNED,
    CaseState.APPROVED: StoryState.APPROVED,
    CaseState.REFUSED: StoryState.REFUSED,
    CaseState.WITHDRAWN: StoryState.DRAFT,
}


@receiver(case_decided, dispatch_uid="news.follow_case")
def follow_case(sender: type[Case], *, case: Case, decision: Decision, **kwargs: Any) -> None:
    """A version goes where its case went; the last consent publishes it if its writer asked so."""
    version = StoryVersion.objects.select_for_update().filter(case=case).first()
    if version is None:
        return
    version.state = _FOLLOWS[CaseState(case.state)]
    if version.state == StoryState.APPROVED:
        version.approved_at = decision.at
    version.save(update_fields=["state", "approved_at"])
    record("story_followed_its_case", version.story, by=decision.person, at=decision.at, state=version.state)
    if version.state != StoryState.APPROVED:
        return
    if version.publish_at and version.publish_at > decision.at:
        version.state = StoryState.SCHEDULED
        version.save(update_fields=["state"])
    elif version.is_published_on_consent and not version.story.taken_down:
        publish(version, by=None, at=decision.at)


@receiver(mail_foreseen, dispatch_uid="news.foresee_mail")
def foresee_mail(
    sender: type[InboundMail],
    *,
    mail: InboundMail,
    read: Mail,
    is_open: bool,
    tray: dict[str, object],
    **kwargs: Any,
) -> None:
    """Before the transaction: decoding eight photographs takes seconds. Without it no story is made below."""
    try:
        tray["news"] = foresee(mail, read, is_open=is_open)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("nothing could be foreseen of mail %s", mail.identity)


@receiver(mail_received, dispatch_uid="news.take_mail_in")
def take_mail_in(
    sender: type[InboundMail],
    *,
    mail: InboundMail,
    read: Mail,
    is_open: bool,
    at: datetime,
    tray: dict[str, object],
    **kwargs: Any,
) -> None:
    """News becomes a story that was sent in. Mail is hostile: whatever breaks here, the mail itself stays."""
    seen = tray.get("news")
    try:
        with transaction.atomic():
            assert isinstance(seen, Foreseen), "nothing was foreseen"
            _take_in(mail, read, seen, is_open=is_open, at=at)
    except Exception:
        logger.exception("no story could be made of mail %d", mail.pk)
        mail.refresh_from_db()
        mail.problems = [*mail.problems, _NO_STORY]
        mail.save(update_fields=["problems"])


def _take_in(mail: InboundMail, read: Mail, seen: Foreseen, *, is_open: bool, at: datetime) -> None:
    if is_open:
        call_it(mail, seen.kind, seen.why)
    if mail.kind == MailKind.NEWS:
        mailed.make_story(mail, read, seen.writer, seen.pictures, at=at)
    elif mail.kind == MailKind.REPLY:
        mailed.go_on(mail, read, seen.pictures, at=at)


@receiver(mail_sorted, dispatch_uid="news.follow_sorting")
def follow_sorting(
    sender: type[InboundMail],
    *,
    mail: InboundMail,
    before: MailKind,
    by: User,
    at: datetime,
    read: Mail | None,
    tray: dict[str, object],
    **kwargs: Any,
) -> None:
    """Called news by a person: the story is made now. Called something else: it goes, unless taken up."""
    if before == MailKind.NEWS:
        mailed.withdraw(mail, by=by, at=at)
    elif mail.kind == MailKind.NEWS:
        seen = tray.get("news")
        if read is None or not isinstance(seen, Foreseen):
            raise Refused(Refusal(_NO_STORY))
        mailed.make_story(mail, read, seen.writer, seen.pictures, at=at)
