"""What the program says of a desk, judged on one day, to be compared with what a later program says."""

from __future__ import annotations

from datetime import date
from typing import Any


def verdicts(desk: Any, day: date) -> dict[str, Any]:
    """What is said of controls, criteria and dates."""
    return {
        "controls": {row.id: [row.scope, row.status, row.support] for row in desk.controls.list()},
        "coverage": {row.id: [row.verdict, row.share_of_period] for row in desk.coverage.board(as_of=day)},
        "criteria": {
            row.id: [row.in_scope, row.coverage, row.answered, row.worst, list(row.controls)]
            for row in desk.scope.criteria()
        },
        "due": sorted(f"{row.kind} {row.id} {row.due}" for row in desk.due.list(as_of=day)),
    }
