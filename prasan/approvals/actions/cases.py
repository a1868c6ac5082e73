"""Propose a case, propose it again after a return, recall it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.approvals import notices, policies
from prasan.approvals.models import Case, Decision, Reading
from prasan.approvals.progress import progress
from prasan.approvals.signals import case_decided
from prasan.approvals.states import CaseState, Outcome
from prasan.audit.actions import record
from prasan.office.chain import resolve
from prasan.office.models import Chain
from prasan.office.standing import Standing
from prasan.ui.refusal import Refused, ensure


def locked(case: Case) -> Case:
    """The case as it stands now, held until the transaction ends: two who press at once decide once."""
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("proposer", "proposer_post__unit")
        .get(pk=case.pk)
    )


@transaction.atomic
def propose(*, kind: str, title: str, reason: str, url: str, by: User, at: datetime) -> Case:
    """Send a new case up the chain of `kind`. Raises `Refused` when nobody could end it (rules 3, 5)."""
    today = timezone.localdate(at)
    resolution = resolve(kind, by, on=today)
    ensure(resolution.refusal)
    case = Case.objects.create(
        kind=kind,
        title=title,
        reason=reason,
        url=url,
        chain=Chain.objects.get(kind_of_work=kind).steps,
        proposer=by,
        proposer_post=Standing(today).post_of(by),
        proposed_at=at,
    )
    _record_own_act(case, Outcome.PROPOSED, by=by, at=at)
    record("case_proposed", case, by=by, at=at, kind=kind, round=1)
    notices.tell_those_who_wait(case, at=at)
    return case


@transaction.atomic
def propose_again(case: Case, *, by: User, at: datetime, remark: str = "") -> Case:
    """The next round of a returned case: from the lowest step, or from its returner's if they said so."""
    case = locked(case)
    ensure(policies.why_not_propose_again(case, by))
    case.round += 1
    case.position = case.resume_at
    case.resume_at = 0
    case.state = CaseState.OPEN
    refusal = progress(case, Standing(timezone.localdate(at))).refusal
    if refusal:
        raise Refused(refusal)
    case.save(update_fields=["round", "position", "resume_at", "state"])
    _record_own_act(case, Outcome.PROPOSED, by=by, at=at, remark=remark)
    record("case_proposed", case, by=by, at=at, kind=case.kind, round=case.round)
    notices.tell_those_who_wait(case, at=at)
    return case


@transaction.atomic
def recall(case: Case, *, by: User, at: datetime, remark: str = "") -> Case:
    """The proposer takes the case back; it ends as withdrawn."""
    case = locked(case)
    ensure(policies.why_not_recall(case, by))
    waited = notices.recipients_of(case, Standing(timezone.localdate(at)))
    case.state = CaseState.WITHDRAWN
    case.decided_at = at
    case.save(update_fields=["state", "decided_at"])
    decision = _record_own_act(case, Outcome.WITHDRAWN, by=by, at=at, remark=remark)
    record("case_withdrawn", case, by=by, at=at, round=case.round)
    case_decided.send(Case, case=case, decision=decision)
    notices.tell_of_recall(case, waited, at=at)
    return case


def mark_read(case: Case, *, by: User, at: datetime) -> None:
    """Remember that `by` has seen this round; what changes later is marked for them."""
    Reading.objects.get_or_create(case=case, user=by, round=case.round, defaults={"at": at})


def _record_own_act(case: Case, outcome: Outcome, *, by: User, at: datetime, remark: str = "") -> Decision:
    return Decision.objects.create(
        case=case,
        round=case.round,
        outcome=outcome,
        person=by,
        person_name=by.name,
        own_post=case.proposer_post.title if case.proposer_post else "",
        remark=remark,
        at=at,
    )
