"""The places of the app, each with a key of its own; all but the first are loaded when they are gone to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from grcdesk.tui.desk.today import TodayScreen


def _controls() -> Screen[None]:
    from grcdesk.tui.controls.list import ControlsScreen  # noqa: PLC0415  not needed for the first frame

    return ControlsScreen()


def _features() -> Screen[None]:
    from grcdesk.tui.features.list import FeaturesScreen  # noqa: PLC0415

    return FeaturesScreen()


def _vendors() -> Screen[None]:
    from grcdesk.tui.vendors.list import VendorsScreen  # noqa: PLC0415

    return VendorsScreen()


def _evidence() -> Screen[None]:
    from grcdesk.tui.evidence.list import EvidenceScreen  # noqa: PLC0415

    return EvidenceScreen()


def _reviews() -> Screen[None]:
    from grcdesk.tui.reviews.list import ReviewsScreen  # noqa: PLC0415

    return ReviewsScreen()


def _audits() -> Screen[None]:
    from grcdesk.tui.audits.list import EngagementsScreen  # noqa: PLC0415

    return EngagementsScreen()


def _catalogs() -> Screen[None]:
    from grcdesk.tui.catalogs.list import CatalogsScreen  # noqa: PLC0415

    return CatalogsScreen()


def _history() -> Screen[None]:
    from grcdesk.tui.log.list import HistoryScreen  # noqa: PLC0415

    return HistoryScreen()


PLACES: dict[str, str | Callable[[], Screen[Any]]] = {
    "today": TodayScreen,
    "controls": _controls,
    "features": _features,
    "vendors": _vendors,
    "evidence": _evidence,
    "reviews": _reviews,
    "audits": _audits,
    "catalogs": _catalogs,
    "history": _history,
}
"""By the name `action_go` takes."""
