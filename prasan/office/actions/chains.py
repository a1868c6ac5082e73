"""The chain of command of a kind of work."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.office.models import Chain
from prasan.office.policies import why_not_manage_office, why_not_steps
from prasan.ui.refusal import ensure


@transaction.atomic
def change_chain(chain: Chain, *, name: str, steps: Sequence[str], by: User) -> Chain:
    """`steps`: kinds of post, lowest first. Cases under way keep the chain they were proposed with."""
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    ensure(why_not_steps(steps))
    chain.name, chain.steps = name, list(steps)
    chain.save(update_fields=["name", "steps"])
    record("chain_changed", chain, by=by, kind=chain.kind_of_work, steps=list(steps))
    return chain
