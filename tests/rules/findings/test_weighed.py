"""What is a gap, and what of two things the desk puts first."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from grcdesk.rules.findings.weighed import is_gap, weighed
from grcdesk.terms import Scope, Status
from grcdesk.terms.findings import FindingStatus, Severity

DAY = date(2026, 11, 21)


def control(name: str, status: Status, scope: Scope = Scope.IN, due: date | None = None) -> SimpleNamespace:
    return SimpleNamespace(row=SimpleNamespace(id=name, scope=scope, status=status, due=due), actions=())


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("scope", Scope)
def test_a_gap_is_in_scope_and_partial_or_missing(status, scope):
    falls_short = status in {Status.PARTIAL, Status.MISSING}
    assert is_gap(control("C-1", status, scope)) is (scope is Scope.IN and falls_short)


def finding(name: str, control_id: str, severity: Severity | None, **said: object) -> SimpleNamespace:
    row = {"id": name, "control": control_id, "severity": severity, "status": FindingStatus.OPEN, "lapsed": False}
    return SimpleNamespace(row=SimpleNamespace(**(row | {"next_due": None} | said)), actions=())


def test_the_weight_a_person_gave_comes_first_then_missing_before_partial_then_the_date():
    controls = [
        control("C-1", Status.PARTIAL),
        control("C-2", Status.MISSING),
        control("C-3", Status.MISSING, due=DAY),
        control("C-4", Status.MISSING),
        control("C-5", Status.IN_PLACE),
    ]
    findings = [
        finding("F-1", "C-4", Severity.LOW),
        finding("F-2", "C-5", Severity.HIGH),
        finding("F-3", "C-1", Severity.HIGH, status=FindingStatus.CLOSED),
    ]
    found = weighed(controls, findings, DAY)
    assert [one.id for one in found] == ["F-2", "F-1", "C-3", "C-2", "C-1"], "a gap a finding is about stands once"
    assert {one.id: one.settled for one in found if one.settled} == {"C-1": ("F-3",)}, "somebody looked at that gap"


def test_a_finding_whose_acceptance_lapsed_counts_again():
    settled = finding("F-1", "", Severity.LOW, status=FindingStatus.RISK_ACCEPTED)
    lapsed = finding("F-2", "", Severity.LOW, status=FindingStatus.RISK_ACCEPTED, lapsed=True)
    assert [one.id for one in weighed([], [settled, lapsed], DAY)] == ["F-2"]
