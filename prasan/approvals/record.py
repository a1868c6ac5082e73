"""A case's record as plain data: what prints, what `case_show` says, and its check code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from prasan.approvals.models import Case, Decision
from prasan.approvals.wording import acting_line, case_number, decision_word


def decisions_of(case: Case) -> list[Decision]:
    """Every row of the record in order, with those who recorded paper; one query."""
    return list(case.decisions.select_related("person", "recorded_by", "scan"))


def record_of(case: Case, decisions: Iterable[Decision]) -> dict[str, Any]:
    """The case as it prints: keys as in docs/commands.md, moments ISO 8601 in the office's time zone."""
    return {
        "number": case_number(case),
        "title": case.title,
        "reason": case.reason,
        "kind": case.kind,
        "state": case.state,
        "rounds": case.round,
        "proposer": {
            "name": case.proposer.name,
            "post": case.proposer_post.title if case.proposer_post else "",
        },
        "proposed_at": _moment(case.proposed_at),
        "record": [_row(row) for row in decisions],
    }


def _row(row: Decision) -> dict[str, Any]:
    return {
        "round": row.round,
        "step": row.position,
        "outcome": row.outcome,
        "word": decision_word(row),
        "person": row.person_name or None,
        "own_post": row.own_post or None,
        "acting_line": acting_line(row) or None,
        "order_no": row.order_no or None,
        "order_dated_on": row.order_dated_on.isoformat() if row.order_dated_on else None,
        "remark": row.remark or None,
        "item_remarks": row.item_remarks,
        "at": _moment(row.at),
        "on_paper": row.is_paper,
        "signed_on": row.signed_on.isoformat() if row.signed_on else None,
        "recorded_by": row.recorded_by.name if row.recorded_by else None,
        "scan_sha256": row.scan.sha256 if row.scan else None,
    }


def _moment(at: Any) -> str:
    return str(timezone.localtime(at).isoformat(timespec="seconds"))


def check_code(record: dict[str, Any]) -> str:
    """`7F3A-92C1-04BE`: the record's digest, shortened; another word anywhere gives another code."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest().upper()
    return "-".join(digest[i : i + 4] for i in (0, 4, 8))
