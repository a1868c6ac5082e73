"""What people say of an import before it is proposed: of rows, of columns, of how far its fields go out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies import policies
from prasan.agencies.actions import imports
from prasan.agencies.models import ColumnMemory, Import, RowChoice
from prasan.agencies.states import HELD, ImportState
from prasan.audit.actions import record
from prasan.office.standing import Standing
from prasan.ui.refusal import Refusal, Refused, ensure

AT_ONCE = 2000
"""Rows that are judged again while one waits; more of them are left to the worker."""
_BATCH = 500
Row = Mapping[str, Any]


def why_not_settle(source: Import, by: User, at: datetime) -> Refusal | None:
    """Whoever works on the register may settle rows until the import is proposed."""
    if source.state not in (ImportState.WAITING, ImportState.READING, ImportState.READY):
        return Refusal(f"การนำเข้านี้อยู่ในสถานะ “{ImportState(source.state).label}” จึงแก้ไม่ได้แล้ว")
    return policies.why_not_work_on_register(by, Standing(timezone.localdate(at)))


@transaction.atomic
def settle(
    source: Import,
    *,
    sheet: str,
    row: int,
    choice: Mapping[str, Any],
    by: User,
    at: datetime,
    seen: int | None = None,
) -> RowChoice:
    """Settle one row as a person chose (`RowChoice` has the shape); it waits to be judged again.

    `seen`: the number of the settling that the person was shown, 0 for none: if somebody settled the row
    meanwhile, that stands and this is refused. A number stands for one settling: it is never changed.
    """
    source = locked(source, by, at)
    before = source.choices.filter(sheet=sheet, row=row).select_related("by").first()
    if seen is not None and seen != (before.pk if before else 0):
        raise Refused(
            f"{before.by.name} ตัดสินแถวนี้ไปแล้ว" if before else "คำตัดสินเดิมของแถวนี้ถูกยกเลิกแล้ว ดูแถวนี้อีกครั้ง"
        )
    if before:
        before.delete()
    settled = RowChoice.objects.create(source=source, sheet=sheet, row=row, choice=dict(choice), by=by, at=at)
    record("import_row_settled", source, by=by, at=at, row=row, how=sorted(_how(choice)))
    imports.judge_again(source, at=at)
    return settled


@transaction.atomic
def settle_by_rule(
    source: Import,
    *,
    rule: str,
    choice_of: Callable[[Row, Mapping[str, Any]], Row | None],
    by: User,
    at: datetime,
) -> int:
    """Settle many held rows in one way; returns how many. `rule` names it, so that it is taken back as one.

    `choice_of(row, settled so far)` answers None for rows that the rule does not touch.
    """
    source = locked(source, by, at)
    before = {(choice.sheet, choice.row): choice.choice for choice in source.choices.iterator(_BATCH)}
    settled = []
    for row in imports.kept_rows(source, *HELD):
        where = row["sheet"], row["row"]
        so_far = before.get(where, {})
        if choice := choice_of(row, so_far):
            whole = {**choice, "rule": rule, "before": so_far}
            settled.append(RowChoice(source=source, sheet=where[0], row=where[1], choice=whole, by=by, at=at))
    RowChoice.objects.bulk_create(
        settled,
        _BATCH,
        update_conflicts=True,
        unique_fields=["source", "sheet", "row"],
        update_fields=["choice", "by", "at"],
    )
    record("import_rule_set", source, by=by, at=at, rule=rule, rows=len(settled))
    imports.judge_again(source, at=at)
    return len(settled)


@transaction.atomic
def take_back(source: Import, *, choice: int, by: User, at: datetime) -> None:
    """Unsettle one row; it is asked about again. Taking back what is gone changes nothing."""
    source = locked(source, by, at)
    deleted, _ = source.choices.filter(pk=choice).delete()
    if deleted:
        record("import_row_unsettled", source, by=by, at=at)
        imports.judge_again(source, at=at)


@transaction.atomic
def take_back_rule(source: Import, *, rule: str, by: User, at: datetime) -> int:
    """Every row that the rule settled goes back to what it was before; returns how many."""
    source = locked(source, by, at)
    rows = list(source.choices.filter(choice__rule=rule))
    restored = [row for row in rows if row.choice["before"]]
    for row in restored:
        row.choice = row.choice["before"]
    source.choices.filter(pk__in=[row.pk for row in rows if row not in restored]).delete()
    RowChoice.objects.bulk_update(restored, ["choice"], _BATCH)
    if rows:
        record("import_rule_taken_back", source, by=by, at=at, rule=rule, rows=len(rows))
        imports.judge_again(source, at=at)
    return len(rows)


@transaction.atomic
def correct_mapping(
    source: Import,
    *,
    mapping: Mapping[str, Mapping[str, str]],
    remember: Mapping[str, str],
    by: User,
    at: datetime,
) -> None:
    """Say which column is which field; `remember` {heading: field} is kept for the next sheet."""
    source = locked(source, by, at)
    source.mapping = {sheet: dict(columns) for sheet, columns in mapping.items()}
    source.save(update_fields=["mapping"])
    for heading, field in remember.items():
        ColumnMemory.objects.update_or_create(heading=heading[:200], defaults={"field": field})
    record("import_mapped", source, by=by, at=at, columns=len(remember))
    imports.judge_again(source, at=at)


@transaction.atomic
def choose_levels(source: Import, *, levels: Mapping[str, int], by: User, at: datetime) -> None:
    """How far the fields of this import go out, where that is not the default."""
    source = locked(source, by, at)
    if source.levels != levels:
        source.levels = dict(levels)
        source.save(update_fields=["levels"])
        record("import_levels_chosen", source, by=by, at=at, fields=sorted(levels))


def is_large(source: Import) -> bool:
    """Whether its rows are judged again by the worker, with progress on the page."""
    counts: dict[str, int] = source.summary.get("counts", {})
    return sum(counts.values()) > AT_ONCE


def locked(source: Import, by: User, at: datetime) -> Import:
    """The import, held until the transaction ends, for somebody who may settle it.

    Whoever works on it again is no longer waiting for the worker to propose it as it was.
    """
    source = Import.objects.select_for_update(of=("self",)).get(pk=source.pk)
    ensure(why_not_settle(source, by, at))
    if source.asked.get("waits"):
        source.asked |= {"waits": False}
        source.save(update_fields=["asked"])
    return source


def _how(choice: Mapping[str, Any]) -> set[str]:
    """What was said, without what was typed."""
    return {key for key in ("same_as", "new", "skip", "values", "drop", "older") if choice.get(key)}
