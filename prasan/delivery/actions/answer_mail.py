"""Answering a mail that asks: by mail from here, or in another way that a person says they used."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.delivery import policies
from prasan.delivery.actions.receipts import answer
from prasan.delivery.models import Delivery, InboundMail
from prasan.delivery.states import PERSONAL_ANSWER
from prasan.ui.refusal import ensure


@transaction.atomic
def answer_mail(mail: InboundMail, *, text: str, by: User, at: datetime) -> Delivery:
    """Write `text` to whoever sent `mail`, in its thread; whoever does so last has answered it."""
    mail = _locked(mail)
    ensure(policies.why_not_answer(mail, text))
    so_far = Delivery.objects.filter(key__startswith=f"{mail.thread}:answer:").count()
    subject = mail.subject if mail.subject.lower().startswith("re:") else f"Re: {mail.subject}"
    what = f"answer:{so_far + 1}"
    sent = answer(mail, what=what, subject=subject, said=text.strip(), at=at, purpose=PERSONAL_ANSWER)
    assert sent is not None  # the policy refuses a mail without an address
    _mark(mail, by, at)
    record("delivery.answer_mail", mail, by=by, at=at, delivery=sent.pk)
    return sent


@transaction.atomic
def mark_answered(mail: InboundMail, *, by: User, at: datetime) -> None:
    """`by` answered it by telephone, at the counter or from another program."""
    mail = _locked(mail)
    ensure(policies.why_not_mark_answered(mail))
    _mark(mail, by, at)
    record("delivery.mark_answered", mail, by=by, at=at)


@transaction.atomic
def unmark_answered(mail: InboundMail, *, by: User, at: datetime) -> None:
    """It waits for an answer again; what was sent stays sent."""
    mail = _locked(mail)
    ensure(policies.why_not_unmark_answered(mail))
    mail.answered_at = mail.answered_by = None
    mail.save(update_fields=["answered_at", "answered_by"])
    record("delivery.unmark_answered", mail, by=by, at=at)


def _locked(mail: InboundMail) -> InboundMail:
    return InboundMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)


def _mark(mail: InboundMail, by: User, at: datetime) -> None:
    mail.answered_at, mail.answered_by = at, by
    mail.save(update_fields=["answered_at", "answered_by"])
