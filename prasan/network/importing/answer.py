"""The answer of `network_import --json`: as `import_agencies` answers."""

from __future__ import annotations

from typing import Any

from prasan.network.importing.judging import JudgedRow, Judgement


def summary(judgement: Judgement) -> dict[str, Any]:
    """All but the rows; `header_row` and `columns` are those of the first sheet with data."""
    first = judgement.plans[0] if judgement.plans else None
    return {
        "status": judgement.status,
        "reason": judgement.reason,
        "encoding": judgement.encoding,
        "header_row": first.header_row if first else None,
        "columns": first.mapping if first else {},
        "sheets": [
            {"sheet": plan.sheet.name, "header_row": plan.header_row, "columns": plan.mapping}
            for plan in judgement.plans
        ],
        "counts": judgement.counts,
    }


def row_answer(row: JudgedRow) -> dict[str, Any]:
    return {
        "sheet": row.sheet,
        "row": row.row,
        "outcome": row.outcome,
        "name": row.name,
        "match": row.match,
        "repairs": row.repairs,
        "problems": [{"column": problem.column, "message": problem.message} for problem in row.problems],
    }


def answer(judgement: Judgement) -> dict[str, Any]:
    return summary(judgement) | {"rows": [row_answer(row) for row in judgement.rows]}
