"""An import that nobody watches, as the command line makes it: one act that is there whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.files.base import File
from django.db import transaction

from prasan.accounts.models import User
from prasan.agencies.actions import imports, proposing
from prasan.agencies.actions.proposing import RegisterMoved
from prasan.agencies.full_disk import full_disk_refused
from prasan.agencies.importing.judging import Judgement
from prasan.agencies.models import ChangeRequest, Import, Register
from prasan.ui.refusal import Refusal, Refused


@dataclass(frozen=True, slots=True)
class Done:
    """`request` None: there was nothing to propose, or the chain refused and `refusal` says why."""

    source: Import
    judgement: Judgement
    request: ChangeRequest | None = None
    refusal: Refusal | None = None


def import_at_once(path: Path, *, by: User, at: datetime) -> Done:
    """Judge a file, keep it, and propose its good rows; judged again when the register moved meanwhile.

    Nothing is written before the rows are judged, so a process that dies leaves nothing. Raises `Refused`,
    as when the disk is full.
    """
    while True:
        revision = Register.now()
        judgement = imports.judge_file(path, path.name, at=at)
        try:
            with full_disk_refused():
                return _keep_and_propose(path, judgement, revision, by=by, at=at)
        except RegisterMoved:
            continue


@transaction.atomic
def _keep_and_propose(path: Path, judgement: Judgement, revision: int, *, by: User, at: datetime) -> Done:
    with path.open("rb") as opened:
        source = imports.take_in(File(opened, name=path.name), by=by, at=at)
    imports.keep(source, judgement, revision)
    if judgement.status != "ok":
        return Done(source, judgement)
    try:
        return Done(source, judgement, proposing.propose(source, by=by, at=at))
    except RegisterMoved:
        raise
    except Refused as refused:
        return Done(source, judgement, refusal=refused.refusal)
