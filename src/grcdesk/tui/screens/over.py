"""Screens that lie over a place, by name."""

from __future__ import annotations

from importlib import import_module

from grcdesk.tui.screens.base import DeskScreen

OVER = {
    "coverage": "CoverageScreen",
    "scope": "ScopeScreen",
    "snapshots": "SnapshotsScreen",
    "actions": "ActionsScreen",
    "checks": "ChecksScreen",
    "due": "DueScreen",
    "feature_matrix": "FeatureMatrixScreen",
}


def screen(place: str) -> DeskScreen:
    """A new screen of that name."""
    made: DeskScreen = getattr(import_module(f"grcdesk.tui.screens.{place}"), OVER[place])()
    return made
