"""Calling a mail something else than the house did: a person's word, one press to take back."""

from __future__ import annotations

from copy import copy
from datetime import datetime

from django.db import transaction

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.delivery import policies
from prasan.delivery.actions.receipts import send_receipt
from prasan.delivery.inbound.kept import read_again
from prasan.delivery.inbound.kinds import MailKind
from prasan.delivery.mail import Mail
from prasan.delivery.models import InboundMail, MailSorting
from prasan.delivery.signals import mail_foreseen, mail_sorted
from prasan.ui.refusal import ensure


def sort_mail(mail: InboundMail, *, kind: str, by: User, at: datetime) -> InboundMail:
    """`mail` is a `kind` from now on. Its sender gets the receipt that they did not get before."""
    mail = InboundMail.objects.get(pk=mail.pk)
    ensure(policies.why_not_sort(mail, kind))
    read, tray = _foresee(mail, kind)
    return _sort(mail, kind, by, at, read=read, tray=tray)


def _foresee(mail: InboundMail, kind: str) -> tuple[Mail | None, dict[str, object]]:
    """What becomes news is read again, and its pictures are made, before other writers have to wait."""
    tray: dict[str, object] = {}
    if kind != MailKind.NEWS:
        return None, tray
    read, seen = read_again(mail), copy(mail)
    seen.kind = MailKind.NEWS
    mail_foreseen.send(InboundMail, mail=seen, read=read, is_open=False, tray=tray)
    return read, tray


@transaction.atomic
def _sort(mail: InboundMail, kind: str, by: User, at: datetime, **foreseen: object) -> InboundMail:
    mail = InboundMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    ensure(policies.why_not_sort(mail, kind))
    before = MailKind(mail.kind)
    MailSorting.objects.create(mail=mail, before=before, after=kind, by=by, at=at)
    record("delivery.sort_mail", mail, by=by, at=at, before=before, after=kind)
    call_it(mail, MailKind(kind), "เจ้าหน้าที่จัดประเภท")
    mail_sorted.send(sender=InboundMail, mail=mail, before=before, by=by, at=at, **foreseen)
    send_receipt(mail, at=at)
    return mail


def call_it(mail: InboundMail, kind: MailKind, why: str) -> None:
    """For receivers of `mail_received` as well, who know the sender or read the content."""
    mail.kind, mail.why = kind, why[:200]
    mail.save(update_fields=["kind", "why"])
