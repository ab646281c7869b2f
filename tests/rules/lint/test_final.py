"""What keeps a workbook from being called final."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from grcdesk.rules.lint.final import not_final
from grcdesk.terms.readiness import LackKind

FINAL = SimpleNamespace(id="GAP-1")


@pytest.mark.parametrize(
    ("final", "changed", "flaws"),
    [
        (FINAL, {}, []),
        (None, {}, [(LackKind.NOT_FINALISED, "assessment", "none is finalised by 2026-11-21")]),
        (
            None,
            {"AI-SEC-01": "its status"},
            [(LackKind.NOT_FINALISED, "assessment", "none is finalised by 2026-11-21")],
        ),
        (FINAL, {"AI-SEC-01": "its status"}, [(LackKind.CHANGED_SINCE, "AI-SEC-01", "since GAP-1: its status")]),
    ],
)
def test_final_needs_a_finalised_assessment_that_still_holds(final, changed, flaws):
    matrix = SimpleNamespace(final=final, changed=changed, as_of=date(2026, 11, 21))
    assert [(one.kind, one.about, one.text) for one in not_final(matrix)] == flaws
