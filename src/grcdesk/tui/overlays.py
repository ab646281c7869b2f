"""Screens that lie over a place, by name."""

from __future__ import annotations

from importlib import import_module

from grcdesk.tui.frame.base import DeskScreen

OVER = {
    "coverage": "coverage.board:CoverageScreen",
    "scope": "programme.scope:ScopeScreen",
    "snapshots": "controls.snapshots:SnapshotsScreen",
    "actions": "controls.action_list:ActionsScreen",
    "checks": "coverage.check_list:ChecksScreen",
    "due": "due.list:DueScreen",
    "feature_matrix": "features.matrix:FeatureMatrixScreen",
}


def screen(place: str) -> DeskScreen:
    """A new screen of that name."""
    module, name = OVER[place].split(":")
    made: DeskScreen = getattr(import_module(f"grcdesk.tui.{module}"), name)()
    return made
