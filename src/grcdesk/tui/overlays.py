"""Screens that lie over a place, by name: places of their own, and one record of a noun."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.frame.base import DeskScreen

OVER = {
    "coverage": "coverage.board:CoverageScreen",
    "scope": "programme.scope:ScopeScreen",
    "snapshots": "controls.snapshots:SnapshotsScreen",
    "actions": "controls.action_list:ActionsScreen",
    "checks": "coverage.check_list:ChecksScreen",
    "due": "due.list:DueScreen",
    "changes": "testing.changes:ChangesScreen",
    "tests": "testing.list:TestsScreen",
    "deviations": "testing.deviations:DeviationsScreen",
    "populations": "populations.list:PopulationsScreen",
    "samples": "samples.list:SamplesScreen",
    "feature_matrix": "features.matrix:FeatureMatrixScreen",
    "rehearsal": "rehearsal.list:RehearsalScreen",
    "soa": "soa.list:SoaScreen",
    "requests": "requests.list:RequestsScreen",
    "walkthroughs": "requests.walkthrough_list:WalkthroughsScreen",
    "findings": "findings.list:FindingsScreen",
    "incidents": "incidents.list:IncidentsScreen",
    "first_steps": "lacks.first_steps:FirstStepsScreen",
}
DETAILS = {
    "control": "controls.detail:ControlScreen",
    "assess": "controls.assessing:AssessScreen",
    "feature": "features.detail:FeatureScreen",
    "soa_item": "soa.detail:SoaItemScreen",
    "finding": "findings.detail:FindingScreen",
    "incident": "incidents.detail:IncidentScreen",
    "population": "populations.detail:PopulationScreen",
    "sample": "samples.detail:SampleScreen",
    "vendor": "vendors.detail:VendorScreen",
    "review": "reviews.detail:ReviewScreen",
    "sheet": "testing.sheet:SheetScreen",
    "engagement": "audits.detail:EngagementScreen",
    "request": "requests.detail:RequestScreen",
    "walkthrough": "requests.walkthrough_detail:WalkthroughScreen",
}


def screen(place: str) -> DeskScreen:
    """A new screen of that name."""
    return _make(OVER[place])


def filtered(place: str, where: str) -> DeskScreen:
    """A new screen of that name, its filter filled in."""
    return _make(OVER[place], where)


def lacks(place: WorkPlace, record: str) -> DeskScreen:
    """What lacks at a place of work."""
    return _make("lacks.list:LacksScreen", place, record)


def detail(noun: str, record: str, *among: Sequence[str]) -> DeskScreen:
    """One record; `among` are those that are stepped through from it, where its screen knows neighbours."""
    return _make(DETAILS[noun], record, *among)


def _make(where: str, *arguments: object) -> DeskScreen:
    # loaded when it is gone to: all screens together would take longer than the first frame may
    module, name = where.split(":")
    made: DeskScreen = getattr(import_module(f"grcdesk.tui.{module}"), name)(*arguments)
    return made
