from __future__ import annotations

from dataclasses import replace

import pytest

from grcdesk.terms.audits import EngagementKind
from reports.provenances import provenance


def test_no_line_says_its_name_twice():
    """`Period: period 2026-01-01 to 2026-12-31` reads like a slip of the pen."""
    for _, lines in provenance().sections():
        assert not [one for one in lines if one.told.casefold().startswith(f"{one.name.casefold()} ")]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (EngagementKind.READINESS, "period 2026-01-01 to 2026-12-31"),
        (EngagementKind.SOC2_TYPE1, "as of 2026-12-31"),
    ],
)
def test_an_engagement_that_judges_one_day_names_that_day(kind, said):
    paper = provenance()
    assert replace(paper, scope=replace(paper.scope, kind=kind)).period == said


def test_without_a_period_that_is_said():
    paper = provenance()
    assert replace(paper, scope=replace(paper.scope, period=None)).period == "no period set"
